package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
	"thrivingfamilies.example/hub/synthetic"
)

// loading brings a county into the demonstration's database. Each step is left out where it is done, so that a data folder
// can be used again, also one whose loading was cut short.
type loading struct {
	*program
	county   string // the folder of the feeds; "" makes one
	families int
	seed     uint64
	db       *store.Store
	set      *sharing.Set
}

// demoAssigned is how many families the demonstration's key worker has.
const demoAssigned = 10

func (l *loading) all(ctx context.Context) error {
	missing, err := l.missing(ctx)
	if err != nil {
		return err
	}
	reach, today := everybody(l.set, models.NewDate(l.now())), models.NewDate(l.now())
	families, err := l.db.FamilyPage(ctx, reach, today, sharing.FamilyFilter{}, "", demoAssigned)
	if err != nil {
		return err
	}
	if len(missing) == 0 && len(families) > 0 {
		fmt.Fprintln(l.out, "The data folder holds a county already: it is served as it is")
		return nil
	}
	if err := l.importAll(ctx, missing); err != nil {
		return err
	}
	if err := l.link(ctx); err != nil {
		return err
	}
	families, err = l.db.FamilyPage(ctx, reach, today, sharing.FamilyFilter{}, "", demoAssigned)
	if err != nil {
		return err
	}
	err = l.db.InTx(ctx, func(tx *store.Tx) error {
		for _, family := range families {
			if err := tx.Assign(family, sharing.Assigned, demoKeyWorker()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("assigning families to the key worker: %w", err)
	}
	fmt.Fprintf(l.out, "The key worker is assigned %s\n", counted(len(families), "family"))
	return nil
}

// missing are the partners of whom nothing was imported yet.
func (l *loading) missing(ctx context.Context) ([]models.Partner, error) {
	var missing []models.Partner
	for _, partner := range models.Partners {
		receipts, err := l.db.Imports(ctx, models.ImportFilter{Partner: partner}, 0, 1)
		if err != nil {
			return nil, err
		}
		if len(receipts) == 0 {
			missing = append(missing, partner)
		}
	}
	return missing, nil
}

func (l *loading) importAll(ctx context.Context, partners []models.Partner) error {
	folder := l.county
	if folder == "" {
		folder = countyFolder(l.Data)
		if err := l.generate(folder); err != nil {
			return err
		}
	}
	for _, partner := range partners {
		if err := l.importOne(ctx, partner, filepath.Join(folder, string(partner))); err != nil {
			return err
		}
	}
	return nil
}

// generate makes the synthetic county beside its place and moves it there: what lies there is whole.
func (l *loading) generate(folder string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	county := synthetic.County{Families: l.families, Seed: l.seed, Errors: synthetic.DefaultErrors}
	if err := writeCounty(county, folder+".unfinished"); err != nil {
		return err
	}
	fmt.Fprintf(l.out, "Made a synthetic county of %s to identify\n", counted(l.families, "family"))
	return os.Rename(folder+".unfinished", folder)
}

func (l *loading) importOne(ctx context.Context, partner models.Partner, path string) error {
	feed, err := feeds.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = feed.Close() }()
	bar := newProgress(l.err, string(partner), feed.Size())
	receipt, err := l.db.Import(ctx, feed, store.ImportOptions{Partner: partner, Now: l.now(), By: operator(), Progress: bar.add})
	bar.end(err == nil)
	if err != nil {
		return err
	}
	total := receipt.Total()
	fmt.Fprintf(l.out, "Imported %s: %s, %d in quarantine, %.1f s\n", partner, counted(total.Rows, "row"), total.Quarantined, receipt.Seconds)
	return nil
}

func (l *loading) link(ctx context.Context) error {
	fmt.Fprintln(l.err, "linking people and grouping families")
	began := time.Now()
	bar := newStages(l.err, false)
	counts, err := l.db.Link(ctx, store.LinkOptions{Learn: true, Now: l.now(), By: operator(), Progress: bar.tell})
	bar.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(l.out, "Linked %s: %d people, %s, %.1f s\n",
		counted(counts.Records, "record"), counts.People, counted(counts.Families, "family"), time.Since(began).Seconds())
	return nil
}
