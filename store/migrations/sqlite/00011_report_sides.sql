-- +goose Up

-- The records that each report says are somebody else's: its side of the link.
CREATE TABLE report_sides (
    task_id TEXT NOT NULL REFERENCES review_tasks (id),
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (task_id, partner, org, ref)
);
CREATE INDEX report_sides_record ON report_sides (partner, org, ref);

-- Who may decide of two records no more, as they were shown how these compare, or changed what is said of them. a is the lesser
-- key.
CREATE TABLE review_seen (
    a_partner TEXT NOT NULL,
    a_org     TEXT NOT NULL,
    a_ref     TEXT NOT NULL,
    b_partner TEXT NOT NULL,
    b_org     TEXT NOT NULL,
    b_ref     TEXT NOT NULL,
    subject   TEXT NOT NULL,
    PRIMARY KEY (a_partner, a_org, a_ref, b_partner, b_org, b_ref, subject)
);
