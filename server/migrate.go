package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"thrivingfamilies.example/hub/store"
)

// migrateCommand brings a database to this version's schema.
type migrateCommand struct {
	Check bool `help:"Only say what would run."`
}

// Run implements `thrive migrate`.
func (m *migrateCommand) Run(ctx context.Context, p *program) error {
	if m.Check {
		return checkMigrations(ctx, p)
	}
	if err := p.prepare(true); err != nil {
		return err
	}
	db, err := store.Open(ctx, p.ownerAddress())
	if err != nil {
		return err
	}
	ran, err := db.Migrate(ctx)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	tell(p, ran, "ran")
	return nil
}

// checkMigrations tells what would run. A SQLite file that is not there is not made: an empty one beside stands for it.
func checkMigrations(ctx context.Context, p *program) error {
	address := p.ownerAddress()
	if path, embedded := p.sqliteFile(); embedded {
		if _, err := os.Stat(path); err != nil {
			folder, err := os.MkdirTemp("", "thrive-check-")
			if err != nil {
				return err
			}
			defer func() { _ = os.RemoveAll(folder) }()
			address = "sqlite:" + filepath.Join(folder, "empty.db")
		}
	}
	db, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	pending, err := db.Pending(ctx)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	tell(p, pending, "would run")
	return nil
}

func tell(p *program, files []string, what string) {
	for _, file := range files {
		fmt.Fprintln(p.out, what, file)
	}
	if len(files) == 0 {
		fmt.Fprintln(p.out, "the database is at this version's schema")
	}
}
