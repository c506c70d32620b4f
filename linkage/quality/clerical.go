package quality

import (
	"cmp"
	"slices"
)

// Verdict is what a person who looked at a pair says.
type Verdict int8

// The verdicts.
const (
	Unsure Verdict = iota
	Match
	NonMatch
)

// Read is a pair that a person looked at.
type Read struct {
	Probability float64
	Verdict     Verdict
}

// Edges are the probabilities at which bands usually begin.
var Edges = []float64{0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999}

// Band is what people said of the pairs of a range of probability.
type Band struct {
	From, To  float64 // To is not in the band, but for the last, which ends with 1
	Precision Rate    // matches, of the pairs that the reader was sure of
	Unsure    int64
	Mean      Share // mean probability of the pairs that the reader was sure of: should lie in the precision's interval
}

// Bands sorts pairs that were looked at into bands, which begin at the edges, in ascending order; those below the first
// edge are left out. Pairs must have been drawn without regard to anything but their probability.
func Bands(reads []Read, edges []float64) []Band {
	bands, sums := make([]Band, len(edges)), make([]float64, len(edges))
	for i, from := range edges {
		bands[i].From, bands[i].To = from, 1
		if i+1 < len(edges) {
			bands[i].To = edges[i+1]
		}
	}
	for _, r := range reads {
		i, exact := slices.BinarySearchFunc(edges, r.Probability, cmp.Compare[float64])
		if !exact {
			i--
		}
		if i < 0 {
			continue
		}
		switch r.Verdict {
		case Match:
			bands[i].Precision.Hits++
			fallthrough
		case NonMatch:
			bands[i].Precision.Of++
			sums[i] += r.Probability
		default:
			bands[i].Unsure++
		}
	}
	for i := range bands {
		bands[i].Mean = shareOf(sums[i], float64(bands[i].Precision.Of))
	}
	return bands
}

// Kappa is Cohen's: by how much two readers of the same things agree beyond chance. 1 is always, 0 as often as by chance.
// It is not defined where there is nothing, or where both always said one and the same. (J. Cohen, 1960.)
func Kappa[V comparable](first, second []V) Share {
	n, agreed := float64(len(first)), 0.0
	one, other := map[V]float64{}, map[V]float64{}
	for i, v := range first {
		if v == second[i] {
			agreed++
		}
		one[v]++
		other[second[i]]++
	}
	chance := 0.0
	for v, k := range one {
		chance += k * other[v]
	}
	return shareOf(agreed*n-chance, n*n-chance)
}
