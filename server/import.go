package main

import (
	"context"
	"encoding/json"
	"fmt"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// importCommand takes in one partner's feed.
type importCommand struct {
	Partner    string `arg:"" enum:"council,police,schools,housing,dwp" help:"Whose feed: council, police, schools, housing or dwp."`
	Path       string `arg:"" help:"The feed: a folder or zip of CSV files."`
	Snapshot   bool   `help:"The feed is all that the sender holds: withdraw what it no longer sends."`
	Org        string `help:"The organisation that sends it, where that is not the partner as a whole (default: the manifest's)."`
	JSON       bool   `name:"json" help:"Print the receipt as JSON, with the cells that could not be read."`
	DeferLink  bool   `help:"Leave linking to a later thrive link: for loading several feeds at once."`
	NoProgress bool   `help:"Do not tell how far it is."`
}

// Run implements `thrive import`.
func (i *importCommand) Run(ctx context.Context, p *program) error {
	feed, err := feeds.Open(i.Path)
	if err != nil {
		return err
	}
	defer func() { _ = feed.Close() }()
	db, err := p.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var bar *progress
	if !i.NoProgress {
		bar = newProgress(p.err, i.Partner, feed.Size())
	}
	options := store.ImportOptions{
		Partner: models.Partner(i.Partner), Org: i.Org, Snapshot: i.Snapshot, Now: p.now(), By: operator(), Progress: bar.add, Follow: !i.DeferLink,
	}
	receipt, err := db.Import(ctx, feed, options)
	bar.end(err == nil)
	if err != nil {
		return err
	}
	if i.JSON {
		err = printJSON(p, receipt)
	} else {
		_, err = fmt.Fprint(p.out, receiptText(receipt))
	}
	if err == nil && receipt.Total().Quarantined > 0 {
		return errQuarantined
	}
	return err
}

func printJSON(p *program, v any) error {
	encoder := json.NewEncoder(p.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
