package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"thrivingfamilies.example/hub/linkage/match"
)

// dateForm is how a column writes its dates, where one alone does not say it. The engine reads the year first, and the day first
// where the year is last: of other forms a table's values are written anew.
type dateForm int

const (
	asRead     dateForm = iota // 1980-05-21, 21/05/1980, 21/05/80, 19800521; 1980 is a year alone
	monthFirst                 // 05/21/1980, 05/21/80
	shortYear                  // 80-05-21
	solidDay                   // 21051980, 210580
	solidMonth                 // 05211980, 052180
	serial                     // 29362, a spreadsheet's number
)

// datedRows is how many rows are looked at to know a column's form.
const datedRows = 2000

var errEnough = errors.New("enough rows were looked at")

// learnDates finds out how each file's date of birth is written.
func learnDates(ctx context.Context, plans []*filePlan) error {
	for _, plan := range plans {
		plan.dates = newDateReader()
		at := tableColumn{Column: match.Column{Field: match.Birth}, from: [][]int{plan.ordered(match.Birth)}}
		if len(at.from[0]) == 0 {
			continue
		}
		var votes [serial + 1]int
		newest, years := 0, 0
		err := plan.rows(ctx, func(row, _ int, cells []string) error {
			cell := at.value(0, cells)
			for form := range votes {
				if day, ok := dateForm(form).read(cell, newestShort); ok {
					votes[form]++
					if form == int(asRead) && strings.Contains(cell, day[:4]) {
						year, _ := strconv.Atoi(day[:4])
						newest, years = max(newest, year), years+1
					}
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
		for form, n := range votes {
			if n > votes[plan.dates.form] {
				plan.dates.form = dateForm(form)
			}
		}
		if years >= fewestYears {
			plan.dates.newest = max(min(newest-2000, newestShort), -1)
		}
	}
	return nil
}

// newestShort is the last year of two digits that is taken to be of the 2000s, unless the column's years of four digits show that
// nobody in it is born so late. The rule needs no clock: the same file is read alike on any day.
const newestShort = 29

// fewestYears are as many years of four digits as show that.
const fewestYears = 20

// layouts are the forms as package time has them.
var layouts = [serial + 1][]string{
	asRead: {"2006 1 2", "2 1 2006", "20060102", "2006", "2 1 06"}, monthFirst: {"1 2 2006", "1 2 06"}, shortYear: {"06 1 2"},
	solidDay: {"02012006", "020106"}, solidMonth: {"01022006", "010206"},
}

// earliest is the first year in which somebody may have been born: in another form than its own a date has an earlier one.
const earliest = 1200

// Spreadsheets count days from this one; a number of four or five digits below the last is the day of a birth.
var (
	serialStart = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	serialEnd   = time.Date(2001+newestShort, 1, 1, 0, 0, 0, 0, time.UTC)
)

// read is the day that a cell says if it has the form, as the engine reads it; false is none. newest is the last year of two
// digits that is of the 2000s. A year alone is its 1 January, which the engine takes for what it is.
func (f dateForm) read(cell string, newest int) (day string, ok bool) {
	words, named := dateWords(cell)
	if named && f != shortYear { // where the month has its name the day and the year are known
		f = asRead
	}
	if f == serial {
		return serialDay(words)
	}
	written := strings.Join(words, " ")
	for _, layout := range layouts[f] {
		t, err := time.Parse(layout, written)
		if err != nil {
			continue
		}
		year := t.Year()
		if !strings.Contains(layout, "2006") {
			if year = 1900 + year%100; year <= 1900+newest {
				year += 100
			}
		}
		if year >= earliest {
			return fmt.Sprintf("%04d-%02d-%02d", year, t.Month(), t.Day()), true
		}
	}
	return "", false
}

// serialDay is the day that a spreadsheet's number stands for. What may be a year is none: hardly anybody was born in 1905.
func serialDay(words []string) (day string, ok bool) {
	if len(words) != 1 {
		return "", false
	}
	n, err := strconv.Atoi(words[0])
	born := serialStart.AddDate(0, 0, n)
	return born.Format(time.DateOnly), err == nil && n >= 1000 && (n < 1850 || n > 2000+newestShort) && born.Before(serialEnd)
}

// dateWords are the first three numbers of a cell, or its first two with the month's between, where that has a name: "Nov 12, 2002"
// and "12-Nov-2002 00:00" are 12 11 2002. Solid digits stand alone, whatever follows them, and so does a number with decimals.
func dateWords(cell string) (words []string, named bool) {
	if whole, decimals, ok := strings.Cut(cell, "."); ok && len(whole) >= len("1980") && digits(whole) && digits(decimals) {
		return []string{whole}, false
	}
	month := ""
	for len(cell) > 0 {
		n := 1
		for n < len(cell) && kindOf(cell[n]) == kindOf(cell[0]) {
			n++
		}
		switch kindOf(cell[0]) {
		case 'd':
			words = append(words, cell[:n])
		case 'l':
			if t, err := time.Parse("Jan", cell[:min(n, 3)]); err == nil && month == "" {
				month = strconv.Itoa(int(t.Month()))
			}
		}
		cell = cell[n:]
	}
	switch {
	case len(words) > 0 && len(words[0]) >= len("210580"):
		return words[:1], false
	case month != "" && len(words) >= 2:
		return []string{words[0], month, words[1]}, true
	}
	return words[:min(len(words), 3)], false
}

// kindOf is d for a digit, l for a letter, 0 for all else.
func kindOf(b byte) byte {
	switch {
	case b >= '0' && b <= '9':
		return 'd'
	case b|0x20 >= 'a' && b|0x20 <= 'z':
		return 'l'
	}
	return 0
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
