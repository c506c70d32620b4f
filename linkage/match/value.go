package match

import (
	"iter"
	"strings"

	"thrivingfamilies.example/hub/linkage/text"
)

// What people write for "I do not know".
var unknown = map[string]bool{
	"unknown": true, "notknown": true, "nk": true, "na": true, "none": true, "null": true, "nil": true, "notstated": true,
	"notgiven": true, "unnamed": true, "tbc": true, "test": true, "xx": true, "xxx": true,
}

// Titles that are written where a name should be: they say nothing of who it is.
var titles = map[string]bool{
	"mr": true, "mrs": true, "miss": true, "ms": true, "mx": true, "master": true, "dr": true, "doctor": true, "prof": true,
	"professor": true, "rev": true, "revd": true, "reverend": true, "sir": true, "lord": true, "lady": true, "dame": true,
	"bt": true, "bart": true, "baronet": true, "baron": true, "viscount": true, "hon": true, "esq": true, "jr": true, "sr": true, "junior": true, "senior": true, "of": true, "the": true, "baby": true, "1st": true, "2nd": true, "3rd": true, "4th": true,
	"5th": true, "6th": true, "7th": true, "8th": true, "9th": true,
}

// name is a name as it is compared, "" where it is none.
func name(s string) string {
	folded := text.Fold(s)
	if unknown[folded] || titles[folded] {
		return ""
	}
	return folded
}

// value is a number or a code, folded, "" where it is none.
func value(s string) string {
	folded := text.Fold(s)
	if unknown[folded] {
		return ""
	}
	return folded
}

// telephone is a telephone number as it is dialled within its country, "" where it is too short to be anybody's alone: "+44 (0)1865
// 722 000", "0044 1865 722000" and "01865 722000" are "01865722000".
func telephone(s string) string {
	digits := make([]byte, 0, len(s))
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			digits = append(digits, s[i])
		}
	}
	number := string(digits)
	abroad := strings.TrimPrefix(number, "00")
	if home, ok := strings.CutPrefix(abroad, "44"); ok && len(home) >= 9 {
		number = "0" + strings.TrimPrefix(home, "0")
	}
	if len(number) < 6 {
		return ""
	}
	return number
}

// email is an address as people compare it: small letters, no space about it, "" where it is none.
func email(s string) string {
	if value(s) == "" {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(s))
}

// line is a town, a house's number or name, or another line of words, folded, "" where it says that there is none.
func line(s string) string {
	folded := text.FoldAddress(s)
	if nowhere[folded] {
		return ""
	}
	return folded
}

// Months, by the first three letters of their names.
var months = map[string]string{
	"jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06", "jul": "07", "aug": "08", "sep": "09", "oct": "10",
	"nov": "11", "dec": "12",
}

// Day is a date as eight digits, year first: "1980-05-02", "2/5/1980", "2 May 1980" and "19800502" are "19800502". Nothing is
// checked but the form, as a mistyped month is still evidence; what has another form is "".
func Day(s string) string {
	var parts [3]string
	n, month := 0, ""
	for part := range runs(s) {
		if part[0] > '9' {
			if len(part) >= 3 && month == "" {
				month = months[strings.ToLower(part[:3])]
			}
			continue
		}
		if n == 3 {
			break
		}
		parts[n] = part
		n++
	}
	if month != "" && n >= 2 && len(parts[0])+len(parts[1]) <= len("1980")+len("02") { // "2 May 1980" and "May 2 1980" alike
		parts[1], parts[2], n = month, parts[1], 3
	}
	pad := func(part string) string { return ("0" + part)[len(part)-1:] }
	switch {
	case n >= 1 && len(parts[0]) == 8:
		return parts[0]
	case n < 3:
		return ""
	case len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		return parts[0] + pad(parts[1]) + pad(parts[2])
	case len(parts[2]) == 4 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		return parts[2] + pad(parts[1]) + pad(parts[0])
	}
	return ""
}

// runs goes through the runs of digits and those of letters.
func runs(s string) iter.Seq[string] {
	kind := func(b byte) int {
		switch {
		case b >= '0' && b <= '9':
			return 1
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			return 2
		}
		return 0
	}
	return func(yield func(string) bool) {
		for i := 0; i < len(s); {
			end := i + 1
			for end < len(s) && kind(s[end]) == kind(s[i]) {
				end++
			}
			if kind(s[i]) > 0 && !yield(s[i:end]) {
				return
			}
			i = end
		}
	}
}

// sex is "f", "m" or "".
func sex(s string) string {
	switch text.Fold(s) {
	case "f", "female", "w", "woman", "girl", "2":
		return "f"
	case "m", "male", "man", "boy", "1":
		return "m"
	}
	return ""
}

// postcode is a postcode folded; the pseudo-postcodes (ZZ99) that the NHS writes for no fixed abode and for abroad say
// nothing about where.
func postcode(s string) string {
	code := value(s)
	if strings.HasPrefix(code, "zz99") {
		return ""
	}
	return code
}

// Lines that say that there is no address.
var nowhere = map[string]bool{
	"nfa": true, "no fixed abode": true, "no fixed address": true, "of no fixed abode": true, "homeless": true,
	"unknown": true, "not known": true, "address unknown": true, "address not known": true, "none": true, "n a": true,
	"na": true, "not stated": true, "withheld": true,
}

// houseAndStreet takes an address apart: its house is all up to the last leading number, a flat before it included, its
// street the rest. Once both are known, the lines that follow are not looked at.
func houseAndStreet(lines []string) (house, street string) {
	for _, one := range lines {
		folded := line(one)
		if folded == "" {
			continue
		}
		h, s := divide(folded)
		house, street = strings.TrimSpace(house+" "+h), strings.TrimSpace(street+" "+s)
		if house != "" && street != "" {
			break
		}
	}
	return house, street
}

// divide is one folded line's house and street.
func divide(line string) (house, street string) {
	fields := strings.Fields(line)
	n := 0
	if len(fields) > 1 && fields[0] == "flat" {
		n = 2
	}
	for n < len(fields) && fields[n][0] >= '0' && fields[n][0] <= '9' {
		n++
	}
	return strings.Join(fields[:n], " "), strings.Join(fields[n:], " ")
}
