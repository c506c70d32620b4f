package report

import (
	"math"
	"strconv"
	"strings"
)

// scale maps values to places on a chart.
type scale struct{ from, to, start, end float64 }

func (s scale) at(x float64) float64 {
	if s.to == s.from {
		return (s.start + s.end) / 2
	}
	x = min(max(x, min(s.from, s.to)), max(s.from, s.to))
	return s.start + (x-s.from)/(s.to-s.from)*(s.end-s.start)
}

// tick is a marked value of an axis.
type tick struct {
	At    string
	Label string
	Extra bool // left out where there is little room
}

// ticks are round values in the range of a scale, some five of them, at places that write says.
func (s scale) ticks(write func(float64) string) (list []tick) {
	step := step(s.to - s.from)
	if step <= 0 {
		return []tick{{At: write(s.at(s.from)), Label: number(s.from)}}
	}
	for n := math.Ceil(s.from/step - 1e-9); n*step <= s.to+step*1e-9; n++ {
		list = append(list, tick{write(s.at(n * step)), number(n * step), math.Mod(n, 2) != 0})
	}
	return list
}

// step is 1, 2 or 5 times a power of ten: a range holds four to ten of it.
func step(span float64) float64 {
	if span <= 0 || math.IsInf(span, 0) || math.IsNaN(span) {
		return 0
	}
	power := math.Pow(10, math.Floor(math.Log10(span)))
	switch rest := span / power; {
	case rest < 2:
		return power / 5
	case rest < 5:
		return power / 2
	}
	return power
}

// px is a place on a chart, to a tenth.
func px(x float64) string { return trimmed(strconv.FormatFloat(x, 'f', 1, 64)) }

// pc is a place across a chart, of its width: charts are as wide as the page lets them be, and no letter is stretched.
func pc(x float64) string { return px(x) + "%" }

// number is an axis's label.
func number(x float64) string {
	switch size := math.Abs(x); {
	case size >= 1e6:
		return signed(trimmed(strconv.FormatFloat(x/1e6, 'f', 3, 64)) + " million")
	case size >= 1e3:
		return signed(whole(int64(math.Round(x))))
	}
	return signed(trimmed(strconv.FormatFloat(x, 'f', 3, 64)))
}

// trimmed is a decimal without noughts at its end.
func trimmed(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// signed writes minus signs as printers do.
func signed(s string) string { return strings.ReplaceAll(s, "-", "−") }
