-- +goose Up

-- The log's entries are the leaves of a Merkle tree, whose hashes stand beside them; signed checkpoints say what it was.
CREATE TABLE log_entries (
    seq  INTEGER PRIMARY KEY,
    body TEXT NOT NULL
);
INSERT INTO log_entries SELECT seq, body FROM audit_entries;
DROP TABLE audit_entries;
ALTER TABLE log_entries RENAME TO audit_entries;

CREATE TABLE audit_hashes (
    id   INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
);

CREATE TABLE audit_checkpoints (
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size, note)
);
