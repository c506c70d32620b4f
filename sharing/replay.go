package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Replayed is how one class is decided for one reader by two sets: the clauses that show it, or why nothing does.
type Replayed struct {
	Had, Will     []Clause
	Before, After Refusal // the zero Refusal where something is shown
	Less, More    bool    // something that was granted no longer is; something is that was not
}

// Same reports that nothing would be decided otherwise.
func (r Replayed) Same() bool { return !r.Less && !r.More && r.Before == r.After }

// Replay decides a field of the class and detail by both sets. Without a detail, "", it compares all that is granted of the
// class.
func Replay(old, next *Set, r Reader, class models.Class, detail models.Detail) Replayed {
	var replayed Replayed
	replayed.Had, replayed.Before = old.holding(r, class, detail)
	replayed.Will, replayed.After = next.holding(r, class, detail)
	replayed.Less, replayed.More = beyond(replayed.Had, replayed.Will), beyond(replayed.Will, replayed.Had)
	return replayed
}

// holding are the clauses by which the set shows the reader so much of the class, or why none does.
func (s *Set) holding(r Reader, class models.Class, detail models.Detail) ([]Clause, Refusal) {
	access, least := s.Access(r), detail
	if least == "" {
		least = models.DetailFlag
	}
	var clauses []Clause
	for _, g := range access.Verdict(class).Grants {
		if g.Terms.Detail.Covers(least) {
			c := Clause{Agreement: g.Agreement, Role: r.Role, Class: class, Terms: g.Terms, Purposes: []models.Purpose{r.Purpose}}
			if detail != "" {
				c.Terms.Detail = detail // what is shown of a field is no more than it asks for
			}
			clauses = append(clauses, c)
		}
	}
	refusal, _ := access.Field(class, least)
	return clauses, refusal
}

// beyond reports whether any of the clauses is covered by none of the others.
func beyond(clauses, others []Clause) bool {
	return slices.ContainsFunc(clauses, func(c Clause) bool {
		return !slices.ContainsFunc(others, func(o Clause) bool { return o.covers(c) })
	})
}
