package linkage

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// bond is what speaks for two people being one family: their places in the order of founders, the lesser first.
type bond struct {
	a, b int
	rank bondRank
	rule string
	own  bool   // of whom a report holds apart, and somebody of its own: see town.dispute
	but  string // why it does not count; "" where it does
}

// bondRank says how well a bond speaks, best first.
type bondRank int

const (
	bondOfPeople bondRank = iota
	bondOfTieAtHome
	bondOfNameAtHome
	bondOfNameOnce
	bondOfNameNear
	bondOfTie
	bondOfGuest
)

// The rules that bind, besides the kinds of tie.
const (
	bySurname  = "same home and surname"
	byOldHome  = "a home that was shared once, and surname"
	byNearHome = "surname, and address but for a slip or a blank"
	byHost     = "home of this family alone"
)

func sortBonds(bonds []bond) {
	slices.SortFunc(bonds, func(x, y bond) int {
		return cmp.Or(boolFirst(x.own, y.own), cmp.Compare(x.rank, y.rank), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.rule, y.rule))
	})
}

func boolFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

const (
	// MinHousehold is the P(H) from which on two people count as sharing a home: where the linker's own links begin.
	MinHousehold = 0.95
	ofAge        = 18
)

// hear gives the bonds that ties make, and notes who is apart and who shares a home.
func (t *town) hear(ties []Tie) (bonds []bond) {
	for _, tie := range ties {
		if a, b, ok := t.places(tie); ok && tie.Kind == Household && tie.Weight >= MinHousehold {
			t.linked[a], t.linked[b] = append(t.linked[a], b), append(t.linked[b], a)
		}
	}
	t.hearDisputes(ties)
	grown := t.grown(ties)
	for _, tie := range ties {
		a, b, ok := t.places(tie)
		if !ok {
			continue
		}
		switch lasts := tie.Until == ""; {
		case tie.Kind == Apart:
			t.severed[a], t.severed[b] = append(t.severed[a], b), append(t.severed[b], a)
		case tie.Kind == Together:
			bonds = append(bonds, bond{a: min(a, b), b: max(a, b), rank: bondOfPeople, rule: tie.Kind})
		case tie.Kind == ParentOf, tie.Kind == CarerOf && lasts:
			bonds = append(bonds, t.bind(a, b, tie.Kind, grown[b])...)
		case tie.Kind == SiblingOf:
			bonds = append(bonds, t.bind(a, b, tie.Kind, grown[a] || grown[b])...)
		case tie.Kind == PartnerOf && lasts:
			bonds = append(bonds, t.bind(a, b, tie.Kind, false)...)
		case tie.Kind == CoTenant && lasts: // it says where they live, and other statements may outvote it
			bonds = append(bonds, t.bind(a, b, tie.Kind, true)...)
		}
	}
	return bonds
}

// bind adds the bonds of a tie: one where the two live together, and one for later, in case that they do not, or that
// something else came first and stood in the way. One that holds only at home, as a grown child's, binds nobody who lives
// elsewhere.
func (t *town) bind(a, b int, kind string, atHome bool) (bonds []bond) {
	a, b = min(a, b), max(a, b)
	if t.shared(a, b) == sharedNow {
		bonds = append(bonds, bond{a: a, b: b, rank: bondOfTieAtHome, rule: kind})
	} else if atHome && t.livesApart(a, b) {
		return nil
	}
	return append(bonds, bond{a: a, b: b, rank: bondOfTie, rule: kind})
}

// grown says of each person whether something shows that they are of age: a child or a partner of their own, or a day
// known of them on which they were 18, births of those tied to them among these.
func (t *town) grown(ties []Tie) []bool {
	grown := make([]bool, len(t.order))
	since := func(i int, day models.Date) {
		age, ok := t.born(i).AgeOn(day)
		grown[i] = grown[i] || ok && age >= ofAge
	}
	for i, at := range t.order {
		for _, r := range t.members[at].Residences {
			since(i, r.From)
		}
	}
	for _, tie := range ties {
		a, b, ok := t.places(tie)
		if !ok {
			continue
		}
		since(a, max(tie.From, t.born(b)))
		since(b, max(tie.From, t.born(a)))
		grown[a] = grown[a] || tie.Kind == ParentOf || tie.Kind == PartnerOf
		grown[b] = grown[b] || tie.Kind == PartnerOf
	}
	return grown
}

func (t *town) born(i int) models.Date { return t.members[t.order[i]].DateOfBirth }
