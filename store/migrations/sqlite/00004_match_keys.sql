-- +goose Up

-- What records share when they are worth comparing: a number for each blocking rule that holds of them. They are made by the
-- linker in use; until everything is linked anew there are none, and new records find nobody.
DROP TABLE match_keys;
CREATE TABLE match_keys (
    key     INTEGER NOT NULL,
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (key, partner, org, ref)
) WITHOUT ROWID;
CREATE INDEX match_keys_record ON match_keys (partner, org, ref);

-- The homes at which so many people stand that they say nothing of families: who is there is grouped anew when a home
-- becomes one of them, or is one no longer.
CREATE TABLE crowded_homes (key TEXT PRIMARY KEY);
