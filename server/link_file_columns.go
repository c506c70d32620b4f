package main

import (
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
	named     bool   // by a flag, not guessed
	isID, who bool   // names the row; says who it truly is
	order     int    // among the columns that are named for one field
	note      string // what could not be read of it, "" where all could
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
	case u.part == wholeName && u.field == match.Given:
		parts = append(parts, string(match.Given), string(match.Surname))
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
	dates    *dateReader
	rowCount int
}

// id is the place of the column that names rows, -1 where rows are counted.
func (f *filePlan) id() int {
	return slices.IndexFunc(f.uses, func(u columnUse) bool { return u.isID })
}

func (f *filePlan) truth() int {
	return slices.IndexFunc(f.uses, func(u columnUse) bool { return u.who })
}

// shown are the uses of the columns that stand in the file.
func (f *filePlan) shown() []columnUse {
	if f.whole > 0 {
		return f.uses[:len(f.uses)-1] // the last is the surname of the whole name
	}
	return f.uses
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
		if err := markColumn("--id", plans, l.ID, false, func(u *columnUse) { u.isID = true }); err != nil {
			return nil, err
		}
	}
	if l.Truth != "" {
		if err := markColumn("--truth", plans, l.Truth, true, func(u *columnUse) { u.who = true }); err != nil {
			return nil, err
		}
	}
	for _, plan := range plans {
		plan.guessID(l.ID == "-")
	}
	return plans, nil
}

// markColumn marks the column of that heading in each file; one of them at least must have it, or all.
func markColumn(flag string, plans []*filePlan, heading string, all bool, set func(*columnUse)) error {
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
			return refuse("%s: %s has no column %q%s", flag, plan.name, heading, meant(heading, plan.heads))
		}
	}
	if found == 0 {
		return refuse("%s: there is no column %q%s", flag, heading, meant(heading, headingsAll(plans)))
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

// many reports whether several columns may be the field, each for itself.
func many(field match.Field) bool {
	return field == match.Number || field == match.Phone || field == match.Email || field == match.Other
}

// show prints what columns are taken for.
func (p *peopleFiles) show(w io.Writer) {
	for _, f := range p.files {
		fmt.Fprintf(w, "%s, %s\n", f.name, counted(f.rowCount, "row"))
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, c := range f.page().Columns {
			if c.Used {
				fmt.Fprintf(table, "  %s\t-> %s\t(%s)\n", c.Name, c.Tells(), c.How)
			} else {
				fmt.Fprintf(table, "  %s\t   %s\n", c.Name, c.Use)
			}
		}
		if f.id() < 0 {
			fmt.Fprintln(table, "  (row number)\t-> id")
		}
		_ = table.Flush()
	}
	if p.across {
		fmt.Fprintln(w, oncePerFile)
	}
	fmt.Fprintln(w)
}

func shownHead(head string) string {
	if head == "" {
		return "(no heading)"
	}
	return head
}
