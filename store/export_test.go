package store

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
)

// Doubt and OpenReview are for tests in which the linker does not doubt.
type Doubt = doubt

// OpenReview is openReview, as a follower calls it.
func (t *Tx) OpenReview(ctx context.Context, now time.Time, about []linkage.Key, pairs []Doubt) error {
	f, err := t.follower(ctx, 0, now, "a test")
	if err != nil {
		return err
	}
	if err := t.openReview(now, about, pairs); err != nil {
		return err
	}
	return f.rest()
}

// Once makes a change of a test's own.
func (t *Tx) Once(operation, key string, request any, by audit.Entry, do func() (string, error)) (string, error) {
	return once(t, operation, key, request, by, do)
}
