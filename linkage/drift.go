package linkage

import (
	"math"

	"thrivingfamilies.example/hub/linkage/match"
)

// Drift is how far one model has gone from another: the level whose weight changed most.
type Drift struct {
	From       string  `json:"from"` // versions
	To         string  `json:"to"`
	Comparison string  `json:"comparison"`
	Level      string  `json:"level"`
	Bits       float64 `json:"bits"` // the weight of the level in To less that in From
}

// common is how often a level must be seen, in one class at least, for its weight to say something of the records rather
// than of chance.
const common = 0.01

// DriftFrom compares a model with an earlier one, in all that both have learnt.
func (l Linker) DriftFrom(earlier Linker) Drift {
	out := Drift{From: earlier.Version(), To: l.Version()}
	for i, now := range l.model.Comparisons {
		was := earlier.model.Comparisons[i]
		if now.Untold || was.Untold {
			continue // nothing was learnt of it in one of the two
		}
		for j, level := range now.Levels {
			before := was.Levels[j]
			if max(level.Same, level.Unrelated, before.Same, before.Unrelated) < common {
				continue
			}
			if bits := weight(level) - weight(before); math.Abs(bits) > math.Abs(out.Bits) {
				out.Comparison, out.Level, out.Bits = now.Name, level.Name, bits
			}
		}
	}
	return out
}

// weight is what a level says for one person rather than strangers; what is seen less than once in ten thousand pairs of a
// class counts as that often.
func weight(l match.Level) float64 { return math.Log2(max(l.Same, 1e-4) / max(l.Unrelated, 1e-4)) }
