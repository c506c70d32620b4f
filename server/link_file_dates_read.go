package main

import (
	"cmp"
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/linkage/match"
)

// dateReader reads the dates of one file, and counts those that cannot be read.
type dateReader struct {
	form   dateForm
	newest int                // the last year of two digits that is of the 2000s
	seen   map[string]reading // of each cell: files hold far fewer dates than rows

	filled, unread, firstLine int
}

// reading is a cell as the engine reads it.
type reading struct {
	day string
	ok  bool
}

func newDateReader() *dateReader {
	return &dateReader{newest: newestShort, seen: map[string]reading{}}
}

// rewrite is a cell as the engine reads it: what has neither the column's form nor one that the engine knows stays as it is.
func (d *dateReader) rewrite(cell string) (day string, ok bool) {
	if found, seen := d.seen[cell]; seen {
		return found.day, found.ok
	}
	day, ok = d.form.read(cell, d.newest)
	if !ok {
		day, ok = asRead.read(cell, d.newest)
	}
	cell = strings.Clone(cell)
	if !ok {
		day, ok = cell, match.Day(cell) != ""
	}
	d.seen[cell] = reading{day, ok}
	return day, ok
}

// read is rewrite of the cell of a line, which is counted.
func (d *dateReader) read(cell string, line int) string {
	if blankCell(cell) {
		return cell
	}
	day, ok := d.rewrite(cell)
	d.filled++
	if !ok {
		d.unread++
		d.firstLine = cmp.Or(d.firstLine, line)
	}
	return day
}

// says is how many dates could not be read, "" where all could. It names a line and no value.
func (d *dateReader) says() string {
	if d.unread == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s could not be read, such as line %d", d.unread, counted(d.filled, "date"), d.firstLine)
}

// bad reports whether fewer than half of the dates could be read.
func (d *dateReader) bad() bool { return 2*d.unread > d.filled }
