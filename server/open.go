package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// open opens the database, which must be at this version's schema. With making set an embedded one is brought there, and a
// file that is not there yet is made, for the owner alone: what was cut short when it was made goes on where it was.
func (s settings) open(ctx context.Context, making bool) (*store.Store, error) {
	if err := s.prepare(making); err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, s.address())
	if err != nil {
		return nil, err
	}
	pending, err := db.Pending(ctx)
	if _, embedded := s.sqliteFile(); err == nil && len(pending) > 0 && making && embedded {
		_, err = db.Migrate(ctx)
	} else if err == nil && len(pending) > 0 {
		err = fmt.Errorf("the database is behind this version by %s: run thrive migrate", counted(len(pending), "migration"))
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// prepare makes what an embedded database needs.
func (s settings) prepare(making bool) error {
	path, embedded := s.sqliteFile()
	if !embedded {
		return nil
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !making {
		return fmt.Errorf("there is no database %s: import a feed first, or say where it is with --database or --data", path)
	}
	if s.Database == "" {
		if err := os.MkdirAll(s.dataFolder(), 0o700); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(filepath.Clean(path), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("making the database: %w", err)
	}
	return f.Close()
}

// sqliteFile is the embedded database's file; false where the database is another one.
func (s settings) sqliteFile() (string, bool) {
	path, ok := strings.CutPrefix(s.address(), "sqlite:")
	return path, ok && path != ""
}

// agreementFiles is the folder that holds the agreements.
func (s settings) agreementFiles() fs.FS {
	if s.Agreements == "" {
		return agreements.Files
	}
	return os.DirFS(s.Agreements)
}

// sharingSet is the agreements, read and checked; what is wrong with them is the input's fault.
func (s settings) sharingSet() (*sharing.Set, error) {
	set, err := sharing.Load(s.agreementFiles())
	if err != nil {
		return nil, invalid{err}
	}
	return set, nil
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if root, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, root)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
