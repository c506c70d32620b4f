package feeds

import (
	"strings"

	"thrivingfamilies.example/hub/models"
)

// day reads 2012-03-04 or 04/03/2012. Both want every digit: a day written 3/4/2012 mostly comes from a program that puts
// the month first.
func (c *Column) day(s string, d days) (any, string) {
	day := calendar(s)
	switch {
	case day == "":
		return day, c.Name + " is not a date: write it as 2012-03-04 or 04/03/2012"
	case day < firstDay:
		return models.Date(""), c.Name + " is before 1850: check the year"
	case c.Past && day > d.today:
		return models.Date(""), c.Name + " is in the future: check the year"
	case c.ends() && day > d.end:
		return models.Date(""), c.Name + " is more than a hundred years ahead: check the year, or leave it blank where there is no such day yet"
	case !c.ends() && day > d.last:
		return models.Date(""), c.Name + " is more than a year ahead: check the year, or leave it blank where there is no such day yet"
	}
	return day, ""
}

// ends reports whether the column says when something ends, which may be long from now.
func (c *Column) ends() bool { return c.Name == "until" || strings.HasPrefix(c.Name, "ended") }

// calendar is the day that s writes in either form, or "" where it writes none or one that no calendar has.
func calendar(s string) models.Date {
	if len(s) != 10 {
		return ""
	}
	iso := s[4] == '-' && s[7] == '-'
	if !iso && (s[2] != '/' || s[5] != '/') {
		return ""
	}
	year, month, day := s[0:4], s[5:7], s[8:10]
	if !iso {
		year, month, day = s[6:10], s[3:5], s[0:2]
	}
	y, m, d := count(year), count(month), count(day)
	if y < 1 || m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return ""
	}
	if iso {
		return models.Date(s)
	}
	return models.Date(strings.Join([]string{year, month, day}, "-"))
}

// count is the number that digits write, or -1.
func count(digits string) int {
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return -1
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
