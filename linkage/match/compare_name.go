package match

import (
	"slices"

	"thrivingfamilies.example/hub/linkage/text"
)

// likeness is how well two names agree.
type likeness uint8

const (
	blank likeness = iota // one or both unknown
	unlike
	nigh  // one slip apart, or sounding much alike
	short // one is a short form of the other, or its initial
	equal
)

// Names whose Jaro-Winkler similarity reaches this are close.
const closeName = 0.88

// The levels of the name comparison.
const (
	nameBoth uint8 = iota + 1
	nameSwapped
	nameSurnameShort
	nameSurnameClose
	nameGivenClose
	nameClose
	nameSwappedClose
	nameSurnameOnlyKnown
	nameGivenOnlyKnown
	nameSurname
	nameGiven
	nameCrossed
	nameSurnameNear
	nameGivenNear
	nameUnlikeOneBlank
	nameUnlike
)

// nameComparison looks at given name and surname together, as they are not independent: relatives share the one, slips
// and marriages change the other, and clerks write them in each other's place. The known-as name stands in for the given
// name, and the former surname for the surname, where they agree better.
func nameComparison() Comparison {
	return Comparison{
		Name: "name",
		Levels: []string{
			"both the same", "both the same, swapped", "surname same, given name a short form", "surname same, given name close",
			"given name same, surname close", "both close", "both close, swapped", "surname same, given name unknown",
			"given name same, surname unknown", "surname same, given name different", "given name same, surname different",
			"one stands in the other's place", "surname close, given name different", "given name close, surname different",
			"different, one unknown", "both different",
		},
		counted: []int{slotGiven, slotSurname}, compare: compareNames, rare: rareNames, crosses: true,
		telling: at(nameBoth, nameSwapped, nameSurnameShort, nameSurnameClose, nameSurnameOnlyKnown, nameSurname,
			nameGivenClose, nameGivenOnlyKnown, nameGiven),
		start: startNames, hold: namesakes,
	}
}

func compareNames(c *comparer, a, b []uint32) uint8 {
	given := c.best(a[slotGiven], a[slotKnown], b[slotGiven], b[slotKnown])
	surname := c.best(a[slotSurname], a[slotFormer], b[slotSurname], b[slotFormer])
	if given == equal && surname == equal {
		return nameBoth
	}
	if a[slotGiven]|a[slotSurname] == 0 || b[slotGiven]|b[slotSurname] == 0 {
		return 0
	}
	if given != equal && surname != equal {
		if crossed := c.crossed(a, b); crossed != 0 {
			return crossed
		}
	}
	switch {
	case given == blank && surname == blank: // one has a given name only, the other a surname
		return 0
	case surname == equal:
		return [...]uint8{blank: nameSurnameOnlyKnown, unlike: nameSurname, nigh: nameSurnameClose, short: nameSurnameShort}[given]
	case given == equal:
		return [...]uint8{blank: nameGivenOnlyKnown, unlike: nameGiven, nigh: nameGivenClose, short: nameGivenClose}[surname]
	case given >= nigh && surname >= nigh:
		return nameClose
	case surname >= nigh:
		return nameSurnameNear
	case given >= nigh:
		return nameGivenNear
	case given == blank || surname == blank:
		return nameUnlikeOneBlank
	}
	return nameUnlike
}

// crossed is the level at which the names agree in each other's place, 0 where they do not.
func (c *comparer) crossed(a, b []uint32) uint8 {
	given, surname := c.alike(a[slotGiven], b[slotSurname]), blank
	if given >= nigh || a[slotSurname] == b[slotGiven] { // else it does not matter
		surname = c.alike(a[slotSurname], b[slotGiven])
	}
	switch {
	case given == equal && surname == equal:
		return nameSwapped
	case given >= nigh && surname >= nigh:
		return nameSwappedClose
	case given == equal || surname == equal:
		return nameCrossed
	}
	return 0
}

// best is the best likeness among alternatives.
func (c *comparer) best(a, alsoA, b, alsoB uint32) likeness {
	if a == b && a != 0 {
		return equal
	}
	most := c.alike(a, b)
	if alsoA|alsoB == 0 {
		return most
	}
	return max(most, c.alike(a, alsoB), c.alike(alsoA, b), c.alike(alsoA, alsoB))
}

// alike compares two names by their codes.
func (c *comparer) alike(a, b uint32) likeness {
	if a == 0 || b == 0 {
		return blank
	}
	if a == b {
		return equal
	}
	return c.kept(slotGiven, a, b, likenessOf)
}

// likenessOf compares two different names.
func likenessOf(x, y *word) likeness {
	if x.long == 1 || y.long == 1 {
		if x.text[0] == y.text[0] {
			return short
		}
		return unlike
	}
	for _, nick := range x.nicks {
		if slices.Contains(y.nicks, nick) {
			return short
		}
	}
	if near(x, y) {
		return nigh
	}
	return unlike
}

// near reports whether two words are one slip apart, or alike by Jaro-Winkler.
func near(x, y *word) bool {
	if x.sign != 0 && y.sign != 0 && text.Bound(x.sign, y.sign, x.long, y.long) < closeName {
		return false
	}
	if x.long > 3 && y.long > 3 && text.OneTypo(x.text, y.text) {
		return true
	}
	return text.JaroWinkler(x.text, y.text) >= closeName
}

func rareNames(a, b []uint32, level uint8) (out [2]shared) {
	switch level {
	case nameBoth:
		return [2]shared{agreed(a, b, slotGiven, slotKnown), agreed(a, b, slotSurname, slotFormer)}
	case nameSwapped:
		return [2]shared{{slotGiven, a[slotGiven]}, {slotSurname, a[slotSurname]}}
	case nameSurnameShort, nameSurnameClose, nameSurnameOnlyKnown, nameSurname:
		out[0] = agreed(a, b, slotSurname, slotFormer)
	case nameGivenClose, nameGivenOnlyKnown, nameGiven:
		out[0] = agreed(a, b, slotGiven, slotKnown)
	}
	return out
}

// agreed is the value that two rows share in a slot or its alternative.
func agreed(a, b []uint32, slot, also int) shared {
	switch {
	case a[slot] != 0 && (a[slot] == b[slot] || a[slot] == b[also]):
		return shared{slot, a[slot]}
	case a[also] != 0 && (a[also] == b[slot] || a[also] == b[also]):
		return shared{slot, a[also]}
	}
	return shared{}
}
