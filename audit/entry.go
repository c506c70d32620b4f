package audit

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Kind is what was done, in the words of the Data Protection Act 2018 s.62.
type Kind string

// The kinds of entry.
const (
	Collection   Kind = "collection"
	Alteration   Kind = "alteration"
	Consultation Kind = "consultation"
	Disclosure   Kind = "disclosure"
	Combination  Kind = "combination"
	Erasure      Kind = "erasure"
)

// Actor is who did it.
type Actor struct {
	Subject string `json:"subject"`
	Role    string `json:"role,omitempty"`
	ActsAs  string `json:"actsAs,omitempty"` // INTEGRATION: the role whose grants it used
	Org     string `json:"org,omitempty"`
	TokenID string `json:"token,omitempty"`
}

// Withheld is a class that was asked for and not shown, with why, by which agreement, and at how many places.
type Withheld struct {
	Path      string `json:"path"`
	Class     string `json:"class"`
	Reason    string `json:"reason"`
	Agreement string `json:"agreement,omitempty"`
	Count     int    `json:"count"`
}

// Entry is one thing that happened.
type Entry struct {
	At        time.Time `json:"at"`
	Kind      Kind      `json:"kind"`
	Actor     Actor     `json:"actor"`
	Purpose   string    `json:"purpose,omitempty"`
	Reason    string    `json:"reason,omitempty"` // in the reader's own words, where one was stated
	Operation string    `json:"operation"`
	Query     string    `json:"query,omitempty"` // SHA-256 of the operation's text
	// Set is the SHA-256 of all the agreements that were loaded: of those that decided, whether anything was shown or not.
	Set string `json:"set,omitempty"`
	// Agreements are the ids and SHA-256 of those under which something was shown.
	Agreements map[string]string   `json:"agreements,omitempty"`
	Shown      map[string][]string `json:"shown,omitempty"` // person id -> classes
	Withheld   []Withheld          `json:"withheld,omitempty"`
	// Glass are the ids of the breaks of the glass without which something of what is shown would not have been; of an entry that
	// shows nothing, of the break that was made, ended or reviewed.
	Glass  []string       `json:"glass,omitempty"`
	Detail map[string]any `json:"detail,omitempty"`
}

// Subjects are the ids of the people, families and tasks that the entry tells of, and of the breaks of the glass by which it
// shows something, in order, each once.
func (e Entry) Subjects() []string {
	ids := slices.Collect(maps.Keys(e.Shown))
	if len(e.Shown) > 0 {
		ids = append(ids, e.Glass...)
	}
	for _, key := range []string{"person", "task"} {
		if id, ok := e.Detail[key].(string); ok && id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Canonical is the entry's text: JSON with its keys in a fixed order, each person's classes too, and its moment in UTC.
func (e Entry) Canonical() (string, error) {
	e.At = e.At.UTC().Truncate(time.Microsecond)
	shown := make(map[string][]string, len(e.Shown))
	for person, classes := range e.Shown {
		shown[person] = slices.Compact(slices.Sorted(slices.Values(classes)))
	}
	e.Shown = shown
	text, err := json.Marshal(e)
	return string(text), err
}
