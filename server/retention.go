package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// retentionCommand erases what is past its period.
type retentionCommand struct {
	DryRun bool   `help:"Change nothing: say what would be erased."`
	Erase  bool   `help:"Erase it for good."`
	On     string `placeholder:"DATE" help:"With --dry-run: as on this day (default: today)."`
}

// Run implements `thrive retention`.
func (r *retentionCommand) Run(ctx context.Context, p *program) error {
	switch {
	case r.DryRun == r.Erase:
		return refuse("say --dry-run to see what would be erased, or --erase to erase it for good")
	case r.Erase && r.On != "":
		return refuse("--on goes with --dry-run: what is erased is past its period today")
	}
	on, err := dayOrToday(r.On, p)
	if err != nil {
		return err
	}
	set, err := p.sharingSet()
	if err != nil {
		return err
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	before := func(partner models.Partner, class models.Class) models.Date {
		return set.Kept(partner, class).Before(on)
	}
	found, err := db.Erase(ctx, before, store.LinkOptions{Now: p.now(), By: operator()}, r.DryRun)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		_, err := fmt.Fprintln(p.out, "nothing is kept longer than agreements say")
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "owner\tclass\tkept for\tlast sent before\trows\tquarantined\tsheltered")
	for _, e := range found {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%d\t%d\n", e.Partner, e.Class, set.Kept(e.Partner, e.Class), e.Before, e.Rows, e.Quarantined, e.Sheltered)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if r.DryRun {
		_, err = fmt.Fprintln(p.out, "nothing was changed")
	} else {
		_, err = fmt.Fprintln(p.out, "erased, but for what is sheltered: rows that say that somebody is protected")
	}
	return err
}
