package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // registers the pure Go SQLite driver
	"github.com/ncruces/go-sqlite3/gormlite"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Store is an open database.
type Store struct {
	db       *gorm.DB
	sql      *sql.DB
	postgres bool
	log      logQueue
}

// Open opens `sqlite:PATH` or `postgres://…`. It changes nothing: call Migrate, or Check that somebody has.
func Open(ctx context.Context, dsn string) (*Store, error) {
	var dialector gorm.Dialector
	s := &Store{}
	switch {
	case strings.HasPrefix(dsn, "sqlite:"):
		path := strings.TrimPrefix(dsn, "sqlite:")
		if path == "" {
			return nil, errors.New("the database sqlite: names no file: write sqlite:PATH")
		}
		dialector = gormlite.Open("file:" + (&url.URL{Path: path}).EscapedPath() + "?_txlock=immediate&_pragma=busy_timeout(60000)" +
			"&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=foreign_keys(1)&_pragma=cache_size(-16000)")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		dialector = postgres.Open(dsn)
		s.postgres = true
	default:
		return nil, errors.New("the database must be sqlite:PATH or postgres://…")
	}
	db, err := gorm.Open(dialector, &gorm.Config{
		Logger: logger.Discard, TranslateError: true, SkipDefaultTransaction: true,
		NowFunc: func() time.Time { return time.Now().UTC() },
	})
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", withoutDSN(err))
	}
	if s.sql, err = db.DB(); err != nil {
		return nil, err
	}
	s.db = db
	s.sql.SetConnMaxIdleTime(5 * time.Minute)
	s.sql.SetMaxOpenConns(32)
	s.sql.SetMaxIdleConns(32)
	if err := s.sql.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the database: %w", withoutDSN(err)), s.sql.Close())
	}
	return s, nil
}

// Close lets go of the database.
func (s *Store) Close() error { return s.sql.Close() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.sql.PingContext(ctx) }

// Commanding reports whether the program is connected as who owns the tables or may do anything: row security does not bind it, and
// nothing keeps it from altering the log. On SQLite there is nobody else.
func (s *Store) Commanding(ctx context.Context) (commands bool, err error) {
	if !s.postgres {
		return false, nil
	}
	err = s.db.WithContext(ctx).Raw(`SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(c.relowner, 'USAGE') FROM pg_roles r, pg_class c
		WHERE r.rolname = current_user AND c.oid = 'audit_entries'::regclass`).Scan(&commands).Error
	return commands, err
}

// withoutDSN keeps a password out of an error: drivers like to repeat what they were given.
func withoutDSN(err error) error {
	if strings.Contains(err.Error(), "cannot parse") {
		return errors.New("its address cannot be read: write postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
	return err
}
