-- +goose Up

-- What people have asked to be told that is held of them, and what was held back when it was released. Rows are added, and released
-- once.
CREATE TABLE subject_requests (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    asker       TEXT NOT NULL, -- the-person, parent, representative
    authority   TEXT NOT NULL DEFAULT '',
    identity    TEXT NOT NULL,
    received_on TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by TEXT NOT NULL,
    released_at TIMESTAMPTZ,
    released_by TEXT NOT NULL DEFAULT '',
    withheld    TEXT NOT NULL DEFAULT '[]' -- exemptions, as JSON
);
CREATE INDEX subject_requests_order ON subject_requests (received_on, id);

-- The role that the hub serves as can add to them and release them.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT ON subject_requests TO thrive_app;
        GRANT UPDATE (released_at, released_by, withheld) ON subject_requests TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
