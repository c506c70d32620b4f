package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage/quality"
)

// marks holds what a coordinator reads of people and families against the truth, and demands the marks of docs/linkage.md:
// for people the precision of the links that are sure and F1 of clusters, for families F1 over pairs of records and B-cubed.
func (c *countyTest) marks() {
	c.t.Helper()
	truth := map[string]map[string]string{}
	for _, row := range readCSV(c.t, filepath.Join(c.folder, "truth.csv")) {
		truth[row["partner"]+" "+row["person_ref"]] = row
	}
	records := slices.Sorted(maps.Keys(c.rows))
	column := func(of func(record string) string) []int32 {
		texts := make([]string, len(records))
		for i, record := range records {
			texts[i] = of(record)
		}
		return quality.Labels(texts)
	}
	people := quality.Truth{Person: column(func(r string) string { return truth[r]["person"] })}
	across := quality.Truth{Person: people.Person, Source: column(func(r string) string { return strings.Fields(r)[0] })}
	families := quality.Truth{Person: column(func(r string) string { return truth[r]["family"] })}
	if people.Known() != len(records) || families.Known() != len(records) {
		c.t.Fatalf("of %d records the truth knows %d people and %d families", len(records), people.Known(), families.Known())
	}
	sure := column(func(r string) string {
		if c.unsure[r] {
			return ""
		}
		return c.people[r]
	})
	asPeople, asFamilies := column(func(r string) string { return c.people[r] }), column(func(r string) string { return c.family[c.people[r]] })
	for _, mark := range []struct {
		what      string
		is, least quality.Share
	}{
		{"precision of people's sure links", quality.Clusters(sure, across).Precision, 0.995},
		{"F1 of people", quality.Clusters(asPeople, people).F1, 0.985},
		{"F1 of families over pairs of records", quality.Clusters(asFamilies, families).F1, 0.985},
		{"B-cubed F1 of families", quality.BCubed(asFamilies, families).F1, 0.990},
	} {
		c.t.Logf("%s: %.4f (mark %v)", mark.what, mark.is, mark.least)
		if !(mark.is >= mark.least) { // NaN misses it too
			c.t.Errorf("%s is %.4f, which misses the mark of %v", mark.what, mark.is, mark.least)
		}
	}
	if known := len(records) - len(c.unsure); known < len(records)/2 {
		c.t.Errorf("only %d of %d records are linked for sure", known, len(records))
	}
}
