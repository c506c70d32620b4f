package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
)

// bar notes that somebody is to decide of two records no more: who was shown how they compare is not blind, and who changed what is
// said of them, and so had a task closed or opened, would decide what they brought about.
func (t *Tx) bar(subject string, a, b linkage.Key) error {
	a, b = review.Ordered(a, b)
	return t.exec("INSERT INTO review_seen ("+pairColumns+", subject) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", append(pair(a, b), subject)...)
}

// seenBy is the condition under which a subject is barred from a task, called t.
const seenBy = "EXISTS (SELECT 1 FROM review_seen s WHERE s.a_partner = t.a_partner AND s.a_org = t.a_org AND s.a_ref = t.a_ref " +
	"AND s.b_partner = t.b_partner AND s.b_org = t.b_org AND s.b_ref = t.b_ref AND s.subject = ?)"

// noteBarred writes on tasks which of them the subject may not decide.
func noteBarred(db *gorm.DB, subject string, tasks []review.Task) error {
	at, ids := make(map[string]int, len(tasks)), make([]string, len(tasks))
	for i := range tasks {
		at[tasks[i].ID], ids[i] = i, tasks[i].ID
	}
	for _, some := range chunks(ids, 5000) {
		var barred []string
		if err := db.Raw("SELECT t.id FROM review_tasks t WHERE t.id IN ? AND "+seenBy, some, subject).Scan(&barred).Error; err != nil {
			return err
		}
		for _, id := range barred {
			tasks[at[id]].Barred = true
		}
	}
	return nil
}

// shownTo notes, before anything is shown, that somebody is shown how two records compare.
func (s *Store) shownTo(ctx context.Context, subject string, a, b linkage.Key) error {
	err := s.short(ctx, func(tx *Tx) error { return tx.bar(subject, a, b) })
	if err != nil {
		return fmt.Errorf("noting who is shown how two records compare: %w", err)
	}
	return nil
}
