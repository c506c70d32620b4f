package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

var (
	errFamilyChanged = models.Refuse(models.Conflict, "a family has changed since you read it: read it again, then decide")
	errNotAsSaid     = models.Refuse(models.Conflict, "the families would not be as you say, as something else that people said stands against it: withdraw that first")
	errNoCorrection  = models.Refuse(models.NotFound, "there is no such correction in your scope, or it was withdrawn")
)

// CorrectFamilies keeps what a reader says of families and groups them anew: when it returns, the families are as they said.
// The people must be all of the families concerned, as the reader saw them.
func (s *Store) CorrectFamilies(ctx context.Context, by audit.Entry, c review.Correct) (review.Corrected, error) {
	operation := map[review.CorrectionKind]string{review.Move: "moveMember", review.Merge: "mergeFamilies", review.Split: "splitFamily"}[c.Kind]
	var done review.Corrected
	err := s.InTx(ctx, func(tx *Tx) (err error) {
		done, err = once(tx, operation, c.Key, c, by, func() (review.Corrected, error) { return tx.correct(ctx, operation, by, c) })
		return err
	})
	if err != nil {
		return review.Corrected{}, fmt.Errorf("correcting families: %w", err)
	}
	return done, nil
}

func (t *Tx) correct(ctx context.Context, operation string, by audit.Entry, c review.Correct) (review.Corrected, error) {
	if c.Refused != nil {
		return review.Corrected{}, c.Refused
	}
	people := slices.Concat(c.About, c.With, c.Without)
	whole, err := t.wholeFamilies(people)
	if err != nil {
		return review.Corrected{}, err
	}
	if !whole {
		return review.Corrected{}, errFamilyChanged
	}
	id, err := t.keepCorrection(by, c)
	if err != nil {
		return review.Corrected{}, err
	}
	done, err := t.regroupCorrected(ctx, id, by.At, people)
	if err != nil {
		return review.Corrected{}, err
	}
	is, err := t.membersOf(done.Families)
	if err != nil {
		return review.Corrected{}, err
	}
	home := is[c.About[0]]
	for _, p := range people {
		if (is[p] == home) == slices.Contains(c.Without, p) {
			return review.Corrected{}, errNotAsSaid
		}
	}
	return done, t.appendCorrection(operation, by, id, people)
}

// wholeFamilies reports whether the people live, stand once each, and are all of their families.
func (t *Tx) wholeFamilies(people []string) (bool, error) {
	var all []string
	err := t.scan(&all, `SELECT id FROM persons WHERE NOT ended AND family_id IN
		(SELECT family_id FROM persons WHERE id IN ? AND NOT ended) ORDER BY id`, people)
	return len(people) > 0 && slices.Equal(all, slices.Sorted(slices.Values(people))), err
}

// keepCorrection writes it down, of the records that the people have now, and returns its id.
func (t *Tx) keepCorrection(by audit.Entry, c review.Correct) (string, error) {
	ids, err := t.reviewIDs()
	if err != nil {
		return "", err
	}
	var n int
	if err := t.scan(&n, "SELECT coalesce(max(n), 0) + 1 FROM family_corrections"); err != nil {
		return "", err
	}
	id := ids.Correction(n)
	if err := t.exec("INSERT INTO family_corrections (id, n, kind, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
		id, n, string(c.Kind), c.Reason, by.Actor.Subject, by.At); err != nil {
		return "", err
	}
	for _, part := range []struct {
		side   string
		people []string
	}{{aboutSide, c.About}, {withSide, c.With}, {withoutSide, c.Without}} {
		if len(part.people) == 0 {
			continue
		}
		if err := t.exec(`INSERT INTO family_correction_records (correction_id, partner, org, ref, side)
			SELECT ?, partner, org, ref, ? FROM links WHERE person_id IN ?`, id, part.side, part.people); err != nil {
			return "", err
		}
	}
	return id, nil
}

// regroupCorrected groups the people anew and follows it on to documents, in the transaction of the correction.
func (t *Tx) regroupCorrected(ctx context.Context, id string, now time.Time, people []string) (review.Corrected, error) {
	f, err := t.follower(ctx, 0, now, "a correction")
	if err != nil {
		return review.Corrected{}, err
	}
	if err := f.touchPersons(people); err != nil {
		return review.Corrected{}, err
	}
	if err := f.rest(); err != nil {
		return review.Corrected{}, err
	}
	done := review.Corrected{Correction: id, Families: []string{}}
	if len(people) == 0 {
		return done, nil
	}
	err = t.scan(&done.Families, "SELECT DISTINCT family_id FROM persons WHERE id IN ? AND NOT ended ORDER BY family_id", people)
	return done, err
}

// appendCorrection adds the change to the log, without its reason, which may be somebody's data.
func (t *Tx) appendCorrection(operation string, by audit.Entry, id string, people []string) error {
	by.Kind, by.Operation = audit.Alteration, operation
	by.Detail = map[string]any{"correction": id, "people": slices.Sorted(slices.Values(people))}
	return t.Append(by)
}
