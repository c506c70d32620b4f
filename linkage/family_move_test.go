package linkage

import (
	"testing"

	"thrivingfamilies.example/hub/models"
)

// moveCases are who belongs together when people leave, move, or live where others lived before.
var moveCases = []familyCase{
	// Who has left.
	{
		"a grown child with a partner elsewhere",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Lee", "i"), who("d", "Ray", "i")},
		ties("a parent-of c", "b parent-of c", "c partner-of d"), "[[0 1] [2 3]]",
	},
	{
		"a grown child with a child elsewhere",
		[]Member{who("a", "Lee", "h"), who("c", "Lee", "i"), who("d", "Lee", "i")},
		ties("a parent-of c", "c parent-of d"), "[[0] [1 2]]",
	},
	{
		"a grown child with a tenancy elsewhere",
		[]Member{who("a", "Lee", "h"), rented(born(who("b", "Lee", "i"), "1990-01-01"), "i", "2011-05-01", "")},
		ties("a parent-of b"), "[[0] [1]]",
	},
	{
		"a child elsewhere who is not grown",
		[]Member{who("a", "Lee", "h"), rented(born(who("b", "Lee", "i"), "2000-01-01"), "i", "2011-05-01", "")},
		ties("a parent-of b"), "[[0 1]]",
	},
	{
		"a grown child at home",
		[]Member{who("a", "Lee", "h"), rented(born(who("b", "Ray", "h"), "1990-01-01"), "h", "2011-05-01", "")},
		ties("a parent-of b"), "[[0 1]]",
	},
	{
		"grown sisters, elsewhere",
		[]Member{born(who("a", "Lee", "h"), "1970-01-01"), born(who("b", "Ray", "i"), "1990-01-01")},
		ties("a sibling-of b"), "[[0] [1]]",
	},
	{
		"a mother cared for, elsewhere",
		[]Member{born(who("a", "Lee", "h"), "1960-01-01"), born(who("b", "Ray", "i"), "1935-01-01")},
		ties("a carer-of b"), "[[0] [1]]",
	},

	// Movers, and homes that others had before.
	{
		"a guest of whom it is not known that this is the home",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Fox", "h", "i")},
		nil, "[[0 1] [2]]",
	},
	{
		"a mover is not a bridge",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "i"), who("d", "Ray", "i"), who("e", "Fox", "h", "i")},
		nil, "[[0 1] [2 3] [4]]",
	},
	{
		"the home that most say",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "i"), who("d", "Ray", "i"), who("e", "Fox", "h", "i", "i")},
		nil, "[[0 1] [2 3 4]]",
	},
	{
		"one record not yet moved",
		[]Member{who("a", "Lee", "i", "i", "h"), who("b", "Lee", "i", "i", "h"), who("c", "Fox", "h")},
		nil, "[[0 1] [2]]",
	},
	{
		"a record of its own that has not moved",
		[]Member{who("a", "Lee", "i", "i", "h"), who("b", "Lee", "i", "i", "h"), who("c", "Lee", "h")},
		nil, "[[0 1 2]]",
	},
	{
		"namesakes before and after",
		[]Member{who("a", "Lee", "i", "i", "h"), who("b", "Lee", "i", "i", "h"), who("c", "Lee", "h", "h"), who("d", "Lee", "h", "h")},
		nil, "[[0 1] [2 3]]",
	},
	{
		"who left is not of those who came", []Member{
			rented(who("a", "Lee", "h"), "h", "2005-01-01", "2010-06-01"), rented(who("b", "Lee", "h"), "h", "2005-01-01", "2010-06-01"),
			rented(who("c", "Lee", "h"), "h", "2010-06-01", ""), rented(who("d", "Lee", "h"), "h", "2010-06-01", ""), who("e", "Fox", "h"),
		}, nil, "[[0 1] [2 3 4]]",
	},
	{
		"one tenancy",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "h")},
		ties("a co-tenant b", "a co-tenant c", "b co-tenant c"), "[[0 1 2]]",
	},
	{
		"listed in a tenancy, but living elsewhere",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "i")},
		ties("a co-tenant b"), "[[0] [1]]",
	},
	{
		"listed in a tenancy, and of no other home",
		[]Member{who("a", "Lee", "h"), who("b", "Ray")},
		ties("a co-tenant b"), "[[0 1]]",
	},
	{
		"an address only a tenancy tells",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), rented(who("c", "Lee"), "h", "2010-06-01", "")},
		nil, "[[0 1] [2]]",
	},
	{
		"one tenancy that has ended",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "i")},
		[]Tie{{A: "a", B: "b", Kind: CoTenant, Until: "2010-01-01"}},
		"[[0] [1]]",
	},

	// Addresses.
	{
		"two property numbers at one address", []Member{
			{PersonID: "a", Founder: Key{Partner: models.Council, Ref: "a"}, Surnames: []string{"Lee"}, Residences: []Residence{{Keys: []string{"uprn:1", "home:1 high street|ox11aa"}}}},
			{PersonID: "b", Founder: Key{Partner: models.Council, Ref: "b"}, Surnames: []string{"Lee"}, Residences: []Residence{{Keys: []string{"uprn:2", "home:1 high street|ox11aa"}}}},
		}, nil, "[[0] [1]]",
	},
	{"home keys of nobody knows which record", []Member{{PersonID: "a", Founder: Key{Partner: models.Council, Ref: "a"}, Homes: []string{"h", "u"}, Surnames: []string{"Lee"}}, who("b", "Lee", "u")}, nil, "[[0 1]]"},

	// The linker's household says that they live together, not that they are a family.
	{"a household by the linker, and a surname", []Member{who("a", "Lee", "h"), who("b", "Lee", "i")}, []Tie{{A: "a", B: "b", Kind: Household, Weight: 0.99}}, "[[0 1]]"},
	{"a household by the linker, two surnames", []Member{who("a", "Lee", "h"), who("b", "Ray", "i")}, []Tie{{A: "a", B: "b", Kind: Household, Weight: 0.99}}, "[[0] [1]]"},
	{"a household that the linker doubts", []Member{who("a", "Lee", "h"), who("b", "Lee", "i")}, []Tie{{A: "a", B: "b", Kind: Household, Weight: 0.5}}, "[[0] [1]]"},

	// A record of somebody else in a person must not make one family of two.
	{
		"two people mixed up",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "i"), who("d", "Ray", "i"), mixed("e")},
		nil, "[[0 1 4] [2 3]]",
	},
	{
		"two people mixed up, taken first",
		[]Member{who("a", "Lee", "h"), mixed("b"), who("c", "Ray", "i"), who("d", "Ray", "i")},
		nil, "[[0 1] [2 3]]",
	},
	{
		"two people mixed up, one with nobody else",
		[]Member{who("a", "Lee", "h"), mixed("b"), who("c", "Ray", "i")},
		nil, "[[0 1 2]]",
	},
}

// mixed is somebody to whom the linker gave records of a Lee at h and a Ray at i.
func mixed(id string) Member {
	m := who(id, "Lee", "h", "i")
	m.Surnames = append(m.Surnames, "Ray")
	return m
}

func TestFamiliesOfMovers(t *testing.T) { decide(t, moveCases) }
