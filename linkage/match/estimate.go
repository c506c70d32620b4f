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
	Untold []bool // of each comparison, whether no pair of one person had anything to learn it from
}

// strength is how many pairs the starting values of a class are worth beside those of the data.
var strength = [unrelated]float64{same: 2, household: 50}

// Fit is how the estimation went.
type Fit struct {
	Steps      int       `json:"steps"`
	Converged  bool      `json:"converged"`
	Likelihood []float64 `json:"likelihood"` // in bits, before each step of the last round: it never falls
	// Dependent are the comparisons that say some of the same thing, those that do most first.
	Dependent []Dependence `json:"dependent,omitempty"`
}

// start gives the parameters from which the estimation goes out.
func (c *comparer) start(random *Patterns, total float64) Parameters {
	var p Parameters
	p.Levels[unrelated] = c.strangers(random, nil)
	for i, one := range c.list {
		u := p.Levels[unrelated][i]
		m, h := falling(len(u), one.trusted), slices.Clone(u)
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

// levelCounts is how often each level is seen among patterns, each counted with its weight (nil: all of it), beside so many pairs of
// which it was known beforehand.
func levelCounts(c *comparer, p *Patterns, weight []float64, begin [][]float64, strength float64) [][]float64 {
	out := make([][]float64, len(c.list))
	for i, levels := range begin {
		out[i] = make([]float64, len(levels))
		for level, share := range levels {
			out[i][level] = strength * share
		}
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
	return out
}

// pool counts together what is learnt together.
func (c *comparer) pool(counts [][]float64) [][]float64 {
	for i, one := range c.list {
		if one.pooled {
			for level, n := range counts[i] {
				counts[i-1][level] += n
			}
			copy(counts[i], counts[i-1])
		}
	}
	return counts
}

// shares makes shares of counts.
func shares(counts [][]float64) [][]float64 {
	for _, levels := range counts {
		sum := 0.0
		for _, n := range levels {
			sum += n
		}
		for level := range levels {
			levels[level] /= sum
		}
	}
	return counts
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
			p.Levels[unrelated] = c.strangers(random, weight[unrelated])
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
	p.Untold = p.untold(c, candidates)
	weight, _ := p.posterior(random)
	fit.Dependent = p.dependences(c, random, weight[unrelated])
	return p, fit
}

// untold reports the comparisons for which hardly a pair of one person has something to compare: what is said of them was known
// beforehand.
func (p *Parameters) untold(c *comparer, candidates *Patterns) []bool {
	weight, _ := p.posterior(candidates)
	told := make([]float64, len(c.list))
	for j, n := range candidates.counts {
		for i, level := range candidates.row(j) {
			if level > 0 {
				told[i] += n * weight[same][j]
			}
		}
	}
	untold := make([]bool, len(told))
	for i, pairs := range told {
		untold[i] = pairs < 1
	}
	return untold
}

// rest makes unrelated what is neither same nor household.
func (p *Parameters) rest() { p.Prior[unrelated] = 1 - p.Prior[same] - p.Prior[household] }

// hold keeps the levels of persons and of households to what they can be beside those of strangers.
func (p *Parameters) hold(c *comparer) {
	for i, one := range c.list {
		m, u, stray := p.Levels[same][i], p.Levels[unrelated][i], max(one.stray, leastStray)
		switch {
		case one.pooled:
			copy(m, p.Levels[same][i-1])
		case one.holdSame != nil:
			one.holdSame(m, u)
			strays(m, u, stray, 1)
		default: // by the last level two records disagree in all: one person's do no oftener than strangers'
			strays(m, u, stray, u[len(u)-1])
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
		p.Levels[class] = shares(c.pool(levelCounts(c, candidates, weight[class], begin.Levels[class], strength[class])))
	}
	if over := (p.Prior[same] + p.Prior[household]) / (1 - 1/total); over > 1 {
		p.Prior[same] /= over
		p.Prior[household] /= over
	}
	p.hold(c)
}
