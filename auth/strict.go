package auth

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

// fields reads the members of one JSON object, each as the one type that it must have, and keeps the first error.
// encoding/json alone would take a name twice, `SUB` for `sub`, null for "" and "60" for 60; two programs that read a
// token must not read two callers out of it. Errors name the field, never what it holds.
type fields struct {
	kind string // how errors call a field: "claim" or "header"
	raw  map[string]json.RawMessage
	err  error
}

func parse(kind string, text []byte) (*fields, error) {
	if !utf8.Valid(text) || !json.Valid(text) {
		return nil, fmt.Errorf("its %ss are not JSON", kind)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return nil, fmt.Errorf("its %ss are not a JSON object", kind)
	}
	f := &fields{kind: kind, raw: map[string]json.RawMessage{}}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("its %ss are not JSON", kind)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("its %ss are not JSON", kind)
		}
		if _, twice := f.raw[name.(string)]; twice {
			return nil, fmt.Errorf("a %s stands in it twice", kind)
		}
		f.raw[name.(string)] = value
	}
	return f, nil
}

func (f *fields) has(name string) bool { _, ok := f.raw[name]; return ok }

func (f *fields) refuse(name, why string) {
	if f.err == nil {
		f.err = fmt.Errorf("its %s %s %s", f.kind, name, why)
	}
}

// text is a string of 1 to maxText characters.
func (f *fields) text(name string) string {
	if !f.has(name) {
		f.refuse(name, "is missing")
	}
	s := f.optional(name, maxText)
	if s == "" {
		f.refuse(name, "is empty")
	}
	return s
}

// optional is a string of at most most characters; "" when missing.
func (f *fields) optional(name string, most int) string {
	if !f.has(name) {
		return ""
	}
	return f.string(name, f.raw[name], most)
}

func (f *fields) string(name string, raw json.RawMessage, most int) (s string) {
	if raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		f.refuse(name, "is not text")
		return ""
	}
	if err := plain(s, most); err != nil {
		f.refuse(name, err.Error())
		return ""
	}
	return s
}

// list is a list of one string or more.
func (f *fields) list(name string) (list []string) {
	if !f.has(name) {
		f.refuse(name, "is missing")
		return nil
	}
	var items []json.RawMessage
	if raw := f.raw[name]; raw[0] != '[' || json.Unmarshal(raw, &items) != nil {
		f.refuse(name, "is not a list")
	} else if len(items) == 0 {
		f.refuse(name, "is empty")
	}
	for _, item := range items {
		list = append(list, f.string(name, item, maxText))
	}
	return list
}

// stringOrList is what RFC 7519 allows for `aud`: one string, or a list.
func (f *fields) stringOrList(name string) []string {
	if raw, ok := f.raw[name]; ok && raw[0] == '"' {
		return []string{f.text(name)}
	}
	return f.list(name)
}

// time is whole seconds since 1970, up to the year 9999.
func (f *fields) time(name string) time.Time {
	if !f.has(name) {
		f.refuse(name, "is missing")
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(string(f.raw[name]), 10, 64)
	if err != nil || seconds < 0 || seconds > 253402300799 {
		f.refuse(name, "is not a time in whole seconds")
	}
	return time.Unix(seconds, 0).UTC()
}

var unprintable = []*unicode.RangeTable{unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control}

// plain refuses text of more than most characters, and what could forge a line of a log or hide in one: control
// characters, line separators, changes of direction, and the mark that stands for letters that are none.
func plain(s string, most int) error {
	if utf8.RuneCountInString(s) > most {
		return fmt.Errorf("is longer than %d characters", most)
	}
	if slices.ContainsFunc([]rune(s), func(r rune) bool { return r == utf8.RuneError || unicode.In(r, unprintable...) }) {
		return errors.New("holds control characters")
	}
	return nil
}
