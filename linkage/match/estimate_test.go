package match

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEstimateRecoversTheTruth(t *testing.T) {
	homes := []Column{
		{Name: "given", Field: Given},
		{Name: "surname", Field: Surname},
		{Name: "dob", Field: Birth},
		{Name: "sex", Field: Sex},
		{Name: "line1", Field: Address},
	}
	homeless := slices.Concat(homes[:4], []Column{{Name: "nino", Field: Number}})
	for what, columns := range map[string][]Column{"with homes": homes, "without": homeless} {
		t.Run(what, func(t *testing.T) {
			c := newTable(t, columns...).comparer()
			for seed := range uint64(12) {
				const pairs = 1e7
				truth := invented(c, rand.New(rand.NewPCG(seed, 1)))
				candidates, strangers := expected(c, &truth, pairs), expected(c, &truth, 1e6)
				for by, seen := range map[string][2]*Patterns{
					"as is to be expected": {candidates, strangers},
					"by chance":            {drawn(seed, candidates), drawn(seed+100, strangers)},
				} {
					got, fit := c.estimate(seen[0], seen[1], pairs)
					if !fit.Converged {
						t.Fatalf("%d, %s: did not converge in %d steps", seed, by, fit.Steps)
					}
					chance := 0.0 // pairs, of which chance makes more or fewer
					if by == "by chance" {
						chance = pairs
					}
					checkEstimate(t, c, &got, &truth, chance)
				}
			}
		})
	}
}

// checkEstimate allows for what is left of pairs of one person and of one household in the random pairs, and for four standard
// errors where the patterns were drawn by chance from so many pairs.
func checkEstimate(t fataler, c *comparer, got, truth *Parameters, pairs float64) {
	t.Helper()
	for class, allowed := range [classes]struct{ prior, levels float64 }{same: {0.02, 0.015}, household: {0.1, 0.06}, unrelated: {0.001, 0.002}} {
		if truth.Prior[class] == 0 {
			if got.Prior[class] != 0 {
				t.Fatalf("of class %d, which there is not, there are %v", class, got.Prior[class])
			}
			continue
		}
		if pairs > 0 {
			most := 4 / math.Sqrt(pairs*truth.Prior[class])
			allowed.prior += most
			allowed.levels += most / 2
		}
		if ratio := got.Prior[class] / truth.Prior[class]; math.Abs(ratio-1) > allowed.prior {
			t.Fatalf("class %d: %v of all pairs, in truth %v", class, got.Prior[class], truth.Prior[class])
		}
		for i, one := range c.list {
			if off := apartness(got.Levels[class][i], truth.Levels[class][i]); off > allowed.levels {
				t.Fatalf("class %d, %s: off by %.3f: %.3f, in truth %.3f", class, one.Name, off, got.Levels[class][i], truth.Levels[class][i])
			}
		}
	}
	if sum := got.Prior[same] + got.Prior[household] + got.Prior[unrelated]; math.Abs(sum-1) > 1e-12 {
		t.Fatalf("the classes are %v of all pairs", sum)
	}
}

// Whatever the patterns, of which class nobody knows, no step makes the likelihood less.
func TestLikelihoodNeverFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := someColumns(t)
		c := newTable(t, columns...).comparer()
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		candidates, strangers := anyPatterns(c, random, 60), anyPatterns(c, random, 30)
		total := 1.0
		for _, n := range candidates.counts {
			total += n
		}
		total *= rapid.SampledFrom([]float64{0.2, 1, 10, 1e6}).Draw(t, "total")
		p, fit := c.estimate(candidates, strangers, total)
		climbs(t, fit.Likelihood)
		for class := range classes {
			if prior := p.Prior[class]; !(prior > 0 && prior < 1) && !(prior == 0 && class == household && !c.table.hasHomes()) {
				t.Fatalf("class %d has %v of all pairs", class, prior)
			}
			for i, levels := range p.Levels[class] {
				if sum := sumOf(levels); math.Abs(sum-1) > 1e-9 || slices.Min(levels) <= 0 {
					t.Fatalf("class %d, %s: %v, together %v", class, c.list[i].Name, levels, sum)
				}
			}
		}
		// The same from anywhere else, such as the first round.
		begin := c.start(strangers, total+2)
		for class := range unrelated {
			for i := range c.list {
				begin.Levels[class][i] = shaken(random, begin.Levels[class][i])
			}
		}
		p = begin
		p.Levels[same], p.Levels[household] = clone(begin.Levels[same]), clone(begin.Levels[household])
		p.rest()
		p.hold(c)
		var likelihoods []float64
		for range 20 {
			weight, likelihood := p.posterior(candidates)
			likelihoods = append(likelihoods, likelihood+p.beforehand(c, &begin, total+2))
			p.refit(c, &begin, candidates, weight, total+2)
		}
		climbs(t, likelihoods)
	})
}

func clone(levels [][]float64) (out [][]float64) {
	for _, l := range levels {
		out = append(out, slices.Clone(l))
	}
	return out
}

func sumOf(list []float64) (sum float64) {
	for _, x := range list {
		sum += x
	}
	return sum
}

func climbs(t *rapid.T, likelihoods []float64) {
	for i := 1; i < len(likelihoods); i++ {
		if fall := likelihoods[i-1] - likelihoods[i]; !(fall <= 1e-9*math.Abs(likelihoods[i])) {
			t.Fatalf("step %d: from %.12g to %.12g", i, likelihoods[i-1], likelihoods[i])
		}
	}
}

// anyPatterns are patterns that mean nothing.
func anyPatterns(c *comparer, random *rand.Rand, n int) *Patterns {
	tally := map[pattern]int64{}
	for range n {
		code := uint64(0)
		for i, one := range c.list {
			if level := random.IntN(len(one.Levels)+2) - 1; level > 0 {
				code += c.radix[i] * uint64(level)
			}
		}
		tally[pattern(code)] += 1 + int64(1000*random.Float64()*random.Float64()*random.Float64())
	}
	return c.counted(tally)
}

func TestPatternsAreCountedInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newTable(t, someColumns(t)...).comparer()
		p := anyPatterns(c, rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3)), 40)
		if !slices.IsSorted(p.codes) || len(slices.Compact(slices.Clone(p.codes))) != len(p.codes) || len(p.counts) != len(p.codes) {
			t.Fatalf("patterns %v with counts %v", p.codes, p.counts)
		}
		for i, code := range p.codes {
			back := uint64(0)
			for k, level := range p.row(i) {
				back += c.radix[k] * uint64(level)
			}
			if pattern(back) != code {
				t.Fatalf("pattern %d has the levels %v, which are %d", code, p.row(i), back)
			}
		}
	})
}

// Random pairs are of two records that may be one person: where there are none, no pair is taken for one.
func TestSample(t *testing.T) {
	table := town(200, 1)
	c := table.comparer()
	never := func(uint32, uint32) bool { return true }
	if p := c.sample(2000, 1, never); len(p.counts) != 0 {
		t.Errorf("%v pairs that are apart are drawn", sumOf(p.counts))
	}
	all := c.sample(6400, 1, nil)
	if n := sumOf(all.counts); n != 6400 {
		t.Errorf("%v pairs are drawn of 6400", n)
	}
	if n := sumOf(c.sample(200*199/2, 1, nil).counts); n != 200*199/2 {
		t.Errorf("%v pairs are taken where there are as many as are wanted", n)
	}
	// Of three records those of one source have one birthday.
	three := newTable(t, townColumns...)
	for i, r := range []string{"given=Ann", "given=Bob; dob=1980-05-02", "given=Eve; dob=1980-05-02"} {
		three.Append(min(i, 1), row(t, townColumns, r))
	}
	c = three.comparer()
	across := c.sample(640, 1, Job{Across: true}.apart(three))
	if n := sumOf(across.counts); n != 2 || len(across.codes) != 1 || across.row(0)[1] != 0 {
		t.Errorf("%v pairs are taken of the two that there are, with the levels %v", n, across.levels)
	}
}

func TestEstimateOfATown(t *testing.T) {
	table, person := townsfolk(4000, 1, 0.05)
	s := quick()
	s.RandomPairs = 300000
	model, fit, err := Job{Settings: s}.Learn(table)
	if err != nil || !fit.Converged {
		t.Fatalf("%v, %+v", err, fit)
	}
	matches := model.Prior.Same * table.pairs(false)
	if ratio := matches / float64(pairsOf(person)); ratio < 0.97 || ratio > 1.03 {
		t.Errorf("%.0f matches are estimated, there are %d", matches, pairsOf(person))
	}
	if len(fit.Likelihood) < 2 || fit.Steps < len(fit.Likelihood) {
		t.Errorf("%d steps, of which the last %d have a likelihood", fit.Steps, len(fit.Likelihood))
	}
	last := fit.Likelihood[len(fit.Likelihood)-1]
	if gain := last - fit.Likelihood[len(fit.Likelihood)-2]; gain < 0 || gain > 1e-6*math.Abs(last) {
		t.Errorf("it is said to have converged with a last step of %v bits of %v", gain, last)
	}
	// One value in twenty has a slip or is missing.
	for _, c := range model.Comparisons {
		if strings.HasPrefix(c.Name, "town") { // all say the same here
			continue
		}
		if best := c.Levels[0]; best.Same < 0.8 || best.Same < best.Household-1e-3 || best.Household < best.Unrelated-1e-3 {
			t.Errorf("%s, %s: m %.3f, h %.3f, u %.5f", c.Name, best.Name, best.Same, best.Household, best.Unrelated)
		}
	}
}

func TestWhatDoesNotConvergeIsReported(t *testing.T) {
	c := newTable(t, townColumns...).comparer()
	patterns := anyPatterns(c, rand.New(rand.NewPCG(1, 1)), 10)
	if _, fit := c.estimate(patterns, patterns, 1e6); !fit.Converged {
		t.Errorf("does not converge: %+v", fit)
	}
	patterns.counts[0] = math.NaN()
	if _, fit := c.estimate(patterns, patterns, 1e6); fit.Converged || fit.Steps != 800 || len(fit.Likelihood) != 200 {
		t.Errorf("converges to nothing: %+v", fit)
	}
}

func TestNoHomesNoHouseholds(t *testing.T) {
	columns := slices.DeleteFunc(slices.Clone(townColumns), func(c Column) bool { return c.Field == Address || c.Field == Postcode })
	table, err := NewTable(columns...)
	if err != nil {
		t.Fatal(err)
	}
	rows, source, _ := townRows(1500, 1, 0.05)
	for i, r := range rows {
		table.Append(source[i], append(r[:4:4], r[5], r[7]))
	}
	r, err := Job{Settings: quick()}.Link(table)
	if err != nil {
		t.Fatal(err)
	}
	if r.Model.Prior.Household != 0 {
		t.Errorf("%v of all pairs are of one household, of which nothing is known", r.Model.Prior.Household)
	}
	for _, p := range r.Pairs {
		if p.Household != 0 {
			t.Fatalf("%+v", p)
		}
	}
	if !slices.Equal(r.Clusters, r.Households) {
		t.Error("there are households beside people")
	}
}

// What a column is called makes no difference to what is learnt of it.
func TestColumnsCalledLikeComparisons(t *testing.T) {
	learn := func(name, place string) *Model {
		table := newTable(t, append(townColumns[:7:7], Column{Name: name, Field: Other}, Column{Name: place, Field: Other})...)
		rows, source, _ := townRows(300, 1, 0.05)
		for i, r := range rows {
			table.Append(source[i], append(r[:7:7], r[0], r[1]))
		}
		m, _, err := Job{Settings: quick()}.Learn(table)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a, b := learn("name", "place"), learn("one", "other")
	for i, c := range a.Comparisons {
		if !slices.Equal(c.Levels, b.Comparisons[i].Levels) {
			t.Errorf("%s: %+v, by another name %+v", c.Name, c.Levels, b.Comparisons[i].Levels)
		}
	}
}

// The fewest records, and ones that are all alike, still make a model: a class is never all there is.
func TestModelsOfNextToNothing(t *testing.T) {
	alike := row(t, townColumns, "given=Ann; surname=Lee; dob=1980-05-02; sex=F; line1=12 High St; nino=QQ123456C")
	other := row(t, townColumns, "given=Bob; surname=Ray; dob=1950-12-31")
	blank := make([]string, len(townColumns))
	many := func(row []string, n int) [][]string { return slices.Repeat([][]string{row}, n) }
	for what, rows := range map[string][][]string{
		"two alike":       many(alike, 2),
		"two unlike":      {alike, other},
		"two blanks":      many(blank, 2),
		"one and a blank": {alike, blank},
		"three alike":     many(alike, 3),
		"three of two":    {alike, alike, other},
		"all alike":       many(alike, 300), // so that not all are looked at in learning
	} {
		t.Run(what, func(t *testing.T) {
			table := newTable(t, townColumns...)
			for _, r := range rows {
				table.Append(0, r)
			}
			s := quick()
			s.TrainingPairs = 100000
			r, err := Job{Settings: s}.Link(table)
			if err != nil {
				t.Fatal(err)
			}
			p := r.Model.Prior
			if !(p.Same > 0 && p.Household > 0 && p.Unrelated > 0) || math.Abs(p.Same+p.Household+p.Unrelated-1) > 1e-12 {
				t.Errorf("priors %+v", p)
			}
			for _, pair := range r.Pairs {
				if !(pair.Same >= 0 && pair.Household >= 0 && pair.Same+pair.Household <= 1.000001) || math.IsInf(float64(pair.Weight), 0) {
					t.Fatalf("%+v", pair)
				}
			}
		})
	}
}
