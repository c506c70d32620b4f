-- +goose Up

-- Families and the people in them. An id that is merged into another redirects for ever.
CREATE TABLE families (
    id          TEXT PRIMARY KEY,
    status      TEXT NOT NULL DEFAULT '',
    merged_into TEXT,
    made_by     INTEGER NOT NULL, -- the import that first made it
    ended       BOOLEAN NOT NULL DEFAULT 0
);
CREATE TABLE persons (
    id          TEXT PRIMARY KEY,
    family_id   TEXT NOT NULL DEFAULT '',
    merged_into TEXT,
    made_by     INTEGER NOT NULL,
    ended       BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX persons_family ON persons (family_id);

-- Which person each partner's record was taken to be, by which rule and with what weight.
CREATE TABLE links (
    partner           TEXT NOT NULL,
    org               TEXT NOT NULL,
    ref               TEXT NOT NULL,
    person_id         TEXT NOT NULL,
    rule              TEXT NOT NULL DEFAULT '',
    confidence        TEXT NOT NULL,
    match_weight      REAL,
    match_probability REAL,
    PRIMARY KEY (partner, org, ref)
);
CREATE INDEX links_person ON links (person_id);

-- What records share when they may be one person, and when they may be one household.
CREATE TABLE match_keys (
    key     TEXT NOT NULL,
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (key, partner, org, ref)
);
CREATE INDEX match_keys_record ON match_keys (partner, org, ref);
CREATE TABLE home_keys (
    key     TEXT NOT NULL,
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (key, partner, org, ref)
);
CREATE INDEX home_keys_record ON home_keys (partner, org, ref);

-- What records share when they may be at one place, however it is written: wider than a home, for protecting people.
CREATE TABLE place_keys (
    key     TEXT NOT NULL,
    partner TEXT NOT NULL,
    org     TEXT NOT NULL,
    ref     TEXT NOT NULL,
    PRIMARY KEY (key, partner, org, ref)
);
CREATE INDEX place_keys_record ON place_keys (partner, org, ref);

-- What the programme itself assigns: a family to a key worker, a claim, a check or a study.
CREATE TABLE assignments (
    family_id TEXT NOT NULL,
    relation  TEXT NOT NULL,
    holder    TEXT NOT NULL,
    PRIMARY KEY (family_id, relation, holder)
);

-- How organisations stand to people: the row scope of every read. Made anew with the family's document.
CREATE TABLE holdings (
    person_id TEXT NOT NULL,
    family_id TEXT NOT NULL,
    relation  TEXT NOT NULL,
    partner   TEXT NOT NULL,
    holder    TEXT NOT NULL, -- '' is the partner as a whole
    ends_on   TEXT,          -- last day of the relation; NULL goes on
    sensitive BOOLEAN NOT NULL, -- some record of the person is sensitive
    PRIMARY KEY (person_id, relation, partner, holder)
);
CREATE INDEX holdings_family ON holdings (family_id);
CREATE INDEX holdings_holder ON holdings (relation, partner, holder, family_id);

-- What a person or an address is found by: a row for each partner's record, folded. Made anew with the family's document.
CREATE TABLE findable (
    person_id      TEXT NOT NULL,
    family_id      TEXT NOT NULL,
    partner        TEXT NOT NULL,
    org            TEXT NOT NULL,
    ref            TEXT NOT NULL,
    forename       TEXT NOT NULL DEFAULT '',
    known_as       TEXT NOT NULL DEFAULT '',
    surname        TEXT NOT NULL DEFAULT '',
    former_surname TEXT NOT NULL DEFAULT '',
    date_of_birth  TEXT,
    postcode       TEXT NOT NULL DEFAULT '',
    uprn           TEXT NOT NULL DEFAULT '',
    address        TEXT NOT NULL DEFAULT '', -- all of it, folded, to be searched by words
    shown          TEXT NOT NULL DEFAULT '', -- the address as written, as JSON
    letting        TEXT NOT NULL DEFAULT '', -- the landlord, where it is a tenancy's own address
    protected      BOOLEAN NOT NULL,
    nino           TEXT NOT NULL DEFAULT '',
    upn            TEXT NOT NULL DEFAULT '',
    uln            TEXT NOT NULL DEFAULT '',
    nhs_number     TEXT NOT NULL DEFAULT '',
    pnc_id         TEXT NOT NULL DEFAULT ''
);
CREATE INDEX findable_family ON findable (family_id);
CREATE INDEX findable_person ON findable (person_id);
CREATE INDEX findable_protected ON findable (family_id) WHERE protected;
CREATE INDEX findable_surname ON findable (surname, date_of_birth);
CREATE INDEX findable_former ON findable (former_surname) WHERE former_surname <> '';
CREATE INDEX findable_forename ON findable (forename);
CREATE INDEX findable_known_as ON findable (known_as) WHERE known_as <> '';
CREATE INDEX findable_born ON findable (date_of_birth);
CREATE INDEX findable_postcode ON findable (postcode);
CREATE INDEX findable_uprn ON findable (uprn) WHERE uprn <> '';
CREATE INDEX findable_nino ON findable (nino) WHERE nino <> '';
CREATE INDEX findable_upn ON findable (upn) WHERE upn <> '';
CREATE INDEX findable_uln ON findable (uln) WHERE uln <> '';
CREATE INDEX findable_nhs ON findable (nhs_number) WHERE nhs_number <> '';
CREATE INDEX findable_pnc ON findable (pnc_id) WHERE pnc_id <> '';

-- The family documents, in parts: what one partner contributed of one data class. places says which copy: 'open' where no
-- address in the family is protected, else 'hidden' without any place and 'full' with them.
CREATE TABLE family_documents (
    family_id TEXT NOT NULL,
    class     TEXT NOT NULL,
    partner   TEXT NOT NULL,
    places    TEXT NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (family_id, class, partner, places)
);

-- What the installation keeps of itself: the secret under which ids are made.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The log: who was shown what of whom, and what was done. Rows are only ever added; each hash covers the one before.
CREATE TABLE audit_entries (
    seq       INTEGER PRIMARY KEY,
    body      TEXT NOT NULL,
    previous  TEXT NOT NULL,
    hash      TEXT NOT NULL UNIQUE
);
