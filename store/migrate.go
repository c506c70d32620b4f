package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"

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
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // asks each second, for five minutes
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
	var ran []string
	for {
		p, err := s.provider(true)
		if err != nil {
			return ran, err
		}
		results, err := p.Up(ctx)
		partial := (*goose.PartialError)(nil)
		if errors.As(err, &partial) {
			results = partial.Applied
		}
		for _, r := range results {
			ran = append(ran, r.Source.Path)
		}
		if err == nil {
			return ran, s.plantTree(ctx)
		}
		if overtaken, checked := s.overtaken(ctx, partial); checked != nil || !overtaken {
			return ran, errors.Join(fmt.Errorf("migrating the database: %w", err), checked)
		}
	}
}

// overtaken tells whether a file failed because another program ran it a moment before: SQLite has no lock to wait at.
// Ours was undone and theirs stands, so that the next attempt begins after it.
func (s *Store) overtaken(ctx context.Context, failed *goose.PartialError) (bool, error) {
	if s.postgres || failed == nil || failed.Failed == nil {
		return false, nil
	}
	pending, err := s.Pending(ctx)
	return err == nil && !slices.Contains(pending, failed.Failed.Source.Path), err
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
