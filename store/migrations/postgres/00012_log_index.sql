-- +goose Up

-- How entries of the log are found: by the person that they tell of, by the reader. It is made of the entries, and proves nothing.
CREATE TABLE audit_people (
    person_id TEXT NOT NULL,
    seq       BIGINT NOT NULL,
    PRIMARY KEY (person_id, seq)
);
CREATE TABLE audit_readers (
    seq     BIGINT PRIMARY KEY,
    subject TEXT NOT NULL
);
CREATE INDEX audit_readers_subject ON audit_readers (subject, seq);

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT SELECT, INSERT ON audit_people, audit_readers TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
