package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// explainPair prints the waterfall of two records.
func explainPair(ctx context.Context, p *program, db *store.Store, first, second string, asJSON bool) error {
	if first == "" || second == "" {
		return refuse("--explain takes two records, as in --explain council/C1 housing/Soha/H1")
	}
	a, err := recordKey(first)
	if err != nil {
		return err
	}
	b, err := recordKey(second)
	if err != nil {
		return err
	}
	found, err := db.ExplainLink(ctx, a, b, "")
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(p, found)
	}
	return printWaterfall(p.out, found)
}

// recordKey reads a record as PARTNER/REF, or PARTNER/ORG/REF where an organisation sent it.
func recordKey(written string) (linkage.Key, error) {
	partner, rest, ok := strings.Cut(written, "/")
	key := linkage.Key{Partner: models.Partner(partner), Ref: rest}
	if org, ref, has := strings.Cut(rest, "/"); has {
		key.Org, key.Ref = org, ref
	}
	for _, known := range models.Partners {
		if ok && known == key.Partner && key.Ref != "" {
			return key, nil
		}
	}
	return linkage.Key{}, refuse("a record is written PARTNER/REF, or PARTNER/ORG/REF where an organisation sent it: council/C1, housing/Soha/H1")
}

// printWaterfall writes what each comparison adds for each of the three, in bits.
func printWaterfall(w io.Writer, e linkage.Explanation) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\t\tsame person\tsame household\tunrelated\tof that, rarity")
	fmt.Fprintf(t, "of all pairs\t\t%+.1f\t%+.1f\t%+.1f\t\n", e.Start.Same, e.Start.Household, e.Start.Unrelated)
	for _, s := range e.Steps {
		level := s.Level
		if level == "" {
			level = "nothing to compare"
		}
		fmt.Fprintf(t, "%s\t%s\t%+.1f\t%+.1f\t%+.1f\t%+.1f\n", s.Comparison, level, s.Same, s.Household, s.Unrelated, s.Rarity)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "weight %.1f bits: same person %.4f, two of one household %.4f (model %s)\n", e.Weight, e.Same, e.Household, e.Model)
	return err
}
