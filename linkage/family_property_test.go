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

// someMembers are people of a small town: few surnames, few homes, some of them crowded, some addresses with slips.
var someMembers = rapid.Custom(func(t *rapid.T) []Member {
	pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, what) }
	members := make([]Member, rapid.IntRange(0, 30).Draw(t, "n"))
	for i := range members {
		m := who(fmt.Sprintf("%02d", i), pick("surname", "", "Lee", "Ray", "Fox", "Foxe", "Lee-Ray"))
		m.FamilyID = pick("had", "", "", "", "F1", "F2")
		m.Senders = rapid.SampledFrom([][]models.Partner{{models.Police}, {models.Police}, {models.Council}, {models.Council, models.Police}}).Draw(t, "senders")
		m.DateOfBirth = models.Date(pick("born", "", "1950-01-01", "1980-01-01", "2005-01-01"))
		for range rapid.IntRange(0, 3).Draw(t, "residences") {
			house := pick("house", "1 a road", "2 a road", "3 a road", "4 a road", "5 a road", "6 a road", "7 a road", "the hostel", "the hostel")
			r := Residence{Tenancy: rapid.Bool().Draw(t, "tenancy")}
			if pick("uprn", "", "no", "no") == "" {
				r.Keys = append(r.Keys, uprnPrefix+pick("door", "", "a ")+house)
			}
			if code := pick("code", "", "ox11aa", "ox11aa", "ox11ab", "zz99zz"); code != "" {
				r.Keys = append(r.Keys, homePrefix+house+"|"+code)
			}
			if !r.Tenancy {
				r.Keys = append(r.Keys, kinPrefix+m.Surnames[0]+"|"+house)
			}
			if pick("dates", "", "", "yes") != "" {
				r.From, r.Until = models.Date(pick("from", "", "1990-01-01", "2006-01-01")), models.Date(pick("until", "", "", "2006-01-01"))
			}
			m.Residences = append(m.Residences, r)
		}
		if pick("homes", "", "", "yes") != "" {
			m.Homes = []string{pick("home", "g", "h", "home:1 a road|ox11aa")}
		}
		members[i] = m
	}
	return members
})

func someTies(t *rapid.T, members []Member) (ties []Tie) {
	if len(members) == 0 {
		return nil
	}
	kinds := []string{ParentOf, ParentOf, CarerOf, PartnerOf, SiblingOf, CoTenant, Household, Together, Apart, Apart, Held, Held, Two, Two, "x"}
	for range rapid.IntRange(0, len(members)/2).Draw(t, "ties") {
		one := rapid.SampledFrom(members)
		ties = append(ties, Tie{
			A: one.Draw(t, "a").PersonID, B: one.Draw(t, "b").PersonID, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			From: models.Date(rapid.SampledFrom([]string{"", "2000-01-01"}).Draw(t, "from")), Until: models.Date(rapid.SampledFrom([]string{"", "", "2007-01-01"}).Draw(t, "until")),
			Weight: rapid.SampledFrom([]float64{0.5, 0.99}).Draw(t, "weight"),
		})
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
		for _, r := range slices.Concat(f.Reasons, f.Refused) {
			text += fmt.Sprint("; ", members[r.A].PersonID, "-", members[r.B].PersonID, " ", r.Rule)
		}
		for _, m := range f.Members {
			out[members[m].PersonID] += text + " " + redirects[members[m].FamilyID]
		}
	}
	return out
}

func TestFamiliesDoNotHangOnTheOrderOfInput(t *testing.T) {
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
	})
}

// Whoever stores people loads a closed set of them, without the keys that are crowded among all.
func TestFamiliesAreLocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers.Draw(t, "members")
		if len(members) == 0 {
			return
		}
		ties := someTies(t, members)
		whole := whereabouts(members, ties)
		plain := withoutCrowds(members)
		part := neighbourhood(plain, ties, rapid.SampledFrom(plain).Draw(t, "start"))
		for id, family := range whereabouts(part, ties) {
			if family != whole[id] {
				t.Fatalf("%s is in %s in its neighbourhood and in %s among all", id, family, whole[id])
			}
		}
	})
}

// crowdedHomes are the home keys that more than MaxHome members share.
func crowdedHomes(members []Member) map[string]bool {
	crowded := map[string]bool{}
	t := newTown(members)
	for key, id := range t.keys {
		if t.crowded(id) {
			crowded[key] = true
		}
	}
	return crowded
}

func withoutCrowds(members []Member) []Member {
	crowded := crowdedHomes(members)
	uncrowded := func(keys []string) []string {
		return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return crowded[key] })
	}
	out := slices.Clone(members)
	for i, m := range out {
		out[i].Homes, out[i].Residences = uncrowded(m.Homes), slices.Clone(m.Residences)
		for j, r := range m.Residences {
			out[i].Residences[j].Keys = uncrowded(r.Keys)
		}
	}
	return out
}

// neighbourhood is the closed set of members about one: tied to, or sharing a key or a family id with, one in it. That two are in
// dispute brings nobody in.
func neighbourhood(members []Member, ties []Tie, start Member) []Member {
	keys := func(m Member) []string {
		all := slices.Clone(m.Homes)
		for _, r := range m.Residences {
			if !r.Tenancy {
				all = append(all, r.Keys...)
			}
		}
		return all
	}
	inside, out := map[string]bool{start.PersonID: true}, []Member{start}
	for i := 0; i < len(out); i++ {
		x := out[i]
		for _, y := range members {
			near := overlap(keys(x), keys(y)) || x.FamilyID != "" && x.FamilyID == y.FamilyID ||
				slices.ContainsFunc(ties, func(t Tie) bool {
					return t.Kind != Held && t.Kind != Two && (t.A == x.PersonID && t.B == y.PersonID || t.B == x.PersonID && t.A == y.PersonID)
				})
			if near && !inside[y.PersonID] {
				inside[y.PersonID] = true
				out = append(out, y)
			}
		}
	}
	return out
}

func TestPeopleHaveTheLastWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers.Draw(t, "members")
		ties := someTies(t, members)
		familyOf := map[string]int{}
		free := true // nobody is apart from anybody
		for i, f := range Families(members, ties) {
			for _, at := range f.Members {
				familyOf[members[at].PersonID] = i
			}
		}
		for _, tie := range ties {
			if (tie.Kind == Apart || tie.Kind == Held) && tie.A != tie.B {
				if free = false; familyOf[tie.A] == familyOf[tie.B] {
					t.Fatalf("%s and %s are together", tie.A, tie.B)
				}
			}
		}
		for _, tie := range ties {
			if tie.Kind == Together && free && familyOf[tie.A] != familyOf[tie.B] {
				t.Fatalf("%s and %s are apart", tie.A, tie.B)
			}
		}
	})
}
