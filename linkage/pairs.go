package linkage

import (
	"thrivingfamilies.example/hub/linkage/match"
)

// Pair is two records, by their places, and what the model says of them.
type Pair struct {
	A, B            int     // A is the lesser
	Weight          float32 // bits for one person rather than not
	Same, Household float32 // probabilities of one person, and of two of one household
}

// ruleBits is how many of a key's lowest bits name its rule.
const ruleBits = 6

// Keys are numbers that two records share where they are worth comparing: an index of them finds the candidates for a
// changed record. Most says how many records may share one.
func (l Linker) Keys(records []Record) [][]int64 {
	keyer := l.keyer(records)
	out := make([][]int64, len(records))
	for i := range records {
		for _, k := range keyer.Keys(i) {
			out[i] = append(out[i], int64(k.Hash<<ruleBits|uint64(k.Rule)))
		}
	}
	return out
}

// Most tells, of a key of Keys, how many records may share it: one that more share brings nobody together.
func (l Linker) Most() func(key int64) int {
	keyer := l.keyer(nil)
	return func(key int64) int { return keyer.Most(int(key & (1<<ruleBits - 1))) }
}

func (l Linker) keyer(records []Record) *match.Keyer {
	k, err := table(records).Keyer(l.model.Settings)
	if err != nil {
		panic(err) // the settings were read
	}
	return k
}

// Score scores candidate pairs and returns those that are worth keeping, in the order given.
func (l Linker) Score(records []Record, candidates [][2]int) []Pair {
	scorer := l.scorer(table(records))
	var out []Pair
	for _, c := range candidates {
		a, b := min(c[0], c[1]), max(c[0], c[1])
		s := scorer.Score(a, b)
		out = l.keep(out, Pair{a, b, float32(s.Weight), float32(s.Same), float32(s.Household)})
	}
	return out
}

// Pairs finds and scores all candidate pairs of the records, and returns those worth keeping, by A and then B. What Keys and
// Score find piece by piece is the same.
func (l Linker) Pairs(records []Record) ([]Pair, match.Report, error) {
	if oneRegister(records) {
		return nil, match.Report{Records: len(records)}, nil
	}
	r, err := match.Job{Settings: l.model.Settings, Model: l.model, Across: true}.Compare(table(records))
	if err != nil {
		return nil, match.Report{}, err
	}
	var out []Pair
	for _, p := range r.Pairs {
		out = l.keep(out, Pair{int(p.A), int(p.B), p.Weight, p.Same, p.Household})
	}
	return out, r.Report, nil
}

func (l Linker) keep(list []Pair, p Pair) []Pair {
	if float64(p.Weight) < l.model.Settings.Hub.Keep {
		return list
	}
	return append(list, p)
}
