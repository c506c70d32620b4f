package linkage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The Lees live at h, the Rays at i; what people say of them holds against all evidence.
func TestWhatPeopleSayHolds(t *testing.T) {
	lees := []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Lee", "h")}
	rays := []Member{who("d", "Ray", "i"), who("e", "Ray", "i")}
	town := slices.Concat(lees, rays)
	for _, c := range []struct {
		name    string
		members []Member
		ties    []Tie
		want    string
	}{
		{"nothing said", town, nil, "[[0 1 2] [3 4]]"},
		{"two families merged", town, ties("a together e"), "[[0 1 2 3 4]]"},
		{"two families merged, one more who is alone", slices.Concat(town, []Member{who("f", "Ray", "i")}), ties("a together e"), "[[0 1 2 3 4 5]]"},
		{"a couple who people said are one, and the children of one elsewhere", []Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "i"), who("d", "Lee", "i"), who("e", "Lee", "i")}, ties("a together b", "a parent-of d", "a parent-of e", "c parent-of d", "c parent-of e"), "[[0 1] [2 3 4]]"},
		{"one moved to another family", town, ties("c apart a", "c apart b", "c together d"), "[[0 1] [2 3 4]]"},
		{"one taken out", town, ties("c apart a", "c apart b"), "[[0 1] [2] [3 4]]"},
		{"one taken out, not even through others", town, ties("c apart a"), "[[0 1] [2] [3 4]]"},
		{"a family split", slices.Concat(lees, []Member{who("f", "Lee", "h")}), ties("a apart c", "a apart f", "b apart c", "b apart f"), "[[0 1] [2 3]]"},
		{"a couple who are one by declaration", []Member{who("a", "Lee", "h"), who("b", "Lee", "h")}, ties("a partner-of b", "a apart b"), "[[0] [1]]"},
		{"a guest who is none", []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Fox", "h")}, ties("c apart b"), "[[0 1] [2]]"},
		{"two sharers who are a family", []Member{who("a", "Lee", "h"), who("b", "Ray", "h")}, ties("b together a"), "[[0 1]]"},
		{"said both: apart holds", town, ties("a together d", "a apart d"), "[[0 1 2] [3 4]]"},
		{"apart through two merges", town, ties("a together d", "c apart e"), "[[0 1 2 3] [4]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := membersOf(Families(c.members, c.ties)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestARefusalSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		members []Member
		ties    []Tie
		want    string
	}{
		"people said so": {
			[]Member{who("a", "Lee", "h"), who("b", "Lee", "h")},
			ties("a apart b"),
			"a-b same home and surname, but people said that they are apart",
		},
		"a child between two families": {
			[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Lee", "h", "h", "i"), who("d", "Ray", "i"), who("e", "Ray", "i")},
			ties("d parent-of c"), "c-d parent-of, but the others live apart",
		},
	} {
		t.Run(name, func(t *testing.T) {
			families := Families(c.members, c.ties)
			for _, f := range families[:2] { // both families tell
				var got []string
				for _, r := range f.Refused {
					got = append(got, fmt.Sprintf("%s-%s %s", c.members[r.A].PersonID, c.members[r.B].PersonID, r.Rule))
				}
				if strings.Join(got, "; ") != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}
		})
	}
}

// A correction holds whatever is learnt afterwards.
func TestACorrectionOutlastsNews(t *testing.T) {
	said := ties("a apart b")
	for name, news := range map[string][]Tie{
		"a tie":              ties("a partner-of b"),
		"a tie through one":  ties("a parent-of c", "b parent-of c"),
		"one tenancy":        ties("a co-tenant b", "a co-tenant c", "b co-tenant c"),
		"the linker is sure": {{A: "a", B: "b", Kind: Household, Weight: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			members := []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Lee", "h"), who("d", "Lee", "h")}
			for _, f := range Families(members, slices.Concat(news, said)) {
				if slices.Contains(f.Members, 0) && slices.Contains(f.Members, 1) {
					t.Errorf("a and b are together by %v", f.Reasons)
				}
			}
		})
	}
}
