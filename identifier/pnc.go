package identifier

import (
	"strconv"
	"strings"
)

// pncLetters are the check letters of a PNC id for the remainders 0 to 22; not the table of pupils' numbers.
const pncLetters = "ZABCDEFGHJKLMNPQRTUVWXY"

// PNCID checks a Police National Computer id: year, a stroke, a serial of up to seven digits, a check letter. The year may
// have two digits or four, the serial may be padded or not. Canonical: `12/0123456Y`, two digits and seven.
func PNCID(s string) (string, error) {
	s = compact(s, "")
	if s == "" {
		return "", errBlank
	}
	year, rest, ok := strings.Cut(s, "/")
	if !ok || len(year) != 2 && len(year) != 4 || !digits(year) || len(rest) < 2 || len(rest) > 8 {
		return "", errForm
	}
	serial, check := rest[:len(rest)-1], rest[len(rest)-1]
	if !digits(serial) || !letter(check) {
		return "", errForm
	}
	year = year[len(year)-2:]
	serial = strings.Repeat("0", 7-len(serial)) + serial
	n, err := strconv.Atoi(year + serial)
	if err != nil {
		return "", errForm
	}
	if pncLetters[n%23] != check {
		return "", errLetter
	}
	return year + "/" + serial + string(check), nil
}
