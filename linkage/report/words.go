package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/linkage/quality"
)

// whole writes a number with commas: 303,961.
func whole(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// about writes a number that is an estimate, to the nearest whole.
func about(x float64) string {
	if math.Abs(x) < 1e15 {
		return whole(int64(math.Round(x)))
	}
	return fmt.Sprintf("%.3g", x)
}

// percent writes a share of 0 to 1.
func percent(s quality.Share) string {
	if !s.Defined() {
		return "not defined"
	}
	return fmt.Sprintf("%.2f %%", 100*float64(s))
}

// mark writes a score, as linkers do: a share of 0 to 1 with four decimals.
func mark(s quality.Share) string {
	if !s.Defined() {
		return "not defined"
	}
	return fmt.Sprintf("%.4f", float64(s))
}

// part is n of all as a percentage.
func part(n, all int) string {
	return percent(quality.Rate{Hits: int64(n), Of: int64(all)}.Share())
}

// chance writes a probability so that small ones can be told apart.
func chance(p float64) string {
	switch {
	case p >= 0.001:
		return fmt.Sprintf("%.4f", p)
	case p == 0:
		return "0"
	}
	return fmt.Sprintf("%.2g", p)
}

// oneIn writes a small share of pairs as "1 in 12,345".
func oneIn(p float64) string {
	if p <= 0 {
		return "none"
	}
	return "1 in " + about(1/p)
}

// bits writes a weight: +6.31, -4.20; what is infinite as "never" and "always".
func bits(w float64) string {
	switch {
	case math.IsNaN(w):
		return ""
	case math.IsInf(w, -1):
		return "never"
	case math.IsInf(w, 1):
		return "always"
	}
	if math.Abs(w) < 0.005 {
		return "0.00"
	}
	return fmt.Sprintf("%+.2f", w)
}

// decimals writes a number with so many of them; what rounds to nought has no sign.
func decimals(x float64, places int) string {
	s := strconv.FormatFloat(x, 'f', places, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// grouped writes a number to three decimals, with commas.
func grouped(x float64) string {
	n, decimal, _ := strings.Cut(decimals(math.Abs(x), 3), ".")
	for at := len(n) - 3; at > 0; at -= 3 {
		n = n[:at] + "," + n[at:]
	}
	if x < 0 && strings.Trim(n+decimal, "0") != "" {
		n = "-" + n
	}
	return n + "." + decimal
}

// range95 writes a rate with its 95 % interval.
func range95(r quality.Rate) string {
	if r.Of == 0 {
		return "not defined"
	}
	low, high := r.Interval()
	return fmt.Sprintf("%.4f (%.4f to %.4f)", float64(r.Share()), float64(low), float64(high))
}

// Weight is what the level says for one person rather than strangers, in bits.
func (l Level) Weight() float64 { return math.Log2(l.M / l.U) }

// Home is what the level says for one household rather than strangers, in bits.
func (l Level) Home() float64 { return math.Log2(l.H / l.U) }

// Homes reports whether households were told from people.
func (p Page) Homes() bool { return p.Prior.Household > 0 }

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return whole(int64(n)) + " " + noun + "s"
}

// upper makes the first letter a capital.
func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Figure is one of the numbers that a reader looks for first.
type Figure struct{ Name, Value string }

// Figures are the report in brief.
func (p Page) Figures() []Figure {
	list := []Figure{
		{"Records read", whole(int64(p.Records))},
		{"Different pairs that blocking brought together", whole(p.Candidates)},
		{fmt.Sprintf("Links (probability %g and more)", p.Sure), whole(int64(p.Links))},
		{"Doubtful pairs (0.5 and more, but no link)", whole(int64(p.Doubtful))},
		{"Expected matches", about(p.Expected)},
		{"People found", whole(groups(p.People))},
		{"Households found", whole(groups(p.Households))},
		{"Records that could not be linked even with their own double", fmt.Sprintf("%s (%s)", whole(int64(p.Unlinkable)), part(p.Unlinkable, p.Records))},
		{"Estimated share of matches that blocking reached", percent(p.Reached)},
	}
	if p.Truth != nil {
		list = append(list,
			Figure{"F1 of links", mark(p.Truth.Sure.F1)},
			Figure{"F1 of people", mark(p.Truth.Clusters.F1)},
			Figure{"Expected over true matches", mark(p.Truth.ExpectedOverTrue)})
	}
	return list
}

// sized counts the groups of a range of sizes.
type sized struct {
	Records string
	Groups  int
}

// bySize counts groups by their sizes, the large ones by ranges.
func bySize(sizes []Size) (list []sized) {
	for _, of := range []struct{ from, until int }{
		{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}, {9, 9}, {10, 10}, {11, 20}, {21, 50}, {51, 100}, {101, math.MaxInt},
	} {
		one := sized{Records: fmt.Sprint(of.from)}
		switch {
		case of.until == math.MaxInt:
			one.Records += " and more"
		case of.until > of.from:
			one.Records += fmt.Sprintf(" to %d", of.until)
		}
		for _, s := range sizes {
			if s.Records >= of.from && s.Records <= of.until {
				one.Groups += s.Groups
			}
		}
		if one.Groups > 0 {
			list = append(list, one)
		}
	}
	return list
}

func groups(sizes []Size) (n int64) {
	for _, s := range sizes {
		n += int64(s.Groups)
	}
	return n
}
