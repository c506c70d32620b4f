package store

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
)

// Revocations are those of tokens, the newest first. Those that could refuse no token any more are thrown away.
func (s *Store) Revocations(ctx context.Context, now time.Time) (all []auth.Revocation, err error) {
	var rows []struct {
		Subject, TokenID  string
		RevokedAt, EndsAt time.Time
	}
	tx := &Tx{db: s.db.WithContext(ctx)}
	if err := tx.scan(&rows, "SELECT subject, token_id, revoked_at, ends_at FROM revoked_tokens ORDER BY revoked_at DESC, subject, token_id"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.EndsAt.After(now) {
			all = append(all, auth.Revocation{Subject: r.Subject, TokenID: r.TokenID, At: r.RevokedAt.UTC()})
		}
	}
	if len(all) < len(rows) {
		err = tx.exec("DELETE FROM revoked_tokens WHERE ends_at <= ?", now.UTC())
	}
	return all, err
}

// Revoke keeps a revocation for as long as it could refuse a token, ends the sessions that it is of, and writes into the log who revoked what, and why. Every server
// of the database reads it in a few seconds.
func (s *Store) Revoke(ctx context.Context, by audit.Entry, r auth.Revocation) error {
	return s.short(ctx, func(tx *Tx) error {
		err := tx.exec(`INSERT INTO revoked_tokens (subject, token_id, revoked_at, ends_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (subject, token_id) DO UPDATE SET revoked_at = excluded.revoked_at, ends_at = excluded.ends_at`,
			r.Subject, r.TokenID, r.At.UTC(), r.Ends().UTC())
		if err != nil {
			return err
		}
		if err := tx.endSessions(r); err != nil {
			return err
		}
		by.Kind, by.Operation, by.Detail = audit.Alteration, "revoke tokens", map[string]any{}
		if r.Subject != "" {
			by.Detail["reader"] = r.Subject
		}
		if r.TokenID != "" {
			by.Detail["token"] = r.TokenID
		}
		return tx.Append(by)
	})
}
