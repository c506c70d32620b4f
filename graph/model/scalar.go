package model

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/models"
)

// InputError is the caller's mistake in a value, in words that repeat nothing of it.
type InputError string

// Error is the words.
func (e InputError) Error() string { return string(e) }

// MarshalText writes a string, and an empty one, which the hub keeps for what is not known, as null.
func MarshalText(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return graphql.MarshalString(s)
}

// UnmarshalText reads a string.
func UnmarshalText(v any) (string, error) { return graphql.UnmarshalString(v) }

// MarshalDate writes a day, and an unknown one as null.
func MarshalDate(d models.Date) graphql.Marshaler { return MarshalText(string(d)) }

// UnmarshalDate reads a day written as 2012-03-04.
func UnmarshalDate(v any) (models.Date, error) {
	s, ok := v.(string)
	if !ok {
		return "", InputError("a Date is a string such as 2012-03-04")
	}
	d, err := models.ParseDate(s)
	if err != nil {
		return "", InputError("a Date is a day of the calendar, written as 2012-03-04")
	}
	return d, nil
}

// MarshalTime writes a moment in UTC, and the zero one as null.
func MarshalTime(t time.Time) graphql.Marshaler {
	if t.IsZero() {
		return graphql.Null
	}
	return graphql.MarshalString(t.UTC().Format(time.RFC3339))
}

// UnmarshalTime reads a moment written as RFC 3339. No argument is one yet: what gqlgen writes asks for it all the same.
func UnmarshalTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, InputError("a Time is a string such as 2012-03-04T09:30:00Z")
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, InputError("a Time is written as 2012-03-04T09:30:00Z")
	}
	return t, nil
}

// MarshalPartner writes a partner as the enum spells it.
func MarshalPartner(p models.Partner) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		text, _ := json.Marshal(strings.ToUpper(string(p)))
		_, _ = w.Write(text)
	})
}

// UnmarshalPartner reads the enum's spelling.
func UnmarshalPartner(v any) (models.Partner, error) {
	s, _ := v.(string)
	p := models.Partner(strings.ToLower(s))
	if !p.Valid() {
		return "", InputError("a Partner is one of COUNCIL, POLICE, SCHOOLS, HOUSING, DWP")
	}
	return p, nil
}
