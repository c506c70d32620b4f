package synthetic

import (
	"strconv"
	"strings"
	"unicode"

	"thrivingfamilies.example/hub/models"
)

// address: the home before, where the partner missed the move; else the line, town and postcode each go wrong.
func (c corrupter) address(row []string, p *person, stale bool) {
	if p.old != nil && (stale || c.strikes(0.5)) {
		a := p.old
		row[cellLine1], row[cellLine2], row[cellTown], row[cellPostcode], row[cellUPRN] = a.line1, a.line2, a.town, a.postcode, a.uprn
	}
	if c.strikes(1) {
		switch r := c.rng.Float64(); {
		case r < 0.10:
			row[cellLine1] = ""
		case r < 0.45:
			row[cellLine1] = c.typo(row[cellLine1])
		case row[cellLine2] != "" && r < 0.60:
			row[cellLine1], row[cellLine2] = row[cellLine1]+" "+row[cellLine2], ""
		default:
			row[cellLine1], row[cellLine2] = shorten(row[cellLine1]), shorten(row[cellLine2])
		}
	}
	if c.strikes(0.5) {
		row[cellTown] = c.oneOf([]string{"", c.typo(row[cellTown])})
	}
	if c.strikes(1) {
		switch r := c.rng.Float64(); {
		case r < 0.25:
			row[cellPostcode] = ""
		case r < 0.45:
			row[cellPostcode] = strings.ReplaceAll(row[cellPostcode], " ", "")
		case r < 0.70 && p.old != nil:
			row[cellPostcode] = p.old.postcode
		default:
			row[cellPostcode] = c.typo(row[cellPostcode])
		}
	}
}

func shorten(line string) string {
	for _, s := range shortened {
		if rest, ok := strings.CutSuffix(line, " "+s.long); ok {
			return rest + " " + s.short
		}
	}
	return line
}

// birthday is another day, or none: day and month swapped, the first of January, a year out, one digit wrong.
func (c corrupter) birthday(s string) string {
	year, month, dom := s[:4], s[5:7], s[8:]
	switch r := c.rng.Float64(); {
	case r < 0.22:
		return ""
	case r < 0.42 && dom <= "12" && dom != month:
		return year + "-" + dom + "-" + month
	case r < 0.57:
		return year + "-01-01"
	case r < 0.75:
		y, _ := strconv.Atoi(year)
		return c.sound(strconv.Itoa(y+1-2*c.rng.IntN(2))+s[4:], s)
	default:
		i := []int{2, 3, 5, 6, 8, 9}[c.rng.IntN(6)]
		return c.sound(s[:i]+strconv.Itoa(c.rng.IntN(10))+s[i+1:], s)
	}
}

// sound is the day where the calendar has it, and otherwise the one that it was made of: entry screens refuse the rest.
func (corrupter) sound(s, otherwise string) string {
	if _, err := models.ParseDate(s); err != nil {
		return otherwise
	}
	return s
}

// identifier is one that fails its check: a digit wrong, or one too few where there is no check digit.
func (c corrupter) identifier(s string) string {
	if s == "" {
		return ""
	}
	if strings.HasPrefix(s, "QQ") {
		return s[:2] + s[3:]
	}
	for {
		i := c.rng.IntN(len(s))
		if was := s[i]; was >= '0' && was <= '9' && i < len(s)-1 {
			return s[:i] + string('0'+(was-'0'+1+byte(c.rng.IntN(9)))%10) + s[i+1:]
		}
	}
}

// typo inserts, leaves out, replaces or transposes one letter; digits become digits.
func (c corrupter) typo(s string) string {
	runes := []rune(s)
	if len(runes) < 2 {
		return s
	}
	i := c.rng.IntN(len(runes))
	key := c.key(runes[i])
	switch c.rng.IntN(4) {
	case 0:
		return string(runes[:i]) + string(key) + string(runes[i:])
	case 1:
		return string(runes[:i]) + string(runes[i+1:])
	case 2:
		runes[i] = key
	default:
		i = min(i, len(runes)-2)
		runes[i], runes[i+1] = runes[i+1], runes[i]
	}
	return string(runes)
}

// key is another key of the same sort.
func (c corrupter) key(near rune) rune {
	switch {
	case unicode.IsDigit(near):
		return rune('0' + c.rng.IntN(10))
	case unicode.IsUpper(near):
		return rune('A' + c.rng.IntN(26))
	default:
		return rune('a' + c.rng.IntN(26))
	}
}
