package linkage

import (
	"fmt"
	"strings"
	"testing"
)

// keysNamed are the records of a correction's part, written "a b".
func keysNamed(names string) (keys []Key) {
	for _, name := range strings.Fields(names) {
		keys = append(keys, Key{Partner: "council", Ref: name})
	}
	return keys
}

func correction(about, with, without string) Correction {
	return Correction{About: keysNamed(about), With: keysNamed(with), Without: keysNamed(without)}
}

// Records a1 and a2 are A's, b1 is B's, and so on; x is nobody's.
func TestCorrected(t *testing.T) {
	people := map[Key]string{}
	for record, person := range map[string]string{"a1": "A", "a2": "A", "b1": "B", "c1": "C", "c2": "C", "d1": "D"} {
		people[keysNamed(record)[0]] = person
	}
	for _, c := range []struct {
		name        string
		corrections []Correction
		want        string
	}{
		{"nothing said", nil, ""},
		{"of one person alone", []Correction{correction("a1 a2", "", "")}, ""},
		{"merged", []Correction{correction("a1 b1 c1", "", "")}, "A together B; A together C; B together C"},
		{"moved: nothing is said of the others among themselves", []Correction{correction("a1", "b1 c1", "d1")}, "A together B; A together C; A apart D"},
		{"split", []Correction{correction("a1 b1", "", "c1 c2 d1")}, "A together B; A apart C; A apart D; B apart C; B apart D"},
		{"the later counts", []Correction{correction("a1", "b1", ""), correction("a2", "", "b1")}, "A apart B"},
		{"of the pairs that it speaks of", []Correction{correction("a1 b1 c1", "", ""), correction("a2", "d1", "b1")}, "A apart B; A together C; A together D; B together C"},
		{"a record that is held no longer", []Correction{correction("a1 x", "b1", "x")}, "A together B"},
		{"two who are one by now", []Correction{correction("a1", "c1", "a2 c2 d1")}, "A together C; A apart D"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, tie := range Corrected(c.corrections, people) {
				got = append(got, fmt.Sprintf("%s %s %s", tie.A, tie.Kind, tie.B))
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
}
