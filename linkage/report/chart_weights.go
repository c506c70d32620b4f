package report

import (
	"fmt"
	"math"
)

// The colours of charts, which those who see colours otherwise can tell apart.
const (
	blue      = "#12436D"
	orange    = "#F46A25"
	turquoise = "#28A197"
	plum      = "#801650"
)

// mostBits is where a bar of more is cut off.
const mostBits = 24

// weightScale holds the weights of all comparisons, with room at both ends for the numbers.
func (p Page) weightScale() scale {
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
	return scale{least, most, 17, 82}
}

// weightBars draw the weights of each comparison's levels, all to one scale.
func (p Page) weightBars() (list []bars) {
	s := p.weightScale()
	for i, c := range p.Comparisons {
		chart := bars{
			ID: fmt.Sprintf("comparison-%d", i+1), Title: "Match weights of " + c.Name,
			Says: "A bar for the weight of each level, in bits: to the right where it speaks for one person, to the left where against. The table beside it has the same numbers.",
		}
		if p.Homes() {
			chart.Keys = []key{{blue, "one person, log2(m/u)"}, {orange, "one household, log2(h/u)"}}
			chart.Says = "Two bars for each level, in bits: its weight for one person, and under that for one household; to the right where it speaks for it, to the left where against. The table beside it has the same numbers."
		}
		names := make([]string, len(c.Levels))
		for i, l := range c.Levels {
			names[i] = l.Name
		}
		chart.draw(s, names, func(row int) []length {
			l := c.Levels[row]
			out := []length{weightLength(l.Weight(), blue)}
			if p.Homes() {
				out = append(out, weightLength(l.Home(), orange))
			}
			return out
		})
		list = append(list, chart)
	}
	return list
}

func weightLength(w float64, fill string) length {
	l := length{value: w, beyond: math.Abs(w) > mostBits, label: signed(bits(w)), fill: fill}
	if math.IsNaN(w) {
		l.value, l.label = 0, "never seen"
	}
	return l
}

// ruleBars draws how many pairs each blocking rule brought.
func (p Page) ruleBars() *bars {
	if len(p.Rules) == 0 {
		return nil
	}
	most := int64(1)
	names := make([]string, len(p.Rules))
	for i, r := range p.Rules {
		most, names[i] = max(most, r.Pairs), r.Name
	}
	chart := &bars{
		ID: "rules", Title: "Pairs that each blocking rule brought together",
		Says: "A bar for each rule; a pair counts under each rule that finds it. The table beside it has the same numbers.",
	}
	chart.draw(scale{0, float64(most), 0, 80}, names, func(row int) []length {
		return []length{{value: float64(p.Rules[row].Pairs), label: whole(p.Rules[row].Pairs), fill: blue}}
	})
	return chart
}
