package store

import (
	"context"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

// glassLock is the key of the Postgres lock under which breaks are made, ended and reviewed one after another. They wait for no
// import: whoever breaks the glass cannot.
const glassLock = 47_1989

// mostOpen is how many breaks one reader may have open at once.
const mostOpen = 20

var (
	errTooManyOpen = models.Refuse(models.Conflict, "you have 20 breaks of the glass open: end some with endBreakGlass")
	errNoBreak     = models.Refuse(models.NotFound, "there is no such break of the glass in your scope")
	errBreakOver   = models.Refuse(models.Conflict, "that break of the glass is over already")
	errReviewed    = models.Refuse(models.Conflict, "that break of the glass was reviewed already")
	errOwnBreak    = models.Refuse(models.Invalid, "nobody reviews a break of their own: let somebody else do it")
)

// OpenBreaks lists the breaks by which the reader is shown something at the moment, the newest first; of two before one class of
// one family, the newer one alone.
func (s *Store) OpenBreaks(ctx context.Context, subject string, role models.Role, org string, at time.Time) ([]models.GlassBreak, error) {
	var rows []brokenRow
	if err := s.db.WithContext(ctx).Raw(withReads+" WHERE "+openBreak+" ORDER BY opened_at DESC, id DESC", subject, string(role), org, at, at).
		Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading breaks of the glass: %w", err)
	}
	breaks, seen := make([]models.GlassBreak, 0, len(rows)), map[string]bool{}
	for _, r := range rows {
		if before := r.FamilyID + " " + r.Class; !seen[before] {
			seen[before] = true
			breaks = append(breaks, r.shown())
		}
	}
	return breaks, nil
}

// openBreak is the condition under which a break shows a reader something at a moment.
const openBreak = "subject = ? AND role = ? AND org = ? AND ended_at IS NULL AND opened_at <= ? AND expires_at > ?"

// BreakGlass keeps a break and tells the log of it. The agreement that permits it and the family in the reader's scope are the
// caller's to find; refused is why there is none.
func (s *Store) BreakGlass(ctx context.Context, by audit.Entry, key string, asked []string, b models.GlassBreak, lasts time.Duration, refused error) (models.GlassBreak, error) {
	return s.glass(ctx, "breakGlass", key, asked, by, func(tx *Tx) (models.GlassBreak, error) {
		if refused != nil {
			return b, refused
		}
		var open int
		if err := tx.scan(&open, "SELECT count(*) FROM glass_breaks WHERE "+openBreak, b.Subject, string(b.Role), b.Org, by.At, by.At); err != nil {
			return b, err
		}
		if open >= mostOpen {
			return b, errTooManyOpen
		}
		var err error
		if b.ID, err = tx.keyedID("G", "break ids", b.Subject, key); err != nil {
			return b, err
		}
		b.OpenedAt = by.At.UTC().Truncate(time.Microsecond)
		b.ExpiresAt = b.OpenedAt.Add(lasts)
		return b, tx.exec("INSERT INTO glass_breaks (id, subject, role, org, family_id, class, agreement, reason, opened_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			b.ID, b.Subject, string(b.Role), b.Org, b.Family, string(b.Class), b.Agreement, b.Reason, b.OpenedAt, b.ExpiresAt)
	})
}

// EndGlass ends a break before it expires: the reader's own, or with any set whoever's.
func (s *Store) EndGlass(ctx context.Context, by audit.Entry, key, id string, anybodys bool) (models.GlassBreak, error) {
	return s.glass(ctx, "endBreakGlass", key, id, by, func(tx *Tx) (models.GlassBreak, error) {
		b, err := tx.glassBreak(id)
		switch {
		case err != nil:
			return b, err
		case !anybodys && (b.Subject != by.Actor.Subject || string(b.Role) != by.Actor.Role || b.Org != by.Actor.Org):
			return b, errNoBreak
		case !b.OpenAt(by.At):
			return b, errBreakOver
		}
		return tx.endGlass(b, by)
	})
}

// ReviewGlass keeps whether a break was justified, once. One that was not is ended, if it is open yet.
func (s *Store) ReviewGlass(ctx context.Context, by audit.Entry, key, id string, verdict models.GlassVerdict, note string) (models.GlassBreak, error) {
	return s.glass(ctx, "reviewBreakGlass", key, []string{id, string(verdict), note}, by, func(tx *Tx) (models.GlassBreak, error) {
		b, err := tx.glassBreak(id)
		switch {
		case err != nil:
			return b, err
		case b.Subject == by.Actor.Subject:
			return b, errOwnBreak
		case b.Review != nil:
			return b, errReviewed
		}
		if verdict == models.NotJustified && b.OpenAt(by.At) {
			if b, err = tx.endGlass(b, by); err != nil {
				return b, err
			}
		}
		b.Review = &models.GlassReview{At: by.At.UTC(), By: by.Actor.Subject, Verdict: verdict, Note: note}
		return b, tx.exec("UPDATE glass_breaks SET reviewed_at = ?, reviewed_by = ?, verdict = ?, note = ? WHERE id = ?",
			b.Review.At, b.Review.By, string(verdict), note, id)
	})
}

func (t *Tx) endGlass(b models.GlassBreak, by audit.Entry) (models.GlassBreak, error) {
	at := by.At.UTC()
	b.EndedAt, b.EndedBy = &at, by.Actor.Subject
	return b, t.exec("UPDATE glass_breaks SET ended_at = ?, ended_by = ? WHERE id = ?", at, b.EndedBy, b.ID)
}

// glass makes a change to a break once, and its entry in the log, in one transaction.
func (s *Store) glass(ctx context.Context, operation, key string, request any, by audit.Entry, do func(*Tx) (models.GlassBreak, error)) (models.GlassBreak, error) {
	var b models.GlassBreak
	err := s.short(ctx, func(tx *Tx) error {
		if tx.postgres {
			if err := tx.exec("SELECT pg_advisory_xact_lock(?)", glassLock); err != nil {
				return err
			}
		}
		id, err := once(tx, operation, key, request, by, func() (string, error) {
			made, err := do(tx)
			if err != nil {
				return "", err
			}
			by.Operation, by.Glass = operation, []string{made.ID}
			by.Detail = map[string]any{"family": made.Family, "class": string(made.Class), "until": made.ExpiresAt.UTC().Format(time.RFC3339)}
			if made.Reason != "" && operation == "breakGlass" {
				by.Reason = made.Reason
			}
			if made.Review != nil && operation == "reviewBreakGlass" {
				by.Detail["verdict"] = string(made.Review.Verdict)
			}
			return made.ID, tx.Append(by)
		})
		if err != nil {
			return err
		}
		b, err = tx.glassBreak(id)
		return err
	})
	if err != nil {
		return b, fmt.Errorf("keeping a break of the glass: %w", err)
	}
	return b, nil
}
