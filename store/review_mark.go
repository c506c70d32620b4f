package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// MarkLinks marks two records as never to be linked, or takes the mark away, and links anew what hangs on it. Nobody is ever
// shown the mark: the linker's doubt about the two opens no task, one that is open is closed like any that is in doubt no
// longer, and the log names them by a sign that cannot be led back to them. What is done already is done again.
func (s *Store) MarkLinks(ctx context.Context, by audit.Entry, m review.Mark) error {
	m.A, m.B = review.Ordered(m.A, m.B)
	if m.A == m.B {
		return models.Refuse(models.Invalid, "the two records are one: name two")
	}
	operation := "markDoNotLink"
	if m.Withdrawn {
		operation = "withdrawDoNotLink"
	}
	err := s.InTx(ctx, func(tx *Tx) error {
		_, err := once(tx, operation, m.Key, m, by, func() (bool, error) { return true, tx.mark(ctx, operation, by, m) })
		return err
	})
	if err != nil {
		return fmt.Errorf("marking two records: %w", err)
	}
	return nil
}

func (t *Tx) mark(ctx context.Context, operation string, by audit.Entry, m review.Mark) error {
	ids, err := t.reviewIDs()
	if err != nil {
		return err
	}
	if m.Withdrawn {
		err = t.exec("DELETE FROM link_constraints WHERE kind = '"+markKind+"' AND "+isPair, pair(m.A, m.B)...)
	} else {
		err = t.constrain(linkage.Constraint{A: m.A, B: m.B}, markKind, "", by.At)
	}
	if err != nil {
		return err
	}
	if err := t.bar(by.Actor.Subject, m.A, m.B); err != nil {
		return err
	}
	if err := t.relinkDecided(ctx, by.At, "a decision", m.A, m.B); err != nil {
		return err
	}
	by.Kind, by.Operation, by.Detail = audit.Alteration, operation, map[string]any{"mark": ids.Mark(m.A, m.B)}
	return t.Append(by)
}
