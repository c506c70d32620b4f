package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/linkage/review"
)

// ReviewQuality measures how well the linker's doubt and its readers do, over the tasks within the scope.
func (s *Store) ReviewQuality(ctx context.Context, scope review.Scope) (review.Quality, error) {
	where, args := tasksWhere(scope, review.Filter{Kind: review.Pair, State: review.Decided})
	tasks, err := readTasks(s.db.WithContext(ctx), where, args...)
	if err != nil {
		return review.Quality{}, fmt.Errorf("measuring the review: %w", err)
	}
	return review.Measure(tasks), nil
}
