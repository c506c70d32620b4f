package linkage

import "thrivingfamilies.example/hub/linkage/match"

// Constraint is what people said of two records: one person, or two, and then perhaps of one household. It holds until it
// is withdrawn, whatever a model says.
type Constraint struct {
	A, B    Key
	Same    bool // one person; else two
	Related bool // two, of one household or family
}

// heard are constraints on the records at hand, by places in the order of keys.
type said struct {
	together []match.Edge
	one      forest // who people said are one, directly or through others
	two      map[[2]uint32]bool
}

func heard(records []Record, place []int, constraints []Constraint) said {
	s := said{one: newForest(len(records)), two: map[[2]uint32]bool{}}
	at := make(map[Key]int, len(records))
	for i := range records {
		at[records[i].Key] = place[i]
	}
	for _, c := range constraints {
		a, okA := at[c.A]
		b, okB := at[c.B]
		if !okA || !okB || a == b {
			continue
		}
		x, y := uint32(min(a, b)), uint32(max(a, b))
		if c.Same {
			s.together = append(s.together, match.Edge{A: x, B: y})
			s.one.join(a, b)
		} else {
			s.two[[2]uint32{x, y}] = true
		}
	}
	return s
}

// apart reports whether two records can never be one person: people said so, or one register has them under two references.
func (s *said) apart(x, y uint32, a, b Key) bool {
	if s.two[[2]uint32{x, y}] {
		return true
	}
	return a.Partner == b.Partner && a.Org == b.Org && s.one.root(int(x)) != s.one.root(int(y))
}
