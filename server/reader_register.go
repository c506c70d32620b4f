package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/store"
)

// readersCommand takes in who readers are.
type readersCommand struct {
	File string `arg:"" help:"A CSV file with the columns subject, surname and postcode; it replaces what was taken in before."`
}

// Run implements `thrive audit readers`.
func (r *readersCommand) Run(ctx context.Context, p *program) error {
	readers, err := readRegister(r.File)
	if err != nil {
		return err
	}
	if err := p.prepare(false); err != nil {
		return err
	}
	db, err := store.Open(ctx, p.ownerAddress())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := db.RegisterReaders(ctx, audit.Entry{At: p.now(), Actor: operator()}, readers); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s registered, instead of those before\n", counted(len(readers), "reader"))
	return err
}

// registerColumns are those of a register of readers.
var registerColumns = []string{"subject", "surname", "postcode"}

func readRegister(path string) ([]store.Registered, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, refuse("reading the register of readers: %w", err)
	}
	defer func() { _ = f.Close() }()
	in := csv.NewReader(withoutMark(f))
	header, err := in.Read()
	if err != nil || !slices.Equal(header, registerColumns) {
		return nil, refuse("%s: its first line must be subject,surname,postcode", path)
	}
	var readers []store.Registered
	seen := map[string]bool{}
	for {
		row, err := in.Read()
		line, _ := in.FieldPos(0)
		switch {
		case errors.Is(err, io.EOF):
			return readers, nil
		case err != nil:
			return nil, refuse("%s: line %d is no row of three values: mend it, and send the file again", path, line)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		switch {
		case row[0] == "":
			return nil, refuse("%s: line %d has no subject: write the sub of the reader's tokens", path, line)
		case seen[row[0]]:
			return nil, refuse("%s: line %d has a subject that stood before: leave one of the two out", path, line)
		}
		seen[row[0]] = true
		readers = append(readers, store.Registered{Subject: row[0], Surname: row[1], Postcode: row[2]})
	}
}
