package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/audit"
)

// KnownAs are the ids by which somebody was ever known: the one that leads there now, those that were merged into it, and those of
// which it, or some of its records, was taken apart, until then. What was shown by an id while it stood for two is found of both.
func (s *Store) KnownAs(ctx context.Context, person string) ([]audit.Known, error) {
	live, _, err := s.FamilyOf(ctx, person)
	if err != nil || live == "" {
		return []audit.Known{{ID: person}}, err
	}
	until := map[string]time.Time{live: {}}
	for ahead := []string{live}; len(ahead) > 0; {
		before, err := s.before(ctx, ahead)
		if err != nil {
			return nil, fmt.Errorf("reading what somebody was known as: %w", err)
		}
		ahead = nil
		for _, b := range before {
			bound := earlier(until[b.To], b.At)
			if had, found := until[b.ID]; !found || earlier(had, bound) != bound {
				until[b.ID] = bound
				ahead = append(ahead, b.ID)
			}
		}
	}
	known := make([]audit.Known, 0, len(until))
	for id, bound := range until {
		known = append(known, audit.Known{ID: id, Until: bound})
	}
	slices.SortFunc(known, func(a, b audit.Known) int { return strings.Compare(a.ID, b.ID) })
	return known, nil
}

// formerly is an id of which another has something since a moment; of a merge there is none.
type formerly struct {
	ID, To string
	At     time.Time
}

func (s *Store) before(ctx context.Context, ids []string) (all []formerly, err error) {
	for _, query := range []string{
		"SELECT id, merged_into AS \"to\" FROM persons WHERE merged_into IN ?",
		"SELECT person_id AS id, other_id AS \"to\", at FROM link_events WHERE other_id IN ? AND kind IN ('person split', 'person moved')",
	} {
		var found []formerly
		if err := s.db.WithContext(ctx).Raw(query, ids).Scan(&found).Error; err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// earlier is the first of two bounds, of which zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
