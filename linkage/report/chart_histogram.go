package report

import (
	"fmt"
	"math"
)

// plotHeight is how high the drawing of a chart with two axes is, in pixels.
const plotHeight = 220

// histogram draws how many pairs have which weight.
type histogram struct {
	Columns        []column
	XTicks, YTicks []tick
	Sure           string // where links begin
	SureFlip       bool   // its words stand to its left
}

// column is the bar of one bin.
type column struct {
	X, Y, Width, Height string
	Fill                string
	Says                string
}

// histogram draws the page's weights; nil where there are none. Heights grow with the logarithm of one more than the count, so
// that none has none, and one pair can be seen beside a million.
func (p Page) histogram() *histogram {
	if len(p.Weights) == 0 {
		return nil
	}
	most := int64(1)
	for _, b := range p.Weights {
		most = max(most, b.Count)
	}
	tall := func(n float64) float64 { return math.Log10(1 + n) }
	first, last := p.Weights[0].From, p.Weights[len(p.Weights)-1].From+1
	x, y := scale{first, last, 0, 100}, scale{0, tall(float64(most)), plotHeight, 0}
	h := &histogram{XTicks: x.ticks(pc), YTicks: []tick{{At: px(y.at(0)), Label: "0"}}}
	for n := 1.0; n <= float64(most); n *= 10 {
		if at := y.at(tall(n)); at < plotHeight-14 { // clear of nought's
			h.YTicks = append(h.YTicks, tick{At: px(at), Label: about(n)})
		}
	}
	sure := math.Log2(p.Sure / (1 - p.Sure))
	if sure > first && sure < last {
		h.Sure, h.SureFlip = pc(x.at(sure)), x.at(sure) > 50
	}
	for _, b := range p.Weights {
		if b.Count == 0 {
			continue
		}
		left, wide, top := x.at(b.From), x.at(b.From+1)-x.at(b.From), y.at(tall(float64(b.Count)))
		fill := turquoise
		if b.From >= sure {
			fill = blue
		}
		h.Columns = append(h.Columns, column{
			X: pc(left + wide*0.05), Width: pc(wide * 0.9), Y: px(top), Height: px(plotHeight - top),
			Fill: fill, Says: signed(fmt.Sprintf("%s to %s bits: %s", number(b.From), number(b.From+1), whole(b.Count))),
		})
	}
	return h
}
