package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/linkage/review"
)

// ReviewQuality measures how well the linker's doubt and its readers do, over the tasks within the scope.
func (s *Store) ReviewQuality(ctx context.Context, scope review.Scope) (review.Quality, error) {
	where, args := tasksWhere(scope, review.Filter{Kind: review.Pair, State: review.Decided})
	return s.measure(ctx, where, args...)
}

// WholeReviewQuality is ReviewQuality over all tasks: for who runs the program, and is shown figures alone.
func (s *Store) WholeReviewQuality(ctx context.Context) (review.Quality, error) {
	return s.measure(ctx, "t.kind = ? AND t.state = ?", string(review.Pair), string(review.Decided))
}

// measure measures the tasks of which a condition holds.
func (s *Store) measure(ctx context.Context, where string, args ...any) (review.Quality, error) {
	tasks, err := readTasks(s.db.WithContext(ctx), where, args...)
	if err != nil {
		return review.Quality{}, fmt.Errorf("measuring the review: %w", err)
	}
	return review.Measure(tasks), nil
}
