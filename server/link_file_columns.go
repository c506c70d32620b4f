package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/linkage/match"
)

// columnUse is what one column of a file is taken for.
type columnUse struct {
	meaning
	named     bool // by a flag, not guessed
	isID, who bool // names the row; says who it truly is
	order     int  // among the columns that are named for one field
}

// used reports whether the column is taken for anything.
func (u columnUse) used() bool { return u.isID || u.who || u.field != "" }

// says is the use, for a person.
func (u columnUse) says() string {
	var parts []string
	if u.isID {
		parts = append(parts, "id")
	}
	if u.who {
		parts = append(parts, "truth")
	}
	switch {
	case u.field == match.Birth && u.part != "":
		parts = append(parts, string(u.field)+", "+u.part)
	case u.field == match.Address && u.part > "1":
		parts = append(parts, string(u.field)+", line "+u.part)
	case u.field != "":
		parts = append(parts, string(u.field))
	case len(parts) == 0:
		return "not used: " + u.why
	}
	return strings.Join(parts, " and ")
}

func (u columnUse) how() string {
	if u.named {
		return "named"
	}
	return "guessed"
}

// filePlan is what all columns of a file are taken for.
type filePlan struct {
	*peopleCSV
	uses     []columnUse
	counted  bool // rows are named by their number
	rowCount int
}

// id is the place of the column that names rows, -1 where rows are counted.
func (f *filePlan) id() int {
	return slices.IndexFunc(f.uses, func(u columnUse) bool { return u.isID })
}

func (f *filePlan) truth() int {
	return slices.IndexFunc(f.uses, func(u columnUse) bool { return u.who })
}

// find is the place of a heading: as written, or else but for capitals, spaces and strokes; -1 where there is none.
func (f *filePlan) find(heading string) int {
	heading = strings.TrimSpace(heading)
	if i := slices.Index(f.heads, heading); i >= 0 {
		return i
	}
	squashed := strings.Join(headingWords(heading), "")
	return slices.IndexFunc(f.heads, func(h string) bool {
		return squashed != "" && strings.Join(headingWords(h), "") == squashed
	})
}

// planFiles reads all headings, then what flags say of them.
func (l *linkFileCommand) planFiles(files []*peopleCSV) ([]*filePlan, error) {
	var plans []*filePlan
	for _, f := range files {
		plan := &filePlan{peopleCSV: f}
		for _, h := range f.heads {
			plan.uses = append(plan.uses, columnUse{meaning: headingMeaning(h)})
		}
		plans = append(plans, plan)
	}
	if err := nameColumns(plans, l.Columns); err != nil {
		return nil, err
	}
	if l.ID != "" && l.ID != "-" {
		if err := mark("--id", plans, l.ID, false, func(u *columnUse) { u.isID = true }); err != nil {
			return nil, err
		}
	}
	if l.Truth != "" {
		if err := mark("--truth", plans, l.Truth, true, func(u *columnUse) { u.who = true }); err != nil {
			return nil, err
		}
	}
	for _, plan := range plans {
		plan.guessID(l.ID == "-")
	}
	return plans, nil
}

// mark marks the column of that heading in each file; one of them at least must have it, or all.
func mark(flag string, plans []*filePlan, heading string, all bool, set func(*columnUse)) error {
	found := 0
	for _, plan := range plans {
		i := plan.find(heading)
		switch {
		case i >= 0:
			found++
			if u := &plan.uses[i]; !u.named { // what it is for besides was not asked for
				u.meaning, u.named = meaning{}, true
			}
			set(&plan.uses[i])
		case all:
			return refuse("%s: %s has no column %q", flag, plan.name, heading)
		}
	}
	if found == 0 {
		return refuse("%s: there is no column %q", flag, heading)
	}
	return nil
}

// guessID takes the column whose heading is surest to name rows, unless one is named or rows are to be counted. A heading
// that may do so is left to be judged.
func (f *filePlan) guessID(count bool) {
	f.counted = count
	if count || f.id() >= 0 {
		return
	}
	best := -1
	for i, u := range f.uses {
		if !u.named && u.meaning.id > 0 && u.meaning.id <= len(rowNames) && (best < 0 || u.meaning.id < f.uses[best].meaning.id) {
			best = i
		}
	}
	if best >= 0 {
		f.uses[best].isID, f.uses[best].field = true, ""
	}
}

// settle makes one column of each field that can be only one, and leaves out what has no place.
func (f *filePlan) settle() {
	free := func(field match.Field, part string) []int {
		var list []int
		for i, u := range f.uses {
			if u.field == field && u.part == part && !u.named {
				list = append(list, i)
			}
		}
		slices.SortStableFunc(list, func(i, j int) int { return cmp.Compare(f.uses[i].rank, f.uses[j].rank) })
		return list
	}
	drop := func(list []int, why string) {
		for _, i := range list {
			f.uses[i].field, f.uses[i].why = "", why
		}
	}
	first := func(field match.Field, part string) {
		if list := free(field, part); len(list) > 1 {
			drop(list[1:], whyTaken)
		}
	}
	for _, field := range match.Fields {
		named := slices.ContainsFunc(f.uses, func(u columnUse) bool { return u.named && u.field == field })
		switch {
		case named, field == match.House && f.housed():
			for _, part := range []string{"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "year", "month", "day"} {
				drop(free(field, part), whyTaken)
			}
		case field == match.Birth:
			f.settleBirth(free, drop)
		case field == match.Address:
			for line := '1'; line <= '9'; line++ {
				first(field, string(line))
				if line > '1' && f.has(match.House) {
					drop(free(field, string(line)), whyHouse)
				}
			}
		case !many(field):
			first(field, "")
		}
	}
}

// settleBirth takes a whole date, or else its three parts.
func (f *filePlan) settleBirth(free func(match.Field, string) []int, drop func([]int, string)) {
	years, months, days := free(match.Birth, "year"), free(match.Birth, "month"), free(match.Birth, "day")
	whole := free(match.Birth, "")
	if len(whole) == 0 && len(years) == 0 && len(days) > 0 { // "birthday" may be either
		f.uses[days[0]].part = ""
		whole, days = days[:1], days[1:]
	}
	switch {
	case len(whole) > 0:
		drop(whole[1:], whyTaken)
		drop(slices.Concat(years, months, days), whyTaken)
	case len(years) == 0 || len(months) == 0 || len(days) == 0:
		drop(slices.Concat(years, months, days), whyUnstable)
	default:
		for _, list := range [][]int{years, months, days} {
			drop(list[1:], whyTaken)
		}
	}
}

// housed reports whether a column of house numbers was named as a line of the address.
func (f *filePlan) housed() bool {
	for i, u := range f.uses {
		if u.named && u.field == match.Address && headingMeaning(f.heads[i]).field == match.House {
			return true
		}
	}
	return false
}

func (f *filePlan) has(field match.Field) bool {
	return slices.ContainsFunc(f.uses, func(u columnUse) bool { return u.field == field })
}

// many reports whether several columns may be the field, each for itself.
func many(field match.Field) bool {
	return field == match.Number || field == match.Email || field == match.Other
}

// show prints what columns are taken for.
func (p *peopleFiles) show(w io.Writer) {
	for _, f := range p.files {
		fmt.Fprintf(w, "%s, %s\n", f.name, counted(f.rowCount, "row"))
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for i, u := range f.uses {
			if u.used() {
				fmt.Fprintf(table, "  %s\t-> %s\t(%s)\n", shownHead(f.heads[i]), u.says(), u.how())
			} else {
				fmt.Fprintf(table, "  %s\t   %s\n", shownHead(f.heads[i]), u.says())
			}
		}
		if f.id() < 0 {
			fmt.Fprintln(table, "  (row number)\t-> id")
		}
		_ = table.Flush()
	}
	fmt.Fprintln(w)
}

func shownHead(head string) string {
	if head == "" {
		return "(no heading)"
	}
	return head
}
