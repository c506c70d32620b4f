package feeds

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// judge reads every cell of the record into verdicts and values. Where the row is bad it says of the first column at fault
// why, and names the others.
func (r *reader) judge(rec record) (Bad, bool) {
	var b Bad
	var also []string
	fault := func(column, value, reason string) {
		if b.Reason == "" {
			b = Bad{Column: column, Value: visible(value, shownRunes), Reason: reason}
		} else {
			also = append(also, column)
		}
	}
	broken := !utf8.Valid(rec.raw) || bytes.IndexByte(rec.raw, 0) >= 0
	for i, at := range r.header.at {
		column, v := &r.file.Columns[i], &r.verdicts[i]
		if at < 0 {
			r.values[i] = v.value
			continue
		}
		cell := r.cells[at]
		if cell != r.said[i] { // cells of a column often repeat
			*v, r.said[i] = column.parse(cell, r.days), cell
		}
		if broken && !sound(cell) {
			v.value, v.note, v.fault = column.blank(), "", column.Name+unsound
		}
		if r.values[i] = v.value; v.fault != "" {
			fault(column.Name, cell, v.fault)
		}
	}
	for _, e := range r.header.extra {
		switch cell := r.cells[e.at]; {
		case broken && !sound(cell):
			fault(shownHeading(e.name), cell, shownHeading(e.name)+unsound)
		case len(cell) > maxCell && utf8.RuneCountInString(cell) > maxCell:
			fault(shownHeading(e.name), cell, shownHeading(e.name)+" is longer than 1,000 characters")
		}
	}
	if b.Reason == "" && r.file.rule != nil {
		if column, reason := r.file.rule(r.values); reason != "" {
			fault(column, r.verdicts[r.file.Column(column)].text, reason)
		}
	}
	if len(also) > 0 {
		b.Reason += "; also at fault in this row: " + strings.Join(also, ", ")
	}
	return b, b.Reason == ""
}

const unsound = " is not UTF-8 text: save the file as `CSV UTF-8`"

// sound reports a cell that any database and program can hold.
func sound(cell string) bool { return utf8.ValidString(cell) && strings.IndexByte(cell, 0) < 0 }

func uneven(have, want int) string {
	if have > want {
		return fmt.Sprintf("the header has %d cells but the row %d: put a cell that holds a comma in quotation marks", want, have)
	}
	return fmt.Sprintf("the header has %d cells but the row %d: cells or commas are missing", want, have)
}

// joined reports that a stray quotation mark has most likely joined several rows into the one at hand: a cell holds a line
// end where only free text may.
func (r *reader) joined() bool {
	for i, at := range r.header.at {
		c := &r.file.Columns[i]
		if at >= 0 && (c.Kind != Text || c.Required || c.Check != nil) && strings.ContainsAny(trim(r.cells[at]), "\r\n") {
			return true
		}
	}
	return false
}
