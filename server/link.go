package main

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/linkage"
)

// linkCommand links people and groups families anew.
type linkCommand struct {
	JSON bool `name:"json" help:"Print the counts as JSON."`
}

// Run implements `thrive link`.
func (l *linkCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	counts, err := db.Link(ctx, linkage.Rules{}, p.now(), operator())
	if err != nil {
		return err
	}
	if l.JSON {
		return printJSON(p, counts)
	}
	fmt.Fprintf(p.out, "%s, %d people, %s\n", counted(counts.Records, "record"), counts.People, counted(counts.Families, "family"))
	return nil
}
