-- +goose Up

-- Who is signed in. Of a session's secret, which the browser has, only a keyed hash is kept.
CREATE TABLE sessions (
    hash      TEXT PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE, -- what the log calls it: no secret
    subject   TEXT NOT NULL,
    role      TEXT NOT NULL,
    org       TEXT NOT NULL,
    purposes  TEXT NOT NULL,
    issuer    TEXT NOT NULL,
    issued_at DATETIME NOT NULL, -- when the provider said who it is
    seen_at   DATETIME NOT NULL, -- when it was last used
    ends_at   DATETIME NOT NULL
);

CREATE INDEX sessions_subject ON sessions (subject);
