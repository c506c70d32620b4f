-- +goose Up

-- The linkage models: what they were trained to, by their version. The newest is in use.
CREATE TABLE link_models (
    version    TEXT PRIMARY KEY,
    body       TEXT NOT NULL,     -- parameters, as JSON
    trained_at DATETIME NOT NULL,
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
    weight      REAL NOT NULL, -- bits for one person rather than not
    p_same      REAL NOT NULL, -- probability of one person
    p_household REAL NOT NULL, -- probability of two of one household or family
    model       TEXT NOT NULL,
    PRIMARY KEY (a_partner, a_org, a_ref, b_partner, b_org, b_ref)
);
CREATE INDEX link_pairs_b ON link_pairs (b_partner, b_org, b_ref);

-- What became of people when records were linked anew.
CREATE TABLE link_events (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    at        DATETIME NOT NULL,
    import_id INTEGER NOT NULL DEFAULT 0, -- 0: no import, but a link of all or a decision
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
    opened_at     DATETIME NOT NULL,
    model         TEXT NOT NULL DEFAULT '',
    weight        REAL,
    p_same        REAL,
    p_household   REAL,
    second        BOOLEAN NOT NULL, -- two readers decide
    verdict       TEXT NOT NULL DEFAULT '',
    decided_at    DATETIME,
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
    decided_at     DATETIME NOT NULL,
    withdrawn_at   DATETIME,
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
    at        DATETIME NOT NULL,
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
    at        DATETIME NOT NULL,
    PRIMARY KEY (subject, key)
);
CREATE INDEX mutations_at ON mutations (at);
