-- +goose Up

-- Breaks of the glass: who is shown a withheld class of one family, for a few hours, and why. Rows are only added, ended and
-- reviewed.
CREATE TABLE glass_breaks (
    id          TEXT PRIMARY KEY,
    subject     TEXT NOT NULL,
    role        TEXT NOT NULL,
    org         TEXT NOT NULL,
    family_id   TEXT NOT NULL,
    class       TEXT NOT NULL,
    agreement   TEXT NOT NULL, -- its id
    reason      TEXT NOT NULL,
    opened_at   DATETIME NOT NULL,
    expires_at  DATETIME NOT NULL,
    ended_at    DATETIME,
    ended_by    TEXT NOT NULL DEFAULT '',
    reviewed_at DATETIME,
    reviewed_by TEXT NOT NULL DEFAULT '',
    verdict     TEXT NOT NULL DEFAULT '', -- justified, not-justified
    note        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX glass_breaks_reader ON glass_breaks (subject, expires_at);
CREATE INDEX glass_breaks_order ON glass_breaks (opened_at, id);
