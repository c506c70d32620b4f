package linkage

// Explanation is how the weight of one pair comes about: the three-way waterfall of same person, same household and
// unrelated.
type Explanation struct {
	Model     string  // the version of the model that says so
	Start     Bits    // how common each is among all pairs
	Steps     []Step  // one for each comparison, in the model's order
	Weight    float64 // bits for one person rather than not
	Same      float64 // probability of one person
	Household float64 // probability of two people of one household or family
}

// Bits are base-2 logarithms of how likely something is under each of the three.
type Bits struct{ Same, Household, Unrelated float64 }

// Step is what one comparison adds. Level is "" where one of the two has nothing to compare: no evidence.
type Step struct {
	Comparison, Level string
	Bits
	// Rarity is the part of Unrelated that a value's own rarity makes: below 0 for a rare one.
	Rarity float64
}

// Total is what the start and all steps come to.
func (e Explanation) Total() Bits {
	total := e.Start
	for _, s := range e.Steps {
		total.Same += s.Same
		total.Household += s.Household
		total.Unrelated += s.Unrelated
	}
	return total
}

// Unrelated is the probability of two people who have nothing to do with each other.
func (e Explanation) Unrelated() float64 { return max(1-e.Same-e.Household, 0) }
