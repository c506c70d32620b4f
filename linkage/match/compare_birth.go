package match

// The levels of the date of birth.
const (
	birthSame uint8 = iota + 1
	birthDefault
	birthSlip
	birthTurned
	birthSwapped
	birthTwoParts
	birthYear
	birthUnlike
	birthGeneration
)

// birthComparison looks at eight digits, year first. The first of January is written where only the year is known, and so
// says less than another day.
func birthComparison() Comparison {
	return Comparison{
		Name: "date of birth",
		Levels: []string{
			"same", "same, on 1 January", "one digit apart", "two neighbouring digits turned", "day and month swapped",
			"two of day, month and year the same", "same year", "different", "different by a generation",
		},
		counted: []int{slotBirth}, compare: compareBirths, rare: rareBirth, holdSame: strayBirths, hold: twins,
	}
}

func compareBirths(c *comparer, a, b []uint32) uint8 {
	x, y := a[slotBirth], b[slotBirth]
	if x == 0 || y == 0 {
		return 0
	}
	days := c.table.slots[slotBirth].words.list
	if x == y {
		if days[x].text[4:] == "0101" {
			return birthDefault
		}
		return birthSame
	}
	return births(&days[x], &days[y])
}

// births compares two different dates.
func births(x, y *word) uint8 {
	apart := x.packed ^ y.packed
	year, month, day := apart&0xffffffff == 0, apart>>32&0xffff == 0, apart>>48 == 0
	switch {
	case changed(apart) == 1:
		return birthSlip
	case turned(x.packed, y.packed):
		return birthTurned
	case year && x.packed>>32&0xffff == y.packed>>48 && x.packed>>48 == y.packed>>32&0xffff:
		return birthSwapped
	case year && (month || day), month && day:
		return birthTwoParts
	case year:
		return birthYear
	case generation(x.text, y.text):
		return birthGeneration
	}
	return birthUnlike
}

// generation reports whether two dates are far enough apart to be those of a parent and a child: 13 years.
func generation(a, b string) bool {
	apart := yearOf(a) - yearOf(b)
	return apart >= 13 || apart <= -13
}

func yearOf(day string) (year int) {
	for _, digit := range []byte(day[:4]) {
		year = 10*year + int(digit-'0')
	}
	return year
}

func rareBirth(a, _ []uint32, level uint8) (out [2]shared) {
	if level == birthSame {
		out[0] = shared{slotBirth, a[slotBirth]}
	}
	return out
}
