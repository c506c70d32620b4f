package match

import "strings"

// reader turns the values of a row into codes. Each distinct value is cleaned once.
type reader struct {
	slots   []slot
	columns []column
	address []int // columns that are lines of an address
	lines   map[string]place
}

// column is one column of the input, with the codes of the values seen.
type column struct {
	slot  int
	clean func(string) string
	named bool // its words are names
	codes map[string]uint32
}

func (t *Table) newReader() reader {
	r := reader{slots: t.slots, lines: map[string]place{}}
	extra := fixed
	for i, c := range t.columns {
		in := column{slot: -1, codes: map[string]uint32{}}
		switch c.Field {
		case Address:
			r.address = append(r.address, i)
		case Number, Phone, Email, Other:
			in.slot = extra
			extra++
		default:
			for at, field := range slotFields {
				if field == c.Field {
					in.slot = at
				}
			}
		}
		in.clean, in.named = cleaner(c)
		r.columns = append(r.columns, in)
	}
	return r
}

// cleaner is how a column's values are cleaned, "" being no evidence, and whether they are names.
func cleaner(c Column) (clean func(string) string, named bool) {
	switch c.Field {
	case Given, Known, Middle, Surname, Former:
		return name, true
	case Birth:
		return Day, false
	case Sex:
		return sex, false
	case Postcode:
		return postcode, false
	case Number, Property:
		if c.Check != nil {
			return func(s string) string {
				canonical, err := c.Check(s)
				if err != nil {
					return ""
				}
				return canonical
			}, false
		}
		return value, false
	case Phone:
		return telephone, false
	case Email:
		return email, false
	}
	return line, false
}

func (r *reader) read(row []uint32, values []string) {
	for i := range r.columns {
		c := &r.columns[i]
		if c.slot < 0 || values[i] == "" {
			continue
		}
		code, ok := c.codes[values[i]]
		if !ok {
			raw := strings.Clone(values[i])
			cleaned := c.clean(raw)
			if c.named {
				code = r.slots[c.slot].words.name(cleaned)
			} else {
				code = r.slots[c.slot].words.code(cleaned)
			}
			c.codes[raw] = code
		}
		words := r.slots[c.slot].words
		switch before := row[c.slot]; {
		case before == 0:
			row[c.slot] = code
		case code != 0: // another column of middle names
			row[c.slot] = words.name(words.list[before].text + words.list[code].text)
		}
	}
	if len(r.address) > 0 {
		r.readAddress(row, values)
	}
}

// place is an address taken apart.
type place struct{ house, street uint32 }

func (r *reader) readAddress(row []uint32, values []string) {
	whole := values[r.address[0]]
	if len(r.address) > 1 {
		var lines []string
		for _, i := range r.address {
			lines = append(lines, values[i])
		}
		whole = strings.Join(lines, "\n")
	}
	at, ok := r.lines[whole]
	if !ok {
		house, street := houseAndStreet(strings.Split(whole, "\n"))
		at = place{r.slots[slotHouse].words.code(house), r.slots[slotStreet].words.name(street)}
		r.lines[strings.Clone(whole)] = at
	}
	if row[slotHouse] == 0 {
		row[slotHouse] = at.house
	}
	row[slotStreet] = at.street
}
