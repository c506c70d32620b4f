package match

// Waterfall is how the score of a pair comes about. All but the score is in bits.
type Waterfall struct {
	Score
	Start Bits
	Steps []Step
}

// Bits are base-2 logarithms of how likely something is under each class.
type Bits struct{ Same, Household, Unrelated float64 }

// Step is what one comparison adds.
type Step struct {
	Comparison string
	Level      string // "" where there is nothing to compare
	Bits
	Rarity float64 // the part of Unrelated that the rarity of shared values makes: below 0 for a rare one
}

// Explain takes a pair's score apart.
func (s *Scorer) Explain(x, y int) Waterfall {
	a, b := s.table.row(x), s.table.row(y)
	p := s.logs.prior
	out := Waterfall{Start: Bits{p[same], p[household], p[unrelated]}}
	out.Score, _ = s.score(a, b)
	for i := range s.list {
		one := &s.list[i]
		step := Step{Comparison: one.Name}
		if level := one.compare(s.comparer, a, b); level > 0 {
			step.Level = one.Levels[level-1]
			step.Same = s.logs.levels[same][i][level-1]
			step.Household = s.logs.levels[household][i][level-1]
			step.Unrelated = s.logs.levels[unrelated][i][level-1]
			if one.telling>>level&1 != 0 {
				step.Rarity = s.rarity(one, a, b, level)
				step.Unrelated += step.Rarity
			}
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}
