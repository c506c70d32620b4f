package linkage

import (
	"reflect"
	"slices"
	"testing"
)

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

// settledIn gives the members the ids of their families, as a store would keep them, and the ids in order.
func settledIn(members []Member) (after []Member, ids []string) {
	families := Families(members, nil)
	ids, _ = plain.AssignFamilies(members, families)
	after = slices.Clone(members)
	for i, f := range families {
		for _, m := range f.Members {
			after[m].FamilyID = ids[i]
		}
	}
	return after, ids
}

func TestAFamilyStaysItself(t *testing.T) {
	family, before := settledIn([]Member{who("c", "Lee", "h"), who("d", "Lee", "h"), who("e", "Lee", "h")})
	for name, members := range map[string][]Member{
		"as it was":         family,
		"one joins":         append([]Member{who("a", "Lee", "h")}, family...), // who becomes the founder
		"one leaves":        family[1:],
		"one moves away":    {inFamily(who("c", "Lee", "i", "i"), before[0]), family[1], family[2]},
		"all move together": {inFamily(who("c", "Lee", "i"), before[0]), inFamily(who("d", "Lee", "i"), before[0])},
	} {
		t.Run(name, func(t *testing.T) {
			after, _ := settledIn(members)
			if last := after[len(after)-1].FamilyID; last != before[0] {
				t.Errorf("it was %s and is %s", before[0], last)
			}
		})
	}
}

func inFamily(m Member, id string) Member {
	m.FamilyID = id
	return m
}
