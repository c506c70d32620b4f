package models_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
)

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2012-03-04", "2012-02-29", "0001-01-01", "9999-12-31"} {
		if day, err := models.ParseDate(text); err != nil || string(day) != text {
			t.Errorf("%q: %q, %v", text, day, err)
		}
	}
	for _, text := range []string{
		"", "2012-3-4", "2011-02-29", "2012-13-01", "2012-00-01", "2012-01-32", "04/03/2012", "20120304",
		" 2012-03-04", "2012-03-04 ", "2012-03-04T00:00:00Z", "12012-03-04", "-012-03-04", "２０１２-03-04",
	} {
		if day, err := models.ParseDate(text); err == nil || day != "" {
			t.Errorf("%q: %q", text, day)
		}
	}
}

func TestAgeOn(t *testing.T) {
	for _, test := range []struct {
		name      string
		born, day models.Date
		age       int
		known     bool
	}{
		{"the day before a birthday", "2000-06-15", "2012-06-14", 11, true},
		{"a birthday", "2000-06-15", "2012-06-15", 12, true},
		{"later in the month before", "2000-06-15", "2012-05-30", 11, true},
		{"earlier in the month after", "2000-06-15", "2012-07-01", 12, true},
		{"the day of birth", "2000-06-15", "2000-06-15", 0, true},
		{"New Year's Eve", "1999-12-31", "2000-01-01", 0, true},
		{"29 February, on 28 February", "2000-02-29", "2013-02-28", 12, true},
		{"29 February, on 1 March", "2000-02-29", "2013-03-01", 13, true},
		{"29 February, in a leap year the day before", "2000-02-29", "2012-02-28", 11, true},
		{"29 February, in a leap year on the day", "2000-02-29", "2012-02-29", 12, true},
		{"1 March, on 29 February", "2000-03-01", "2012-02-29", 11, true},
		{"a hundred", "1912-06-15", "2012-06-15", 100, true},
		{"not born yet", "2012-06-16", "2012-06-15", 0, false},
		{"nobody knows the birth", "", "2012-06-15", 0, false},
		{"nobody knows the day", "2000-06-15", "", 0, false},
		{"nobody knows either", "", "", 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if age, known := test.born.AgeOn(test.day); age != test.age || known != test.known {
				t.Errorf("%d, %t", age, known)
			}
		})
	}
}

func someDay(t *rapid.T, what string) time.Time {
	return time.Date(1990, 1, 1+rapid.IntRange(0, 12000).Draw(t, what), 0, 0, 0, 0, time.UTC)
}

// Ages counted the slow way: a birthday a year, where 29 February has its birthday on 1 March of other years.
func TestAgeAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born, day := someDay(t, "born"), someDay(t, "day")
		if day.Before(born) {
			born, day = day, born
		}
		want := 0
		for !time.Date(born.Year()+want+1, born.Month(), born.Day(), 0, 0, 0, 0, time.UTC).After(day) {
			want++
		}
		if age, known := models.NewDate(born).AgeOn(models.NewDate(day)); age != want || !known {
			t.Fatalf("born %s, on %s: %d, want %d", born, day, age, want)
		}
	})
}

// Days compare as text, as they do in both databases.
func TestDaysCompareAsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someDay(t, "a"), someDay(t, "b")
		if models.NewDate(a) < models.NewDate(b) != a.Before(b) {
			t.Fatalf("%s, %s", a, b)
		}
		if !models.NewDate(a).Time().Equal(a) {
			t.Fatalf("%s became %s", a, models.NewDate(a).Time())
		}
	})
}

func TestNewDateIsTheDayWhereItIs(t *testing.T) {
	summer := time.Date(2014, 6, 1, 23, 30, 0, 0, time.UTC)
	if day := models.NewDate(summer.In(time.FixedZone("BST", 3600))); day != "2014-06-02" {
		t.Error(day)
	}
	if !models.Date("").Time().IsZero() {
		t.Error("an unknown day has a time")
	}
}

func TestDateInDatabases(t *testing.T) {
	for _, test := range []struct {
		src  any
		want models.Date
	}{
		{nil, ""},
		{"2012-03-04", "2012-03-04"},
		{[]byte("2012-03-04"), "2012-03-04"},
		{time.Date(2012, 3, 4, 0, 0, 0, 0, time.UTC), "2012-03-04"},
	} {
		day := models.Date("2000-01-01")
		if err := day.Scan(test.src); err != nil || day != test.want {
			t.Errorf("%T: %q, %v", test.src, day, err)
		}
	}
	day := models.Date("2000-01-01")
	if err := day.Scan(20120304); err == nil || day != "2000-01-01" {
		t.Errorf("%q, %v", day, err)
	}
	if value, err := models.Date("").Value(); value != nil || err != nil {
		t.Errorf("%v, %v", value, err)
	}
	if value, err := models.Date("2012-03-04").Value(); value != "2012-03-04" || err != nil {
		t.Errorf("%v, %v", value, err)
	}
}
