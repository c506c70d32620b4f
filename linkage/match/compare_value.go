package match

import (
	"strings"

	"thrivingfamilies.example/hub/linkage/text"
)

// The levels of a number, and of any other value.
const (
	valueSame uint8 = iota + 1
	valueSlip
	valueUnlike
)

// numberComparison: the same, one slip apart, or different. Relatives share numbers by mistake only.
func numberComparison(name string, slot int) Comparison {
	return Comparison{
		Name: name, Levels: []string{"same", "one slip apart", "different"}, trusted: true, hold: borrowed,
		compare: func(c *comparer, a, b []uint32) uint8 {
			switch x, y := a[slot], b[slot]; {
			case x == 0 || y == 0:
				return 0
			case x == y:
				return valueSame
			}
			if text.OneTypo(c.table.word(slot, a).text, c.table.word(slot, b).text) {
				return valueSlip
			}
			return valueUnlike
		},
	}
}

// phoneComparison: the same, one slip apart, or different. A household may have one telephone; one that many share, as of a
// school or a hostel, says less.
func phoneComparison(name string, slot int) Comparison {
	number := numberComparison(name, slot)
	return Comparison{
		Name: name, Levels: number.Levels, compare: number.compare, counted: []int{slot}, telling: at(valueSame),
		stray: 0.01, // people change their telephone
		start: startShared, rare: rareValue(slot),
	}
}

// rareValue says that two records share the value of a slot.
func rareValue(slot int) func(a, b []uint32, level uint8) [2]shared {
	return func(a, _ []uint32, level uint8) (out [2]shared) {
		if level == valueSame {
			out[0] = shared{slot, a[slot]}
		}
		return out
	}
}

// valueComparison is for words that are the same, nearly the same, or different; a rare one that is shared weighs more.
func valueComparison(name string, slot int) Comparison {
	return Comparison{
		Name: name, Levels: []string{"same", "nearly the same", "different"}, counted: []int{slot}, telling: at(valueSame),
		compare: func(c *comparer, a, b []uint32) uint8 {
			switch x, y := a[slot], b[slot]; {
			case x == 0 || y == 0:
				return 0
			case x == y:
				return valueSame
			case c.kept(slot, x, y, overlap) == unlike:
				return valueUnlike
			}
			return valueSlip
		},
		rare: rareValue(slot),
	}
}

// nearness is nigh for words that are near, else unlike.
func nearness(x, y *word) likeness {
	if near(x, y) {
		return nigh
	}
	return unlike
}

// overlap is nearness, where one may also hold the other: "devon" and "west devon".
func overlap(x, y *word) likeness {
	if strings.Contains(x.text, y.text) || strings.Contains(y.text, x.text) || text.OneTypo(x.text, y.text) {
		return nigh
	}
	return nearness(x, y)
}

// emailComparison: the whole address, its user, or nearly the whole.
func emailComparison(name string, slot int) Comparison {
	return Comparison{
		Name: name, Levels: []string{"same", "same user", "nearly the same", "nearly the same user", "different"},
		compare: func(c *comparer, a, b []uint32) uint8 {
			switch x, y := a[slot], b[slot]; {
			case x == 0 || y == 0:
				return 0
			case x == y:
				return 1
			}
			x, y := c.table.word(slot, a).text, c.table.word(slot, b).text
			userX, _, _ := strings.Cut(x, "@")
			userY, _, _ := strings.Cut(y, "@")
			switch {
			case userX == userY:
				return 2
			case text.JaroWinkler(x, y) >= closeName:
				return 3
			case text.JaroWinkler(userX, userY) >= closeName:
				return 4
			}
			return 5
		},
	}
}
