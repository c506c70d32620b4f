-- +goose Up

-- What became of people and families can be read, from any of the ids that they ever had.
ALTER TABLE link_events ADD COLUMN weight REAL; -- bits: of the pair of records that told, where one did
CREATE INDEX link_events_other ON link_events (other_id);
CREATE INDEX persons_merged ON persons (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX families_merged ON families (merged_into) WHERE merged_into IS NOT NULL;
