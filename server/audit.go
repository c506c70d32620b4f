package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"thrivingfamilies.example/hub/audit"
)

// auditCommand is what can be done with the log.
type auditCommand struct {
	Verify verifyCommand `cmd:"" help:"Check that no entry of the log was changed, dropped, swapped or added."`
	Export exportCommand `cmd:"" help:"Print the log, one entry as JSON a line."`
}

// verifyCommand checks the database's log, or an export of one.
type verifyCommand struct {
	File string `arg:"" optional:"" help:"An export to check, - for standard input, instead of the database."`
}

// Run implements `thrive audit verify`.
func (v *verifyCommand) Run(ctx context.Context, p *program) error {
	chain, err := v.chain(ctx, p)
	if err != nil {
		return err
	}
	entries, head := chain.Head()
	if entries == 0 {
		fmt.Fprintln(p.out, "the log holds no entry")
		return nil
	}
	fmt.Fprintf(p.out, "the log holds: %d entries, the last is %s\n", entries, head)
	return nil
}

func (v *verifyCommand) chain(ctx context.Context, p *program) (*audit.Chain, error) {
	if v.File != "" {
		return v.export(p)
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	var chain audit.Chain
	return &chain, db.Entries(ctx, func(r audit.Record) error { return broken(chain.Add(r)) })
}

func (v *verifyCommand) export(p *program) (*audit.Chain, error) {
	in := p.in
	if v.File != "-" {
		file, err := os.Open(v.File)
		if err != nil {
			return nil, invalid{err}
		}
		defer file.Close()
		in = file
	}
	chain, err := audit.VerifyExport(in)
	return chain, broken(err)
}

func broken(err error) error {
	if err != nil {
		return fmt.Errorf("the log does not hold: %w", err)
	}
	return nil
}

// exportCommand prints the log.
type exportCommand struct{}

// Run implements `thrive audit export`.
func (exportCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	out := bufio.NewWriter(p.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err = db.Entries(ctx, func(r audit.Record) error { return encoder.Encode(r) })
	return errors.Join(err, out.Flush())
}
