-- +goose Up

-- What people have against facts: that one is wrong, or should not be used. A remark belongs to the row that is meant, whoever it is
-- taken to be of; person_ref is its partner's own key of the person. Rows are added, and settled once.
CREATE TABLE remarks (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL, -- correction, objection
    class       TEXT NOT NULL,
    partner     TEXT NOT NULL,
    org         TEXT NOT NULL,
    file        TEXT NOT NULL,
    ref         TEXT NOT NULL,
    person_ref  TEXT NOT NULL,
    says        TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'raised', -- raised, upheld, refused
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by TEXT NOT NULL,
    settled_at  TIMESTAMPTZ,
    settled_by  TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX remarks_person ON remarks (partner, org, person_ref);

-- The role that the hub serves as can add to them and settle them; retention takes them away with the fact.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, DELETE ON remarks TO thrive_app;
        GRANT UPDATE (state, settled_at, settled_by, note) ON remarks TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
