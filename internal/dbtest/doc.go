// Package dbtest gives each test a database of its own: a file for SQLite, a schema on a real server for Postgres.
//
// The server is a throw-away cluster, one per test process, made on first use from the Postgres programs of this machine.
// It listens on a Unix socket in a private temporary folder only, and ends with the process that started it, however
// that process ends.
//
// Three environment variables change where Postgres comes from:
//
//	THRIVE_PG_BIN          folder of initdb and postgres, instead of searching for them
//	THRIVE_TEST_POSTGRES   postgres://… of a running server to make the schemas on, instead of a cluster of our own
//	THRIVE_NO_POSTGRES=1   skip what needs Postgres: for a person at a machine without it, refused by .ci/run
//
// A schema separates tables, not everything: NOTIFY channels, advisory locks and extensions belong to the database, roles
// to the server, and all of these are shared by the tests of one process. A test that needs them to itself takes a Cluster.
package dbtest
