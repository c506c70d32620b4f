package store_test

import (
	"fmt"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// correctionOf is what somebody said of families, of the records that people had then.
type correctionOf struct {
	id                   string
	about, with, without []linkage.Key
}

func familyCorrection(r town) move {
	kind := []review.CorrectionKind{review.Move, review.Merge, review.Split}[r.IntN(3)]
	n, m := r.IntN(many), r.IntN(many)
	return move{says: fmt.Sprintf("%s, %d and %d", kind, n, m), do: func(q *sequence) { q.correctFamilies(kind, n, m) }}
}

// correctFamilies moves a person to another family, merges two, or splits one, by number.
func (q *sequence) correctFamilies(kind review.CorrectionKind, n, m int) {
	all := q.familiesNow()
	own, ok := pick(all, n)
	if !ok {
		return
	}
	other, another := pick(slices.DeleteFunc(slices.Clone(all), func(f []string) bool { return f[0] == own[0] }), m)
	c := review.Correct{Key: q.fresh(), Kind: kind, Reason: "seen at a visit"}
	switch {
	case kind == review.Split && len(own) > 1:
		cut := 1 + m%(len(own)-1)
		c.About, c.Without = own[:cut], own[cut:]
	case kind == review.Merge && another:
		c.About = slices.Concat(own, other)
	case kind == review.Move && another:
		at := m % len(own)
		c.About, c.With, c.Without = own[at:at+1], other, slices.Delete(slices.Clone(own), at, at+1)
	default:
		return
	}
	done, err := q.s.CorrectFamilies(q.t.Context(), q.by("ann", models.Coordinator), c)
	if q.refused(err, models.Conflict) {
		return
	}
	said := correctionOf{id: done.Correction}
	for _, part := range []struct {
		records *[]linkage.Key
		people  []string
	}{{&said.about, c.About}, {&said.with, c.With}, {&said.without, c.Without}} {
		for _, person := range part.people {
			*part.records = append(*part.records, q.recordsOf(person)...)
		}
	}
	q.corrections = append(q.corrections, said)
	q.count("families corrected: " + string(kind))
}

// familiesNow are the people of each family.
func (q *sequence) familiesNow() (all [][]string) {
	at := map[string]int{}
	for _, c := range q.cells("SELECT id, family_id FROM persons WHERE NOT ended ORDER BY id") {
		i, known := at[c[1]]
		if !known {
			i = len(all)
			at[c[1]], all = i, append(all, nil)
		}
		all[i] = append(all[i], c[0])
	}
	return all
}

func (q *sequence) withdrawFamilies(n int) {
	c, ok := pick(q.corrections, n)
	if !ok {
		return
	}
	_, err := q.s.WithdrawCorrection(q.t.Context(), q.by("bob", models.Coordinator), review.WithdrawCorrection{Key: q.fresh(), Correction: c.id, Reason: "it was another"})
	if err != nil {
		q.t.Fatal(err)
	}
	q.corrections = slices.Delete(q.corrections, n%len(q.corrections), n%len(q.corrections)+1)
	q.count("families corrected, withdrawn")
}

// checkCorrections holds the families against what people said of them.
func (q *sequence) checkCorrections(now picture) {
	var want []string
	for _, c := range q.corrections {
		for _, part := range []struct {
			side    string
			records []linkage.Key
		}{{"about", c.about}, {"with", c.with}, {"without", c.without}} {
			for _, line := range recordLines(part.records) {
				want = append(want, c.id+" | "+part.side+" | "+line)
			}
		}
	}
	if !slices.Equal(now.corrections, want) {
		q.t.Errorf("corrections:\ngot  %s\nwant %s", strings.Join(now.corrections, "\n     "), strings.Join(want, "\n     "))
	}
	family := func(person string) string { return now.persons[person].family }
	together, apart := q.saidOfPeople(now)
	heldApart := q.heldApart(now)
	apart = append(apart, heldApart...)
	one := newSets(together)
	for _, p := range apart {
		if family(p[0]) == family(p[1]) {
			q.t.Errorf("people said that %s and %s are of two families, or of two people: both are of %s", p[0], p[1], family(p[0]))
		}
	}
	for _, p := range together {
		switch {
		case family(p[0]) == family(p[1]):
			q.count("said to be of one family, and are")
		case q.keptOut(now, heldApart, p):
			q.count("said to be of one family, and a report holds them apart")
		case q.staysBehind(now, heldApart, apart, one, p):
			q.count("said to be of one family, and one stays with whom a report holds apart")
		case one.hold(apart, p[0]):
			q.count("said to be of one family, and something stands against it")
		default:
			q.t.Errorf("people said that %s and %s are of one family: they are of %s and %s", p[0], p[1], family(p[0]), family(p[1]))
		}
	}
}

// saidOfPeople are the people of whom somebody said last that they are of one family, and those of whom that they are not.
func (q *sequence) saidOfPeople(now picture) (together, apart [][2]string) {
	last := map[[2]string]bool{}
	for _, c := range q.corrections {
		side := map[string]string{}
		for _, part := range []struct {
			side    string
			records []linkage.Key
		}{{"about", c.about}, {"with", c.with}, {"without", c.without}} {
			for _, k := range part.records {
				if person := now.links[k]; person != "" && side[person] == "" {
					side[person] = part.side
				}
			}
		}
		for a := range side {
			for b := range side {
				if side[a] == "about" && a != b {
					last[[2]string{min(a, b), max(a, b)}] = side[b] != "without"
				}
			}
		}
	}
	for pair, one := range last {
		if one {
			together = append(together, pair)
		} else {
			apart = append(apart, pair)
		}
	}
	return together, apart
}

// recordLines are records as a query shows them, in its order.
func recordLines(keys []linkage.Key) (lines []string) {
	for _, k := range keys {
		lines = append(lines, string(k.Partner)+" | "+k.Org+" | "+k.Ref)
	}
	slices.Sort(lines)
	return lines
}
