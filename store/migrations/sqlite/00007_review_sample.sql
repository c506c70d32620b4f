-- +goose Up

-- Links drawn of all links, for people to read, so that it is known how many are wrong. Nobody is shown which they are.
ALTER TABLE review_tasks ADD COLUMN sample BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE review_tasks ADD COLUMN quiet BOOLEAN NOT NULL DEFAULT 0; -- of a sample: the linker is not in doubt about it
CREATE INDEX review_tasks_quiet ON review_tasks (id) WHERE quiet AND state = 'open';
