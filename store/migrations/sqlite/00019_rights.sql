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
    recorded_at DATETIME NOT NULL,
    recorded_by TEXT NOT NULL,
    released_at DATETIME,
    released_by TEXT NOT NULL DEFAULT '',
    withheld    TEXT NOT NULL DEFAULT '[]' -- exemptions, as JSON
);
CREATE INDEX subject_requests_order ON subject_requests (received_on, id);
