package match

import (
	"math/bits"

	"thrivingfamilies.example/hub/linkage/text"
)

// The levels of the place comparison.
const (
	placeSame uint8 = iota + 1
	placeSameAlone
	placeSameElsewhere
	placeClose
	placeCloseAlone
	placeCloseElsewhere
	placePostcode
	placeNeighbour
	placePostcodeOnly
	placePostcodeSlip
	placeStreet
	placeSector
	placeDistrict
	placeUnlike
)

// placeComparison looks at house, street, property number and postcode together: a postcode is a few houses of one
// street, so that they agree and differ together.
func placeComparison() Comparison {
	return Comparison{
		Name: "place",
		Levels: []string{
			"same house and postcode", "same house, postcode unknown", "same house, another postcode",
			"nearly the same house, same postcode", "nearly the same house, postcode unknown", "nearly the same house, another postcode",
			"same postcode, house unknown", "same postcode and street, another house", "same postcode, another street",
			"postcode one slip apart", "same street, another house", "same sector", "same district", "different",
		},
		counted: []int{slotPostcode}, compare: comparePlaces, rare: rarePlace, start: startPlaces,
		stray:   0.01, // people move
		telling: at(placePostcode, placeNeighbour, placePostcodeOnly),
	}
}

func comparePlaces(c *comparer, a, b []uint32) uint8 {
	house, code := c.compareHouses(a, b), c.comparePostcodes(a, b)
	if house == houseUnknown && code == codeUnknown {
		return 0
	}
	same := code == codeSame || code == codeSlip
	switch house {
	case houseSame, houseClose:
		level := placeSame
		if house == houseClose {
			level = placeClose
		}
		switch {
		case same:
			return level
		case code == codeUnknown:
			return level + 1
		}
		return level + 2
	}
	switch {
	case code == codeSame:
		return [...]uint8{houseUnknown: placePostcode, houseStreet: placeNeighbour, houseUnlike: placePostcodeOnly}[house]
	case code == codeSlip:
		return placePostcodeSlip
	case house == houseStreet:
		return placeStreet
	case code == codeSector:
		return placeSector
	case code == codeDistrict:
		return placeDistrict
	}
	return placeUnlike
}

const (
	houseUnknown = iota
	houseSame
	houseClose
	houseStreet
	houseUnlike
)

func (c *comparer) compareHouses(a, b []uint32) int {
	if x := a[slotProperty]; x != 0 && x == b[slotProperty] {
		return houseSame
	}
	house, street := likeCodes(a[slotHouse], b[slotHouse]), likeCodes(a[slotStreet], b[slotStreet])
	if street == unlike {
		street = c.kept(slotStreet, a[slotStreet], b[slotStreet], nearness)
	}
	switch {
	case street == blank:
		if a[slotProperty] != 0 && b[slotProperty] != 0 {
			return houseUnlike
		}
		return houseUnknown
	case house == equal && street == equal:
		return houseSame
	case house == equal && street == nigh, street == equal && (house == blank || c.houseSlip(a, b)):
		return houseClose
	case street >= nigh:
		return houseStreet
	}
	return houseUnlike
}

func likeCodes(a, b uint32) likeness {
	switch {
	case a == 0 || b == 0:
		return blank
	case a == b:
		return equal
	}
	return unlike
}

// houseSlip reports whether one house's number lacks a sign of the other's: "14" and "14a".
func (c *comparer) houseSlip(a, b []uint32) bool {
	x, y := c.table.word(slotHouse, a).text, c.table.word(slotHouse, b).text
	return len(x) > 1 && len(y) > 1 && len(x) != len(y) && text.OneTypo(x, y)
}

const (
	codeUnknown = iota
	codeSame
	codeSlip
	codeSector
	codeDistrict
	codeUnlike
)

// neighbouring reports whether two postcodes are the same in their first half at least.
func neighbouring(code int) bool { return code >= codeSame && code <= codeDistrict }

func (c *comparer) comparePostcodes(a, b []uint32) int {
	x, y := a[slotPostcode], b[slotPostcode]
	switch {
	case x == 0 || y == 0:
		return codeUnknown
	case x == y:
		return codeSame
	}
	words := c.table.slots[slotPostcode].words
	one, other := words.packed[x], words.packed[y]
	if one == 0 || other == 0 { // longer than any British one
		one, other := words.list[x].text, words.list[y].text
		return areas(begun(one, other), len(one), len(other), one[0])
	}
	if slip(one, other) {
		return codeSlip
	}
	return areas(bits.TrailingZeros64(one^other)/8, letters(one), letters(other), byte(one))
}

// areas compares two postcodes of so many letters, of which the first ones are shared. The sector of a postcode is what
// sectorOf says; its district is the first half, "ox1" of "ox11aa", or of a code of digits all but the last two.
func areas(shared, long, other int, first byte) int {
	switch {
	case shared < 2 || long != other:
		return codeUnlike
	case shared >= long-lastOf(long, first, 2, 1):
		return codeSector
	case shared >= long-lastOf(long, first, 3, 2):
		return codeDistrict
	}
	return codeUnlike
}

// begun is with how many equal bytes two texts begin.
func begun(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// sectorOf is a postcode without its last letters: "ox11" of "ox11aa". Of a code of digits, all but the last.
func sectorOf(code string) string {
	if code == "" {
		return ""
	}
	return code[:len(code)-lastOf(len(code), code[0], 2, 1)]
}

// lastOf is how many letters of a postcode are cut off: all where few would be left.
func lastOf(long int, first byte, british, other int) int {
	cut := other
	if first < '0' || first > '9' {
		cut = british
	}
	if long < cut+2 {
		return long
	}
	return cut
}

func rarePlace(a, _ []uint32, level uint8) (out [2]shared) {
	switch level {
	case placePostcode, placeNeighbour, placePostcodeOnly:
		out[0] = shared{slotPostcode, a[slotPostcode]}
	}
	return out
}

// townComparison is valueComparison of towns, for pairs whose postcodes share a district or for all others. A district is
// mostly of one town, so that two neighbours share both: counted as two coincidences, that would make relatives of them. So
// what a town says is learnt apart where the postcode has already said much of it.
func townComparison(district bool) Comparison {
	town := valueComparison("town", slotTown)
	if district {
		town.Name = "town within a district"
	}
	alike := town.compare
	town.compare = func(c *comparer, a, b []uint32) uint8 {
		if a[slotTown] == 0 || b[slotTown] == 0 || neighbouring(c.comparePostcodes(a, b)) != district {
			return 0
		}
		return alike(c, a, b)
	}
	return town
}
