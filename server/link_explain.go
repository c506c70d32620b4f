package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// explainPair prints the waterfall of two records, and what they are taken to be. The log tells of it.
func explainPair(ctx context.Context, p *program, db *store.Store, first, second string, asJSON bool) error {
	if first == "" || second == "" {
		return refuse("--explain takes two records, as in --explain council/C1 housing/Soha/H1")
	}
	var keys [2]linkage.Key
	var err error
	for i, written := range []string{first, second} {
		if keys[i], err = recordKey(written); err != nil {
			return err
		}
	}
	if keys[0] == keys[1] {
		return refuse("--explain takes two records, and %s is one: name another beside it", first)
	}
	found, err := db.ExplainForOperator(ctx, keys[0], keys[1], operator(), p.now())
	var missing store.NotHeldError
	if errors.As(err, &missing) {
		return refuse("no record %s is held: it was never sent, or is withdrawn", writtenKey(missing.Key))
	}
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(p, explanationJSON(keys, found))
	}
	if err := printWaterfall(p.out, found.Explanation); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, "\n"+strings.Join(takenFor(keys, found), "\n"))
	return err
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

// writtenKey is a record as recordKey reads it.
func writtenKey(k linkage.Key) string {
	if k.Org == "" {
		return string(k.Partner) + "/" + k.Ref
	}
	return string(k.Partner) + "/" + k.Org + "/" + k.Ref
}

// printWaterfall writes what each comparison adds for each of the three, in bits, and what it comes to.
func printWaterfall(w io.Writer, e linkage.Explanation) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name, level string, b linkage.Bits, rarity string) {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", name, level, shownBits(b.Same), shownBits(b.Household), shownBits(b.Unrelated), rarity)
	}
	fmt.Fprintln(t, "\t\tsame person\tsame household\tunrelated\tof that, rarity")
	row("of all pairs", "", e.Start, "")
	for _, s := range e.Steps {
		level := s.Level
		if level == "" {
			level = "nothing to compare"
		}
		row(s.Comparison, level, s.Bits, shownBits(s.Rarity))
	}
	row("total, bits", "", e.Total(), "")
	fmt.Fprintf(t, "probability\t\t%.4f\t%.4f\t%.4f\t\n", e.Same, e.Household, e.Unrelated())
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "weight %s bits for one person (model %s)\n", shownBits(e.Weight), e.Model)
	return err
}

// shownBits is a number of bits to one decimal: +6.3, -4.2, 0.0; "never" of what has no chance.
func shownBits(b float64) string {
	switch {
	case math.Abs(b) < 0.05:
		return "0.0"
	case math.IsInf(b, -1):
		return "never"
	}
	return fmt.Sprintf("%+.1f", b)
}

// takenFor says what the two are taken to be now, by what, and what people have said or are to say of it.
func takenFor(keys [2]linkage.Key, found store.PairExplained) (lines []string) {
	switch {
	case found.Together():
		lines = append(lines, "they are one person now, "+found.Now[0].PersonID)
		for i, now := range found.Now {
			lines = append(lines, fmt.Sprintf("  %s by %s", writtenKey(keys[i]), ruleWords(now.Rule)))
		}
	default:
		lines = append(lines, "they are not linked now")
		for i, now := range found.Now {
			if now.PersonID == "" {
				lines = append(lines, fmt.Sprintf("  %s waits for the next link", writtenKey(keys[i])))
			}
		}
	}
	if found.Decided != "" {
		lines = append(lines, "people decided of the two: "+map[review.Verdict]string{
			review.Same: "one person", review.Different: "two people", review.Related: "two people of one household or family",
		}[found.Decided])
	}
	if found.Held {
		lines = append(lines, "they are held apart, as their link was reported as wrong")
	}
	if found.Waiting {
		lines = append(lines, "a task about the two waits for its readers, who decide without the score: do not tell them")
	}
	return lines
}

// ruleWords is what put a record with its person, in words.
func ruleWords(rule string) string {
	if strings.HasPrefix(rule, "model ") {
		return rule
	}
	return "a decision of people"
}
