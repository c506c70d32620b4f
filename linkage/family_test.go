package linkage

import (
	"fmt"
	"reflect"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// who makes a member whose founder's ref is the id, so that members written in order of id are in order. Each home is what
// one statement gives.
func who(id, surname string, homes ...string) Member {
	m := Member{PersonID: id, Founder: Key{Partner: models.Council, Ref: id}, Surnames: []string{surname}}
	for _, home := range homes {
		m.Residences = append(m.Residences, Residence{Keys: []string{home}})
	}
	return m
}

// born gives the member a date of birth.
func born(m Member, day models.Date) Member {
	m.DateOfBirth = day
	return m
}

// rented adds a tenancy of a home, of which the member's record tells too.
func rented(m Member, home string, from, until models.Date) Member {
	m.Residences = append(m.Residences, Residence{Keys: []string{home}, From: from, Until: until, Tenancy: true})
	return m
}

// tie makes a tie of one that says "a parent-of b".
func tie(text string) (t Tie) {
	if _, err := fmt.Sscan(text, &t.A, &t.Kind, &t.B); err != nil {
		panic(err)
	}
	return t
}

func ties(texts ...string) (all []Tie) {
	for _, text := range texts {
		all = append(all, tie(text))
	}
	return all
}

func membersOf(families []Family) string {
	got := [][]int{}
	for _, f := range families {
		got = append(got, f.Members)
	}
	return fmt.Sprint(got)
}

// familyCase is people in the order a, b, c ..., what is said of them, and who is together.
type familyCase struct {
	name    string
	members []Member
	ties    []Tie
	want    string
}

// familyCases are what families are made of where nobody moves.
var familyCases = []familyCase{
	{"nobody", nil, nil, "[]"},
	{"one alone", []Member{who("a", "Lee", "h")}, nil, "[[0]]"},

	// Home and surname.
	{"home and surname", []Member{who("a", "Lee", "h"), who("b", "LEE", "h")}, nil, "[[0 1]]"},
	{"a slip in the surname", []Member{who("a", "Morgan", "h"), who("b", "Moagan", "h")}, nil, "[[0 1]]"},
	{"half a surname", []Member{who("a", "Lee-Ray", "h"), who("b", "Ray", "h"), who("c", "Lee", "h")}, nil, "[[0 1 2]]"},
	{"surname, another home", []Member{who("a", "Lee", "h"), who("b", "Lee", "i")}, nil, "[[0] [1]]"},
	{"blank surnames are not alike", []Member{who("a", "", "h"), who("b", "", "h")}, nil, "[[0] [1]]"},
	{"twins, one surname left blank", []Member{who("a", "Lee", "h"), born(who("b", "Lee", "h"), "2001-02-03"), born(who("c", "", "h"), "2001-02-03")}, nil, "[[0 1 2]]"},
	{"a lodger, a partner or a slip", []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Fox", "h")}, nil, "[[0 1 2]]"},
	{"a shared house", []Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "h")}, nil, "[[0] [1] [2]]"},
	{"two sharers of a flat", []Member{who("a", "Lee", "h"), who("b", "Ray", "h")}, nil, "[[0] [1]]"},
	{"a shared house with a couple", []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "h"), who("d", "Fox", "h")}, nil, "[[0 1] [2] [3]]"},
	{"two families, one lone name", []Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "h"), who("d", "Ray", "h"), who("e", "Fox", "h")}, nil, "[[0 1] [2 3] [4]]"},

	// Ties.
	{"another kind of tie", []Member{who("a", "Lee"), who("b", "Lee")}, ties("a neighbour-of b"), "[[0] [1]]"},
	{"a tie to nobody and to self", []Member{who("a", "Lee")}, ties("a parent-of z", "a sibling-of a"), "[[0]]"},
	{"carer, partner, sibling", []Member{who("a", ""), who("b", ""), who("c", ""), who("d", "")}, ties("a carer-of b", "b partner-of c", "d sibling-of b"), "[[0 1 2 3]]"},
	{
		"a step-family",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "h"), who("d", "Fox", "h")},
		ties("a partner-of b", "a parent-of c"), "[[0 1 2 3]]",
	},
	{
		"three generations",
		[]Member{who("a", "Old", "h"), who("b", "Lee", "h"), who("c", "Fox", "h"), who("d", "Fox", "h")},
		ties("a parent-of b", "b parent-of c"), "[[0 1 2 3]]",
	},
	{
		"a grandparent elsewhere",
		[]Member{who("a", "Old", "i"), who("b", "Lee", "h"), who("c", "Lee", "h")},
		ties("a parent-of b", "b parent-of c"), "[[0] [1 2]]",
	},
	{
		"parents apart, one of them alone",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "i"), who("c", "Ray", "h")},
		ties("a parent-of c", "b parent-of c"), "[[0 1 2]]",
	},
	{
		"parents apart, both with others",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "i"), who("c", "Ray", "h"), who("d", "Fox", "i"), who("e", "Fox", "i")},
		ties("a parent-of c", "b parent-of c", "b partner-of d", "d parent-of e"), "[[0 2] [1 3 4]]",
	},
	{
		"a child with two homes",
		[]Member{who("a", "Lee", "h"), who("b", "Ray", "i"), who("c", "Ray", "h", "i")},
		ties("a parent-of c", "b parent-of c"), "[[0 1 2]]",
	},
	{
		"a child with two homes, both with others",
		[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Lee", "h", "h", "i"), who("d", "Ray", "i"), who("e", "Ray", "i")},
		ties("a parent-of c", "d parent-of c"), "[[0 1 2] [3 4]]",
	},
	{
		"a child with carers",
		[]Member{who("a", "Lee", "h"), who("b", "Fox", "i"), who("c", "Fox", "i"), who("d", "Lee", "i"), who("e", "Lee", "h")},
		ties("a parent-of d", "a parent-of e", "b carer-of d", "c carer-of d"), "[[0 4] [1 2 3]]",
	},
	{
		"partners and carers while it lasts",
		[]Member{who("a", "Lee"), who("b", "Ray"), who("c", "Fox")},
		[]Tie{{A: "a", B: "b", Kind: PartnerOf, Until: "2010-01-01"}, {A: "a", B: "c", Kind: CarerOf, Until: "2010-01-01"}},
		"[[0] [1] [2]]",
	},
	{
		"parents for ever",
		[]Member{who("a", "Lee"), who("b", "Ray")},
		[]Tie{{A: "a", B: "b", Kind: ParentOf, Until: "2010-01-01"}},
		"[[0 1]]",
	},
}

func TestFamilies(t *testing.T) { decide(t, familyCases) }

func decide(t *testing.T, cases []familyCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := membersOf(Families(c.members, c.ties)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestFamiliesSayWhy(t *testing.T) {
	members := []Member{who("c", "Fox", "h"), who("b", "Lee", "h", "u"), who("a", "Lee", "h", "u")}
	got := Families(members, ties("b parent-of a", "a parent-of b"))
	want := []Family{{Members: []int{2, 1, 0}, Reasons: []Link{
		{2, 1, "parent-of"}, {2, 1, "same home and surname"}, {2, 0, "home of this family alone"},
	}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestACrowdedHomeJoinsNobody(t *testing.T) {
	for size, want := range map[int]int{MaxHome: 1, MaxHome + 1: MaxHome + 1} {
		var members []Member
		for i := range size {
			members = append(members, who(fmt.Sprintf("%02d", i), "Lee", "hostel"))
		}
		if got := len(Families(members, nil)); got != want {
			t.Errorf("%d people gave %d families, want %d", size, got, want)
		}
		if crowded := len(crowdedHomes(members)) == 1; crowded != (size > MaxHome) {
			t.Errorf("%d people: crowded %v", size, crowdedHomes(members))
		}
	}
}
