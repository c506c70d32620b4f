package match

import "math"

// Scorer scores pairs of one table by one model. Two goroutines must not use one: each takes its own Twin.
type Scorer struct {
	*comparer
	model *Model
	logs  logs
	says  [][][classes]float64 // the same, by comparison and level
	bits  [][]float32          // by slot and code, of slots whose values are counted: what a shared value adds to unrelated
	rare  []*Rarity            // by slot: where bits come from
}

// Score is what the model says of one pair.
type Score struct {
	Weight    float64 // bits for being one person rather than not: 0 is even
	Same      float64 // probability of one person
	Household float64 // probability of two people of one household or family
}

// Twin is a scorer of the same model and table for another goroutine.
func (s *Scorer) Twin() *Scorer {
	other := *s
	other.comparer = s.comparer.twin()
	return &other
}

// Score scores two records.
func (s *Scorer) Score(x, y int) Score {
	out, _ := s.score(s.table.row(x), s.table.row(y))
	return out
}

func (s *Scorer) score(a, b []uint32) (Score, pattern) {
	m, h, u := s.logs.prior[same], s.logs.prior[household], s.logs.prior[unrelated]
	sum := uint64(0)
	for i := range s.list {
		one := &s.list[i]
		level := one.compare(s.comparer, a, b)
		if level == 0 {
			continue
		}
		sum += s.radix[i] * uint64(level)
		says := &s.says[i][level]
		m += says[same]
		h += says[household]
		add := says[unrelated]
		if one.telling>>level&1 != 0 {
			add += s.rarity(one, a, b, level)
		}
		u += add
	}
	return weigh(m, h, u), pattern(sum)
}

// rarity is what the values that two rows share at a level add to unrelated, in bits: of values in each other's place, the
// mean of what both rows say.
func (s *Scorer) rarity(one *Comparison, a, b []uint32, level uint8) float64 {
	sum := s.sum(one.rare(a, b, level))
	if one.crosses {
		sum = (sum + s.sum(one.rare(b, a, level))) / 2
	}
	return sum
}

func (s *Scorer) sum(values [2]shared) (sum float64) {
	for _, value := range values {
		switch known := s.bits[value.slot]; {
		case value.code == 0:
		case int(value.code) < len(known):
			sum += float64(known[value.code])
		default: // of a record that came later
			sum += float64(s.rare[value.slot].of(&s.table.slots[value.slot].words.list[value.code]))
		}
	}
	return sum
}

// far is how many bits below the better of the other classes a class no longer counts: less than one in sixteen million.
const far = -24

// weigh turns the logarithms of the three classes into a score.
func weigh(m, h, u float64) Score {
	most, least := max(h, u), min(h, u)
	if least-most > far {
		most += math.Log2(1 + math.Exp2(least-most))
	}
	weight := m - most
	if weight < far {
		return Score{Weight: weight, Household: share(h - most)}
	}
	p := 1 / (1 + math.Exp2(-weight))
	return Score{Weight: weight, Same: p, Household: (1 - p) * share(h-most)}
}

// share is a power of two, 0 where it is far below.
func share(bits float64) float64 {
	if bits < far {
		return 0
	}
	return math.Exp2(bits)
}
