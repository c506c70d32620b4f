package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

//go:embed pages/family.graphql
var familyQuery string

// viewAsCommand shows what a role sees, on people who do not exist.
type viewAsCommand struct {
	Role    string `required:"" help:"As whom."`
	Purpose string `help:"Why it reads; may be left out where the role may state only one."`
	Org     string `help:"The reader's organisation (default: the partner as a whole)."`
	Family  string `xor:"what" placeholder:"ID" help:"This family (default: the first that the role sees)."`
	Query   string `xor:"what" placeholder:"GRAPHQL" help:"The reply to this query instead of a family; @FILE reads it from a file."`
}

// Run implements `thrive agreements view-as`. It asks as any caller does, of a hub of its own in this process: what it shows
// went through the same decisions and stands in the log.
func (v *viewAsCommand) Run(ctx context.Context, p *program) error {
	role := roleNamed(v.Role)
	purpose, err := statedPurpose(role, v.Purpose)
	if err != nil {
		return err
	}
	if p.Database != "" {
		return refuse("view-as reads the demonstration's own database in the data folder: leave --database and THRIVE_DATABASE out")
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := onlySynthetic(ctx, db, p.dataFolder()); err != nil {
		return err
	}
	view, err := newView(ctx, p, db, auth.TokenRequest{Role: role, Org: v.Org, Purposes: []models.Purpose{purpose}, TTL: time.Minute})
	if err != nil {
		return err
	}
	if v.Query != "" {
		return v.query(ctx, p, view)
	}
	return v.family(ctx, p, view)
}

// onlySynthetic refuses a database that holds anything but the county that the demonstration made in the same folder: each
// import must be, to the byte, that of one of its feeds.
func onlySynthetic(ctx context.Context, db *store.Store, data string) error {
	made := map[string]bool{}
	for _, partner := range models.Partners {
		feed, err := feeds.Open(filepath.Join(countyFolder(data), string(partner)))
		if err != nil {
			return refuse("view-as shows synthetic people only, and %s holds no county that thrive demo made", data)
		}
		sum, err := feed.SHA256(partner)
		if err := errors.Join(err, feed.Close()); err != nil {
			return err
		}
		made[sum] = true
	}
	if _, err := os.Stat(filepath.Join(countyFolder(data), "truth.csv")); err != nil { // only generate writes it
		return refuse("view-as shows synthetic people only, and %s holds no county that thrive demo made", data)
	}
	receipts, err := db.Imports(ctx, models.ImportFilter{}, 0, len(made)+1)
	if err != nil {
		return err
	}
	for _, r := range receipts {
		if !made[r.SHA256] {
			return refuse("view-as shows synthetic people only, and import %d, of %s, is none of the county that thrive demo made", r.ImportID, r.Partner)
		}
	}
	if len(receipts) > len(made) {
		return refuse("view-as shows synthetic people only, and more was imported here than the county that thrive demo made")
	}
	return nil
}

// query prints the reply as it comes, indented.
func (v *viewAsCommand) query(ctx context.Context, p *program, view *view) error {
	query := v.Query
	if path, ok := strings.CutPrefix(query, "@"); ok {
		text, err := os.ReadFile(path)
		if err != nil {
			return invalid{err}
		}
		query = string(text)
	}
	text, _, err := view.ask(ctx, query, nil)
	if err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, text, "", "  "); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, strings.TrimSpace(indented.String()))
	return err
}

// family prints a family as the role sees it, and under it what is withheld and why.
func (v *viewAsCommand) family(ctx context.Context, p *program, view *view) error {
	id := v.Family
	if id == "" {
		_, first, err := view.ask(ctx, "{ families(first: 1) { nodes { id } } }", nil)
		if err != nil {
			return err
		}
		var page struct {
			Families struct{ Nodes []struct{ ID string } }
		}
		if err := json.Unmarshal(first.Data, &page); err != nil {
			return err
		}
		if len(page.Families.Nodes) == 0 {
			_, err := fmt.Fprintln(p.out, "No family exists for this role and purpose.")
			return err
		}
		id = page.Families.Nodes[0].ID
	}
	_, reply, err := view.ask(ctx, familyQuery, map[string]any{"id": id})
	if err != nil {
		return err
	}
	text, err := inWords(reply)
	if err != nil {
		return err
	}
	if text == "family: not known\n" {
		_, err := fmt.Fprintf(p.out, "The family %s does not exist for this role and purpose.\n", id)
		return err
	}
	fmt.Fprintf(p.out, "%s\nWithheld:\n", text)
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	for _, w := range reply.Extensions.Withheld {
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%s\n", w.Path, w.Class, w.Reason, w.Agreement, w.Gateway)
	}
	return table.Flush()
}
