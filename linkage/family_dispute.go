package linkage

import (
	"slices"
)

// Dispute is what people said of two records that are not one person's. Held is of a report that nobody has decided: whether A
// is among the records that it says are somebody else's, and whether B is.
type Dispute struct {
	A, B         Key
	Held         bool
	HeldA, HeldB bool
	Related      bool // they are of one household or family
}

// Disputed are the ties that this makes between the people whom the records are taken to be. personOf knows all records of these
// people. Who has records besides those in dispute is no stranger to anybody for it: such ties are of people of whom nothing
// else is known.
func Disputed(disputes []Dispute, personOf map[Key]string) []Tie {
	d := disputed{records: map[string]int{}, held: map[string]map[Key]bool{}, apart: map[[2]string]map[Key]bool{}, related: map[[2]string]bool{}}
	for _, id := range personOf {
		d.records[id]++
	}
	for _, said := range disputes {
		d.hear(said, personOf[said.A], personOf[said.B])
	}
	var ties []Tie
	for _, said := range disputes {
		a, b := personOf[said.A], personOf[said.B]
		if a == "" || b == "" || a == b {
			continue
		}
		switch asideA, asideB := said.HeldA && d.aside(a), said.HeldB && d.aside(b); {
		case said.Held && (asideA || asideB):
			if asideA {
				ties = append(ties, Tie{A: a, B: b, Kind: Held})
			}
			if asideB {
				ties = append(ties, Tie{A: b, B: a, Kind: Held})
			}
		case d.stands(a, b):
			ties = append(ties, Tie{A: min(a, b), B: max(a, b), Kind: Two})
		}
	}
	slices.SortFunc(ties, compareTies)
	return slices.CompactFunc(ties, func(x, y Tie) bool { return compareTies(x, y) == 0 })
}

// disputed gathers what is said of people by their records.
type disputed struct {
	records map[string]int             // of each person
	held    map[string]map[Key]bool    // of each person, those that a report holds
	apart   map[[2]string]map[Key]bool // of two people, the records of which it was said that they are two's
	related map[[2]string]bool
}

func (d *disputed) hear(said Dispute, a, b string) {
	if a == "" || b == "" || a == b {
		return
	}
	for _, side := range []struct {
		held   bool
		person string
		key    Key
	}{{said.HeldA, a, said.A}, {said.HeldB, b, said.B}} {
		if said.Held && side.held {
			add(d.held, side.person, side.key)
		}
	}
	if said.Related {
		d.related[[2]string{min(a, b), max(a, b)}] = true
		return
	}
	add(d.apart, [2]string{a, b}, said.A)
	add(d.apart, [2]string{b, a}, said.B)
}

func add[K comparable](sets map[K]map[Key]bool, of K, key Key) {
	if sets[of] == nil {
		sets[of] = map[Key]bool{}
	}
	sets[of][key] = true
}

// aside reports whether all that is known of a person is held apart.
func (d *disputed) aside(person string) bool { return len(d.held[person]) == d.records[person] }

// stands reports whether of two people one has no record but those of which it was said that they are not the other's, and
// nobody said that they are relatives.
func (d *disputed) stands(a, b string) bool {
	all := func(one, other string) bool { return len(d.apart[[2]string{one, other}]) == d.records[one] }
	return !d.related[[2]string{min(a, b), max(a, b)}] && (all(a, b) || all(b, a))
}

// hearDisputes notes whom a report holds apart, and of whom people said that they are two.
func (t *town) hearDisputes(ties []Tie) {
	for _, tie := range ties {
		if at, ok := t.place[tie.A]; ok && tie.Kind == Held {
			t.aside[at] = true
		}
		switch a, b, ok := t.places(tie); {
		case ok && tie.Kind == Held:
			t.severed[a], t.severed[b] = append(t.severed[a], b), append(t.severed[b], a)
		case ok && tie.Kind == Two:
			t.two[[2]int{min(a, b), max(a, b)}] = true
		}
	}
}

// dispute says of bonds that they do not count, or that they come first.
func (t *town) dispute(bonds []bond) {
	for i := range bonds {
		b := &bonds[i]
		switch {
		case t.keptOut(b.a, b.b):
			b.but = heldApart
		case t.aside[b.a] || t.aside[b.b]:
			b.own = true
		case t.two[[2]int{b.a, b.b}] && (b.rank == bondOfNameAtHome || b.rank == bondOfNameOnce || b.rank == bondOfNameNear):
			b.but = saidTwo
		}
	}
}

// keptOut reports whether a report holds one of two people apart, and others know the other one too.
func (t *town) keptOut(p, q int) bool {
	if p == q {
		return false
	}
	return t.aside[p] && !t.alsoBy(p, q) || t.aside[q] && !t.alsoBy(q, p)
}

// alsoBy reports whether whoever sent a record of other sent one of p too.
func (t *town) alsoBy(p, other int) bool {
	senders := t.members[t.order[p]].Senders
	for _, s := range t.members[t.order[other]].Senders {
		if !slices.Contains(senders, s) {
			return false
		}
	}
	return true
}
