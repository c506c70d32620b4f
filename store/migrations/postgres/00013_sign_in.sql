-- +goose Up

-- The keys that rotate, of each purpose the newest with the highest number. Whoever reads them can make cursors and sessions.
CREATE TABLE ring_keys (
    purpose TEXT NOT NULL,
    number  BIGINT NOT NULL,
    secret  TEXT NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (purpose, number)
);

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, DELETE ON ring_keys TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
