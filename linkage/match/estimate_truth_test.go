package match

import (
	"math"
	"math/rand/v2"
)

// typical is about how often each level is seen in each class, by comparison: what the true parameters of tests are near.
var typical = map[string][classes][]float64{
	"name": {
		same:      {800, 10, 40, 30, 25, 5, 2, 20, 10, 8, 20, 5, 2, 2, 2, 5},
		household: {2, 1, 5, 15, 1, 1, 1, 30, 1, 850, 1, 1, 10, 5, 10, 30},
		unrelated: {0.1, 0.1, 0.2, 0.3, 0.1, 0.3, 0.1, 0.5, 0.5, 5, 6, 1, 8, 12, 60, 900},
	},
	"date of birth": {
		same:      {850, 10, 60, 20, 15, 25, 5, 5, 1},
		household: {10, 1, 5, 1, 1, 15, 20, 450, 500},
		unrelated: {0.1, 0.3, 0.5, 0.3, 0.2, 3, 15, 300, 680},
	},
	"sex": {same: {985, 15}, household: {500, 500}, unrelated: {500, 500}},
	"place": {
		same:      {700, 30, 10, 50, 10, 5, 40, 5, 5, 5, 10, 20, 20, 90},
		household: {850, 60, 5, 30, 10, 5, 20, 5, 2, 2, 3, 2, 2, 4},
		unrelated: {0.005, 0.003, 0.001, 0.01, 0.01, 0.01, 0.2, 0.3, 0.5, 1, 1, 10, 25, 960},
	},
	"nino": {same: {900, 60, 40}, household: {0.1, 0.2, 999}, unrelated: {0.1, 0.2, 999}},
}

// invented are the true parameters of all pairs of a table: near the typical ones. Households are several to a thousand pairs, as
// few are drawn towards what the estimation goes out from.
func invented(c *comparer, random *rand.Rand) Parameters {
	var p Parameters
	for class := range classes {
		for _, one := range c.list {
			if one.pooled { // says next to nothing: the less is to be drawn
				p.Levels[class] = append(p.Levels[class], []float64{0.98, 0.02})
				continue
			}
			p.Levels[class] = append(p.Levels[class], shaken(random, typical[one.Name][class]))
		}
	}
	p.Prior[same] = 3e-5 + 1e-3*random.Float64()
	if c.table.hasHomes() {
		p.Prior[household] = 4e-4 + 1e-3*random.Float64()
	}
	p.rest()
	p.hold(c)
	return p
}

// shaken are shares near to some counts.
func shaken(random *rand.Rand, counts []float64) []float64 {
	out := make([]float64, len(counts))
	sum := 0.0
	for i, n := range counts {
		out[i] = n * math.Exp(random.Float64()-0.5)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// expected are the patterns of so many pairs of a true model, each as often as it is to be expected. Of all comparisons one in
// ten has nothing to compare.
func expected(c *comparer, p *Parameters, pairs float64) *Patterns {
	out := &Patterns{width: len(c.list)}
	row := make([]uint8, len(c.list))
	var fill func(i int, shares [classes]float64)
	fill = func(i int, shares [classes]float64) {
		if i == len(row) {
			if n := pairs * (shares[same] + shares[household] + shares[unrelated]); n > 1e-4 {
				out.counts, out.levels = append(out.counts, n), append(out.levels, row...)
				out.codes = append(out.codes, pattern(len(out.codes)))
			}
			return
		}
		for level := range len(c.list[i].Levels) + 1 {
			next := shares
			for class := range next {
				if level == 0 {
					next[class] *= 0.1
				} else {
					next[class] *= 0.9 * p.Levels[class][i][level-1]
				}
			}
			row[i] = uint8(level)
			fill(i+1, next)
		}
	}
	fill(0, p.Prior)
	return out
}

// drawn are the patterns that came by chance where so many were to be expected of each.
func drawn(seed uint64, of *Patterns) *Patterns {
	random := rand.New(rand.NewPCG(seed, 4))
	out := &Patterns{width: of.width}
	for i, mean := range of.counts {
		if n := poisson(random, mean); n > 0 {
			out.codes, out.counts, out.levels = append(out.codes, of.codes[i]), append(out.counts, n), append(out.levels, of.row(i)...)
		}
	}
	return out
}

// poisson draws a number of which so much is to be expected: exactly where that is little, else nearly.
func poisson(random *rand.Rand, mean float64) (n float64) {
	if mean > 50 {
		return math.Round(mean + math.Sqrt(mean)*random.NormFloat64())
	}
	for left := math.Exp(-mean); ; n++ {
		if left /= random.Float64(); left > 1 {
			return n
		}
	}
}

// apartness is by how much two estimates of shares differ at the most.
func apartness(got, want []float64) (most float64) {
	for i := range want {
		most = max(most, math.Abs(got[i]-want[i]))
	}
	return most
}
