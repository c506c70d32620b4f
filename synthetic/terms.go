package synthetic

import (
	"fmt"
	"time"

	"thrivingfamilies.example/hub/models"
)

// day counts days from 1 January 1970. It is what the generator reckons in; a Date is what it writes.
type day int

const dayLength = 24 * 60 * 60

func dayOf(d models.Date) day { return day(d.Time().Unix() / dayLength) }

func dayAt(year int, month time.Month, dom int) day {
	return day(time.Date(year, month, dom, 0, 0, 0, 0, time.UTC).Unix() / dayLength)
}

func (d day) time() time.Time { return time.Unix(int64(d)*dayLength, 0).UTC() }

// String is the day as the feeds write it.
func (d day) String() string { return d.time().Format(time.DateOnly) }

// term is one of the three terms of a school year, holidays after it included.
type term struct {
	name  string // 2011/12-autumn
	first day
	next  day // the first day of the term after it
}

// lastTerms are the n latest terms that had begun on the day, latest first.
func lastTerms(on day, n int) []term {
	var terms []term
	next := day(0)
	for year := on.time().Year() + 1; len(terms) < n; year-- {
		name := fmt.Sprintf("%d/%02d", year-1, year%100)
		for _, t := range []term{
			{name: name + "-summer", first: easter(year) + 1},
			{name: name + "-spring", first: dayAt(year, time.January, 1)},
			{name: name + "-autumn", first: dayAt(year-1, time.September, 1)},
		} {
			t.next, next = next, t.first
			if t.first <= on && len(terms) < n {
				terms = append(terms, t)
			}
		}
	}
	return terms
}

// lastSeptember is the first day of the school year in which on falls.
func lastSeptember(on day) day {
	first := dayAt(on.time().Year(), time.September, 1)
	if first > on {
		first = dayAt(on.time().Year()-1, time.September, 1)
	}
	return first
}

// easter is Easter Sunday of a year (the anonymous Gregorian computus).
func easter(year int) day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayAt(year, time.Month(n/31), n%31+1)
}
