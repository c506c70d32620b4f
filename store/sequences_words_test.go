package store_test

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage"
)

// checkWords holds the constraints against what people said, and who is one person against the constraints.
func (q *sequence) checkWords(now picture) {
	if got, want := withoutDays(now.constraints), q.words(now); !slices.Equal(got, want) {
		q.t.Errorf("constraints:\ngot  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	same, apart := strongest(now)
	one := newSets(keyPairs(same))
	for _, p := range apart {
		if now.links[p.a] == now.links[p.b] {
			q.t.Errorf("%v and %v are kept apart, and are both %s", p.a, p.b, now.links[p.a])
		}
	}
	for _, p := range same {
		switch {
		case now.links[p.a] == now.links[p.b]:
			q.count("said to be one, and is")
		case one.hold(keyPairs(apart), p.a):
			q.count("said to be one, and something stands against it")
		default:
			q.t.Errorf("%v and %v are said to be one, and are %s and %s", p.a, p.b, now.links[p.a], now.links[p.b])
		}
	}
	for a, person := range now.links {
		for b, other := range now.links {
			if a != b && person == other && a.Partner == b.Partner && a.Org == b.Org && one.of(a) != one.of(b) {
				q.t.Errorf("%v and %v are of one register, nobody said that they are one, and both are %s", a, b, person)
			}
		}
	}
	q.checkTasks(now, same, apart)
}

// words are the constraints that must be there, from what became of the tasks, of which reports held what apart, and marks.
func (q *sequence) words(now picture) (all []string) {
	add := func(p pairOf, of ...string) { all = append(all, p.String()+" | "+strings.Join(of, " | ")) }
	for _, line := range now.tasks {
		c := strings.Split(line, " | ")
		id, kind, state, verdict := c[6], c[7], c[8], c[9]
		same, related := bit(verdict == "same"), bit(verdict == "related")
		switch about := (pairOf{keyOf(c), keyOf(c[3:])}); {
		case state == "closed":
		case state == "decided" && verdict != "cannot-tell" && (kind == "pair" || verdict == "same"):
			add(about, "decision", id, same, related)
		case kind == "report" && state == "decided" && verdict != "cannot-tell":
			for _, p := range q.holds[id] {
				add(p, "decision", id, same, related)
			}
		case kind == "report" && state == "open":
			for _, p := range q.holds[id] {
				add(p, "hold", id, "0", "0")
			}
		}
	}
	for p := range q.marks {
		add(p, "mark", "", "0", "0")
	}
	slices.Sort(all)
	return all
}

// strongest is what counts of each two records that are both held: a mark before a hold, a hold before a decision, a later
// decision before an earlier one.
func strongest(now picture) (same, apart []pairOf) {
	type rank struct{ strength, day, task, same string }
	of := map[pairOf]rank{}
	for _, line := range now.constraints {
		c := strings.Split(line, " | ")
		p, w := pairOf{keyOf(c), keyOf(c[3:])}, rank{map[string]string{"mark": "3", "hold": "2", "decision": "1"}[c[6]], c[10], c[7], c[8]}
		if had := of[p]; w.strength+w.day+w.task > had.strength+had.day+had.task {
			of[p] = w
		}
	}
	for p, w := range of {
		switch {
		case now.links[p.a] == "" || now.links[p.b] == "":
		case w.same == "1":
			same = append(same, p)
		default:
			apart = append(apart, p)
		}
	}
	return same, apart
}

// checkTasks holds the open tasks and the links' confidence against what people said.
func (q *sequence) checkTasks(now picture, same, apart []pairOf) {
	waits, confirmed, untold := map[linkage.Key]bool{}, map[linkage.Key]bool{}, map[pairOf]bool{}
	for _, line := range now.tasks {
		if c := strings.Split(line, " | "); c[8] == "decided" && c[9] == "cannot-tell" {
			p := pairOf{keyOf(c), keyOf(c[3:])}
			untold[p] = untold[p] || q.blank[c[6]] == [2]string{q.said[p.a], q.said[p.b]}
		}
	}
	for _, line := range now.tasks {
		c := strings.Split(line, " | ")
		if c[8] != "open" {
			continue
		}
		p := pairOf{keyOf(c), keyOf(c[3:])}
		waits[p.a], waits[p.b] = true, true
		switch {
		case c[7] == "report":
		case now.links[p.a] == "" || now.links[p.b] == "":
			q.t.Errorf("it is asked of %v, and one of them is not held", p)
		case slices.Contains(same, p) || slices.Contains(apart, p) || untold[p]:
			q.t.Errorf("it is asked of %v, of which something was said", p)
		}
	}
	for _, line := range now.constraints {
		if c := strings.Split(line, " | "); c[8] == "1" {
			confirmed[keyOf(c)], confirmed[keyOf(c[3:])] = true, true
		}
	}
	for _, c := range q.cells("SELECT partner, org, ref, confidence FROM links") {
		want := "AUTOMATIC"
		switch k := keyOf(c); {
		case waits[k]:
			want = "IN_REVIEW"
		case confirmed[k]:
			want = "CONFIRMED"
		}
		if c[3] != want {
			q.t.Errorf("the link of %v is %s, want %s", keyOf(c), c[3], want)
		}
	}
}

// withoutDays are constraints without the days on which they were given.
func withoutDays(constraints []string) []string {
	all := make([]string, len(constraints))
	for i, line := range constraints {
		all[i] = line[:strings.LastIndex(line, " | ")]
	}
	slices.Sort(all)
	return all
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
