package main

import (
	"fmt"
	"path/filepath"
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
			if got := people.files[0].dates; got != c.want {
				t.Fatalf("the form is %d, want %d", got, c.want)
			}
			if c.want == asRead {
				return
			}
			for _, d := range days {
				written := fmt.Sprintf(c.format, d.year, d.month, d.day)
				if got, want := c.want.rewrite(written), fmt.Sprintf("%d-%02d-%02d", d.year, d.month, d.day); got != want {
					t.Errorf("%s is read as %s, want %s", written, got, want)
				}
			}
			if got := c.want.rewrite("1980-05-02"); got != "1980-05-02" {
				t.Errorf("a date of another form becomes %s", got)
			}
		})
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
