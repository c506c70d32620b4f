package linkage

import (
	"fmt"
	"reflect"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
)

// had makes a record for each person id given, of one partner, in the order of their refs.
func had(ids ...string) []Record {
	records := make([]Record, len(ids))
	for i, id := range ids {
		records[i] = Record{Key: Key{Partner: models.Council, Ref: fmt.Sprintf("%03d", i)}, PersonID: id}
	}
	return records
}

// plain are ids without a secret.
var plain IDs

func TestAssignIDs(t *testing.T) {
	fresh := func(ref, n int) string {
		return plain.person(Key{Partner: models.Council, Ref: fmt.Sprintf("%03d", ref)}, n)
	}
	for name, c := range map[string]struct {
		had       []string
		people    [][]int
		ids       []string
		redirects map[string]string
	}{
		"all new":                   {[]string{"", ""}, [][]int{{0}, {1}}, []string{fresh(0, 0), fresh(1, 0)}, nil},
		"as it was":                 {[]string{"A", "A", "B"}, [][]int{{0, 1}, {2}}, []string{"A", "B"}, nil},
		"a record joins":            {[]string{"", "A"}, [][]int{{0, 1}}, []string{"A"}, nil},
		"two merge, most wins":      {[]string{"A", "B", "B"}, [][]int{{0, 1, 2}}, []string{"B"}, map[string]string{"A": "B"}},
		"two merge, the older wins": {[]string{"B", "A"}, [][]int{{0, 1}}, []string{"B"}, map[string]string{"A": "B"}},
		"three merge":               {[]string{"A", "B", "C", "C"}, [][]int{{0, 1, 2, 3}}, []string{"C"}, map[string]string{"A": "C", "B": "C"}},
		"a split, most keeps":       {[]string{"A", "A", "A"}, [][]int{{0}, {1, 2}}, []string{fresh(0, 0), "A"}, nil},
		"an even split":             {[]string{"A", "A"}, [][]int{{0}, {1}}, []string{"A", fresh(1, 0)}, nil},
		"an even split in a crowd":  {[]string{"A", "", "A"}, [][]int{{0}, {1, 2}}, []string{"A", fresh(1, 0)}, nil},
		"most of A goes to B":       {[]string{"A", "A", "B", "B", "B", "A"}, [][]int{{0, 1, 2, 3, 4}, {5}}, []string{"B", fresh(5, 0)}, map[string]string{"A": "B"}},
		"an exchange":               {[]string{"A", "A", "B", "B", "B", "A"}, [][]int{{0, 1, 2}, {3, 4, 5}}, []string{"A", "B"}, nil},
		"the founder splits off":    {[]string{fresh(0, 0), fresh(0, 0), fresh(0, 0)}, [][]int{{0}, {1, 2}}, []string{fresh(0, 1), fresh(0, 0)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var people []Person
			for _, p := range c.people {
				people = append(people, Person{Records: p})
			}
			ids, redirects := plain.AssignPeople(had(c.had...), people)
			if !reflect.DeepEqual(ids, c.ids) {
				t.Errorf("got %v, want %v", ids, c.ids)
			}
			if len(redirects) != len(c.redirects) || len(redirects) > 0 && !reflect.DeepEqual(redirects, c.redirects) {
				t.Errorf("got redirects %v, want %v", redirects, c.redirects)
			}
		})
	}
}

// An id that a report gave goes before others, a later one's before an earlier one's, but to nobody who is not owed it.
func TestIDsOfReportsGoFirst(t *testing.T) {
	ids := IDs{First: map[string]int{"R": 1, "S": 2}}
	for name, c := range map[string]struct {
		had    []string
		people [][]int
		ids    []string
	}{
		"before the one of most":    {[]string{"A", "A", "R"}, [][]int{{0, 1, 2}}, []string{"R"}},
		"the later before the rest": {[]string{"A", "R", "R", "S"}, [][]int{{0, 1, 2, 3}}, []string{"S"}},
		"with most of its records":  {[]string{"R", "R", "R", "A", "A"}, [][]int{{0, 1}, {2, 3, 4}}, []string{"R", "A"}},
	} {
		var people []Person
		for _, p := range c.people {
			people = append(people, Person{Records: p})
		}
		given, redirects := ids.AssignPeople(had(c.had...), people)
		if !reflect.DeepEqual(given, c.ids) {
			t.Errorf("%s: got %v, want %v", name, given, c.ids)
		}
		for from, to := range redirects {
			if to != given[0] || from == to {
				t.Errorf("%s: %s redirects to %s", name, from, to)
			}
		}
	}
}

func TestAnIDTakenElsewhereIsPassedOver(t *testing.T) {
	records := had("")
	k := records[0].Key
	ids, _ := IDs{Taken: func(id string) bool { return id == plain.PersonID(k) }}.AssignPeople(records, []Person{{Records: []int{0}}})
	if want := plain.person(k, 1); ids[0] != want {
		t.Errorf("got %s, want %s", ids[0], want)
	}
	taken := IDs{Taken: func(id string) bool { return id == plain.PersonID(k) || id == plain.FamilyID(k) }}
	if got := taken.AnotherPersonID(k) + taken.AnotherFamilyID(k); got != plain.person(k, 1)+plain.family(k, 1) {
		t.Errorf("other ids are %s", got)
	}
}

func TestIDsAreWellFormed(t *testing.T) {
	k := Key{Partner: models.Council, Ref: "C1"}
	if id := plain.PersonID(k); !regexp.MustCompile(`^P[a-z2-7]{16}$`).MatchString(id) {
		t.Errorf("a person's id is %q", id)
	}
	if id := plain.FamilyID(k); !regexp.MustCompile(`^F[a-z2-7]{16}$`).MatchString(id) || id[1:] == plain.PersonID(k)[1:] {
		t.Errorf("a family's id is %q", id)
	}
	if plain.PersonID(Key{Org: "a", Ref: "b"}) == plain.PersonID(Key{Org: "ab"}) {
		t.Error("two keys run together")
	}
	// Ids are stored: this one may change only with the version in its digest.
	if got, want := plain.PersonID(k), "Pv2jdli4mdpnhhzr6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestKeysAreOrderedByPartnerFirst(t *testing.T) {
	in := []Key{
		{Partner: models.Council, Org: "z", Ref: "9"},
		{Partner: models.Police, Ref: "2"},
		{Partner: models.Police, Org: "a", Ref: "1"},
		{Partner: models.DWP},
		{Partner: "another"},
		{Partner: "other"},
	}
	for i, a := range in {
		for j, b := range in {
			if a.Less(b) != (i < j) {
				t.Errorf("%v before %v: %t", a, b, a.Less(b))
			}
		}
	}
}

// Records come and go, feed after feed: ids stay with those who hold most of them, and none is lost without a redirect.
func TestIDsAreStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := someRecords(20).Draw(t, "records")
		for i := range pool {
			pool[i].PersonID = ""
		}
		present := make([]bool, len(pool))
		for range 4 {
			var records []Record
			var at []int
			for i := range pool {
				if present[i] = rapid.Bool().Draw(t, "present"); present[i] {
					records, at = append(records, pool[i]), append(at, i)
				} else {
					pool[i].PersonID = ""
				}
			}
			people, _ := linkedIn(t, records)
			ids, redirects := plain.AssignPeople(records, people)
			check(t, records, people, ids, redirects)
			for i, p := range people {
				for _, r := range p.Records {
					pool[at[r]].PersonID = ids[i]
				}
			}
		}
	})
}

func check(t *rapid.T, records []Record, people []Person, ids []string, redirects map[string]string) {
	live, held := map[string]bool{}, map[string]map[string]int{}
	for i, p := range people {
		if live[ids[i]] || ids[i] == "" {
			t.Fatalf("%q is the id of two, or of nobody", ids[i])
		}
		live[ids[i]] = true
		for _, r := range p.Records {
			if had := records[r].PersonID; had != "" {
				if held[had] == nil {
					held[had] = map[string]int{}
				}
				held[had][ids[i]]++
			}
		}
	}
	for old, now := range held {
		heir, ok := redirects[old]
		if ok == live[old] {
			t.Fatalf("%q lives (%t) and redirects (%t)", old, live[old], ok)
		}
		if !ok {
			heir = old
		}
		for id, n := range now {
			if n > now[heir] || !live[heir] {
				t.Fatalf("%q went to %q, but %q holds %d of it", old, heir, id, n)
			}
		}
	}
	for old := range redirects {
		if held[old] == nil {
			t.Fatalf("%q redirects, but nobody had it", old)
		}
	}
}
