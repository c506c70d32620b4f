package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage/match"
)

// Two files may write their dates in two ways: a column's form is that which most of its values have.
func TestDateForms(t *testing.T) {
	days := []struct{ year, month, day int }{{1980, 5, 21}, {1981, 2, 3}, {1999, 12, 31}, {2010, 10, 10}, {1955, 7, 30}}
	for name, c := range map[string]struct {
		format string // of year, month and day
		want   dateForm
	}{
		"year first":             {"%[1]d-%02[2]d-%02[3]d", asRead},
		"year first, solid":      {"%[1]d%02[2]d%02[3]d", asRead},
		"day first":              {"%[3]d/%[2]d/%[1]d", asRead},
		"month first":            {"%02[2]d/%02[3]d/%[1]d", monthFirst},
		"month first, with time": {"%[2]d/%[3]d/%[1]d 00:00", monthFirst},
		"day first, solid":       {"%02[3]d%02[2]d%[1]d", solidDay},
		"month first, solid":     {"%02[2]d%02[3]d%[1]d", solidMonth},
	} {
		t.Run(name, func(t *testing.T) {
			row := func(i int) string {
				return fmt.Sprintf("%d,s,", i) + fmt.Sprintf(c.format, days[i].year, days[i].month, days[i].day)
			}
			command := linkFileCommand{File: write(t, filepath.Join(t.TempDir(), "people.csv"), rows("id,surname,dob", len(days), row)+"9,s,unknown\n")}
			people, err := command.read(t.Context(), &program{err: t.Output()})
			if err != nil {
				t.Fatal(err)
			}
			reader := people.files[0].dates
			if reader.form != c.want {
				t.Fatalf("the form is %d, want %d", reader.form, c.want)
			}
			for _, d := range days {
				written := fmt.Sprintf(c.format, d.year, d.month, d.day)
				if got, _ := reader.rewrite(written); got != fmt.Sprintf("%d-%02d-%02d", d.year, d.month, d.day) {
					t.Errorf("%s is read as %s", written, got)
				}
			}
			if got, _ := reader.rewrite("1980-05-02"); got != "1980-05-02" {
				t.Errorf("a date of another form becomes %s", got)
			}
			if reader.says() != "" || reader.bad() {
				t.Errorf("says that %s", reader.says())
			}
		})
	}
}

// Dates of two digits a year, with the month's name, and a spreadsheet's numbers are read; what is not a date is counted.
func TestDatesThatAreNoDates(t *testing.T) {
	for name, c := range map[string]struct {
		cells, want string
		says        string
	}{
		"the month's name":        {"12-Nov-02,2 May 80,May 21 79,1980 May 2,2nd June 1980", "2002-11-12,1980-05-02,1979-05-21,1980-05-02,1980-06-02", ""},
		"two digits":              {"12/11/02,21/05/80,1/1/30,1.1.29", "2002-11-12,1980-05-21,1930-01-01,2029-01-01", ""},
		"two digits, month first": {"12/11/02,05/21/80,2 May 80", "2002-12-11,1980-05-21,1980-05-02", ""},
		"two digits, year first":  {"02-11-12,80-05-21,79-05-30", "2002-11-12,1980-05-21,1979-05-30", ""},
		"solid, two digits":       {"121102,210580", "2002-11-12,1980-05-21", ""},
		"a leap day":              {"29/02/00", "2000-02-29", ""},
		"a spreadsheet's":         {"37572,29362,9999.0,54059", "2002-11-12,1980-05-21,1927-05-17,54059", "1 of 4 dates could not be read, such as line 5"},
		"a spreadsheet's, mixed":  {"37572,29362,29363,1980-05-21,1980", "2002-11-12,1980-05-21,1980-05-22,1980-05-21,1980-01-01", ""},
		"years":                   {"1980,1905,2003.0", "1980-01-01,1905-01-01,2003-01-01", ""},
		"what is said of none":    {"1980-05-21,,n/a,soon,4,1980-05", "1980-05-21,,n/a,soon,4,1980-05", "3 of 4 dates could not be read, such as line 5"},
		"mistyped":                {"1980-13-45,1980-05-21", "1980-13-45,1980-05-21", ""},
	} {
		t.Run(name, func(t *testing.T) {
			cells := strings.Split(c.cells, ",")
			text := rows("id,surname,dob", len(cells), func(i int) string { return fmt.Sprintf("%d,s,%s", i, cells[i]) })
			reader := datesOf(t, text)
			if got := reader.says(); got != c.says {
				t.Errorf("says %q, want %q", got, c.says)
			}
			for i, want := range strings.Split(c.want, ",") {
				if got, _ := reader.rewrite(cells[i]); got != want {
					t.Errorf("%q is read as %q, want %q", cells[i], got, want)
				}
			}
		})
	}
}

// datesOf reads a file of people and returns how its dates were read.
func datesOf(t *testing.T, text string) *dateReader {
	t.Helper()
	command := linkFileCommand{File: write(t, filepath.Join(t.TempDir(), "people.csv"), text+"last,s,\n")}
	people, err := command.read(t.Context(), &program{err: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	return people.files[0].dates
}

// Years of four digits show of which century those of two are; a few of them do not.
func TestCenturyOfTwoDigits(t *testing.T) {
	for newest, want := range map[int]string{1999: "1905", 2004: "1905", 2005: "2005", 2030: "2005"} {
		for years, want := range map[int]string{fewestYears: want, fewestYears - 1: "2005"} {
			reader := datesOf(t, rows("id,surname,dob", years, func(i int) string { return fmt.Sprintf("%d,s,%d-05-02", i, newest-i) }))
			if got, _ := reader.rewrite("3/2/05"); got != want+"-02-03" {
				t.Errorf("beside %d years up to %d, 05 is read as %s", years, newest, got)
			}
		}
	}
}

// Dates in three columns are read like others.
func TestDatesInParts(t *testing.T) {
	for text, want := range map[string]string{
		"bd,bm,by\n2,5,80\n21,Nov,1979\n": "1980-05-02 1979-11-21",
		"yob\n1980\n1979\n":               "1980-01-01 1979-01-01",
	} {
		command := linkFileCommand{File: write(t, filepath.Join(t.TempDir(), "people.csv"), text)}
		people, err := command.read(t.Context(), &program{err: t.Output()})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, cell := range map[string][]string{"b": {"2 5 80", "21 Nov 1979"}, "y": {"1980", "1979"}}[text[:1]] {
			day, _ := people.files[0].dates.rewrite(cell)
			got = append(got, day)
		}
		if strings.Join(got, " ") != want || people.files[0].dates.filled != 2 || people.files[0].dates.unread != 0 {
			t.Errorf("%q is read as %v, %+v", text, got, people.files[0].dates)
		}
	}
}

// A person is told which dates say nothing, and how to mend it; never a value.
func TestUnreadDatesAreTold(t *testing.T) {
	dir := t.TempDir()
	people := func(dob string) string {
		return write(t, filepath.Join(dir, "people.csv"), rows("id,surname,Birth Date", 6, func(i int) string {
			if i < 2 {
				return fmt.Sprintf("%d,s,%s", i, "1980-05-02")
			}
			return fmt.Sprintf("%d,s,%s", i, dob)
		}))
	}
	r := must(t, "link-file", people("the fifth"), "--out", filepath.Join(dir, "out"), "--settings", quick(t))
	for _, want := range []string{"dob: 4 of 6 dates could not be read, such as line 4", "MOST DATES OF people.csv, COLUMN Birth Date, COULD NOT BE READ", "--columns dob=COLUMN"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("does not say %q: %s", want, r.out)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "out", "report.txt"))
	if err != nil || !strings.Contains(string(text), "4 of 6 dates") || strings.Contains(string(text)+r.out, "the fifth") {
		t.Errorf("%v, the report says %s", err, text)
	}
	if r := must(t, "link-file", people("2/5/80"), "--settings", quick(t)); strings.Contains(r.out, "could not be read") {
		t.Errorf("says %s", r.out)
	}
}

// What is known of one file's form says nothing of the other's.
func TestDatesOfTwoForms(t *testing.T) {
	command := linkFileCommand{
		File: write(t, filepath.Join(t.TempDir(), "a.csv"), rows("id,given,surname,dob", 28, func(i int) string { return fmt.Sprintf("%d,g%d,s%d,%02d/%02d/1980", i, i, i, i%12+1, i+1) })),
		More: []string{write(t, filepath.Join(t.TempDir(), "b.csv"), rows("id,given,surname,dob", 28, func(i int) string { return fmt.Sprintf("%d,g%d,s%d,1980-%02d-%02d", i, i, i, i%12+1, i+1) }))},
	}
	p := &program{err: t.Output()}
	people, err := command.read(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	result, err := command.link(t.Context(), p, people, match.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	for i := range uint32(28) {
		if result.Clusters[28+i] != i {
			t.Errorf("row %d of one file is not that of the other", i)
		}
	}
}
