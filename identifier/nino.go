package identifier

import (
	"errors"
	"strings"
)

var errPrefix = errors.New("it begins with letters that are never given out")

// NINO checks a National Insurance number: two letters, six digits, and a suffix A to D or none. Canonical: the first eight
// characters, because partners often lack the suffix. The prefix QQ, which nobody is given, is accepted: all synthetic
// data uses it. Source: HMRC, National Insurance Manual NIM39110.
func NINO(s string) (string, error) {
	s = compact(s, "-./")
	switch {
	case s == "":
		return "", errBlank
	case len(s) != 8 && len(s) != 9, !letter(s[0]), !letter(s[1]), !digits(s[2:8]):
		return "", errForm
	case len(s) == 9 && (s[8] < 'A' || s[8] > 'D'):
		return "", errors.New("the last letter is none of A, B, C, D")
	}
	switch prefix := s[:2]; {
	case prefix == "QQ":
	case strings.ContainsAny(prefix, "DFIQUV"), prefix[1] == 'O':
		return "", errPrefix
	case strings.Contains("BG GB KN NK NT TN ZZ", prefix):
		return "", errPrefix
	}
	return s[:8], nil
}
