package store_test

import (
	"maps"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// heldApart are those of whom all that is known is held apart by reports, each with those from whom it is: they must not be of one
// family.
func (q *sequence) heldApart(now picture) (pairs [][2]string) {
	marked, held := map[pairOf]bool{}, map[string]map[linkage.Key]bool{}
	each := func(kind string, do func(p pairOf, task string)) {
		for _, line := range now.constraints {
			c := strings.Split(line, " | ")
			if p := (pairOf{keyOf(c), keyOf(c[3:])}); c[6] == kind {
				do(p, c[7])
			}
		}
	}
	each("mark", func(p pairOf, _ string) { marked[p] = true })
	holds := func(do func(k, other linkage.Key)) {
		each("hold", func(p pairOf, task string) {
			for _, way := range [][2]linkage.Key{{p.a, p.b}, {p.b, p.a}} {
				a, b := now.links[way[0]], now.links[way[1]]
				if a != "" && b != "" && a != b && !marked[p] && slices.Contains(q.reports[task], way[0]) && q.strongest(now, p) == task {
					do(way[0], way[1])
				}
			}
		})
	}
	holds(func(k, _ linkage.Key) {
		person := now.links[k]
		if held[person] == nil {
			held[person] = map[linkage.Key]bool{}
		}
		held[person][k] = true
	})
	holds(func(k, other linkage.Key) {
		if person := now.links[k]; len(held[person]) == len(q.heldBy(now, person)) {
			pairs = append(pairs, [2]string{person, now.links[other]})
			q.count("held apart, and of no family with whom it is held from")
		}
	})
	return pairs
}

// strongest is the hold that counts of two records: the latest.
func (q *sequence) strongest(now picture, of pairOf) (task string) {
	day := ""
	for _, line := range now.constraints {
		c := strings.Split(line, " | ")
		if (pairOf{keyOf(c), keyOf(c[3:])}) == of && c[6] == "hold" && c[10]+c[7] > day+task {
			day, task = c[10], c[7]
		}
	}
	return task
}

func (q *sequence) heldBy(now picture, person string) []linkage.Key {
	return slices.DeleteFunc(slices.Collect(maps.Keys(now.links)), func(k linkage.Key) bool { return now.links[k] != person })
}

// keptOut reports whether one of two people is held apart, and the other is known to others too.
func (q *sequence) keptOut(now picture, heldApart [][2]string, two [2]string) bool {
	for i, person := range two {
		if slices.ContainsFunc(heldApart, func(p [2]string) bool { return p[0] == person }) && !q.alsoBy(now, person, two[1-i]) {
			return true
		}
	}
	return false
}

// alsoBy reports whether whoever sent a record of other sent one of person too.
func (q *sequence) alsoBy(now picture, person, other string) bool {
	senders := func(person string) map[models.Partner]bool {
		all := map[models.Partner]bool{}
		for _, k := range q.heldBy(now, person) {
			all[k.Partner] = true
		}
		return all
	}
	own := senders(person)
	for partner := range senders(other) {
		if !own[partner] {
			return false
		}
	}
	return true
}

// staysBehind reports whether of two people, said to be of one family, one is where somebody is whom a report holds apart, and in
// the other's family is one who must not be with that: as whom nobody but its own senders knows stays with the one who is held,
// before all else, and takes along whom people said to be of its family.
func (q *sequence) staysBehind(now picture, heldApart, apart [][2]string, said sets[string], two [2]string) bool {
	family := func(person string) string { return now.persons[person].family }
	takenAlong := func(held string) bool {
		for person := range now.persons {
			if family(person) == family(held) && person != held && said.of(person) == said.of(two[0]) && q.alsoBy(now, held, person) {
				return true
			}
		}
		return false
	}
	for _, h := range heldApart {
		for _, p := range apart {
			held, from := h[0], p[1]
			if p[1] == held {
				from = p[0]
			} else if p[0] != held {
				continue
			}
			if one, other := family(two[0]), family(two[1]); (family(held) == one && family(from) == other || family(held) == other && family(from) == one) && takenAlong(held) {
				return true
			}
		}
	}
	return false
}
