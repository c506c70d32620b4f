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
		counted: []int{slotBirth}, compare: compareBirths, rare: rareBirth, telling: at(birthSame),
		holdSame: strayBirths, hold: twins,
	}
}

func compareBirths(c *comparer, a, b []uint32) uint8 {
	x, y := a[slotBirth], b[slotBirth]
	if x == 0 || y == 0 {
		return 0
	}
	days := c.table.slots[slotBirth].words.packed
	if x == y {
		if days[x]>>32 == newYear {
			return birthDefault
		}
		return birthSame
	}
	return births(days[x], days[y])
}

// newYear is how the first of January is packed.
var newYear = pack("0101")

// births compares two different dates, packed.
func births(x, y uint64) uint8 {
	apart := x ^ y
	year, month, day := apart&0xffffffff == 0, apart>>32&0xffff == 0, apart>>48 == 0
	switch {
	case changed(apart) == 1:
		return birthSlip
	case turned(x, y):
		return birthTurned
	case year && x>>32&0xffff == y>>48 && x>>48 == y>>32&0xffff:
		return birthSwapped
	case year && (month || day), month && day:
		return birthTwoParts
	case year:
		return birthYear
	case generation(x, y):
		return birthGeneration
	}
	return birthUnlike
}

// generation reports whether two dates are far enough apart to be those of a parent and a child: 13 years.
func generation(a, b uint64) bool {
	apart := yearOf(a) - yearOf(b)
	return apart >= 13 || apart <= -13
}

func yearOf(day uint64) int {
	return int(1000*(day&0xf) + 100*(day>>8&0xf) + 10*(day>>16&0xf) + day>>24&0xf)
}

func rareBirth(a, _ []uint32, level uint8) (out [2]shared) {
	if level == birthSame {
		out[0] = shared{slotBirth, a[slotBirth]}
	}
	return out
}
