package linkage

import (
	"fmt"
	"testing"
)

// Who lives with whom now: of each pair of members whether their home is one and the same, and of each whether there is one
// home alone where they live.
func TestSharedHomes(t *testing.T) {
	for _, c := range []struct {
		name    string
		members []Member
		want    string // pairs who share a home now, and who has one home
	}{
		{"nobody", nil, "[] []"},
		{"without a home", []Member{who("a", "Lee"), who("b", "Lee")}, "[] []"},
		{"whatever their names", []Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "i")}, "[[0 1]] [0 1 2]"},
		{"the home that most say", []Member{who("a", "Lee", "h"), who("b", "Lee", "h", "i", "i"), who("c", "Fox", "i")}, "[[1 2]] [0 1 2]"},
		{"a home that as many say", []Member{who("a", "Lee", "h"), who("b", "Lee", "h", "i"), who("c", "Fox", "i")}, "[[0 1] [1 2]] [0 2]"},
		{"who has left", []Member{rented(who("a", "Lee", "h"), "h", "2005-01-01", "2010-01-01"), who("b", "Lee", "h")}, "[] [1]"},
		{"who came back", []Member{rented(rented(who("a", "Lee", "h"), "h", "2005-01-01", "2010-01-01"), "h", "2011-01-01", ""), who("b", "Ray", "h")}, "[[0 1]] [0 1]"},
		{"a tenancy outvotes one record", []Member{rented(who("a", "Lee", "h", "i"), "i", "2011-01-01", ""), who("b", "Ray", "h"), who("c", "Fox", "i")}, "[[0 2]] [0 1 2]"},
		{"by property number, and by address", []Member{at("a", "uprn:1", "home:1 a road|ox11aa"), at("b", "uprn:1"), at("c", "home:1 a road|ox11aa")}, "[[0 1] [0 2]] [0 1 2]"},
		{"two doors of one address", []Member{at("a", "uprn:1", "home:1 a road|ox11aa"), at("b", "uprn:2", "home:1 a road|ox11aa")}, "[] [0 1]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			town := newTown(c.members)
			pairs, settled := [][2]int{}, []int{}
			for a := range town.order {
				for b := range town.order[:a] {
					if town.shared(a, b) == sharedNow {
						pairs = append(pairs, [2]int{town.order[b], town.order[a]})
					}
				}
				if town.oneHome(a) {
					settled = append(settled, town.order[a])
				}
			}
			if got := fmt.Sprint(pairs, settled); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// at is a member with one statement of several keys.
func at(id string, keys ...string) Member {
	m := who(id, "Lee")
	m.Residences = []Residence{{Keys: keys}}
	return m
}
