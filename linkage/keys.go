package linkage

import (
	"slices"
	"strings"
)

// HomeKeys are the strings that records of one household share: the UPRN, and the house and street with the postcode.
// An address that is blank, foreign, of no fixed abode or without a house gives none.
func (r Record) HomeKeys() []string {
	var keys []string
	if uprn := r.property(); uprn != "" {
		keys = append(keys, "uprn:"+uprn)
	}
	if house, code := r.home(), r.place(); house != "" && domestic(code) {
		keys = append(keys, "home:"+house+"|"+code)
	}
	return keys
}

// PlaceKeys are words that records at one place share, for whoever must be protected there: the property number, the whole
// address with its postcode or town, and where no house number tells doors apart the postcode alone. They are wider than
// HomeKeys: to protect a neighbour too many does no harm.
func (r Record) PlaceKeys() []string {
	var keys []string
	if property := r.property(); property != "" {
		keys = append(keys, "uprn:"+property)
	}
	lines, postcode := FoldAddress(r.AddressLine1+" "+r.AddressLine2), FoldPostcode(r.Postcode)
	switch {
	case lines != "" && postcode != "":
		keys = append(keys, "at:"+lines+"|"+postcode)
	case lines != "":
		keys = append(keys, "at:"+lines+"|"+FoldAddress(r.Town))
	}
	if postcode != "" && !strings.ContainsAny(lines, "0123456789") {
		keys = append(keys, "postcode:"+postcode)
	}
	return keys
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
