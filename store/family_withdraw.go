package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// CorrectionPeople are the people whom a correction that stands is of by now, nobody where there is none.
func (s *Store) CorrectionPeople(ctx context.Context, id string) (people []models.FoundPerson, err error) {
	err = s.db.WithContext(ctx).Raw(`SELECT DISTINCT l.person_id, p.family_id FROM family_corrections c
		JOIN family_correction_records r ON r.correction_id = c.id JOIN links l ON l.partner = r.partner AND l.org = r.org AND l.ref = r.ref
		JOIN persons p ON p.id = l.person_id WHERE c.id = ? AND c.withdrawn_at IS NULL ORDER BY l.person_id`, id).Scan(&people).Error
	if err != nil {
		return nil, fmt.Errorf("reading a correction: %w", err)
	}
	return people, nil
}

// WithdrawCorrection takes a correction back: the families are again what evidence and other corrections make of them.
func (s *Store) WithdrawCorrection(ctx context.Context, by audit.Entry, w review.WithdrawCorrection) (review.Corrected, error) {
	const operation = "withdrawFamilyCorrection"
	var done review.Corrected
	err := s.InTx(ctx, func(tx *Tx) (err error) {
		done, err = once(tx, operation, w.Key, w, by, func() (review.Corrected, error) { return tx.withdrawCorrection(ctx, operation, by, w) })
		return err
	})
	if err != nil {
		return review.Corrected{}, fmt.Errorf("withdrawing a correction: %w", err)
	}
	return done, nil
}

func (t *Tx) withdrawCorrection(ctx context.Context, operation string, by audit.Entry, w review.WithdrawCorrection) (review.Corrected, error) {
	if w.Refused != nil {
		return review.Corrected{}, w.Refused
	}
	var people []string
	if err := t.scan(&people, `SELECT DISTINCT l.person_id FROM family_correction_records r
		JOIN links l ON l.partner = r.partner AND l.org = r.org AND l.ref = r.ref WHERE r.correction_id = ? ORDER BY l.person_id`, w.Correction); err != nil {
		return review.Corrected{}, err
	}
	n, err := t.changed(`UPDATE family_corrections SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ? AND withdrawn_at IS NULL`,
		by.At, by.Actor.Subject, w.Reason, w.Correction)
	if err != nil {
		return review.Corrected{}, err
	}
	if n == 0 {
		return review.Corrected{}, errNoCorrection
	}
	done, err := t.regroupCorrected(ctx, w.Correction, by.At, people)
	if err != nil {
		return review.Corrected{}, err
	}
	return done, t.appendCorrection(operation, by, w.Correction, people)
}
