-- +goose Up

-- The keys that rotate, of each purpose the newest with the highest number. Whoever reads them can make cursors and sessions.
CREATE TABLE ring_keys (
    purpose TEXT NOT NULL,
    number  INTEGER NOT NULL,
    secret  TEXT NOT NULL,
    from_at DATETIME NOT NULL,
    PRIMARY KEY (purpose, number)
);

-- Tokens that were taken back before they ended: one by its id, or all that a subject had. Rows go when no token lives any more
-- that they could refuse.
CREATE TABLE revoked_tokens (
    subject    TEXT NOT NULL,
    token_id   TEXT NOT NULL,
    revoked_at DATETIME NOT NULL,
    ends_at    DATETIME NOT NULL,
    PRIMARY KEY (subject, token_id)
);
