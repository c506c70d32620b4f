package linkage

import (
	"strings"

	"thrivingfamilies.example/hub/identifier"
)

// Lines that say that there is no address.
var nowhere = map[string]bool{
	"nfa": true, "no fixed abode": true, "no fixed address": true, "of no fixed abode": true, "homeless": true,
	"unknown": true, "not known": true, "address unknown": true, "address not known": true, "none": true, "n a": true,
	"na": true, "not stated": true, "withheld": true,
}

// home is the house and street of a record's address, or "" where its lines do not give both. The first line alone where
// it has a number and a street; with the second where it is only a flat, a number or the name of a house.
func (r Record) home() string {
	first := FoldAddress(r.AddressLine1)
	if nowhere[first] {
		return ""
	}
	if numberAndStreet(first) {
		return first
	}
	second := FoldAddress(r.AddressLine2)
	if first == "" {
		if numberAndStreet(second) {
			return second
		}
		return ""
	}
	if second == "" || nowhere[second] {
		return ""
	}
	return first + " " + second
}

// numberAndStreet reports whether a folded line has a house number followed by a name, a leading "flat 2" apart.
func numberAndStreet(s string) bool {
	words := strings.Fields(s)
	if len(words) > 1 && words[0] == "flat" {
		words = words[2:]
	}
	for i := 1; i < len(words); i++ {
		if numbered(words[i-1]) && !numbered(words[i]) {
			return true
		}
	}
	return false
}

func numbered(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// place is the folded postcode of somewhere that people can live, or "": blanks, and the pseudo-postcodes (ZZ99) that the
// NHS writes for no fixed abode and for abroad, say nothing about where.
func (r Record) place() string {
	code := FoldPostcode(r.Postcode)
	if len(code) < 5 || strings.HasPrefix(code, "zz") {
		return ""
	}
	return code
}

// domestic reports whether a folded postcode has the form of a British one: letter first, ending in digit, letter, letter.
func domestic(code string) bool {
	n := len(code)
	letter := func(i int) bool { return code[i] >= 'a' && code[i] <= 'z' }
	return n >= 5 && n <= 7 && letter(0) && numbered(code[n-3:]) && letter(n-2) && letter(n-1)
}

// property is the UPRN in its canonical form, or "" where it is not one.
func (r Record) property() string {
	if r.UPRN == "" {
		return ""
	}
	uprn, err := identifier.UPRN(r.UPRN)
	if err != nil {
		return ""
	}
	return uprn
}
