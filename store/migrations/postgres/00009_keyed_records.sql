-- +goose Up

-- The match keys of each record, in a list: what to take away when the record changes. An index of match_keys by record, in
-- its place, cost more than all else that was written of them.
CREATE TABLE keyed_records (
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    keys    TEXT NOT NULL, -- decimal numbers, with blanks between
    PRIMARY KEY (partner, org, ref)
);
INSERT INTO keyed_records (partner, org, ref, keys) SELECT partner, org, ref, string_agg(key::TEXT, ' ') FROM match_keys GROUP BY partner, org, ref;
DROP INDEX match_keys_record;

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON keyed_records TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
