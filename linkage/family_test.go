package linkage

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
)

// who makes a member whose founder's ref is the id, so that members written in order of id are in order.
func who(id, surname string, homes ...string) Member {
	return Member{PersonID: id, Founder: Key{Partner: models.Council, Ref: id}, Homes: homes, Surnames: []string{surname}}
}

func TestFamilies(t *testing.T) {
	for name, c := range map[string]struct {
		members []Member
		ties    []Tie
		want    string
	}{
		"nobody":                       {nil, nil, "[]"},
		"one alone":                    {[]Member{who("a", "Lee", "h")}, nil, "[[0]]"},
		"parent elsewhere":             {[]Member{who("a", "Lee", "h"), who("b", "Ray", "i")}, []Tie{{"b", "a", "parent-of"}}, "[[0 1]]"},
		"carer, partner, sibling":      {[]Member{who("a", ""), who("b", ""), who("c", ""), who("d", "")}, []Tie{{"a", "b", "carer-of"}, {"b", "c", "partner-of"}, {"d", "c", "sibling-of"}}, "[[0 1 2 3]]"},
		"another kind of tie":          {[]Member{who("a", "Lee"), who("b", "Lee")}, []Tie{{"a", "b", "neighbour-of"}}, "[[0] [1]]"},
		"a tie to nobody and to self":  {[]Member{who("a", "Lee")}, []Tie{{"a", "z", "parent-of"}, {"a", "a", "sibling-of"}}, "[[0]]"},
		"home and surname":             {[]Member{who("a", "Lee", "h"), who("b", "LEE", "h")}, nil, "[[0 1]]"},
		"surname, another home":        {[]Member{who("a", "Lee", "h"), who("b", "Lee", "i")}, nil, "[[0] [1]]"},
		"half a surname":               {[]Member{who("a", "Lee-Ray", "h"), who("b", "Ray", "h"), who("c", "Lee", "h")}, nil, "[[0 1 2]]"},
		"blank surnames are not alike": {[]Member{who("a", "", "h"), who("b", "", "h")}, nil, "[[0] [1]]"},
		"a shared house":               {[]Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "h")}, nil, "[[0] [1] [2]]"},
		"a lodger or a slip":           {[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Leee", "h")}, nil, "[[0 1 2]]"},
		"two families, one lone name":  {[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "h"), who("d", "Ray", "h"), who("e", "Fox", "h")}, nil, "[[0 1] [2 3] [4]]"},
		"a mover is not a bridge":      {[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "i"), who("d", "Ray", "i"), who("e", "Fox", "h", "i")}, nil, "[[0 1] [2 3] [4]]"},
		"who has a family stays in it": {[]Member{who("a", "Lee", "h"), who("b", "Lee", "h"), who("c", "Ray", "i", "h"), who("d", "Ray", "i")}, nil, "[[0 1] [2 3]]"},
		"the home twice over":          {[]Member{who("a", "Lee", "h", "u", "h"), who("b", "Lee", "u", "h"), who("c", "Fox", "u", "h")}, nil, "[[0 1 2]]"},
		"a family with one there":      {[]Member{who("a", "Lee", "h"), who("b", "Lee", "i"), who("c", "Fox", "h")}, []Tie{{"a", "b", "parent-of"}}, "[[0 1] [2]]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := [][]int{}
			for _, f := range Families(c.members, c.ties) {
				got = append(got, f.Members)
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestFamiliesSayWhy(t *testing.T) {
	members := []Member{who("c", "Fox", "h"), who("b", "Lee", "h", "u"), who("a", "Lee", "h", "u")}
	got := Families(members, []Tie{{"b", "a", "parent-of"}, {"a", "b", "parent-of"}})
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
			members = append(members, who(fmt.Sprintf("%02d", i), "Lee", "h"))
		}
		if got := len(Families(members, nil)); got != want {
			t.Errorf("%d people gave %d families, want %d", size, got, want)
		}
		if crowded := len(CrowdedHomes(members)) == 1; crowded != (size > MaxHome) {
			t.Errorf("%d people: crowded %v", size, CrowdedHomes(members))
		}
	}
}

func TestAssignFamilyIDs(t *testing.T) {
	members := []Member{who("a", "Lee"), who("b", "Lee"), who("c", "Lee"), who("d", "Ray")}
	for i, had := range []string{"F1", "F2", "F2", ""} {
		members[i].FamilyID = had
	}
	ids, redirects := plain.AssignFamilies(members, []Family{{Members: []int{0, 1, 2}}, {Members: []int{3}}})
	if want := []string{"F2", plain.FamilyID(members[3].Founder)}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if want := map[string]string{"F1": "F2"}; !reflect.DeepEqual(redirects, want) {
		t.Errorf("got redirects %v, want %v", redirects, want)
	}
}

var someMembers = rapid.Custom(func(t *rapid.T) []Member {
	members := make([]Member, rapid.IntRange(0, 30).Draw(t, "n"))
	for i := range members {
		homes := rapid.SliceOfN(rapid.SampledFrom([]string{"g", "h", "i", "j", "k", "l", "m"}), 0, 2).Draw(t, "homes")
		members[i] = who(fmt.Sprintf("%02d", i), rapid.SampledFrom([]string{"", "Lee", "Ray", "Fox", "Lee-Ray"}).Draw(t, "surname"), homes...)
		members[i].FamilyID = rapid.SampledFrom([]string{"", "", "", "F1", "F2"}).Draw(t, "had")
	}
	return members
})

func someTies(t *rapid.T, members []Member) (ties []Tie) {
	for range rapid.IntRange(0, len(members)/3).Draw(t, "ties") {
		one := rapid.SampledFrom(members)
		kind := rapid.SampledFrom([]string{"parent-of", "carer-of", "partner-of", "sibling-of", "x"}).Draw(t, "kind")
		ties = append(ties, Tie{one.Draw(t, "a").PersonID, one.Draw(t, "b").PersonID, kind})
	}
	return ties
}

// whereabouts is what became of each member, told without indexes.
func whereabouts(members []Member, ties []Tie) map[string]string {
	families := Families(members, ties)
	ids, redirects := plain.AssignFamilies(members, families)
	out := map[string]string{}
	for i, f := range families {
		text := ids[i]
		for _, m := range f.Members {
			text += " " + members[m].PersonID
		}
		for _, r := range f.Reasons {
			text += fmt.Sprint(" ", members[r.A].PersonID, members[r.B].PersonID, r.Rule)
		}
		for _, m := range f.Members {
			out[members[m].PersonID] += text + " " + redirects[members[m].FamilyID]
		}
	}
	return out
}

func TestFamiliesAreLocalAndUnordered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers.Draw(t, "members")
		ties := someTies(t, members)
		whole := whereabouts(members, ties)
		if len(whole) != len(members) {
			t.Fatalf("%d members, %d placed", len(members), len(whole))
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		other, otherTies := slices.Clone(members), slices.Clone(ties)
		random.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		random.Shuffle(len(otherTies), func(i, j int) { otherTies[i], otherTies[j] = otherTies[j], otherTies[i] })
		if got := whereabouts(other, otherTies); !reflect.DeepEqual(got, whole) {
			t.Fatalf("got %v, then %v", whole, got)
		}
		if len(members) == 0 {
			return
		}
		part := neighbours(members, ties, rapid.SampledFrom(members).Draw(t, "start"))
		for id, family := range whereabouts(part, ties) {
			if family != whole[id] {
				t.Fatalf("%s is in %s in its neighbourhood and in %s among all", id, family, whole[id])
			}
		}
	})
}

// neighbours is the closed neighbourhood of a member: tied to, or sharing a home or a family id with, one in it.
func neighbours(members []Member, ties []Tie, start Member) []Member {
	inside, out := map[string]bool{start.PersonID: true}, []Member{start}
	for i := 0; i < len(out); i++ {
		x := out[i]
		for _, y := range members {
			near := overlap(x.Homes, y.Homes) || x.FamilyID != "" && x.FamilyID == y.FamilyID ||
				slices.ContainsFunc(ties, func(t Tie) bool {
					return t.A == x.PersonID && t.B == y.PersonID || t.B == x.PersonID && t.A == y.PersonID
				})
			if near && !inside[y.PersonID] {
				inside[y.PersonID] = true
				out = append(out, y)
			}
		}
	}
	return out
}
