package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"thrivingfamilies.example/hub/linkage/match"
)

// dateForm is how a column writes its dates, where one alone does not say it. The engine reads the year first, and the day first
// where the year is last: of other forms a table's values are written anew.
type dateForm int

const (
	asRead     dateForm = iota
	monthFirst          // 05/21/1980
	solidDay            // 21051980
	solidMonth          // 05211980
)

// datedRows is how many rows are looked at to know a column's form.
const datedRows = 2000

var errEnough = errors.New("enough rows were looked at")

// learnDates finds out how each file's date of birth is written.
func learnDates(ctx context.Context, plans []*filePlan) error {
	for _, plan := range plans {
		at := plan.ordered(match.Birth)
		if len(at) != 1 {
			continue
		}
		var votes [solidMonth + 1]int
		err := plan.rows(ctx, func(row, _ int, cells []string) error {
			for form := range votes {
				if _, ok := dateForm(form).read(cells[at[0]]); ok {
					votes[form]++
				}
			}
			if row == datedRows {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return err
		}
		best := asRead
		for form, n := range votes {
			if n > votes[best] {
				best = dateForm(form)
			}
		}
		plan.dates = best
	}
	return nil
}

// layouts are the forms as package time has them.
var layouts = [solidMonth + 1][]string{
	asRead: {"2006 1 2", "2 1 2006", "20060102"}, monthFirst: {"1 2 2006"}, solidDay: {"02012006"}, solidMonth: {"01022006"},
}

// earliest is the first year in which somebody may have been born: in another form than its own a date has an earlier one.
const earliest = 1200

// read is the day that a cell says if it has the form, as the engine reads it; false is none.
func (f dateForm) read(cell string) (day string, ok bool) {
	words := strings.FieldsFunc(cell, func(r rune) bool { return r < '0' || r > '9' })
	written := strings.Join(words[:min(len(words), 3)], " ")
	if len(words) > 0 && len(words[0]) == len("20060102") {
		written = words[0]
	}
	for _, layout := range layouts[f] {
		if t, err := time.Parse(layout, written); err == nil && t.Year() >= earliest {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// rewrite is a cell as the engine reads it: what does not have the form stays as it is.
func (f dateForm) rewrite(cell string) string {
	if f == asRead {
		return cell
	}
	if day, ok := f.read(cell); ok {
		return day
	}
	return cell
}
