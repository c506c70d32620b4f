package store

import (
	"context"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/models"
)

// brokenRow is a break as it is kept.
type brokenRow struct {
	ID, Subject, Role, Org, FamilyID, Class, Agreement, Reason string
	OpenedAt, ExpiresAt                                        time.Time
	EndedAt, ReviewedAt                                        *time.Time
	EndedBy, ReviewedBy, Verdict, Note                         string
	Reads                                                      int
}

func (r brokenRow) shown() models.GlassBreak {
	b := models.GlassBreak{
		ID: r.ID, Subject: r.Subject, Role: models.Role(r.Role), Org: r.Org, Family: r.FamilyID, Class: models.Class(r.Class), Agreement: r.Agreement,
		Reason: r.Reason, OpenedAt: r.OpenedAt, ExpiresAt: r.ExpiresAt, EndedAt: r.EndedAt, EndedBy: r.EndedBy, Reads: r.Reads,
	}
	if r.ReviewedAt != nil {
		b.Review = &models.GlassReview{At: *r.ReviewedAt, By: r.ReviewedBy, Verdict: models.GlassVerdict(r.Verdict), Note: r.Note}
	}
	return b
}

// withReads are breaks, and of each how many entries of the log show something by it.
const withReads = "SELECT b.*, (SELECT count(*) FROM audit_subjects s WHERE s.subject_id = b.id) AS reads FROM glass_breaks b"

// glassBreak is one break; models.Refused where there is none.
func (t *Tx) glassBreak(id string) (models.GlassBreak, error) {
	var rows []brokenRow
	if len(id) > maxID {
		return models.GlassBreak{}, errNoBreak
	}
	if err := t.scan(&rows, withReads+" WHERE b.id = ?", id); err != nil {
		return models.GlassBreak{}, err
	}
	if len(rows) == 0 {
		return models.GlassBreak{}, errNoBreak
	}
	return rows[0].shown(), nil
}

// GlassBreaks lists breaks in a state ("": all) at a moment, the newest first, after one of them ("": from the newest on).
func (s *Store) GlassBreaks(ctx context.Context, state models.GlassState, at time.Time, after string, limit int) ([]models.GlassBreak, error) {
	query, args := withReads+" WHERE 1 = 1", []any{}
	switch state {
	case models.GlassOpen:
		query, args = query+" AND b.ended_at IS NULL AND b.opened_at <= ? AND b.expires_at > ?", append(args, at, at)
	case models.GlassUnreviewed:
		query += " AND b.reviewed_at IS NULL"
	case models.GlassReviewed:
		query += " AND b.reviewed_at IS NOT NULL"
	}
	if after != "" {
		query += " AND EXISTS (SELECT 1 FROM glass_breaks a WHERE a.id = ? AND (b.opened_at < a.opened_at OR b.opened_at = a.opened_at AND b.id < a.id))"
		args = append(args, after)
	}
	var rows []brokenRow
	if err := s.db.WithContext(ctx).Raw(query+" ORDER BY b.opened_at DESC, b.id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing breaks of the glass: %w", err)
	}
	breaks := make([]models.GlassBreak, len(rows))
	for i, r := range rows {
		breaks[i] = r.shown()
	}
	return breaks, nil
}
