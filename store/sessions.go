package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

// ErrRevoked is a session that cannot begin, as what its subject has was taken back since the provider said who it is.
var ErrRevoked = errors.New("what the subject had was revoked")

// seenEvery is how exactly it is kept when a session was last used: not every read writes.
const seenEvery = 30 * time.Second

// BeginSession keeps a session under the keyed hash of its secret. Those that are over are thrown away.
func (s *Store) BeginSession(ctx context.Context, hash string, session auth.Session, now time.Time, idle time.Duration) error {
	c := session.Caller
	purposes := make([]string, len(c.Purposes))
	for i, p := range c.Purposes {
		purposes[i] = string(p)
	}
	return s.short(ctx, func(tx *Tx) error {
		if tx.postgres { // a revocation that is under way is waited for: it ends the sessions that it finds
			if err := tx.exec("LOCK TABLE revoked_tokens IN SHARE MODE"); err != nil {
				return err
			}
		}
		var revoked []time.Time
		if err := tx.scan(&revoked, "SELECT revoked_at FROM revoked_tokens WHERE subject = ? AND ends_at > ?", c.Subject, now.UTC()); err != nil {
			return err
		}
		for _, at := range revoked {
			if session.RevokedBy(at) {
				return ErrRevoked
			}
		}
		if err := tx.exec("DELETE FROM sessions WHERE ends_at <= ? OR seen_at <= ?", now.UTC(), now.UTC().Add(-idle)); err != nil {
			return err
		}
		return tx.exec(`INSERT INTO sessions (hash, id, subject, role, org, purposes, issuer, issued_at, seen_at, ends_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, hash, c.TokenID, c.Subject, c.Role, c.Org, strings.Join(purposes, " "), c.Issuer,
			session.IssuedAt.UTC(), now.UTC(), c.ExpiresAt.UTC())
	})
}

// Session is who signed in with the secret that has one of the hashes, and that it was used now; false where the session ended,
// was not used for idle, or never was.
func (s *Store) Session(ctx context.Context, hashes []string, now time.Time, idle time.Duration) (auth.Caller, bool, error) {
	var rows []struct {
		Hash, ID, Subject, Org, Purposes, Issuer string
		Role                                     models.Role
		SeenAt, EndsAt                           time.Time
	}
	tx := &Tx{db: s.db.WithContext(ctx)}
	err := tx.scan(&rows, `SELECT hash, id, subject, role, org, purposes, issuer, seen_at, ends_at FROM sessions
		WHERE hash IN ? AND ends_at > ? AND seen_at > ?`, hashes, now.UTC(), now.UTC().Add(-idle))
	if err != nil || len(rows) != 1 {
		return auth.Caller{}, false, err
	}
	row := rows[0]
	var purposes []models.Purpose
	for word := range strings.FieldsSeq(row.Purposes) {
		purposes = append(purposes, models.Purpose(word))
	}
	caller, err := auth.Person(row.Subject, row.Org, row.Role, purposes)
	if err != nil { // of a version with other roles or purposes
		return auth.Caller{}, false, nil
	}
	caller.TokenID, caller.Issuer, caller.ExpiresAt = row.ID, row.Issuer, row.EndsAt.UTC()
	if now.Sub(row.SeenAt) >= min(seenEvery, idle/4) {
		err = tx.exec("UPDATE sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?", now.UTC(), row.Hash, now.UTC())
	}
	return caller, err == nil, err
}

// EndSession ends the session whose secret has one of the hashes, if there is one.
func (s *Store) EndSession(ctx context.Context, hashes []string) error {
	return (&Tx{db: s.db.WithContext(ctx)}).exec("DELETE FROM sessions WHERE hash IN ?", hashes)
}

// endSessions ends those of the revocation.
func (t *Tx) endSessions(r auth.Revocation) error {
	if r.Subject == "" {
		return t.exec("DELETE FROM sessions WHERE id = ?", r.TokenID)
	}
	return t.exec("DELETE FROM sessions WHERE subject = ?", r.Subject)
}
