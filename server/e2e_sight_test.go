package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sight is what one reader was shown of one database, with everything that is a matter of chance named by when it was first
// seen: ids and versions. Two who are shown the same cannot tell the databases apart.
type sight struct {
	names map[string]string
	order []string // ids, as they were first seen
	count map[string]int
}

func newSight() *sight { return &sight{names: map[string]string{}, count: map[string]int{}} }

// ofOurs is an id of a person, a family or a task.
var ofOurs = regexp.MustCompile(`^[PFT][a-z2-7]{16}$`)

// shown is a reply so named. Lists are put in an order that hangs on no id, as that of the reply does.
func (s *sight) shown(t *testing.T, body string) string {
	t.Helper()
	var reply any
	if err := json.Unmarshal([]byte(body), &reply); err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(s.named("", inOrder(reply)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// inOrder sorts all lists by what their entries say besides ids.
func inOrder(value any) any {
	switch v := value.(type) {
	case object:
		for key := range v {
			v[key] = inOrder(v[key])
		}
	case []any:
		said := func(entry any) string {
			text, _ := json.Marshal((&sight{}).named("", entry))
			return string(text)
		}
		for i := range v {
			v[i] = inOrder(v[i])
		}
		slices.SortStableFunc(v, func(a, b any) int { return strings.Compare(said(a), said(b)) })
	}
	return value
}

// named replaces what is a matter of chance, in a copy. A sight without names gives all of a kind one.
func (s *sight) named(field string, value any) any {
	switch v := value.(type) {
	case object:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		named := make(object, len(v))
		for _, key := range keys {
			named[key] = s.named(key, v[key])
		}
		return named
	case []any:
		named := make([]any, len(v))
		for i := range v {
			named[i] = s.named(field, v[i])
		}
		return named
	case string:
		if ofOurs.MatchString(v) {
			return s.name(v[:1], v)
		}
	case float64:
		if field == "version" {
			return s.name("version", fmt.Sprint(v))
		}
	}
	return value
}

func (s *sight) name(kind, value string) string {
	if s.names == nil {
		return kind
	}
	key := kind + " " + value
	if s.names[key] == "" {
		s.count[kind]++
		s.names[key] = fmt.Sprintf("%s %d", kind, s.count[kind])
		if len(kind) == 1 {
			s.order = append(s.order, value)
		}
	}
	return s.names[key]
}
