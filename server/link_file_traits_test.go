package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/report"
)

func TestYearBands(t *testing.T) {
	span := func(from, to int) (traits []trait) {
		for year := from; year <= to; year++ {
			for range 3 {
				traits = append(traits, trait{year: int16(year)})
			}
		}
		return traits
	}
	for name, c := range map[string]struct {
		traits []trait
		want   map[int16]string
	}{
		"a lifetime":    {span(1921, 2015), map[int16]string{1921: "1920 to 1929", 1999: "1990 to 1999", 2015: "2010 to 2019", 0: "not known", 1850: "before 1920", 2031: "2020 and later"}},
		"two centuries": {span(1780, 1980), map[int16]string{1780: "1775 to 1799", 1980: "1975 to 1999"}},
		"the ages":      {span(1200, 2000), map[int16]string{1215: "1200 to 1299", 1999: "1900 to 1999"}},
		"strays":        {append(span(1950, 2000), trait{year: 1066}), map[int16]string{1066: "before 1950", 1955: "1950 to 1959"}},
		"nothing known": {[]trait{{}, {}}, map[int16]string{0: "not known"}},
	} {
		t.Run(name, func(t *testing.T) {
			of := yearBands(c.traits)
			for year, want := range c.want {
				if _, got := of(trait{year: year}); got != want {
					t.Errorf("%d is of %q, want %q", year, got, want)
				}
			}
		})
	}
}

// Groups come in the order of what they are, and not of their names.
func TestGroupsAreInOrder(t *testing.T) {
	people := &peopleFiles{truth: &quality.Truth{}}
	for i, year := range []int16{1995, 1066, 0, 1950, 2031} {
		for range []int{100, 1, 20, 100, 1}[i] {
			people.traits = append(people.traits, trait{year: year})
			people.truth.Person = append(people.truth.Person, int32(i))
		}
	}
	groups := people.traitGroups(nil)
	at := slices.IndexFunc(groups, func(g report.Groups) bool { return g.By == "year of birth" })
	var names []string
	for _, s := range groups[at].Scores {
		names = append(names, s.Group)
	}
	if d := cmp.Diff([]string{"not known", "before 1950", "1950 to 1959", "1990 to 1999", "2000 and later"}, names); d != "" {
		t.Error(d)
	}
}
