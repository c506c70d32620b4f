package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Letters that Unicode does not take apart, written as people type them without an accent key.
var letters = strings.NewReplacer(
	"ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i",
)

// Fold is a name as it is compared: decomposed, marks stripped, lower case, letters and digits only. "O'Brien-Łoś" is
// "obrienlos"; what holds neither letter nor digit is "". Folding twice changes nothing.
func Fold(s string) string { return fold(s, false) }

// fold does the work of Fold; with words, every run of other signs, apostrophes apart, becomes one space.
func fold(s string, words bool) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if !plain {
		s = letters.Replace(strings.ToLower(norm.NFKD.String(s)))
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && words && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '`':
		default:
			gap = true
		}
	}
	return b.String()
}
