package main

import (
	"context"
	"hash/maphash"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/linkage/match"
)

// readFile reads file n into the table.
func (p *peopleFiles) readFile(ctx context.Context, n int, columns []tableColumn, truth *truthTeller) error {
	plan := p.files[n]
	names := newRowNames(plan, len(p.ids))
	values := make([]string, len(columns))
	err := plan.rows(ctx, func(row, line int, cells []string) error {
		id, err := names.of(row, line, cells, p.ids)
		if err != nil {
			return err
		}
		for i, c := range columns {
			values[i] = c.value(n, cells)
			if c.Field == match.Birth {
				values[i] = plan.dates.read(values[i], line)
			}
		}
		p.table.Append(n, values)
		p.ids = append(p.ids, id)
		p.source = append(p.source, int32(n)) //nolint:gosec // G115: the command line holds fewer files than that
		if truth != nil {
			truth.see(plan, id, cells)
			p.traits = append(p.traits, traitOf(columns, values))
		}
		plan.rowCount = row
		return nil
	})
	if err == nil && plan.rowCount == 0 {
		return refuse("%s has headings and no row", plan.name)
	}
	return err
}

// value is a row's value of a table's column: that of several columns with spaces between.
func (c tableColumn) value(file int, cells []string) string {
	var value string
	for k, i := range c.from[file] {
		cell := cells[i]
		if !named(c.Field) && blankCell(cell) { // "Na" and "Nan" are names
			continue
		}
		if k > 0 && value != "" {
			cell = value + " " + cell
		}
		value = cell
	}
	return value
}

// named reports whether the field holds names: the engine knows what is none.
func named(field match.Field) bool {
	switch field {
	case match.Given, match.Known, match.Middle, match.Surname, match.Former:
		return true
	}
	return false
}

// rowNamer gives each row of a file its id, and sees to it that no two have the same.
type rowNamer struct {
	plan  *filePlan
	at    int // the column, or -1
	first int // the place of the file's first row
	seed  maphash.Seed
	rows  map[uint64]int32 // by the id's hash: the first row with it
	lines map[int]int      // of rows whose line is not what their number says
}

func newRowNames(plan *filePlan, first int) *rowNamer {
	return &rowNamer{plan: plan, at: plan.id(), first: first, seed: maphash.MakeSeed(), rows: map[uint64]int32{}, lines: map[int]int{}}
}

// of is the id of a row.
func (r *rowNamer) of(row, line int, cells, ids []string) (string, error) {
	if r.at < 0 {
		return strconv.Itoa(row), nil
	}
	id := cells[r.at]
	if id == "" {
		return "", refuse("%s line %d has no id in column %q: name another column with --id, or count rows with --id -", r.plan.name, line, r.plan.heads[r.at])
	}
	if line != row+1 {
		r.lines[row] = line
	}
	hash := maphash.String(r.seed, id)
	if other, seen := r.rows[hash]; !seen {
		r.rows[hash] = int32(row) //nolint:gosec // G115: a table holds fewer records than that
	} else if ids[r.first+int(other)-1] == id { // and not another one of the same hash
		return "", refuse("%s lines %d and %d have the same id in column %q: name another column with --id, or count rows with --id -",
			r.plan.name, r.line(int(other)), line, r.plan.heads[r.at])
	}
	return strings.Clone(id), nil
}

func (r *rowNamer) line(row int) int {
	if line, ok := r.lines[row]; ok {
		return line
	}
	return row + 1
}
