package report

import "math"

// The places of the weight bars, in the units of their drawings.
const (
	barsWidth  = 300
	barsHeight = 24
	mostBits   = 24 // more is drawn as this much
)

// weightBars draws the weights of all levels to one scale, with nought in one line.
type weightBars struct {
	scale scale
	homes bool
	Ticks []tick
}

// bar is one horizontal bar.
type bar struct{ X, Width string }

// weightBars finds the scale that holds the weights of all comparisons.
func (p Page) weightBars() weightBars {
	least, most := -1.0, 1.0
	for _, c := range p.Comparisons {
		for _, l := range c.Levels {
			for _, w := range []float64{l.Weight(), l.Home()} {
				if !math.IsNaN(w) {
					least, most = min(least, max(w, -mostBits)), max(most, min(w, mostBits))
				}
			}
		}
	}
	b := weightBars{scale: scale{least, most, 12, barsWidth - 12}, homes: p.Homes()}
	b.Ticks = b.scale.ticks()
	return b
}

// levelBars are the two bars of one level.
type levelBars struct {
	Ticks []tick
	Zero  string
	Same  bar
	Home  *bar // nil where there is no such class
}

// Of draws one level.
func (b weightBars) Of(l Level) levelBars {
	out := levelBars{Ticks: b.Ticks, Zero: px(b.scale.at(0)), Same: b.bar(l.Weight())}
	if b.homes {
		home := b.bar(l.Home())
		out.Home = &home
	}
	return out
}

func (b weightBars) bar(w float64) bar {
	zero := b.scale.at(0)
	end := zero
	if !math.IsNaN(w) {
		end = b.scale.at(w)
	}
	return bar{px(min(zero, end)), px(math.Abs(end - zero))}
}

// ruleBars draws how many pairs each blocking rule brought.
func (p Page) ruleBars() func(Rule) string {
	most := int64(1)
	for _, r := range p.Rules {
		most = max(most, r.Pairs)
	}
	s := scale{0, float64(most), 0, barsWidth}
	return func(r Rule) string { return px(s.at(float64(r.Pairs))) }
}
