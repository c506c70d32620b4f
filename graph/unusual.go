package graph

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// The period that is looked through for unusual reading where none is said, and the longest.
const (
	usualPeriod   = 30 * 24 * time.Hour
	longestPeriod = 366 * 24 * time.Hour
)

// unusualReading reports to information governance what somebody should ask about.
func (r *Resolver) unusualReading(ctx context.Context, from, until *time.Time) ([]*model.UnusualReading, error) {
	shown := []*model.UnusualReading{}
	if !governs(ctx) {
		return shown, nil
	}
	now := r.now()
	end := now
	if until != nil {
		end = *until
	}
	begin := end.Add(-usualPeriod)
	if from != nil {
		begin = *from
	}
	switch {
	case !begin.Before(end):
		return nil, problem(Invalid, "from must be before until")
	case end.Sub(begin) > longestPeriod:
		return nil, problem(Invalid, "from and until lie more than a year apart: ask for a year at a time")
	}
	found, err := r.store.UnusualReading(ctx, begin, end, r.unusual(now))
	if err != nil {
		return nil, err
	}
	for _, one := range found {
		m := &model.UnusualReading{Kind: one.Kind, Reader: one.Subject, Role: models.Role(one.Role), Org: orNil(one.Org), Says: one.Says, Count: one.Count, Entries: []int{}}
		for _, seq := range one.Entries {
			m.Entries = append(m.Entries, int(seq))
		}
		shown = append(shown, m)
	}
	return shown, nil
}
