-- +goose Up

-- What records share when they are worth comparing: a number for each blocking rule that holds of them. They are made by the
-- linker in use; until everything is linked anew there are none, and new records find nobody.
DROP TABLE match_keys;
CREATE TABLE match_keys (
    key     BIGINT NOT NULL,
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (key, partner, org, ref)
);
CREATE INDEX match_keys_record ON match_keys (partner, org, ref);

-- The homes at which so many people stand that they say nothing of families: who is there is grouped anew when a home
-- becomes one of them, or is one no longer.
CREATE TABLE crowded_homes (key TEXT PRIMARY KEY);

-- A table that is made anew is granted anew.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON match_keys, crowded_homes TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
