package store

import (
	"context"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// PairExplained is how the linker weighs two records as they stand, and what they are taken to be.
type PairExplained struct {
	linkage.Explanation
	Now     [2]TakenFor // in the order in which they were asked for
	Decided review.Verdict
	Held    bool // apart, as somebody reported the link as wrong
	Waiting bool // for a reader, who decides about the two without the score
}

// TakenFor is whom a record is taken to be.
type TakenFor struct {
	PersonID string // "" where it is not linked yet
	Rule     string // what made it so: a model, or people; "" where the person has no other record
}

// Together reports whether the two are taken to be one person.
func (p PairExplained) Together() bool {
	return p.Now[0].PersonID != "" && p.Now[0].PersonID == p.Now[1].PersonID
}

// NotHeldError says that a record is not held.
type NotHeldError struct{ Key linkage.Key }

func (e NotHeldError) Error() string { return "there is no such record" }

// ExplainForOperator explains two records to whoever runs the hub, who is blind to nothing: so it is written to the log, with
// the people whom the two are taken to be, before anything is told. A mark is shown to nobody, an operator included.
func (s *Store) ExplainForOperator(ctx context.Context, a, b linkage.Key, by audit.Actor, at time.Time) (PairExplained, error) {
	var out PairExplained
	err := s.short(ctx, func(tx *Tx) error {
		linker, err := tx.linker()
		if err != nil {
			return err
		}
		var records [2]linkage.Record
		entry := audit.Entry{At: at, Kind: audit.Consultation, Actor: by, Operation: "link --explain", Shown: map[string][]string{}}
		for i, k := range []linkage.Key{a, b} {
			if records[i], out.Now[i], err = tx.recordTaken(k); err != nil {
				return err
			}
			if id := out.Now[i].PersonID; id != "" {
				entry.Shown[id] = []string{string(models.ClassLinks)}
			}
		}
		if err := tx.decided(&out, a, b); err != nil {
			return err
		}
		out.Explanation = linker.Explain(records[0], records[1])
		if err := tx.bar(by.Subject, a, b); err != nil {
			return err
		}
		entry.Detail = map[string]any{"model": out.Model, "waiting": out.Waiting}
		return tx.Append(entry)
	})
	if err != nil {
		return PairExplained{}, fmt.Errorf("explaining two records: %w", err)
	}
	return out, nil
}

// recordTaken is a record that is held, and whom it is taken to be.
func (t *Tx) recordTaken(k linkage.Key) (linkage.Record, TakenFor, error) {
	var rows []struct {
		LinkRow `gorm:"embedded"`
		Rule    string
	}
	err := t.scan(&rows, "SELECT "+recordColumns+`, coalesce(l.rule, '') AS rule FROM source_people p
		LEFT JOIN links l ON l.partner = p.partner AND l.org = p.org AND l.ref = p.ref
		WHERE p.partner = ? AND p.org = ? AND p.ref = ? AND p.ended_import_id IS NULL`, k.Partner, k.Org, k.Ref)
	if err != nil {
		return linkage.Record{}, TakenFor{}, err
	}
	if len(rows) == 0 {
		return linkage.Record{}, TakenFor{}, NotHeldError{k}
	}
	return rows[0].record(), TakenFor{rows[0].PersonID, rows[0].Rule}, nil
}

// decided finds what people have said of two records, and whether they are still to say it.
func (t *Tx) decided(out *PairExplained, a, b linkage.Key) error {
	a, b = review.Ordered(a, b)
	var said []struct {
		Kind          string
		Same, Related bool
	}
	if err := t.scan(&said, "SELECT kind, same, related FROM link_constraints WHERE kind <> '"+markKind+"' AND "+isPair+
		" ORDER BY at DESC, task_id DESC", pair(a, b)...); err != nil {
		return err
	}
	for _, c := range said {
		switch {
		case c.Kind == holdKind:
			out.Held = true
		case out.Decided != "": // an older one
		case c.Same:
			out.Decided = review.Same
		case c.Related:
			out.Decided = review.Related
		default:
			out.Decided = review.Different
		}
	}
	var open int
	err := t.scan(&open, "SELECT count(*) FROM review_tasks WHERE state = '"+string(review.Open)+"' AND "+isPair, pair(a, b)...)
	out.Waiting = open > 0
	return err
}
