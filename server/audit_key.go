package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/mod/sumdb/note"

	"thrivingfamilies.example/hub/audit"
)

// path is the file of the log's keys.
func (l logKeys) path(p *program) string {
	if l.LogKey != "" {
		return l.LogKey
	}
	return filepath.Join(p.dataFolder(), "log.keys")
}

// read reads the keys, which nobody else may; os.ErrNotExist where there are none yet.
func (l logKeys) read(p *program) (*audit.Keys, error) {
	path := l.path(p)
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the keys of the log: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // Windows has no such bits
		return nil, refuse("others may use %s, which must have mode 0600", path)
	}
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("the keys of the log: %w", err)
	}
	keys, err := audit.ParseKeys(string(text))
	if err != nil {
		return nil, refuse("%s does not hold the keys of the log: %w", path, err)
	}
	return keys, nil
}

// open reads the keys, and makes the first one where there is none.
func (l logKeys) open(p *program) (*audit.Keys, error) {
	keys, err := l.read(p)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	if keys, err = audit.NewKeys(); err != nil {
		return nil, err
	}
	if err := l.write(p, keys, false); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("making the key of the log: %w", err)
	}
	return l.read(p) // of several first uses at once all have the same
}

// write puts the keys beside their file and then in its place, so that it never holds half of them; in place of others only where
// they are to be replaced.
func (l logKeys) write(p *program, keys *audit.Keys, replace bool) error {
	path := l.path(p)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "log.keys-*") // of mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(keys.Text())
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if replace {
		return os.Rename(f.Name(), path)
	}
	return os.Link(f.Name(), path)
}

// keyCommand prints the public keys.
type keyCommand struct{ logKeys }

// Run implements `thrive audit key`.
func (k *keyCommand) Run(_ context.Context, p *program) error {
	keys, err := k.open(p)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(p.out, keys.Public())
	return err
}

// checkpointCommand signs what the log is now.
type checkpointCommand struct{ logKeys }

// Run implements `thrive audit checkpoint`.
func (c *checkpointCommand) Run(ctx context.Context, p *program) error {
	keys, err := c.open(p)
	if err != nil {
		return err
	}
	return sign(ctx, p, keys)
}

// rotateKeyCommand makes a new key.
type rotateKeyCommand struct{ logKeys }

// Run implements `thrive audit rotate-key`.
func (r *rotateKeyCommand) Run(ctx context.Context, p *program) error {
	old, err := r.open(p)
	if err != nil {
		return err
	}
	keys, err := old.Rotate()
	if err != nil {
		return err
	}
	if err := r.write(p, keys, true); err != nil {
		return fmt.Errorf("keeping the new key: %w", err)
	}
	return sign(ctx, p, old, keys)
}

// sign signs what the log is now, by the newest of each of the keys, and prints the checkpoint.
func sign(ctx context.Context, p *program, by ...*audit.Keys) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	signers, err := signersOf(by...)
	if err != nil {
		return err
	}
	signed, err := db.SignLog(ctx, signers...)
	if err == nil {
		_, err = fmt.Fprint(p.out, signed)
	}
	return err
}

func signersOf(keys ...*audit.Keys) (signers []note.Signer, err error) {
	for _, k := range keys {
		signer, err := k.Signer()
		if err != nil {
			return nil, invalid{err}
		}
		signers = append(signers, signer)
	}
	return signers, nil
}
