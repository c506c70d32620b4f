package feeds

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// header is a file's first row, matched with the contract.
type header struct {
	absent  []string // the contract's columns that are not there
	sent    []string // as sent, without a byte order mark
	at      []int    // for each column of the contract its place in the row, or -1
	extra   []extra  // the columns that the contract does not know, by name
	notices []string
}

// extra is a column that the contract does not know; its cells are kept in Raw and take part in the hash.
type extra struct {
	name string
	at   int
}

// heading is a column's name as the contract would write it: `Person Ref` and `PERSON-REF` are person_ref.
func heading(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), gap), "_")
}

// readHeader matches the cells of a first row with the file's columns, or returns a *Refused.
func readHeader(file File, cells []string) (header, error) {
	h := header{at: make([]int, len(file.Columns))}
	for i := range h.at {
		h.at[i] = -1
	}
	var unknown []string
	seen := make(map[string]bool, len(cells))
	for i, cell := range cells {
		h.sent = append(h.sent, strings.Clone(cell))
		name := heading(cell)
		if name != "" && seen[name] {
			return header{}, refuse(file.csv(), "two columns are headed %s: take one away or rename it", visible(name, 40))
		}
		seen[name] = true
		if column := file.Column(name); column >= 0 {
			h.at[column] = i
			continue
		}
		h.extra = append(h.extra, extra{name: name, at: i})
		unknown = append(unknown, shownHeading(name))
	}
	slices.SortStableFunc(h.extra, func(a, b extra) int { return strings.Compare(a.name, b.name) })
	absent, lacking := h.missing(file)
	h.absent = absent
	if len(lacking) > 0 {
		return header{}, refuse(file.csv(), "the header has no column %s, without which its rows mean nothing: %s",
			strings.Join(lacking, ", "), remedy(cells))
	}
	if len(unknown) > 0 {
		h.notices = append(h.notices, "columns that the contract does not know, kept but not read: "+strings.Join(unknown, ", "))
	}
	if len(absent) > 0 {
		h.notices = append(h.notices, "columns that are missing, taken as blank: "+strings.Join(absent, ", "))
	}
	return h, nil
}

// missing are the columns that the header lacks: those that may be, and those that may not.
func (h header) missing(file File) (absent, lacking []string) {
	for i, c := range file.Columns {
		switch {
		case h.at[i] >= 0:
		case c.Required:
			lacking = append(lacking, c.Name)
		default:
			absent = append(absent, c.Name)
		}
	}
	return absent, lacking
}

// remedy guesses from a header that cannot be used how to mend it.
func remedy(cells []string) string {
	if len(cells) == 1 {
		for _, other := range []struct{ mark, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "upright strokes"}} {
			if strings.Contains(cells[0], other.mark) {
				return "its columns stand apart by " + other.name + ", save it as CSV with commas"
			}
		}
	}
	return "add it, or give the column that holds it this heading; the headings must stand in the first row"
}

// readable says why a header's bytes cannot be read, or "".
func readable(raw []byte) string {
	switch {
	case len(raw) > 1 && (raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff):
		return "it is written in UTF-16: save it as `CSV UTF-8`"
	case !utf8.Valid(raw) || slices.Contains(raw, 0):
		return "its header is not UTF-8 text: save it as `CSV UTF-8`"
	}
	return ""
}

func shownHeading(name string) string {
	if name == "" {
		return "(one without a heading)"
	}
	return visible(name, 40)
}

func (f File) csv() string { return f.Name + ".csv" }
