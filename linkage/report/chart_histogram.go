package report

import (
	"fmt"
	"math"
)

// The frame of a chart, in the units of its drawing.
const (
	chartWidth  = 720
	chartHeight = 300
	chartLeft   = 84
	chartRight  = chartWidth - 16
	chartTop    = 16
	chartBottom = chartHeight - 48
)

// histogram draws how many pairs have which weight, the counts by powers of ten.
type histogram struct {
	Columns        []column
	XTicks, YTicks []tick
	Sure           string // where links begin
	SureFlip       bool   // its words stand to its left
}

// column is the bar of one bin.
type column struct {
	X, Y, Width, Height string
	Link                bool
	Says                string
}

// histogram draws the page's weights; nil where there are none.
func (p Page) histogram() *histogram {
	if len(p.Weights) == 0 {
		return nil
	}
	most := int64(1)
	for _, b := range p.Weights {
		most = max(most, b.Count)
	}
	powers := math.Max(math.Ceil(math.Log10(float64(most)+1)), 1)
	first, last := p.Weights[0].From, p.Weights[len(p.Weights)-1].From+1
	x := scale{first, last, chartLeft, chartRight}
	y := scale{-0.3, powers, chartBottom, chartTop} // so that a bin of one pair can be seen
	h := &histogram{XTicks: x.ticks()}
	for power := 0.0; power <= powers; power++ {
		h.YTicks = append(h.YTicks, tick{px(y.at(power)), about(math.Pow(10, power))})
	}
	sure := math.Log2(p.Sure / (1 - p.Sure))
	if sure > first && sure < last {
		h.Sure, h.SureFlip = px(x.at(sure)), x.at(sure) > chartWidth/2
	}
	for _, b := range p.Weights {
		if b.Count == 0 {
			continue
		}
		left, right, top := x.at(b.From), x.at(b.From+1), y.at(math.Log10(float64(b.Count)))
		h.Columns = append(h.Columns, column{
			X: px(left + 0.5), Width: px(max(right-left-1, 0.5)), Y: px(top), Height: px(chartBottom - top),
			Link: b.From >= sure, Says: fmt.Sprintf("%g to %g bits: %s", b.From, b.From+1, whole(b.Count)),
		})
	}
	return h
}
