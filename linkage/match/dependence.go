package match

import (
	"cmp"
	"math"
	"slices"
)

// Dependence is two comparisons that say some of the same thing. The model weighs each as if it knew nothing of the other, so
// that a pair which agrees in both is weighed too high.
type Dependence struct {
	A     string  `json:"a"`
	B     string  `json:"b"`
	Bits  float64 `json:"bits"`  // by how much: how many times as often as by chance strangers agree in both, as its binary logarithm
	Pairs float64 `json:"pairs"` // of the sample of strangers, that agree in both
}

const (
	fewestAgreeing = 30  // pairs, below which chance may do it
	leastDependent = 1.0 // bits: twice as often as by chance
)

// dependences are the comparisons in both of which strangers agree at least twice as often as if they had nothing to do with each
// other, those that are most so first. A level agrees where it speaks for one person. weight is how likely each of the random
// patterns is of strangers.
func (p *Parameters) dependences(c *comparer, random *Patterns, weight []float64) []Dependence {
	n := len(c.list)
	agrees := func(i int, level uint8) bool {
		return p.Levels[same][i][level-1] > p.Levels[unrelated][i][level-1]
	}
	type tally struct{ pairs, first, second, both float64 } // in which both have something to compare
	tallies := make([]tally, n*n)
	for k, count := range random.counts {
		row := random.row(k)
		count *= weight[k]
		for i, level := range row {
			if level == 0 {
				continue
			}
			first := agrees(i, level)
			for j := i + 1; j < n; j++ {
				if row[j] == 0 {
					continue
				}
				t, second := &tallies[i*n+j], agrees(j, row[j])
				t.pairs += count
				switch {
				case first && second:
					t.first, t.second, t.both = t.first+count, t.second+count, t.both+count
				case first:
					t.first += count
				case second:
					t.second += count
				}
			}
		}
	}
	var found []Dependence
	for at, t := range tallies {
		if t.both < fewestAgreeing {
			continue
		}
		if bits := math.Log2(t.both * t.pairs / (t.first * t.second)); bits >= leastDependent {
			found = append(found, Dependence{c.list[at/n].Name, c.list[at%n].Name, bits, t.both})
		}
	}
	slices.SortStableFunc(found, func(x, y Dependence) int { return cmp.Compare(y.Bits, x.Bits) })
	return found
}
