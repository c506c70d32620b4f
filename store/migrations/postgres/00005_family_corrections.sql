-- +goose Up

-- What people said of families, in the order in which they said it. Rows are only added, and withdrawn.
CREATE TABLE family_corrections (
    id               TEXT PRIMARY KEY,
    n                BIGINT NOT NULL UNIQUE, -- the first is 1
    kind             TEXT NOT NULL,       -- move, merge, split
    reason           TEXT NOT NULL,
    made_by          TEXT NOT NULL,
    made_at          TIMESTAMPTZ NOT NULL,
    withdrawn_at     TIMESTAMPTZ,
    withdrawn_by     TEXT NOT NULL DEFAULT '',
    withdrawn_reason TEXT NOT NULL DEFAULT ''
);

-- Of whom they said it: every record that each person had then. Those that it is about are one family, those with them are of
-- it too, those without them are not.
CREATE TABLE family_correction_records (
    correction_id TEXT NOT NULL REFERENCES family_corrections (id),
    partner       TEXT NOT NULL,
    org           TEXT NOT NULL,
    ref           TEXT NOT NULL,
    side          TEXT NOT NULL, -- about, with, without
    PRIMARY KEY (correction_id, partner, org, ref)
);
CREATE INDEX family_correction_records_record ON family_correction_records (partner, org, ref);

-- The role that the hub serves as can add to them and withdraw, and not change otherwise.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT ON family_corrections, family_correction_records TO thrive_app;
        GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON family_corrections TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
