package report

import (
	"math"
	"slices"
	"strings"
)

// lines is a chart of one line or two.
type lines struct {
	ID, Title, Says string // what it shows, for those who cannot see it
	XName, YName    string
	XTicks, YTicks  []tick
	Series          []series
	Marks           []dot
}

// series is one line.
type series struct {
	Name   string
	Points string // "x,y x,y …", x of a hundred
	Stroke string
	Dashed bool
	EndX   string // where its name stands
	EndY   string
}

// dot marks one point.
type dot struct {
	X, Y, Name string
	Down       int // how far below its name stands
}

// plot lays points out in a frame; xs and ys are as long as each other.
func plot(x, y scale, xs, ys []float64) string {
	var b strings.Builder
	for i := range xs {
		if math.IsNaN(xs[i]) || math.IsNaN(ys[i]) {
			continue
		}
		b.WriteString(px(x.at(xs[i])) + "," + px(y.at(ys[i])) + " ")
	}
	return strings.TrimSpace(b.String())
}

// frame is the scales of a chart.
func frame(fromX, toX, fromY, toY float64) (x, y scale) {
	return scale{fromX, toX, 0, 100}, scale{fromY, toY, plotHeight, 0}
}

// likelihood draws how the likelihood rose in the last round; nil where there is no rise to see.
func (p Page) likelihood() *lines {
	values := p.Fit.Likelihood
	if len(values) < 2 {
		return nil
	}
	least, most := slices.Min(values), slices.Max(values)
	x, y := frame(0, float64(len(values)-1), least-most, 0)
	done, below := make([]float64, len(values)), make([]float64, len(values))
	for i, v := range values {
		done[i], below[i] = float64(i), v-most
	}
	return &lines{
		ID: "likelihood", Title: "Log-likelihood in the last round of the estimation",
		Says:  "How far the log-likelihood of the parameters is below the highest that was reached, by how many steps of the last round were done. The same numbers stand in the table below.",
		XName: "steps done in the last round", YName: "log-likelihood, bits below the highest", XTicks: wholeTicks(x), YTicks: y.ticks(px),
		Series: []series{{Points: plot(x, y, done, below), Stroke: blue}},
	}
}

// Rise is the likelihood after so many steps of the last round.
type Rise struct {
	Steps int
	Bits  string
	Rise  string // above the one before; "" of the first
}

// Rises are those of a fit: the likelihood was taken before each step, so the last step's own gain is not known.
func (f Fit) Rises() (list []Rise) {
	for i, v := range f.Likelihood {
		r := Rise{Steps: i, Bits: grouped(v)}
		if i > 0 {
			r.Rise = grouped(v - f.Likelihood[i-1])
		}
		list = append(list, r)
	}
	return list
}

// wholeTicks leaves out the ticks between whole numbers.
func wholeTicks(s scale) (list []tick) {
	for _, t := range s.ticks(pc) {
		if !strings.Contains(t.Label, ".") {
			t.Extra = len(list)%2 != 0
			list = append(list, t)
		}
	}
	return list
}

// thresholds draws precision and recall by threshold; nil where the truth is not known.
func (p Page) thresholds() *lines {
	if p.Truth == nil || len(p.Truth.Curve) < 2 {
		return nil
	}
	curve := p.Truth.Curve
	var weights, precision, recall []float64
	for _, point := range curve {
		weights = append(weights, point.Weight)
		precision = append(precision, float64(point.Precision))
		recall = append(recall, float64(point.Recall))
	}
	x, y := frame(curve[len(curve)-1].Weight, curve[0].Weight, 0, 1)
	last := len(curve) - 1
	return &lines{
		ID: "thresholds", Title: "Precision and recall by threshold", Says: "Precision rises and recall falls as the least weight that counts as a link rises.",
		XName: "least weight that counts as a link, bits", YName: "share", XTicks: x.ticks(pc), YTicks: y.ticks(px),
		Series: []series{
			{"precision", plot(x, y, weights, precision), blue, false, pc(x.at(weights[last/2])), px(y.at(precision[last/2]) + 16)},
			{"recall", plot(x, y, weights, recall), plum, true, pc(x.at(weights[last/2])), px(y.at(recall[last/2]) + 16)},
		},
	}
}

// tradeoff draws precision against recall; nil where the truth is not known.
func (p Page) tradeoff() *lines {
	if p.Truth == nil || len(p.Truth.Curve) < 2 {
		return nil
	}
	var precision, recall []float64
	for _, point := range p.Truth.Curve {
		if !point.Recall.Defined() {
			return nil
		}
		precision = append(precision, float64(point.Precision))
		recall = append(recall, float64(point.Recall))
	}
	x, y := frame(0, 1, 0, 1)
	chart := &lines{
		ID: "tradeoff", Title: "Precision against recall", Says: "Each point is one threshold; the upper right corner is a perfect linkage.",
		XName: "recall, over all true pairs", YName: "precision", XTicks: x.ticks(pc), YTicks: y.ticks(px),
		Series: []series{{Points: plot(x, y, recall, precision), Stroke: blue}},
	}
	for _, m := range []struct {
		name   string
		down   int
		values [2]float64
	}{
		{"links", 18, [2]float64{float64(p.Truth.Sure.Recall), float64(p.Truth.Sure.Precision)}},
		{"best F1", 34, [2]float64{float64(p.Truth.Best.Recall), float64(p.Truth.Best.Precision)}},
	} {
		if !math.IsNaN(m.values[0] + m.values[1]) {
			chart.Marks = append(chart.Marks, dot{pc(x.at(m.values[0])), px(y.at(m.values[1])), m.name, m.down})
		}
	}
	return chart
}
