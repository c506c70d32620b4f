package match

import (
	"math"
	"slices"
)

// The three classes that a pair can belong to.
const (
	same      = iota // M: two records of one person
	household        // H: two people of one household or family
	unrelated        // U
	classes
)

// Parameters are what the model says of each class: how common it is among all pairs, and how often each level of each
// comparison is seen in it where there is something to compare.
type Parameters struct {
	Prior  [classes]float64 // same, household, unrelated
	Levels [classes][][]float64
}

// strength is how many pairs the starting values of a class are worth beside those of the data.
var strength = [unrelated]float64{same: 2, household: 50}

// Fit is how the estimation went.
type Fit struct {
	Steps      int       `json:"steps"`
	Converged  bool      `json:"converged"`
	Likelihood []float64 `json:"likelihood"` // in bits, before each step of the last round: it never falls
}

// start gives the parameters from which the estimation goes out.
func (c *comparer) start(random *Patterns, total float64) Parameters {
	var p Parameters
	p.Levels[unrelated] = shares(c, random, nil, nil, 0)
	for i, one := range c.list {
		u := p.Levels[unrelated][i]
		m, h := make([]float64, len(u)), slices.Clone(u)
		rest := 1.0
		for level := range u {
			m[level] = rest * 0.7
			rest -= m[level]
		}
		m[len(m)-1] += rest
		if one.start != nil {
			one.start(h)
		}
		p.Levels[same], p.Levels[household] = append(p.Levels[same], m), append(p.Levels[household], h)
	}
	p.Prior[same] = max(1e-4, 1/total)
	if c.table.hasHomes() {
		p.Prior[household] = p.Prior[same]
	}
	return p
}

// startNames: most of a household have one surname.
func startNames(h []float64) {
	for level := range h {
		h[level] *= 0.4
	}
	h[nameSurname-1] += 0.6
}

// startPlaces: most of a household live together.
func startPlaces(h []float64) {
	for level := range h {
		h[level] *= 0.2
	}
	h[placeSame-1] += 0.6
	h[placeSameAlone-1] += 0.1
	h[placePostcode-1] += 0.1
}

// shares is how often each level is seen among patterns, each counted with its weight (nil: all of it).
func shares(c *comparer, p *Patterns, weight []float64, begin [][]float64, strength float64) [][]float64 {
	out := make([][]float64, len(c.list))
	for i := range out {
		out[i] = make([]float64, len(c.list[i].Levels))
	}
	for j, n := range p.counts {
		if weight != nil {
			n *= weight[j]
		}
		for i, level := range p.row(j) {
			if level > 0 {
				out[i][level-1] += n
			}
		}
	}
	for i, levels := range out {
		for level := range levels {
			if begin != nil {
				levels[level] += strength * begin[i][level]
			} else {
				levels[level] += 0.5 / float64(len(levels))
			}
		}
		if begin != nil && c.list[i].pooled {
			for level, n := range levels {
				out[i-1][level] += n
			}
			copy(levels, out[i-1])
		}
	}
	for _, levels := range out {
		sum := 0.0
		for _, n := range levels {
			sum += n
		}
		for level := range levels {
			levels[level] /= sum
		}
	}
	return out
}

// posterior is how likely each class is, for each pattern, and the log-likelihood of the patterns.
func (p *Parameters) posterior(patterns *Patterns) (weight [classes][]float64, likelihood float64) {
	for class := range weight {
		weight[class] = make([]float64, len(patterns.counts))
	}
	logs := p.logs()
	for j, n := range patterns.counts {
		var at [classes]float64
		most := math.Inf(-1)
		for class := range at {
			at[class] = logs.prior[class]
			for i, level := range patterns.row(j) {
				if level > 0 {
					at[class] += logs.levels[class][i][level-1]
				}
			}
			most = max(most, at[class])
		}
		sum := 0.0
		for class := range at {
			at[class] = math.Exp2(at[class] - most)
			sum += at[class]
		}
		for class := range at {
			weight[class][j] = at[class] / sum
		}
		likelihood += n * (most + math.Log2(sum))
	}
	return weight, likelihood
}

// logs are the parameters in bits.
type logs struct {
	prior  [classes]float64
	levels [classes][][]float64
}

func (p *Parameters) logs() logs {
	var out logs
	for class := range classes {
		out.prior[class] = math.Log2(p.Prior[class])
		for _, levels := range p.Levels[class] {
			bits := make([]float64, len(levels))
			for i, share := range levels {
				bits[i] = math.Log2(share)
			}
			out.levels[class] = append(out.levels[class], bits)
		}
	}
	return out
}

// estimate finds the parameters under which the candidate pairs are likeliest: the numbers of pairs of one person and of
// one household, and their levels, are free; what unrelated pairs look like is known from random pairs, of which those
// that are not unrelated are taken out, round by round. total is how many pairs there are in all.
//
// Within a round the unrelated pairs are held, in number and levels. So the numbers of the other two are those of a Poisson
// mixture, and no step makes the likelihood less, with what is known beforehand counted in (see beforehand).
func (c *comparer) estimate(candidates, random *Patterns, total float64) (Parameters, Fit) {
	total += 2 // so that of the fewest pairs some are left unrelated, whatever the others are
	begin, p := c.start(random, total), c.start(random, total)
	var fit Fit
	for round := range 4 {
		if round > 0 {
			weight, _ := p.posterior(random)
			p.Levels[unrelated] = shares(c, random, weight[unrelated], nil, 0)
		}
		p.rest()
		p.hold(c)
		fit.Converged, fit.Likelihood = false, nil
		for range 200 {
			fit.Steps++
			weight, likelihood := p.posterior(candidates)
			likelihood += p.beforehand(c, &begin, total)
			p.refit(c, &begin, candidates, weight, total)
			if n := len(fit.Likelihood); n > 0 && likelihood-fit.Likelihood[n-1] < 1e-6*math.Abs(likelihood) {
				fit.Converged = true
			}
			fit.Likelihood = append(fit.Likelihood, likelihood)
			if fit.Converged {
				break
			}
		}
	}
	p.rest()
	return p, fit
}

// rest makes unrelated what is neither same nor household.
func (p *Parameters) rest() { p.Prior[unrelated] = 1 - p.Prior[same] - p.Prior[household] }

// hold keeps the levels of persons and households to what they can be beside those of strangers.
func (p *Parameters) hold(c *comparer) {
	for i, one := range c.list {
		if one.pooled {
			copy(p.Levels[same][i], p.Levels[same][i-1])
		}
		if one.holdSame != nil {
			one.holdSame(p.Levels[same][i], p.Levels[unrelated][i])
		}
		switch {
		case one.personal:
			p.Levels[household][i] = p.Levels[unrelated][i]
		case one.hold != nil:
			one.hold(p.Levels[household][i], p.Levels[unrelated][i])
		}
	}
}

// beforehand is what the likelihood has besides the patterns, in bits: that pairs of one person or household are no more
// than they are, and the pairs that the starting values are worth.
func (p *Parameters) beforehand(c *comparer, begin *Parameters, total float64) float64 {
	sum := -total * (p.Prior[same] + p.Prior[household]) / math.Ln2
	for class := range unrelated {
		if p.Prior[class] == 0 {
			continue
		}
		for i, levels := range begin.Levels[class] {
			if class == household && c.list[i].personal {
				continue // not estimated
			}
			for level, share := range levels {
				sum += strength[class] * share * math.Log2(p.Levels[class][i][level])
			}
		}
	}
	return sum
}

// refit takes the parameters that fit the weights best: a class has a pair at least, and some pairs are left unrelated.
func (p *Parameters) refit(c *comparer, begin *Parameters, candidates *Patterns, weight [classes][]float64, total float64) {
	for class := range unrelated {
		if p.Prior[class] == 0 {
			continue
		}
		sum := 0.0
		for j, n := range candidates.counts {
			sum += n * weight[class][j]
		}
		p.Prior[class] = max(sum, 1) / total
		p.Levels[class] = shares(c, candidates, weight[class], begin.Levels[class], strength[class])
	}
	if over := (p.Prior[same] + p.Prior[household]) / (1 - 1/total); over > 1 {
		p.Prior[same] /= over
		p.Prior[household] /= over
	}
	p.hold(c)
}

// hasHomes reports whether the table says where people live: without that, households cannot be told from people.
func (t *Table) hasHomes() bool {
	for _, c := range t.columns {
		if c.Field == Address || c.Field == Property || c.Field == Postcode {
			return true
		}
	}
	return false
}
