package audit

import (
	"slices"
	"time"
)

// Query says which entries of the log are wanted. Every part that is set must hold; the zero Query wants all of them.
type Query struct {
	People      []Known  // of which one is concerned
	Subject     string   // of the reader
	Roles       []string // of which one read, itself or by INTEGRATION
	Org         *string  // of the reader; "" is the partner as a whole
	Class       string   // that was shown, of one of the people where some are named
	Kind        Kind
	Glass       bool // that tell of a broken glass
	Purpose     string
	From, Until time.Time // from the one and before the other; zero is no bound
}

// Known is an id by which somebody was known, until some moment: from then on it is another's. Zero is no bound.
type Known struct {
	ID    string
	Until time.Time
}

func (k Known) names(id string, at time.Time) bool {
	return k.ID == id && (k.Until.IsZero() || at.Before(k.Until))
}

// Matches reports whether an entry is wanted.
func (q Query) Matches(e Entry) bool {
	switch {
	case q.Subject != "" && e.Actor.Subject != q.Subject,
		q.Roles != nil && !slices.Contains(q.Roles, e.Actor.reads()),
		q.Org != nil && e.Actor.Org != *q.Org,
		q.Kind != "" && e.Kind != q.Kind,
		q.Glass && len(e.Glass) == 0,
		q.Purpose != "" && e.Purpose != q.Purpose,
		!q.From.IsZero() && e.At.Before(q.From),
		!q.Until.IsZero() && !e.At.Before(q.Until):
		return false
	}
	return q.concerns(e)
}

// concerns reports whether the entry shows the class, and of one of the people.
func (q Query) concerns(e Entry) bool {
	if q.People == nil && q.Class == "" {
		return true
	}
	for person, classes := range e.Shown {
		if (q.People == nil || slices.ContainsFunc(q.People, func(k Known) bool { return k.names(person, e.At) })) && (q.Class == "" || slices.Contains(classes, q.Class)) {
			return true
		}
	}
	return false
}

// reads is the role whose grants were used.
func (a Actor) reads() string {
	if a.ActsAs != "" {
		return a.ActsAs
	}
	return a.Role
}

// Logged is an entry and its number.
type Logged struct {
	Seq int64
	Entry
}
