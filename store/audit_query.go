package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"thrivingfamilies.example/hub/audit"
)

// longestWork is how long before it was written the moment of an entry may lie: an import's is its beginning.
const longestWork = 24 * time.Hour

// AccessLog lists the entries before a number (0: from the newest on) that are wanted, newest first, no more than the limit.
func (s *Store) AccessLog(ctx context.Context, q audit.Query, before int64, limit int) ([]audit.Logged, error) {
	from, where, args := "audit_entries e", "1 = 1", []any{}
	switch {
	case q.People != nil:
		from, where = "(SELECT DISTINCT seq FROM audit_subjects WHERE subject_id IN ?) p JOIN audit_entries e ON e.seq = p.seq", "1 = 1"
		ids := []string{}
		for _, k := range q.People {
			ids = append(ids, k.ID)
		}
		args = append(args, ids)
	case q.Subject != "":
		from, where = "audit_readers r JOIN audit_entries e ON e.seq = r.seq", "r.subject = ?"
		args = append(args, q.Subject)
	}
	var found []audit.Logged
	for {
		condition, more := where, args
		if before > 0 {
			condition, more = where+" AND e.seq < ?", slices.Concat(args, []any{before})
		}
		var page []loggedEntry
		if err := s.db.WithContext(ctx).Raw("SELECT e.seq, e.body FROM "+from+" WHERE "+condition+" ORDER BY e.seq DESC LIMIT ?",
			slices.Concat(more, []any{auditPage})...).Scan(&page).Error; err != nil {
			return nil, &LogUnreadError{err}
		}
		for _, kept := range page {
			before = kept.Seq
			logged := audit.Logged{Seq: kept.Seq}
			if err := json.Unmarshal([]byte(kept.Body), &logged.Entry); err != nil {
				return nil, fmt.Errorf("entry %d of the log cannot be read: %w", kept.Seq, err)
			}
			if !q.From.IsZero() && logged.At.Before(q.From.Add(-longestWork)) {
				return found, nil // all that come now were written earlier yet
			}
			if q.Matches(logged.Entry) {
				if found = append(found, logged); len(found) == limit {
					return found, nil
				}
			}
		}
		if len(page) < auditPage {
			return found, nil
		}
	}
}
