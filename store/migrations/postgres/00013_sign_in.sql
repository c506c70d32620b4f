-- +goose Up

-- The keys that rotate, of each purpose the newest with the highest number. Whoever reads them can make cursors and sessions.
CREATE TABLE ring_keys (
    purpose TEXT NOT NULL,
    number  BIGINT NOT NULL,
    secret  TEXT NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (purpose, number)
);

-- Tokens that were taken back before they ended: one by its id, or all that a subject had. Rows go when no token lives any more
-- that they could refuse.
CREATE TABLE revoked_tokens (
    subject    TEXT NOT NULL,
    token_id   TEXT NOT NULL,
    revoked_at TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (subject, token_id)
);

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, DELETE ON ring_keys TO thrive_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON revoked_tokens TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
