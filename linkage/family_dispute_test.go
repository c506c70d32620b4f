package linkage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// sent says of whom partners have records, the first of them in their order being the member's founder.
func sent(m Member, partners ...models.Partner) Member {
	m.Senders = partners
	return m
}

// Whom a report holds apart is out of the family, with those whom nobody else knows. Two who people said are two are of one
// family by what others have with each, and not by what they have with one another.
func TestWhomPeopleSayAreTwo(t *testing.T) {
	const council, police, housing = models.Council, models.Police, models.Housing
	adam, beth := sent(who("a", "Lee", "h"), council, housing), sent(who("b", "Lee", "h"), council, police)
	stranger := sent(who("s", "Lee", "h"), police)
	household := Tie{A: "a", B: "s", Kind: Household, Weight: 1}
	for _, c := range []struct {
		name    string
		members []Member
		ties    []Tie
		want    string
	}{
		{"nothing said", []Member{adam, beth, stranger}, nil, "[[0 1 2]]"},
		{"held", []Member{adam, beth, stranger}, ties("s held a"), "[[0 1] [2]]"},
		{"held, with a tie to one of the family", []Member{adam, beth, stranger}, ties("s held a", "s partner-of b"), "[[0 1] [2]]"},
		{"held, with a correction of when they were one", []Member{adam, beth, stranger}, ties("s held a", "a together s", "s together b"), "[[0 1] [2]]"},
		{"held, and the others are gone", []Member{beth, stranger}, ties("s held a"), "[[0] [1]]"},
		{"the others' side is the one that was reported", []Member{adam, beth, stranger}, ties("a held s"), "[[0] [1 2]]"},
		{"held, with his own mother", []Member{adam, beth, stranger, sent(who("t", "Lee", "h"), police)}, ties("s held a"), "[[0 1] [2 3]]"},
		{"held, and his mother is known to others", []Member{adam, beth, stranger, sent(who("t", "Lee", "h"), council, police)}, ties("s held a"), "[[0 1 3] [2]]"},
		{"held, a guest stays", []Member{adam, beth, sent(who("c", "Fox", "h"), council), stranger}, ties("s held a"), "[[0 1 2] [3]]"},
		{"held, he is no guest", []Member{adam, beth, sent(who("s", "Fox", "h"), police)}, ties("s held a"), "[[0 1] [2]]"},
		{"two who lived together", []Member{adam, stranger}, ties("a two s"), "[[0] [1]]"},
		{"two relatives", []Member{adam, stranger}, []Tie{household}, "[[0 1]]"},
		{"two who the linker takes for one household", []Member{sent(who("a", "Lee", "h"), council), sent(who("s", "Lee", "i"), police)}, []Tie{household, tie("a two s")}, "[[0] [1]]"},
		{"two brothers at their mother's", []Member{adam, beth, stranger}, ties("a two s"), "[[0 1 2]]"},
		{"two brothers, tied to their mother elsewhere", []Member{adam, sent(who("b", "Ray", "i"), council), stranger}, ties("a two s", "b parent-of a", "b parent-of s"), "[[0 1 2]]"},
		{"two brothers, as a partner says", []Member{adam, stranger}, ties("a two s", "a sibling-of s"), "[[0 1]]"},
		{"two who people said are one family", []Member{adam, stranger}, ties("a two s", "a together s"), "[[0 1]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := membersOf(Families(c.members, c.ties)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// dispute is of records written "a1 b1"; "held" after one says that a report is about it.
func dispute(text string) (d Dispute) {
	words := strings.Fields(text)
	keys := keysNamed(words[0] + " " + words[1])
	d.A, d.B = keys[0], keys[1]
	d.HeldA, d.HeldB = slices.Contains(words, "first"), slices.Contains(words, "second")
	d.Held, d.Related = d.HeldA || d.HeldB, slices.Contains(words, "related")
	return d
}

// Records a1 and a2 are A's, b1 is B's, and so on; x1 is nobody's.
func TestDisputed(t *testing.T) {
	people := map[Key]string{}
	for record, person := range map[string]string{"a1": "A", "a2": "A", "b1": "B", "c1": "C", "c2": "C"} {
		people[keysNamed(record)[0]] = person
	}
	for _, c := range []struct{ said, want string }{
		{"", ""},
		{"a1 b1", "A two B"},
		{"b1 c1, a1 b1, a1 b1", "A two B; B two C"},
		{"a1 c1", ""}, // both have another record
		{"a1 c1, a2 c1", "A two C"},
		{"a1 b1 related", ""},
		{"a1 b1, a2 b1 related", ""},
		{"a1 x1", ""},
		{"a1 a2", ""}, // another word stands against it
		{"a1 b1 second", "B held A"},
		{"a1 b1 first, a2 b1 first", "A held B"},
		{"a1 b1 first", "A two B"}, // she has another record, and is no stranger
		{"a1 c1 first", ""},
		{"a1 b1 first second, a2 b1 first", "A held B; B held A"},
	} {
		var disputes []Dispute
		if c.said != "" {
			for _, text := range strings.Split(c.said, ", ") {
				disputes = append(disputes, dispute(text))
			}
		}
		var got []string
		for _, tie := range Disputed(disputes, people) {
			got = append(got, fmt.Sprint(tie.A, " ", tie.Kind, " ", tie.B))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%q: got %q, want %q", c.said, text, c.want)
		}
	}
}
