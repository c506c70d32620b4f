package store

import (
	"context"
	"encoding/json"
	"fmt"

	"thrivingfamilies.example/hub/audit"
)

// FollowLog lists the entries after a number, the oldest first, no more than the limit: those of the readers of one partner or
// organisation (audit.ReaderOf), or all, "". Entries are numbered in the order in which they are committed, so that whoever goes
// on behind the last one misses none and sees none twice, whatever is appended meanwhile. What follows the log is left out.
func (s *Store) FollowLog(ctx context.Context, readerOf string, after int64, limit int) ([]audit.Logged, error) {
	query, args := "SELECT e.seq, e.body FROM audit_entries e WHERE e.seq > ?", []any{after}
	if readerOf != "" {
		query, args = "SELECT e.seq, e.body FROM audit_readers_of r JOIN audit_entries e ON e.seq = r.seq WHERE r.reader_of = ? AND r.seq > ?", []any{readerOf, after}
	}
	var found []audit.Logged
	for {
		var rows []loggedEntry
		if err := s.db.WithContext(ctx).Raw(query+" ORDER BY e.seq LIMIT ?", append(args[:len(args):len(args)], limit)...).Scan(&rows).Error; err != nil {
			return nil, &LogUnreadError{err}
		}
		for _, kept := range rows {
			logged := audit.Logged{Seq: kept.Seq}
			if err := json.Unmarshal([]byte(kept.Body), &logged.Entry); err != nil {
				return nil, fmt.Errorf("entry %d of the log cannot be read: %w", kept.Seq, err)
			}
			args[len(args)-1] = kept.Seq
			if logged.Operation != audit.Following && len(found) < limit {
				found = append(found, logged)
			}
		}
		if len(found) == limit || len(rows) < limit {
			return found, nil
		}
	}
}

// Secret is the installation's own secret of that name, made at first use.
func (s *Store) Secret(ctx context.Context, name string) (secret []byte, err error) {
	err = s.short(ctx, func(tx *Tx) error {
		secret, err = tx.secret(name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading a secret: %w", err)
	}
	return secret, nil
}
