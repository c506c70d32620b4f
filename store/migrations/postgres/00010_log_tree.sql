-- +goose Up

-- The log's entries are the leaves of a Merkle tree, whose hashes stand beside them; signed checkpoints say what it was.
ALTER TABLE audit_entries DROP COLUMN previous, DROP COLUMN hash;

CREATE TABLE audit_hashes (
    id   BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL
);

CREATE TABLE audit_checkpoints (
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size, note)
);

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT ON audit_hashes, audit_checkpoints TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
