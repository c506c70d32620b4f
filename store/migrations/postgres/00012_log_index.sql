-- +goose Up

-- How entries of the log are found: by the person, family or task that they tell of, by the reader. It is made of the entries, and proves nothing.
CREATE TABLE audit_subjects (
    subject_id TEXT NOT NULL,
    seq       BIGINT NOT NULL,
    PRIMARY KEY (subject_id, seq)
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
        GRANT SELECT, INSERT ON audit_subjects, audit_readers TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
