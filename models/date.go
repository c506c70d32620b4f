package models

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a day as `2012-03-04`; "" is a day that nobody told us. Days compare as text.
type Date string

// NewDate is the day on which t falls in t's own zone.
func NewDate(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate reads `2012-03-04` and refuses days that no calendar has.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a day written as 2012-03-04", s)
	}
	return Date(s), nil
}

// Time is midnight UTC at the start of d, or the zero time where d is unknown.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AgeOn is the age in whole years, on the day, of somebody born on d; false where either is unknown, or the birth is still
// to come. Who was born on 29 February comes of age on 1 March in other years, as English law has it.
func (d Date) AgeOn(day Date) (int, bool) {
	if d == "" || day < d {
		return 0, false
	}
	born, now := d.Time(), day.Time()
	age := now.Year() - born.Year()
	if now.Month() < born.Month() || now.Month() == born.Month() && now.Day() < born.Day() {
		age--
	}
	return age, true
}

// Value stores an unknown day as NULL.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Scan reads a day from either database.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = ""
	case string:
		*d = Date(v)
	case []byte:
		*d = Date(v)
	case time.Time:
		*d = NewDate(v)
	default:
		return fmt.Errorf("a day cannot be read from %T", src)
	}
	return nil
}
