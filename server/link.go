package main

import (
	"context"
	"fmt"
	"os"

	"thrivingfamilies.example/hub/store"
)

// linkCommand links people and groups families anew.
type linkCommand struct {
	KeepModel bool   `help:"Link by the model in use, without learning a new one from the records first."`
	SaveModel string `help:"Also write the model to this file, without what it knows of streets, postcodes and birthdays." placeholder:"FILE" type:"path"`
	JSON      bool   `name:"json" help:"Print the counts as JSON."`
}

// Run implements `thrive link`.
func (l *linkCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	counts, err := db.Link(ctx, store.LinkOptions{Learn: !l.KeepModel, Now: p.now(), By: operator()})
	if err != nil {
		return err
	}
	if l.SaveModel != "" {
		linker, err := db.Linker(ctx)
		if err != nil {
			return err
		}
		if err := os.WriteFile(l.SaveModel, linker.Portable().Marshal(), 0o600); err != nil {
			return fmt.Errorf("writing the model: %w", err)
		}
	}
	if l.JSON {
		return printJSON(p, counts)
	}
	fmt.Fprintf(p.out, "%s, %d people, %s, %s to review\n",
		counted(counts.Records, "record"), counts.People, counted(counts.Families, "family"), counted(counts.Reviews, "pair"))
	learnt := "kept"
	if counts.Learnt {
		learnt = "learnt from these records"
	}
	fmt.Fprintf(p.out, "model %s, %s\n", counts.Model, learnt)
	return nil
}
