package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
)

// Tx is one transaction: all of it or nothing. It holds one connection, so temporary tables last as long as it does.
type Tx struct {
	db       *gorm.DB
	conn     *sql.Conn
	postgres bool
}

// writers is the key of the Postgres lock that lets one feed or link run in at a time; on SQLite the database does that.
const writers = 810_2012

// InTx runs f in a transaction that excludes every other writer of facts and links.
func (s *Store) InTx(ctx context.Context, f func(*Tx) error) error {
	conn, err := s.sql.Conn(ctx)
	if err != nil {
		return fmt.Errorf("taking a connection: %w", err)
	}
	defer func() { _ = conn.Close() }()
	session := s.db.Session(&gorm.Session{NewDB: true, Context: ctx, SkipDefaultTransaction: true})
	session.Statement.ConnPool = conn
	return session.Transaction(func(db *gorm.DB) error {
		tx := &Tx{db: db, conn: conn, postgres: s.postgres}
		if s.postgres {
			if err := tx.exec("SELECT pg_advisory_xact_lock(?), set_config('thrive.writes', 'on', true)", writers); err != nil {
				return err
			}
		}
		return f(tx)
	})
}

// short runs f in a transaction of its own that waits for no other writer of facts.
func (s *Store) short(ctx context.Context, f func(*Tx) error) error {
	return s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return f(&Tx{db: db, postgres: s.postgres})
	})
}

func (t *Tx) exec(query string, args ...any) error {
	return t.db.Exec(query, args...).Error
}

// changed runs a statement and returns how many rows it touched.
func (t *Tx) changed(query string, args ...any) (int, error) {
	r := t.db.Exec(query, args...)
	return int(r.RowsAffected), r.Error
}

// scan runs a query into dest: a pointer to a slice of structs or of values, or to one of either.
func (t *Tx) scan(dest any, query string, args ...any) error {
	return t.db.Raw(query, args...).Scan(dest).Error
}

// analyse tells Postgres what the transaction's temporary tables now hold: what it has just written, its planner does not know.
func (t *Tx) analyse(tables ...string) error {
	if !t.postgres {
		return nil
	}
	return t.exec("ANALYZE " + strings.Join(tables, ", "))
}

// analyseKept does so of tables that stay, which the serving role does not own.
func (t *Tx) analyseKept(tables ...string) error {
	if !t.postgres {
		return nil
	}
	return t.exec("SELECT thrive_analyse(string_to_array(?, ' ')::regclass[])", strings.Join(tables, " "))
}

// copyFrom streams rows into a table by Postgres's COPY, on the transaction's own connection.
func (t *Tx) copyFrom(ctx context.Context, table string, columns []string, rows pgx.CopyFromSource) error {
	return t.conn.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, rows)
		return err
	})
}
