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

-- Whose readers entries of the log are of, for those who follow their own: the partner, and the partner with the organisation
-- ("police TVP"). It is made of the entries, and proves nothing.
CREATE TABLE audit_readers_of (
    reader_of TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (reader_of, seq)
);

-- Who readers are, as far as information governance keeps it to find who looked at themselves or their own: no family's data.
-- It is replaced as a whole.
CREATE TABLE reader_register (
    subject  TEXT PRIMARY KEY,
    surname  TEXT NOT NULL,
    postcode TEXT NOT NULL
);
