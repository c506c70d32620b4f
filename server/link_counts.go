package main

import (
	"fmt"
	"io"

	"thrivingfamilies.example/hub/store"
)

// printLinked says what a link has come to, and how it went.
func printLinked(w io.Writer, c store.LinkCounts) {
	fmt.Fprintf(w, "%s, %d people, %s, %s to review\n",
		counted(c.Records, "record"), c.People, counted(c.Families, "family"), counted(c.Reviews, "pair"))
	fmt.Fprintf(w, "since the last link %d merged, %d split, %d moved\n", c.Merged, c.Split, c.Moved)
	switch {
	case c.Learning.Learnt:
		fmt.Fprintf(w, "model %s, learnt from these records in %s\n", c.Model, counted(c.Learning.Steps, "step"))
	case c.Learning.Why != "":
		fmt.Fprintf(w, "model %s: nothing was learnt, as %s\n", c.Model, c.Learning.Why)
	default:
		fmt.Fprintf(w, "model %s, kept\n", c.Model)
	}
	switch {
	case c.Drift == nil:
	case c.Drift.From == c.Drift.To:
		fmt.Fprintln(w, "it is the same as the model before")
	case c.Drift.Level != "":
		fmt.Fprintf(w, "of the model before, %s, %q in %s has changed most: %+.1f bits\n", c.Drift.From, c.Drift.Level, c.Drift.Comparison, c.Drift.Bits)
	default:
		fmt.Fprintf(w, "the model before, %s, weighed all levels the same\n", c.Drift.From)
	}
	fmt.Fprintf(w, "the pairs weighed hold %.0f matches by their probabilities", c.Pairs.Expected)
	if c.Pairs.Expected > 0 && c.Pairs.Reached.Defined() {
		fmt.Fprintf(w, ", an estimated %.2f %% of all there are", 100*float64(c.Pairs.Reached))
	}
	fmt.Fprintln(w)
	if c.Pairs.LeftOut > 0 {
		fmt.Fprintf(w, "values that brought nobody together, as too many records share them: %d; the commonest, of rule %q, has %d\n",
			c.Pairs.LeftOut, c.Pairs.Largest.Rule, c.Pairs.Largest.Records)
	}
	if c.Pairs.Unlinkable > 0 {
		fmt.Fprintf(w, "%s too little to be linked to anything\n", says(c.Pairs.Unlinkable))
	}
}

func says(records int) string {
	if records == 1 {
		return "1 record says"
	}
	return fmt.Sprintf("%d records say", records)
}
