-- +goose Up

-- Ids of people and families that reports of wrong links gave to the reporter's side. Where somebody is owed several ids, those
-- of a later report go before those of an earlier one, and before all others.
CREATE TABLE parted_ids (
    id      TEXT PRIMARY KEY,
    was     TEXT NOT NULL,    -- the id that the reporter's side had with the others
    n       INTEGER NOT NULL, -- of the report: the first is 1
    partner TEXT NOT NULL     -- whose readers was leads to id, where it leads to nobody else in their scope
);
CREATE INDEX parted_ids_was ON parted_ids (was);
