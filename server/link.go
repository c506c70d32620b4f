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
	Evaluate  string `help:"Link nothing, and hold what is linked against a truth: a CSV file with the columns partner, person_ref, person and, if it knows them, family." placeholder:"FILE" type:"path"`
	Quality   bool   `help:"Link nothing, and print how good the links are as far as can be told without a truth: what readers decided of samples, the matches expected, and the share of them that was looked at."`
	Explain   string `help:"Link nothing, and print how the weight of two records comes about, as in --explain council/C1 housing/Soha/H1." placeholder:"A"`
	With      string `arg:"" optional:"" name:"b" help:"With --explain: the other record."`
	JSON      bool   `name:"json" help:"Print the counts as JSON."`

	NoProgress bool `help:"Do not tell how far it is."`
}

// Run implements `thrive link`.
func (l *linkCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if l.Explain != "" || l.With != "" {
		return explainPair(ctx, p, db, l.Explain, l.With, l.JSON)
	}
	if l.Evaluate != "" && l.Quality {
		return refuse("--evaluate and --quality are two questions: ask one at a time")
	}
	if l.Evaluate != "" {
		return l.evaluate(ctx, p, db)
	}
	if l.Quality {
		return l.quality(ctx, p, db)
	}
	bar := newStages(p.err, l.NoProgress)
	counts, err := db.Link(ctx, store.LinkOptions{Learn: !l.KeepModel, Now: p.now(), By: operator(), Progress: bar.tell})
	bar.end()
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
	printLinked(p.out, counts)
	return nil
}

func (l *linkCommand) evaluate(ctx context.Context, p *program, db *store.Store) error {
	e, err := evaluate(ctx, p, db, l.Evaluate)
	if err != nil {
		return err
	}
	if l.JSON {
		return printJSON(p, e)
	}
	return e.print(p.out)
}

func (l *linkCommand) quality(ctx context.Context, p *program, db *store.Store) error {
	q, err := measureQuality(ctx, p, db)
	if err != nil {
		return err
	}
	if l.JSON {
		return printJSON(p, q)
	}
	return q.print(p.out)
}
