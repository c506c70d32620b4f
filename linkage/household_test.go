package linkage

import (
	"fmt"
	"testing"
)

func TestHouseholds(t *testing.T) {
	for _, c := range []struct {
		name    string
		members []Member
		want    string
	}{
		{"nobody", nil, "[]"},
		{"without a home", []Member{who("a", "Lee"), who("b", "Lee")}, "[[0] [1]]"},
		{"whatever their names", []Member{who("a", "Lee", "h"), who("b", "Ray", "h"), who("c", "Fox", "i")}, "[[0 1] [2]]"},
		{"the home that most say", []Member{who("a", "Lee", "h"), who("b", "Lee", "h", "i", "i"), who("c", "Fox", "i")}, "[[0] [1 2]]"},
		{"a home that as many say", []Member{who("a", "Lee", "h"), who("b", "Lee", "h", "i"), who("c", "Fox", "i")}, "[[0] [1] [2]]"},
		{"who has left", []Member{rented(who("a", "Lee", "h"), "h", "2005-01-01", "2010-01-01"), who("b", "Lee", "h")}, "[[0] [1]]"},
		{"who came back", []Member{rented(rented(who("a", "Lee", "h"), "h", "2005-01-01", "2010-01-01"), "h", "2011-01-01", ""), who("b", "Ray", "h")}, "[[0 1]]"},
		{"a tenancy outvotes one record", []Member{rented(who("a", "Lee", "h", "i"), "i", "2011-01-01", ""), who("b", "Ray", "h"), who("c", "Fox", "i")}, "[[0 2] [1]]"},
		{"by property number, and by address", []Member{at("a", "uprn:1", "home:1 a road|ox11aa"), at("b", "uprn:1"), at("c", "home:1 a road|ox11aa")}, "[[0 1 2]]"},
		{"two doors of one address", []Member{at("a", "uprn:1", "home:1 a road|ox11aa"), at("b", "uprn:2", "home:1 a road|ox11aa")}, "[[0] [1]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(Households(c.members)); got != c.want {
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
