package feeds

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thrivingfamilies.example/hub/models"
)

const (
	maxCell   = 1_000 // characters
	maxNumber = 1_000_000
)

// days are the bounds within which a day is believed.
type days struct {
	today models.Date
	last  models.Date // of what has happened or is about to
	end   models.Date // of what ends: an order or a tenancy may run for decades
}

const firstDay models.Date = "1850-01-01"

// around are the bounds for a reading on the day: a year ahead, and for ends a hundred.
func around(today models.Date) days {
	last := models.Date("9999-12-31")
	if today == "" {
		return days{today: last, last: last, end: last}
	}
	end := last
	if t := today.Time(); !t.IsZero() {
		last, end = models.NewDate(t.AddDate(1, 0, 0)), models.NewDate(t.AddDate(100, 0, 0))
	}
	return days{today: today, last: last, end: end}
}

// verdict is what one cell came to. A fault quarantines its row. A note is an unknown code or why an identifier is
// unsound: it is counted and reported, and the row is kept.
type verdict struct {
	text  string // trimmed
	value any
	note  string
	fault string
}

// parse reads one cell. The value is never nil, not even beside a fault.
func (c *Column) parse(cell string, d days) verdict {
	v := verdict{text: trim(cell), value: c.blank()}
	switch {
	case v.text == "":
		if c.Required {
			v.fault = c.Name + " is blank: this row means nothing without it"
		}
		return v
	case len(v.text) > maxCell && utf8.RuneCountInString(v.text) > maxCell:
		v.fault = c.Name + " is longer than 1,000 characters"
		return v
	}
	switch c.Kind {
	case Day:
		v.value, v.fault = c.day(v.text, d)
	case Number:
		v.value, v.fault = c.number(v.text)
	case YesNo:
		v.value, v.note = c.yesNo(v.text)
	default:
		if formula(cell, v.text) {
			v.fault = c.Name + " begins like a spreadsheet formula: take away the =, +, -, @ or tab at its beginning"
			return v
		}
		v.value, v.note = c.words(v.text)
	}
	return v
}

// blank is the value of a blank cell.
func (c *Column) blank() any {
	switch c.Kind {
	case Day:
		return models.Date("")
	case Number:
		return (*int)(nil)
	case YesNo:
		return false
	default:
		return ""
	}
}

func (c *Column) yesNo(s string) (any, string) {
	switch strings.ToLower(s) {
	case "yes", "y", "true", "t", "1":
		return true, ""
	case "no", "n", "false", "f", "0":
		return false, ""
	}
	// These columns protect people: what cannot be read is taken for yes until somebody mends it.
	return true, "neither yes nor no"
}

// smallNumbers are shared, so that a school's sessions cost no memory.
var smallNumbers = func() (n [1024]int) {
	for i := range n {
		n[i] = i
	}
	return n
}()

func (c *Column) number(s string) (any, string) {
	n, ok := 0, true
	for i := range len(s) {
		ok = ok && '0' <= s[i] && s[i] <= '9'
		if n = n*10 + int(s[i]-'0'); n > maxNumber || !ok {
			return (*int)(nil), c.Name + " is not a whole number from 0 to 1,000,000: write it in digits alone, without commas"
		}
	}
	if n < len(smallNumbers) {
		return &smallNumbers[n], ""
	}
	return &n, ""
}

// words reads a text or code and says what is to be reported about it.
func (c *Column) words(s string) (value any, note string) {
	if c.Kind == Code {
		s = c.normal(s)
		if s != "" && len(c.Codes) > 0 && !slices.Contains(c.Codes, s) {
			return s, s
		}
		return s, ""
	}
	if c.Check != nil {
		if _, err := c.Check(s); err != nil {
			return s, err.Error()
		}
	}
	return s, ""
}

// normal brings a code to the form of the column's list.
func (c *Column) normal(s string) string {
	if len(c.Codes) > 0 && c.Codes[0] == strings.ToUpper(c.Codes[0]) {
		s = strings.ToUpper(s)
	} else if !slices.Contains(c.Codes, s) {
		s = strings.Join(strings.FieldsFunc(strings.ToLower(s), gap), "-")
	}
	if meant, ok := c.Aliases[s]; ok {
		return meant
	}
	return s
}

// gap reports what may stand between the words of a code or a heading.
func gap(r rune) bool { return r == '_' || r == '-' || space(r) }

// formula reports a cell that a spreadsheet would run when somebody opens an export. A lone hyphen and a negative number
// are none. CWE-1236.
func formula(cell, text string) bool {
	switch text[0] {
	case '=', '+', '@':
		return true
	case '-':
		return len(text) > 1 && (text[1] < '0' || text[1] > '9')
	}
	return cell[0] == '\t'
}

// trim is s without the white space round it, the non-breaking and the invisible included.
func trim(s string) string {
	if s == "" || plain(s[0]) && plain(s[len(s)-1]) {
		return s
	}
	return strings.TrimFunc(s, space)
}

func plain(c byte) bool { return ' ' < c && c < utf8.RuneSelf }

func space(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }
