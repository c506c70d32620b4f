package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"gorm.io/gorm"

	"thrivingfamilies.example/hub/audit"
)

// auditPage is how many entries are read at once.
const auditPage = 1000

// Entries calls f with every entry of the log and every checkpoint, in order: a checkpoint behind the last entry that it covers, and
// one that covers more than there are at the end. It is the log of one moment, whatever is added meanwhile.
func (s *Store) Entries(ctx context.Context, f func(audit.Record) error) error {
	return s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error { return logReader{db}.entries(f) }, s.oneMoment())
}

// oneMoment has a transaction read the log of one moment.
func (s *Store) oneMoment() *sql.TxOptions {
	moment := &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelSerializable}
	if s.postgres {
		moment.Isolation = sql.LevelRepeatableRead
	}
	return moment
}

// logReader reads the log.
type logReader struct{ db *gorm.DB }

func (l logReader) entries(f func(audit.Record) error) error {
	marks, err := l.checkpoints()
	if err != nil {
		return err
	}
	pass := func(upTo int64) error { // checkpoints
		for len(marks) > 0 && marks[0].size <= upTo {
			if err := f(audit.Record{Checkpoint: marks[0].note}); err != nil {
				return err
			}
			marks = marks[1:]
		}
		return nil
	}
	last := int64(0)
	for after := int64(math.MinInt64); ; {
		page, err := l.page(after)
		if err != nil {
			return err
		}
		for _, record := range page {
			if err := pass(last); err != nil {
				return err
			}
			if err := f(record); err != nil {
				return err
			}
			after, last = record.Seq, record.Seq
		}
		if len(page) < auditPage {
			break
		}
	}
	var stray int64
	if err := l.rows(&stray, "SELECT count(*) FROM audit_hashes WHERE id < 0 OR id >= ?", audit.First(last+1)); err != nil {
		return err
	}
	if stray > 0 {
		return fmt.Errorf("behind the %d entries of the log are %d hashes that belong to none: the log is cut short, or they were added", last, stray)
	}
	return pass(math.MaxInt64)
}

type keptCheckpoint struct {
	size int64
	note string
}

// checkpoints are all that were signed, by the size that stands beside them.
func (l logReader) checkpoints() ([]keptCheckpoint, error) {
	var rows []struct {
		Size int64
		Note string
	}
	if err := l.rows(&rows, "SELECT size, note FROM audit_checkpoints ORDER BY size, note"); err != nil {
		return nil, err
	}
	marks := make([]keptCheckpoint, len(rows))
	for i, r := range rows {
		marks[i] = keptCheckpoint{r.Size, r.Note}
	}
	return marks, nil
}

// page is the next entries, each with the hashes that are kept for it.
func (l logReader) page(after int64) ([]audit.Record, error) {
	entries, err := l.some("seq > ?", after)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	page := make([]audit.Record, len(entries))
	var kept []struct {
		ID   int64
		Hash []byte
	}
	first, next := audit.First(max(entries[0].Seq, 1)), audit.First(max(entries[len(entries)-1].Seq, 0)+1)
	if err := l.rows(&kept, "SELECT id, hash FROM audit_hashes WHERE id >= ? AND id < ? ORDER BY id", first, next); err != nil {
		return nil, err
	}
	for i, e := range entries {
		page[i].Seq, page[i].Body = e.Seq, e.Body
		seq := e.Seq
		for len(kept) > 0 && seq > 0 && kept[0].ID < audit.First(seq+1) {
			var hash audit.Hash
			if len(kept[0].Hash) == len(hash) { // else it stays the hash of nothing
				copy(hash[:], kept[0].Hash)
			}
			page[i].Hashes = append(page[i].Hashes, hash)
			kept = kept[1:]
		}
	}
	return page, nil
}

// loggedEntry is an entry as it is kept.
type loggedEntry struct {
	Seq  int64
	Body string
}

// some are the first entries for which the condition holds, a page of them.
func (l logReader) some(where string, args ...any) (entries []loggedEntry, err error) {
	err = l.rows(&entries, fmt.Sprintf("SELECT seq, body FROM audit_entries WHERE %s ORDER BY seq LIMIT %d", where, auditPage), args...)
	return entries, err
}

func (l logReader) rows(into any, query string, args ...any) error {
	if err := l.db.Raw(query, args...).Scan(into).Error; err != nil {
		return &LogUnreadError{err}
	}
	return nil
}

// LogUnreadError says that the log could not be read: nothing is known of what it holds.
type LogUnreadError struct{ cause error }

func (e *LogUnreadError) Error() string { return "reading the log: " + e.cause.Error() }

// Unwrap is why.
func (e *LogUnreadError) Unwrap() error { return e.cause }
