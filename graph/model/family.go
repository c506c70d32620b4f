package model

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Family is one family as one reader sees it.
type Family struct {
	models.Case
	ID            string
	Version       int
	Members       []*Member
	Address       *Address
	District      string
	Hub           string
	Chronology    []*ChronologyEntry
	LastChangedAt time.Time

	Relations   sharing.Relations // how the reader stands to any of the members
	PlaceHidden bool              // somebody's address in the family is protected: no place is shown

	Recall func(context.Context) ([]LinkEvent, error)
}

// History is what became of the family when people were grouped anew. It is looked up when it is asked for.
func (f *Family) History(ctx context.Context) ([]LinkEvent, error) { return f.Recall(ctx) }

// Member is one person's place in a family.
type Member struct {
	Role   string
	Person *Person
}

// ChronologyEntry is one dated line about a person.
type ChronologyEntry struct {
	On     models.Date
	Class  string
	Text   string
	Person *Person
}
