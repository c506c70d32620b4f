package store

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/linkage"
)

// relinkDecided links records anew after something was decided of them, with everything else that their people hold, and
// follows it on to families and documents: in the transaction of the decision, so that no reader ever sees the one without
// the other. why stands in the events.
func (t *Tx) relinkDecided(ctx context.Context, now time.Time, why string, keys ...linkage.Key) error {
	return t.relinkWithout(ctx, now, why, nil, keys)
}

// relinkWithout does so where a person has ended by what was decided, whose family is to hear of it.
func (t *Tx) relinkWithout(ctx context.Context, now time.Time, why string, gone []string, keys []linkage.Key) error {
	if err := t.closeConstrained(); err != nil {
		return err
	}
	f, err := t.follower(ctx, 0, now, why)
	if err != nil {
		return err
	}
	rows := make([][]any, 0, len(keys))
	for _, k := range keys {
		rows = append(rows, []any{k.Partner, k.Org, k.Ref})
	}
	if err := t.insert("changed_records", []string{"partner", "org", "ref"}, rows, "ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	// Every record of the people whom these records are, so that all of them is in one batch, and nothing that is not held.
	for _, step := range []string{
		`INSERT INTO changed_records (partner, org, ref) SELECT l.partner, l.org, l.ref FROM links l WHERE l.person_id IN
			(SELECT o.person_id FROM links o JOIN changed_records c ON c.partner = o.partner AND c.org = o.org AND c.ref = o.ref) ON CONFLICT DO NOTHING`,
		`DELETE FROM changed_records WHERE NOT EXISTS (SELECT 1 FROM links l
			WHERE l.partner = changed_records.partner AND l.org = changed_records.org AND l.ref = changed_records.ref)`,
	} {
		if err := t.exec(step); err != nil {
			return err
		}
	}
	if err := f.people(); err != nil {
		return err
	}
	if err := f.touchPersons(gone); err != nil {
		return err
	}
	return f.rest()
}

// confidence writes of each link what people have to do with it: it waits for one to decide, one has confirmed it, or neither.
// The people whose links change by that are touched, so that their documents are written anew.
func (t *Tx) confidence() error {
	waits := "(partner, org, ref) IN (" + eitherOf("review_tasks", "state = 'open'") + ")"
	decided := "(partner, org, ref) IN (" + eitherOf("link_constraints", "same") + ")"
	for _, step := range []struct{ to, where string }{
		{"IN_REVIEW", "confidence <> 'IN_REVIEW' AND " + waits},
		{"CONFIRMED", "confidence <> 'CONFIRMED' AND " + decided + " AND NOT " + waits},
		{"AUTOMATIC", "confidence <> 'AUTOMATIC' AND NOT " + decided + " AND NOT " + waits},
	} {
		if err := t.exec("INSERT INTO touched_persons (person_id) SELECT DISTINCT person_id FROM links WHERE " + step.where + " ON CONFLICT DO NOTHING"); err != nil {
			return err
		}
		if err := t.exec("UPDATE links SET confidence = ? WHERE "+step.where, step.to); err != nil {
			return err
		}
	}
	return nil
}
