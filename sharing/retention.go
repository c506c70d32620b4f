package sharing

import (
	"strconv"
	"strings"
	"time"

	"thrivingfamilies.example/hub/models"
)

// Before is the day from which on something is kept on the given day: what was last sent before it is past its period.
func (p Period) Before(day models.Date) models.Date {
	number, unit, _ := strings.Cut(string(p), " ")
	n, err := strconv.Atoi(number)
	if err != nil || !p.Valid() {
		return "" // no period: nothing is ever past it
	}
	at := day.Time()
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return models.NewDate(at.AddDate(0, 0, -n))
	case "month":
		return monthsBefore(at, n)
	}
	return monthsBefore(at, 12*n)
}

// monthsBefore is the same day so many months earlier, or the last of its month where that has no such day.
func monthsBefore(at time.Time, n int) models.Date {
	before := time.Date(at.Year(), at.Month()-time.Month(n), at.Day(), 0, 0, 0, 0, time.UTC)
	if before.Day() != at.Day() {
		before = time.Date(at.Year(), at.Month()-time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return models.NewDate(before)
}

// Kept is how long what a partner sent of the class is kept after the partner last sent it: the longest that agreements with the
// partner say, in force or not. Of a class of which none says, as long as anything of the partner's: "" where none says of any.
func (s *Set) Kept(partner models.Partner, class models.Class) Period {
	const anyDay models.Date = "2001-01-01" // two periods have the same order on all days but some
	var longest, longestOfAny Period
	longer := func(than *Period, p Period) {
		if *than == "" || p.Before(anyDay) < than.Before(anyDay) {
			*than = p
		}
	}
	for _, a := range s.agreements {
		if a.Partner != partner {
			continue
		}
		for of, p := range a.Retention {
			longer(&longestOfAny, p)
			if of == class {
				longer(&longest, p)
			}
		}
	}
	if longest == "" {
		return longestOfAny
	}
	return longest
}
