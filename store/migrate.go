package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// provider reads the migrations; locked ones wait for each other on Postgres.
func (s *Store) provider(locked bool) (*goose.Provider, error) {
	folder, dialect := "migrations/sqlite", goose.DialectSQLite3
	var options []goose.ProviderOption
	if s.postgres {
		folder, dialect = "migrations/postgres", goose.DialectPostgres
	}
	if s.postgres && locked {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, s.sql, files, options...)
}

// Migrate brings the database to this program's schema and returns the files that it ran. Several may call it at once.
func (s *Store) Migrate(ctx context.Context) ([]string, error) {
	p, err := s.provider(true)
	if err != nil {
		return nil, err
	}
	results, err := p.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrating the database: %w", err)
	}
	ran := make([]string, 0, len(results))
	for _, r := range results {
		ran = append(ran, r.Source.Path)
	}
	return ran, nil
}

// Pending lists the migrations that Migrate would run.
func (s *Store) Pending(ctx context.Context) ([]string, error) {
	p, err := s.provider(false)
	if err != nil {
		return nil, err
	}
	status, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the schema's version: %w", err)
	}
	var pending []string
	for _, m := range status {
		if m.State == goose.StatePending {
			pending = append(pending, m.Source.Path)
		}
	}
	return pending, nil
}
