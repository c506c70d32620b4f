package quality

import (
	"cmp"
	"slices"
)

// Sure is the probability from which a pair counts as found.
const Sure = 0.95

// Pair is two records and how likely they are one person.
type Pair struct {
	A, B        uint32
	Weight      float64 // bits: thresholds go by it, as it still tells apart what probabilities near 1 do not
	Probability float64
}

// Point is what one threshold brings.
type Point struct {
	Weight      float64 `json:"weight"` // the least that counts as found
	Probability float64 `json:"threshold"`
	Score
}

// Curve is what all thresholds bring, the highest first: a point for each weight that a pair has. Each pair may be in
// found once; pairs that do not count are passed over.
func Curve(found []Pair, truth Truth) []Point {
	counted := make([]Pair, 0, len(found))
	for _, p := range found {
		if truth.counts(p.A, p.B) {
			counted = append(counted, p)
		}
	}
	slices.SortFunc(counted, func(x, y Pair) int { return cmp.Compare(y.Weight, x.Weight) })
	all, both := truth.Pairs(), int64(0)
	var curve []Point
	for i, p := range counted {
		if truth.holds(p.A, p.B) {
			both++
		}
		if i+1 == len(counted) || counted[i+1].Weight != p.Weight {
			curve = append(curve, Point{p.Weight, p.Probability, score(int64(i+1), all, both)})
		}
	}
	return curve
}

// Pairwise scores the pairs whose probability is Sure or more.
func Pairwise(found []Pair, truth Truth) Score {
	var n, both int64
	for _, p := range found {
		if p.Probability < Sure || !truth.counts(p.A, p.B) {
			continue
		}
		n++
		if truth.holds(p.A, p.B) {
			both++
		}
	}
	return score(n, truth.Pairs(), both)
}

// Best is the point of a curve with the best F1, the highest threshold of equals; false where the curve has none.
func Best(curve []Point) (Point, bool) {
	if len(curve) == 0 {
		return Point{}, false
	}
	best := curve[0]
	for _, p := range curve[1:] {
		if p.F1 > best.F1 {
			best = p
		}
	}
	return best, true
}

// Thin is a curve with at most that many points (two at least), for drawing: the ends and evenly many between.
func Thin(curve []Point, most int) []Point {
	if len(curve) <= most {
		return curve
	}
	out := make([]Point, most)
	for i := range out {
		out[i] = curve[i*(len(curve)-1)/(most-1)]
	}
	return out
}

// Expected is how many of the pairs that count should be one person, by their probabilities.
func Expected(found []Pair, truth Truth) (sum float64) {
	for _, p := range found {
		if truth.counts(p.A, p.B) {
			sum += p.Probability
		}
	}
	return sum
}

// ExpectedOverTrue is how many matches are expected over how many there are: 1 where probabilities mean what they say.
func ExpectedOverTrue(expected float64, truth Truth) Share {
	return shareOf(expected, float64(truth.Pairs()))
}
