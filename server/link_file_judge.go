package main

import (
	"context"
	"hash/maphash"

	"thrivingfamilies.example/hub/linkage/match"
)

// Of a column whose heading alone does not settle it.
const (
	fewestValues  = 10 // of a sort of people, such as a birth place, were all as common: fewer would say little
	rowsOfValue   = 20 // rows in which a number stands on the average: more, and it does not name a person
	shortestValue = 4  // bytes of a number on the average: shorter is a house or a count
)

// columnTally is what the values of one column are like.
type columnTally struct {
	rows, filled, bytes int
	seen                map[uint64]int // how often, by the value's hash
}

// judgeColumns looks at the values of the columns that headings leave open. Across files a number must stand in two of them;
// otherwise in two rows.
func judgeColumns(ctx context.Context, plans []*filePlan, across bool) error {
	tallies := make([]map[int]*columnTally, len(plans))
	kinds := map[string][]*columnTally{}
	seed := maphash.MakeSeed() // only equality matters
	for n, plan := range plans {
		tallies[n] = map[int]*columnTally{}
		for i, u := range plan.uses {
			if u.judge && !u.named && !u.isID {
				t := &columnTally{seen: map[uint64]int{}}
				tallies[n][i] = t
				kinds[string(u.field)+u.kind] = append(kinds[string(u.field)+u.kind], t)
			}
		}
		if len(tallies[n]) == 0 {
			continue
		}
		if err := plan.rows(ctx, func(_, _ int, cells []string) error {
			for i, t := range tallies[n] {
				t.rows++
				if cell := cells[i]; !blankCell(cell) {
					t.filled++
					t.bytes += len(cell)
					t.seen[maphash.String(seed, cell)]++
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	for n, plan := range plans {
		for i := range tallies[n] {
			u := &plan.uses[i]
			if u.field == "" {
				continue
			}
			if why := columnVerdict(u.field, kinds[string(u.field)+u.kind], across); why != "" {
				u.field, u.why = "", why
			}
		}
		plan.nameRows(tallies[n])
	}
	return nil
}

// columnVerdict is why columns of one kind, one of each file that has it, are not for linking; "" where they are.
func columnVerdict(field match.Field, columns []*columnTally, across bool) string {
	filled, bytes, separate := 0, 0, 0
	all := map[uint64]int{}
	for _, t := range columns {
		filled, bytes, separate = filled+t.filled, bytes+t.bytes, separate+len(t.seen)
		for value, n := range t.seen {
			all[value] += n
		}
	}
	shared := filled > len(all)
	if across {
		shared = separate > len(all)
	}
	switch {
	case field == match.Other && evenly(all) < fewestValues:
		return whyFew
	case field == match.Other && len(all)*2 > filled, !shared:
		return whyDistinct
	case field == match.Number && (len(all)*rowsOfValue < filled || bytes < shortestValue*filled):
		return whyFew
	}
	return ""
}

// evenly is how many values would be as telling if all were as common: slips and rare ones add little. (The inverse of
// Simpson's index.)
func evenly(counts map[uint64]int) float64 {
	sum, squares := 0.0, 0.0
	for _, n := range counts {
		sum, squares = sum+float64(n), squares+float64(n)*float64(n)
	}
	return sum * sum / max(squares, 1)
}

// nameRows takes the first column that may name rows, and does, where none is known to.
func (f *filePlan) nameRows(tallies map[int]*columnTally) {
	if f.id() >= 0 || f.counted {
		return
	}
	for i := range f.uses {
		u, t := &f.uses[i], tallies[i]
		if t != nil && u.field == "" && u.id > 0 && t.rows > 0 && len(t.seen) == t.rows {
			u.isID = true
			return
		}
	}
}
