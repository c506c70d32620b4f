-- +goose Up

-- One row for each feed received: its receipt.
CREATE TABLE imports (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    partner       TEXT NOT NULL,
    org           TEXT NOT NULL DEFAULT '',
    sha256        TEXT NOT NULL,
    snapshot      BOOLEAN NOT NULL,
    started_at    DATETIME NOT NULL,
    seconds       REAL NOT NULL DEFAULT 0,
    extracted_on  TEXT,
    covers_from   TEXT,
    covers_until  TEXT,
    files         TEXT NOT NULL DEFAULT '[]', -- counts and headers of each file, as JSON
    notices       TEXT NOT NULL DEFAULT '[]'
);

-- Rows that could not be read, kept whole until a good row of the same ref clears them.
CREATE TABLE quarantine (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    import_id   INTEGER NOT NULL REFERENCES imports (id),
    partner     TEXT NOT NULL,
    org         TEXT NOT NULL,
    file        TEXT NOT NULL,
    line        INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    value       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    ref         TEXT NOT NULL,
    raw         BLOB NOT NULL,
    cleared_by  INTEGER REFERENCES imports (id)
);
CREATE INDEX quarantine_open ON quarantine (partner, org, file) WHERE cleared_by IS NULL;

-- The partners' rows, one table for each file. A row that changes or is withdrawn is ended, never overwritten: the current
-- one has no ended_import_id. raw is the row's bytes exactly as sent; hash says whether two rows say the same.

-- People as each partner holds them.
CREATE TABLE source_people (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    person_ref      TEXT NOT NULL DEFAULT '',
    forename        TEXT NOT NULL DEFAULT '',
    middle_names    TEXT NOT NULL DEFAULT '',
    surname         TEXT NOT NULL DEFAULT '',
    former_surname  TEXT NOT NULL DEFAULT '',
    known_as        TEXT NOT NULL DEFAULT '',
    date_of_birth   TEXT,
    sex             TEXT NOT NULL DEFAULT '',
    address_line_1  TEXT NOT NULL DEFAULT '',
    address_line_2  TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    postcode        TEXT NOT NULL DEFAULT '',
    uprn            TEXT NOT NULL DEFAULT '',
    restricted      BOOLEAN NOT NULL DEFAULT 0,
    sensitive       BOOLEAN NOT NULL DEFAULT 0,
    nhs_number      TEXT NOT NULL DEFAULT '',
    pnc_id          TEXT NOT NULL DEFAULT '',
    upn             TEXT NOT NULL DEFAULT '',
    uln             TEXT NOT NULL DEFAULT '',
    role            TEXT NOT NULL DEFAULT '',
    nino            TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_people_current ON source_people (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_people_restricted ON source_people (partner, org, ref) WHERE restricted AND ended_import_id IS NULL;
CREATE INDEX source_people_import ON source_people (import_id);
CREATE INDEX source_people_ended ON source_people (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Declared ties between two people of one partner.
CREATE TABLE source_relationships (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    person_ref      TEXT NOT NULL DEFAULT '',
    other_ref       TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT '',
    from_day        TEXT,
    until_day       TEXT
);
CREATE UNIQUE INDEX source_relationships_current ON source_relationships (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_relationships_person ON source_relationships (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_relationships_other ON source_relationships (partner, org, other_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_relationships_import ON source_relationships (import_id);
CREATE INDEX source_relationships_ended ON source_relationships (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- The council's children's services, early help and youth offending.
CREATE TABLE source_involvements (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    involvement_ref TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT '',
    started         TEXT,
    ended           TEXT,
    hub             TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_involvements_current ON source_involvements (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_involvements_person ON source_involvements (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_involvements_import ON source_involvements (import_id);
CREATE INDEX source_involvements_ended ON source_involvements (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Offences and their disposals.
CREATE TABLE source_offences (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    offence_ref     TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    offence_code    TEXT NOT NULL DEFAULT '',
    committed_on    TEXT,
    disposal        TEXT NOT NULL DEFAULT '',
    disposed_on     TEXT
);
CREATE UNIQUE INDEX source_offences_current ON source_offences (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_offences_person ON source_offences (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_offences_import ON source_offences (import_id);
CREATE INDEX source_offences_ended ON source_offences (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Antisocial behaviour incidents.
CREATE TABLE source_asb_incidents (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    incident_ref    TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    part            TEXT NOT NULL DEFAULT '',
    category        TEXT NOT NULL DEFAULT '',
    occurred_on     TEXT,
    uprn            TEXT NOT NULL DEFAULT '',
    postcode        TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_asb_incidents_current ON source_asb_incidents (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_asb_incidents_person ON source_asb_incidents (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_asb_incidents_import ON source_asb_incidents (import_id);
CREATE INDEX source_asb_incidents_ended ON source_asb_incidents (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Antisocial behaviour orders.
CREATE TABLE source_asb_orders (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    order_ref       TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT '',
    made_on         TEXT,
    ended_on        TEXT
);
CREATE UNIQUE INDEX source_asb_orders_current ON source_asb_orders (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_asb_orders_person ON source_asb_orders (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_asb_orders_import ON source_asb_orders (import_id);
CREATE INDEX source_asb_orders_ended ON source_asb_orders (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Police call-outs.
CREATE TABLE source_callouts (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    callout_ref     TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    uprn            TEXT NOT NULL DEFAULT '',
    postcode        TEXT NOT NULL DEFAULT '',
    occurred_on     TEXT,
    reason          TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_callouts_current ON source_callouts (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_callouts_person ON source_callouts (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_callouts_import ON source_callouts (import_id);
CREATE INDEX source_callouts_ended ON source_callouts (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- School rolls.
CREATE TABLE source_enrolments (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    enrolment_ref   TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    school_urn      TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT '',
    from_day        TEXT,
    until_day       TEXT
);
CREATE UNIQUE INDEX source_enrolments_current ON source_enrolments (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_enrolments_person ON source_enrolments (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_enrolments_import ON source_enrolments (import_id);
CREATE INDEX source_enrolments_ended ON source_enrolments (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Attendance by pupil, school and term.
CREATE TABLE source_attendance (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    person_ref      TEXT NOT NULL DEFAULT '',
    school_urn      TEXT NOT NULL DEFAULT '',
    term            TEXT NOT NULL DEFAULT '',
    possible        INTEGER,
    authorised      INTEGER,
    unauthorised    INTEGER
);
CREATE UNIQUE INDEX source_attendance_current ON source_attendance (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_attendance_person ON source_attendance (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_attendance_import ON source_attendance (import_id);
CREATE INDEX source_attendance_ended ON source_attendance (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Exclusions.
CREATE TABLE source_exclusions (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    exclusion_ref   TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    school_urn      TEXT NOT NULL DEFAULT '',
    category        TEXT NOT NULL DEFAULT '',
    started_on      TEXT,
    sessions        INTEGER,
    reason          TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_exclusions_current ON source_exclusions (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_exclusions_person ON source_exclusions (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_exclusions_import ON source_exclusions (import_id);
CREATE INDEX source_exclusions_ended ON source_exclusions (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Tenancies.
CREATE TABLE source_tenancies (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    tenancy_ref     TEXT NOT NULL DEFAULT '',
    landlord        TEXT NOT NULL DEFAULT '',
    uprn            TEXT NOT NULL DEFAULT '',
    address_line_1  TEXT NOT NULL DEFAULT '',
    address_line_2  TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    postcode        TEXT NOT NULL DEFAULT '',
    tenure          TEXT NOT NULL DEFAULT '',
    started         TEXT,
    ended           TEXT
);
CREATE UNIQUE INDEX source_tenancies_current ON source_tenancies (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_tenancies_import ON source_tenancies (import_id);
CREATE INDEX source_tenancies_ended ON source_tenancies (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Who lives in a tenancy.
CREATE TABLE source_occupants (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    tenancy_ref     TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    role            TEXT NOT NULL DEFAULT '',
    from_day        TEXT,
    until_day       TEXT
);
CREATE UNIQUE INDEX source_occupants_current ON source_occupants (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_occupants_person ON source_occupants (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_occupants_tenancy ON source_occupants (partner, org, tenancy_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_occupants_import ON source_occupants (import_id);
CREATE INDEX source_occupants_ended ON source_occupants (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Landlords' actions.
CREATE TABLE source_actions (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    action_ref      TEXT NOT NULL DEFAULT '',
    tenancy_ref     TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT '',
    taken_on        TEXT
);
CREATE UNIQUE INDEX source_actions_current ON source_actions (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_actions_person ON source_actions (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_actions_tenancy ON source_actions (partner, org, tenancy_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_actions_import ON source_actions (import_id);
CREATE INDEX source_actions_ended ON source_actions (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Benefit claims.
CREATE TABLE source_claims (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    claim_ref       TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    benefit         TEXT NOT NULL DEFAULT '',
    started         TEXT,
    ended           TEXT
);
CREATE UNIQUE INDEX source_claims_current ON source_claims (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_claims_person ON source_claims (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_claims_import ON source_claims (import_id);
CREATE INDEX source_claims_ended ON source_claims (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Worklessness provision.
CREATE TABLE source_provisions (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    provision_ref   TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    programme       TEXT NOT NULL DEFAULT '',
    provider        TEXT NOT NULL DEFAULT '',
    referred_on     TEXT,
    attached_on     TEXT,
    ended_on        TEXT,
    outcome         TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_provisions_current ON source_provisions (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_provisions_person ON source_provisions (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_provisions_import ON source_provisions (import_id);
CREATE INDEX source_provisions_ended ON source_provisions (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- Spells in work.
CREATE TABLE source_employments (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    employment_ref  TEXT NOT NULL DEFAULT '',
    person_ref      TEXT NOT NULL DEFAULT '',
    started         TEXT,
    ended           TEXT
);
CREATE UNIQUE INDEX source_employments_current ON source_employments (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_employments_person ON source_employments (partner, org, person_ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_employments_import ON source_employments (import_id);
CREATE INDEX source_employments_ended ON source_employments (ended_import_id) WHERE ended_import_id IS NOT NULL;

-- DWP's answers about people it was asked to trace.
CREATE TABLE source_matches (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    partner         TEXT NOT NULL,
    org             TEXT NOT NULL,
    ref             TEXT NOT NULL,
    line            INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    raw             BLOB NOT NULL,
    import_id       INTEGER NOT NULL,
    ended_import_id INTEGER,
    ended_as        TEXT,
    person_ref      TEXT NOT NULL DEFAULT '',
    result          TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX source_matches_current ON source_matches (partner, org, ref) WHERE ended_import_id IS NULL;
CREATE INDEX source_matches_import ON source_matches (import_id);
CREATE INDEX source_matches_ended ON source_matches (ended_import_id) WHERE ended_import_id IS NOT NULL;
