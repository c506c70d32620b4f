package synthetic

import "math/rand/v2"

// plan is what a household is meant to meet on the county's day. Of a criterion that is not meant to be met, near says
// that the household comes close to it: just below the threshold, just outside the window, a kind that does not count.
type plan struct {
	crime, education, work, highCost bool
	near                             struct{ crime, education, work, highCost bool }
}

// identified reports whether the plan makes the family's outcome AUTOMATIC.
func (p plan) identified() bool { return p.crime && p.education && p.work }

// needsChild reports whether the plan can only be met by a family with a child of school age.
func (p plan) needsChild() bool { return p.crime || p.education }

// planOf deals out the plans: a dwelling's rank is scattered over the county, so that its place in it tells nothing.
func (w *world) planOf(i int, rng *rand.Rand) plan {
	identified := w.county.Families
	candidates := CandidateFamilies(identified)
	var p plan
	switch rank := int(w.ranks.of(uint64(i))); {
	case rank < identified:
		p = plan{crime: true, education: true, work: true, highCost: rng.Float64() < 0.5}
	case rank < identified+candidates:
		p = lessOne(rng)
		p.highCost = true
	default:
		p = unidentified(rng)
	}
	p.near.crime = !p.crime && rng.Float64() < 0.4
	p.near.education = !p.education && rng.Float64() < 0.4
	p.near.work = !p.work && rng.Float64() < 0.4
	p.near.highCost = !p.highCost && rng.Float64() < 0.3
	return p
}

// lessOne meets two of criteria 1 to 3.
func lessOne(rng *rand.Rand) plan {
	switch rng.IntN(3) {
	case 0:
		return plan{crime: true, education: true}
	case 1:
		return plan{crime: true, work: true}
	default:
		return plan{education: true, work: true}
	}
}

// unidentified meets less than the programme asks for: two of criteria 1 to 3 without the fourth, one, or none.
func unidentified(rng *rand.Rand) plan {
	r := rng.Float64()
	if r < 0.09 {
		return lessOne(rng)
	}
	p := plan{highCost: rng.Float64() < 0.15}
	switch {
	case r < 0.17:
		p.crime = true
	case r < 0.25:
		p.education = true
	case r < 0.40:
		p.work = true
	}
	return p
}
