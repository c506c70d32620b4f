package main

import (
	"context"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
)

// peopleFiles is all that was read: the rows of the files, one after the other.
type peopleFiles struct {
	files   []*filePlan
	across  bool // each file is taken to hold a person once
	columns []match.Column
	table   *match.Table
	source  []int32  // of each row: its file
	ids     []string // of each row
	remarks []string // what a reader should know of them
	truth   *quality.Truth
	traits  []trait // of each row, where the truth is known
}

// tableColumn is one column of the table, and of each file the columns that it is made of, in order.
type tableColumn struct {
	match.Column
	from [][]int
}

// read reads the files that the command names.
func (l *linkFileCommand) read(ctx context.Context, p *program) (*peopleFiles, error) {
	truth, err := l.truthTeller()
	if err != nil {
		return nil, err
	}
	files, err := openPeople(l.files())
	if err != nil {
		return nil, err
	}
	plans, err := l.planFiles(files)
	if err != nil {
		return nil, err
	}
	bar := newStages(p.err, l.NoProgress)
	defer bar.end()
	bar.tell("reading headings", 0, 1)
	if err := judgeColumns(ctx, plans, l.across()); err != nil {
		return nil, err
	}
	for _, plan := range plans {
		plan.settle()
		plan.splitName()
	}
	if err := learnDates(ctx, plans); err != nil {
		return nil, err
	}
	columns := tableColumns(plans, l.across())
	for _, plan := range plans {
		if !slices.ContainsFunc(plan.uses, func(u columnUse) bool { return u.field != "" }) {
			return nil, refuse("no column of %s could be guessed: its first row must hold headings, or name the columns with --columns", plan.name)
		}
	}
	if err := fewEnough(columns); err != nil {
		return nil, err
	}
	people := &peopleFiles{files: plans, across: l.across()}
	for _, c := range columns {
		people.columns = append(people.columns, c.Column)
	}
	if people.table, err = match.NewTable(people.columns...); err != nil {
		return nil, invalid{err}
	}
	for n := range plans {
		bar.tell("reading", int64(n), int64(len(plans)))
		if err := people.readFile(ctx, n, columns, truth); err != nil {
			return nil, err
		}
	}
	if people.table.Len() < 2 {
		return nil, refuse("linking needs two rows at least")
	}
	people.remark()
	return people, truth.settle(people, l.across())
}

// mostOthers is how many columns the engine compares besides those of which there is one each: the levels of all
// comparisons of a pair are one number of 64 bits.
const mostOthers = 18

func fewEnough(columns []tableColumn) error {
	others := 0
	for _, c := range columns {
		if many(c.Field) {
			others++
		}
	}
	if others > mostOthers {
		return refuse("%d columns are number, email or other, and %d can be compared: leave some out with --columns COLUMN=-", others, mostOthers)
	}
	return nil
}

// tableColumns are the columns of the table, in the order of the fields. What only one file has is left out across files,
// but for what can agree with another column.
func tableColumns(plans []*filePlan, across bool) []tableColumn {
	var columns []tableColumn
	at := map[string]int{}
	for _, field := range match.Fields {
		for n, plan := range plans {
			ordinal := 0
			for _, i := range plan.ordered(field) {
				ordinal++
				key := columnKey(plan.uses[i], ordinal)
				k, ok := at[key]
				if !ok {
					k = len(columns)
					at[key] = k
					columns = append(columns, tableColumn{
						Column: match.Column{Name: comparisonName(plan.heads[i]), Field: field, Check: checks[plan.uses[i].kind]},
						from:   make([][]int, len(plans)),
					})
				}
				columns[k].from[n] = append(columns[k].from[n], i)
			}
		}
	}
	if !across {
		return columns
	}
	return slices.DeleteFunc(columns, func(c tableColumn) bool {
		switch c.Field {
		case match.Given, match.Known, match.Surname, match.Former, match.House, match.Address:
			return false
		}
		having := 0
		for _, from := range c.from {
			if from != nil {
				having++
			}
		}
		if having > 1 {
			return false
		}
		for n, from := range c.from {
			for _, i := range from {
				plans[n].uses[i].field, plans[n].uses[i].why = "", whyOnlyHere
			}
		}
		return true
	})
}

// columnKey is the same for columns of two files that are compared with each other.
func columnKey(u columnUse, ordinal int) string {
	switch {
	case u.field == match.Address, u.field == match.Email:
		return string(u.field) + strings.Repeat("+", ordinal)
	case many(u.field):
		return string(u.field) + " " + u.kind
	}
	return string(u.field)
}

// ordered are the places of a field's columns, in the order in which they make it up.
func (f *filePlan) ordered(field match.Field) []int {
	var list []int
	for i, u := range f.uses {
		if u.field == field {
			list = append(list, i)
		}
	}
	parts := []string{"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "day", "month", "year"}
	slices.SortStableFunc(list, func(i, j int) int {
		a, b := f.uses[i], f.uses[j]
		if a.order != b.order {
			return a.order - b.order
		}
		return slices.Index(parts, a.part) - slices.Index(parts, b.part)
	})
	return list
}

// comparisonName is what the comparison of a column is called: its heading, but for those that the engine has its own
// comparison by.
func comparisonName(heading string) string {
	switch heading {
	case "name", "middle names", "date of birth", "sex", "place", "town":
		return heading + " (column)"
	}
	return heading
}

// blankCell reports whether a cell says nothing.
func blankCell(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 1, 2, 3, 4, 7:
		switch strings.ToLower(cell) {
		case "-", "?", ".", "na", "n/a", "nan", "null", "none", "nil", "unknown":
			return true
		}
	}
	return false
}
