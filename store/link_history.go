package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thrivingfamilies.example/hub/linkage/review"
)

// history are the events of people, or of families, under any of the ids that they ever had.
const history = `WITH RECURSIVE known (id, root) AS (SELECT id, id FROM TABLE WHERE id IN ?
	UNION SELECT p.id, k.root FROM known k JOIN TABLE p ON p.merged_into = k.id)
	SELECT k.root, e.seq, e.at, e.kind, e.person_id, e.other_id, e.reason, e.weight, e.model FROM known k JOIN link_events e ON e.person_id = k.id
	UNION SELECT k.root, e.seq, e.at, e.kind, e.person_id, e.other_id, e.reason, e.weight, e.model FROM known k JOIN link_events e ON e.other_id = k.id
	ORDER BY 1, 2`

// LinkEvents are what became of people, by their ids, the earliest first.
func (s *Store) LinkEvents(ctx context.Context, people []string) (map[string][]review.Event, error) {
	return s.events(ctx, "persons", people)
}

// FamilyEvents are what became of families, by their ids, the earliest first.
func (s *Store) FamilyEvents(ctx context.Context, families []string) (map[string][]review.Event, error) {
	return s.events(ctx, "families", families)
}

func (s *Store) events(ctx context.Context, table string, ids []string) (map[string][]review.Event, error) {
	events := map[string][]review.Event{}
	for _, some := range chunks(ids, 5000) {
		var rows []struct {
			Root, Kind, PersonID, OtherID, Reason, Model string
			At                                           time.Time
			Weight                                       *float64
		}
		if err := s.db.WithContext(ctx).Raw(strings.ReplaceAll(history, "TABLE", table), some).Scan(&rows).Error; err != nil {
			return nil, fmt.Errorf("reading what became of %s: %w", table, err)
		}
		for _, r := range rows {
			_, kind, _ := strings.Cut(r.Kind, " ") // after whose it is
			events[r.Root] = append(events[r.Root], review.Event{
				At: r.At, Kind: review.EventKind(kind), From: r.PersonID, To: r.OtherID, Reason: r.Reason, Weight: r.Weight, Model: r.Model,
			})
		}
	}
	return events, nil
}
