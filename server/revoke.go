package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
)

// revokeCommand takes tokens back before they end.
type revokeCommand struct {
	Subject string `help:"All that this reader has now: the sub of its tokens, as entries of the log name it."`
	TokenID string `name:"token" placeholder:"ID" help:"One token: its jti, as entries of the log name it."`
	Reason  string `help:"Why, for the log: from 20 to 500 characters."`
}

// Run implements `thrive revoke`.
func (r *revokeCommand) Run(ctx context.Context, p *program) error {
	r.Reason = strings.TrimSpace(r.Reason)
	switch n := utf8.RuneCountInString(r.Reason); {
	case r.Subject == "" && r.TokenID == "" && n == 0:
		return r.list(ctx, p)
	case (r.Subject == "") == (r.TokenID == ""):
		return refuse("name a reader by --subject, or one token by --token")
	case n < 20 || n > 500:
		return refuse("say why by --reason, in 20 to 500 characters: it is written into the log")
	case utf8.RuneCountInString(r.Subject+r.TokenID) > 200:
		return refuse("no token has a subject or an id of more than 200 characters: copy it from the log")
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	revoked := auth.Revocation{Subject: r.Subject, TokenID: r.TokenID, At: p.now()}
	if err := db.Revoke(ctx, audit.Entry{At: p.now(), Actor: operator(), Reason: r.Reason}, revoked); err != nil {
		return err
	}
	what := "that token"
	if r.Subject != "" {
		what = "every token that the reader has now"
	}
	_, err = fmt.Fprintf(p.out, "revoked: every server refuses %s in a few seconds\n", what)
	return err
}

// list shows what is revoked and could still be tried.
func (r *revokeCommand) list(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	all, err := db.Revocations(ctx, p.now())
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "revoked\treader\ttoken\tkept until")
	for _, one := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", one.At.Format(time.RFC3339), cmp.Or(one.Subject, "-"), cmp.Or(one.TokenID, "-"), one.Ends().Format(time.RFC3339))
	}
	return table.Flush()
}
