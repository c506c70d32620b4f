-- +goose Up

-- The keys that rotate, of each purpose the newest with the highest number. Whoever reads them can make cursors and sessions.
CREATE TABLE ring_keys (
    purpose TEXT NOT NULL,
    number  INTEGER NOT NULL,
    secret  TEXT NOT NULL,
    from_at DATETIME NOT NULL,
    PRIMARY KEY (purpose, number)
);
