package feeds

import (
	"bytes"
	"io"
)

// A quoted cell may hold line ends, but only so many: beyond, a quotation mark was left open.
const (
	maxSpan      = 64 << 10
	maxSpanLines = 100
)

// The faults of a record that cannot be cut into cells.
const (
	faultLong   = "the line is longer than 256 KiB: a line end may be missing"
	faultOpen   = "a quotation mark is opened and not closed: close it, or write a mark inside a quoted cell twice"
	faultInside = "a quotation mark stands inside a cell: put the whole cell in quotation marks and write those inside it twice"
)

// record is one row as sent.
type record struct {
	line   int    // physical line at which it begins
	lines  int    // physical lines that it takes
	raw    []byte // without its line ending; valid until the next call
	quoted bool   // raw holds quotation marks
	fault  string // why raw cannot be cut into cells, or ""
}

// records cuts a file into records. A record ends at a line end outside quotation marks, by RFC 4180 as encoding/csv reads
// it. Of one that cannot be read only the first physical line is given up, so a stray mark costs one row.
type records struct {
	*lines
	begin, stop, next int // of the first physical line of the last record: its bytes, and where the next line begins
}

// read returns the next record; io.EOF after the last. Blank lines are passed over.
func (r *records) read() (record, error) {
	for {
		stop, next, ok, err := r.ending(0)
		switch {
		case err != nil:
			return record{}, err
		case !ok:
			return r.long()
		case next == 0:
			return record{}, io.EOF
		}
		raw := r.window()[:stop]
		if bytes.IndexByte(raw, '"') >= 0 {
			return r.quoted(stop, next)
		}
		line := r.number
		r.take(next, 1)
		if stop > 0 && !blank(raw) {
			return record{line: line, lines: 1, raw: raw}, nil
		}
	}
}

// blank reports a line of white space alone.
func blank(raw []byte) bool {
	return !plain(raw[0]) && len(bytes.TrimFunc(raw, space)) == 0
}

// long gives up a line that is over maxLine.
func (r *records) long() (record, error) {
	rec := record{line: r.number, lines: 1, raw: bytes.Clone(r.window()[:keptOfLong]), fault: faultLong}
	return rec, r.skip()
}

// quoted reads a record whose first line holds quotation marks.
func (r *records) quoted(stop, next int) (record, error) {
	firstStop, firstNext := stop, next
	open, from, fault := false, 0, ""
	lines := 1
	for ; ; lines++ {
		open, fault = marks(r.window()[from:stop], open)
		if fault != "" || !open {
			break
		}
		if next > maxSpan || lines >= maxSpanLines || r.ended && next == len(r.window()) {
			fault = faultOpen
			break
		}
		var ok bool
		var err error
		from = next
		if stop, next, ok, err = r.ending(from); err != nil {
			return record{}, err
		} else if !ok {
			fault = faultOpen
			break
		}
	}
	if fault != "" {
		if lines > 1 {
			fault = faultOpen
		}
		stop, next, lines = firstStop, firstNext, 1
	}
	rec := record{line: r.number, lines: lines, raw: r.window()[:stop], quoted: true, fault: fault}
	r.begin, r.stop, r.next = r.start, r.start+firstStop, r.start+firstNext
	r.take(next, lines)
	return rec, nil
}

// firstLineOf gives back all but the first physical line of rec, which must be the record read last: the rest is read
// anew. For records of several lines that turn out not to be rows.
func (r *records) firstLineOf(rec record, fault string) record {
	r.start, r.number = r.next, rec.line+1
	return record{line: rec.line, lines: 1, raw: r.buf[r.begin:r.stop], quoted: true, fault: fault}
}

// marks walks one physical line that begins at the beginning of a cell, or inside a quoted cell where open. It returns
// whether the line ends inside a quoted cell, or the fault that it met.
func marks(line []byte, open bool) (stillOpen bool, fault string) {
	for {
		if !open {
			if len(line) == 0 || line[0] != '"' {
				comma := bytes.IndexByte(line, ',')
				cell := line
				if comma >= 0 {
					cell = line[:comma]
				}
				if bytes.IndexByte(cell, '"') >= 0 {
					return false, faultInside
				}
				if comma < 0 {
					return false, ""
				}
				line = line[comma+1:]
				continue
			}
			line, open = line[1:], true
		}
		i := bytes.IndexByte(line, '"')
		if i < 0 {
			return true, ""
		}
		line = line[i+1:]
		switch {
		case len(line) == 0:
			return false, ""
		case line[0] == '"':
			line = line[1:]
		case line[0] == ',':
			line, open = line[1:], false
		default:
			return false, faultInside
		}
	}
}

// split appends the cells of a record without fault to cells. They are parts of raw, but for those that hold a quotation
// mark or a line end.
func split(raw string, quoted bool, cells []string) []string {
	if !quoted {
		begin := 0
		for i := range len(raw) {
			if raw[i] == ',' {
				cells = append(cells, raw[begin:i])
				begin = i + 1
			}
		}
		return append(cells, raw[begin:])
	}
	for {
		cell, rest, more := cut(raw)
		cells = append(cells, cell)
		if !more {
			return cells
		}
		raw = rest
	}
}
