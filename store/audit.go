package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/audit"
)

// logLock is the key of the Postgres lock under which entries are appended one after another.
const logLock = 62_2018

// Append adds an entry to the log in the transaction of what it tells of.
func (t *Tx) Append(e audit.Entry) error {
	body, err := e.Canonical()
	if err != nil {
		return err
	}
	if t.postgres {
		if err := t.exec("SELECT pg_advisory_xact_lock(?)", logLock); err != nil {
			return err
		}
	}
	var last audit.Record
	if err := t.scan(&last, "SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1"); err != nil {
		return err
	}
	return t.exec("INSERT INTO audit_entries (seq, body, previous, hash) VALUES (?, ?, ?, ?)",
		last.Seq+1, body, last.Hash, audit.Link(last.Hash, body))
}

// Log appends an entry on its own, and returns when it is durable.
func (s *Store) Log(ctx context.Context, e audit.Entry) error {
	s.logging.Lock()
	defer s.logging.Unlock()
	return s.short(ctx, func(tx *Tx) error { return tx.Append(e) })
}

// auditPage is how many entries are read at once.
const auditPage = 1000

// Entries calls f with every entry of the log in order.
func (s *Store) Entries(ctx context.Context, f func(audit.Record) error) error {
	for after := int64(0); ; {
		var page []audit.Record
		err := s.db.WithContext(ctx).Raw("SELECT seq, body, previous, hash FROM audit_entries WHERE seq > ? ORDER BY seq LIMIT ?",
			after, auditPage).Scan(&page).Error
		if err != nil {
			return fmt.Errorf("reading the log: %w", err)
		}
		for _, record := range page {
			if err := f(record); err != nil {
				return err
			}
			after = record.Seq
		}
		if len(page) < auditPage {
			return nil
		}
	}
}
