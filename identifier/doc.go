// Package identifier checks the national identifiers that partners send and brings each to the one form used for matching.
//
// Every function here takes an identifier as somebody typed it, in any case and with any spacing, and returns its canonical
// form, or "" and an error that says what does not fit. Invariants: an error never holds the identifier or a part of it; a
// canonical form, checked again, comes back unchanged; nothing panics. An identifier that fails its check is for the
// caller to keep as written: it must never be used to link.
package identifier

import (
	"errors"
	"strings"
	"unicode"
)

var (
	errBlank  = errors.New("it is blank")
	errForm   = errors.New("it is not written in the right form")
	errLetter = errors.New("the check letter does not fit")
	errDigit  = errors.New("the check digit does not fit")
	errFiller = errors.New("it is a filler, not a real number")
)

// compact is s in capitals without white space, invisible marks or any of the characters in drop.
func compact(s, drop string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(drop, r) {
			return -1
		}
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// digits reports whether s is made of the ASCII digits and nothing else; "" is.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// weighted is the sum of each digit of s times its weight, the first weight being top and each next one less.
func weighted(s string, top int) int {
	sum := 0
	for i := range len(s) {
		sum += int(s[i]-'0') * (top - i)
	}
	return sum
}

func letter(c byte) bool { return 'A' <= c && c <= 'Z' }
