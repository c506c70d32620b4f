package identifier

import "strings"

// upnLetters are the values 0 to 22 of a unique pupil number's letters: no I, O or S.
const upnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// UPN checks a pupil's unique pupil number: check letter, authority (3 digits), school (4), year (2), serial (3), of which
// the last may be a letter where the number is temporary. Canonical: thirteen characters in capitals.
// Source: Department for Education, Unique pupil numbers guide.
func UPN(s string) (string, error) {
	s = compact(s, "-")
	switch {
	case s == "":
		return "", errBlank
	case len(s) != 13 || !letter(s[0]) || !digits(s[1:12]):
		return "", errForm
	}
	sum := 0
	for i := 1; i < 12; i++ {
		sum += int(s[i]-'0') * (i + 1)
	}
	last := strings.IndexByte(upnLetters, s[12]) // a temporary number's letter counts as its place in the table
	if digits(s[12:]) {
		last = int(s[12] - '0')
	}
	if last < 0 {
		return "", errForm
	}
	if sum += last * 13; upnLetters[sum%23] != s[0] {
		return "", errLetter
	}
	return s, nil
}
