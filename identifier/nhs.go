package identifier

import "strings"

// NHSNumber checks an NHS number: ten digits, the last a check digit modulo 11. Canonical: the ten digits. Ten times the
// same digit passes the arithmetic and is refused all the same: it is what people type who have no number.
// Source: NHS Data Dictionary, NHS NUMBER.
func NHSNumber(s string) (string, error) {
	s = compact(s, "-")
	switch {
	case s == "":
		return "", errBlank
	case len(s) != 10 || !digits(s):
		return "", errForm
	case s == strings.Repeat(s[:1], 10):
		return "", errFiller
	}
	check := 11 - weighted(s[:9], 10)%11
	if check == 11 {
		check = 0
	}
	if check != int(s[9]-'0') { // 10 never equals a digit, as the rule wants
		return "", errDigit
	}
	return s, nil
}
