-- +goose Up

-- The linkage models: what they were trained to, by their version. The newest is in use.
CREATE TABLE link_models (
    version    TEXT PRIMARY KEY,
    body       TEXT NOT NULL,     -- parameters, as JSON
    trained_at TIMESTAMPTZ NOT NULL,
    records    INTEGER NOT NULL DEFAULT 0 -- on how many it was trained
);
CREATE INDEX link_models_trained ON link_models (trained_at);

-- Pairs of records that the model weighed and found worth keeping: those that link, and those in doubt. a is the lesser key.
CREATE TABLE link_pairs (
    a_partner   TEXT NOT NULL,
    a_org       TEXT NOT NULL,
    a_ref       TEXT NOT NULL,
    b_partner   TEXT NOT NULL,
    b_org       TEXT NOT NULL,
    b_ref       TEXT NOT NULL,
    weight      DOUBLE PRECISION NOT NULL, -- bits for one person rather than not
    p_same      DOUBLE PRECISION NOT NULL, -- probability of one person
    p_household DOUBLE PRECISION NOT NULL, -- probability of two of one household or family
    model       TEXT NOT NULL,
    PRIMARY KEY (a_partner, a_org, a_ref, b_partner, b_org, b_ref)
);
CREATE INDEX link_pairs_b ON link_pairs (b_partner, b_org, b_ref);

-- What became of people when records were linked anew.
CREATE TABLE link_events (
    seq       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        TIMESTAMPTZ NOT NULL,
    import_id BIGINT NOT NULL DEFAULT 0, -- 0: no import, but a link of all or a decision
    kind      TEXT NOT NULL,              -- merged, split, moved
    person_id TEXT NOT NULL,
    other_id  TEXT NOT NULL DEFAULT '',
    reason    TEXT NOT NULL DEFAULT '',
    model     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX link_events_person ON link_events (person_id);

-- Two records of which people decide. a is the lesser key; b_ref is '' in a report of which nothing was to be held apart.
CREATE TABLE review_tasks (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL, -- pair, report
    a_partner     TEXT NOT NULL,
    a_org         TEXT NOT NULL,
    a_ref         TEXT NOT NULL,
    b_partner     TEXT NOT NULL,
    b_org         TEXT NOT NULL,
    b_ref         TEXT NOT NULL,
    state         TEXT NOT NULL, -- open, decided, closed
    round         INTEGER NOT NULL DEFAULT 1, -- counts the changes of state
    opened_at     TIMESTAMPTZ NOT NULL,
    model         TEXT NOT NULL DEFAULT '',
    weight        DOUBLE PRECISION,
    p_same        DOUBLE PRECISION,
    p_household   DOUBLE PRECISION,
    second        BOOLEAN NOT NULL, -- two readers decide
    verdict       TEXT NOT NULL DEFAULT '',
    decided_at    TIMESTAMPTZ,
    seen          TEXT NOT NULL DEFAULT '', -- what the records said when it was decided
    reason        TEXT NOT NULL DEFAULT '', -- of a report, in the reporter's words
    reporter      TEXT NOT NULL DEFAULT '',
    reporter_role TEXT NOT NULL DEFAULT '',
    reporter_org  TEXT NOT NULL DEFAULT '',
    person_id     TEXT NOT NULL DEFAULT '' -- of a report: the person whom the records were together
);
CREATE UNIQUE INDEX review_tasks_open ON review_tasks (a_partner, a_org, a_ref, b_partner, b_org, b_ref, kind) WHERE state = 'open';
CREATE INDEX review_tasks_a ON review_tasks (a_partner, a_org, a_ref);
CREATE INDEX review_tasks_b ON review_tasks (b_partner, b_org, b_ref);
CREATE INDEX review_tasks_state ON review_tasks (state, id);

-- What readers decided. Rows are only added, and withdrawn.
CREATE TABLE review_decisions (
    id             TEXT PRIMARY KEY,
    task_id        TEXT NOT NULL REFERENCES review_tasks (id),
    n              INTEGER NOT NULL, -- the first of the task is 1
    verdict        TEXT NOT NULL,    -- same, different, related, cannot-tell
    note           TEXT NOT NULL DEFAULT '',
    decided_by     TEXT NOT NULL,
    decided_at     TIMESTAMPTZ NOT NULL,
    withdrawn_at   TIMESTAMPTZ,
    withdrawn_by   TEXT NOT NULL DEFAULT '',
    withdrawn_note TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX review_decisions_task ON review_decisions (task_id, n);

-- What a linker must keep to. Of one pair a mark goes before a hold, a hold before a decision, a later decision before an
-- earlier one. a is the lesser key.
CREATE TABLE link_constraints (
    a_partner TEXT NOT NULL,
    a_org     TEXT NOT NULL,
    a_ref     TEXT NOT NULL,
    b_partner TEXT NOT NULL,
    b_org     TEXT NOT NULL,
    b_ref     TEXT NOT NULL,
    kind      TEXT NOT NULL,            -- decision, hold, mark
    task_id   TEXT NOT NULL DEFAULT '', -- '' of a mark
    same      BOOLEAN NOT NULL,         -- one person; else never one
    related   BOOLEAN NOT NULL,         -- two of one household or family
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (a_partner, a_org, a_ref, b_partner, b_org, b_ref, kind, task_id)
);
CREATE INDEX link_constraints_b ON link_constraints (b_partner, b_org, b_ref);
CREATE INDEX link_constraints_task ON link_constraints (task_id);

-- Links about which more is known than that the linker made them.
CREATE INDEX links_confidence ON links (partner, org, ref) WHERE confidence <> 'AUTOMATIC';

-- Changes that callers have made, by the key that each gave: the same key again gives the same answer and changes nothing.
CREATE TABLE mutations (
    subject   TEXT NOT NULL,
    key       TEXT NOT NULL,
    operation TEXT NOT NULL,
    request   TEXT NOT NULL, -- a keyed hash of what was asked
    response  TEXT NOT NULL, -- ids, as JSON
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (subject, key)
);
CREATE INDEX mutations_at ON mutations (at);

-- The role that the hub serves as may use them; what readers decided it can add to and withdraw, and not change otherwise.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON link_models, link_pairs, link_events, review_tasks, link_constraints, mutations TO thrive_app;
        GRANT SELECT, INSERT ON review_decisions TO thrive_app;
        GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_note) ON review_decisions TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
