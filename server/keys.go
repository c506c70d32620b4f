package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth/keyring"
)

// keysCommand is what can be done with the keys that rotate. Those of the log are another thing: see auditCommand.
type keysCommand struct {
	List   listKeysCommand   `cmd:"" help:"List the keys of cursors, pseudonyms and sessions, without what is secret of them."`
	Rotate rotateRingCommand `cmd:"" help:"Make a new key. Every server of the database uses it in a few seconds."`
}

// listKeysCommand lists them.
type listKeysCommand struct{}

// Run implements `thrive keys list`.
func (listKeysCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	keys, err := db.Keys(ctx, p.now())
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "purpose\tkey\tused from\taccepted until")
	for i, k := range keys {
		until := "-"
		if i > 0 && keys[i-1].Purpose == k.Purpose {
			until = keys[i-1].From.Add(k.Purpose.Kept()).Format(time.RFC3339)
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", k.Purpose, k.Number, k.From.Format(time.RFC3339), until)
	}
	return table.Flush()
}

// rotateRingCommand makes a new key of one purpose.
type rotateRingCommand struct {
	Purpose string `arg:"" help:"What the key is of: cursors, pseudonyms or sessions."`
	Forget  bool   `help:"Throw the earlier keys away at once, for when one was seen: cursors made by them are refused, sessions end."`
}

// Run implements `thrive keys rotate`.
func (r *rotateRingCommand) Run(ctx context.Context, p *program) error {
	purpose := keyring.Purpose(r.Purpose)
	if !slices.Contains(keyring.Purposes, purpose) {
		return refuse("there are no keys of that purpose: there are those of cursors, pseudonyms and sessions (those of the log: thrive audit rotate-key)")
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	made, err := db.RotateKey(ctx, audit.Entry{At: p.now(), Actor: operator()}, purpose, r.Forget)
	if err == nil {
		_, err = fmt.Fprintf(p.out, "%s: key %d is used from %s\n", purpose, made.Number, made.From.Format(time.RFC3339))
	}
	return err
}
