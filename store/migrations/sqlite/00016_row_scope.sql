-- +goose Up

-- Row scopes are kept by Postgres; SQLite has no roles to keep them from.
SELECT 1;
