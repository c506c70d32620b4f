package store

import (
	"slices"
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// keepSide writes down which records a report says are somebody else's.
func (t *Tx) keepSide(task string, held []linkage.Key) error {
	rows := make([][]any, len(held))
	for i, k := range held {
		rows[i] = []any{task, string(k.Partner), k.Org, k.Ref}
	}
	return t.insert("report_sides", []string{"task_id", "partner", "org", "ref"}, rows, "")
}

// reported is the task of a report by which an outsider's organisation said the same of the same records within
// review.SameReport; nil where there is none. Whether anything was held apart by it, or decided since, is no matter: what the
// reporter is answered must hang on its own acts alone.
func (t *Tx) reported(by review.Reporter, held []linkage.Key, at time.Time) (*review.Task, error) {
	if by.Role.Partner() == models.Council {
		return nil, nil
	}
	var rows []struct {
		PairRow      `gorm:"embedded"`
		ID           string
		ReporterRole models.Role
		OpenedAt     time.Time
	}
	if err := t.scan(&rows, "SELECT id, reporter_role, opened_at, "+pairColumns+` FROM review_tasks WHERE kind = 'report' AND reporter_org = ? AND id IN
		(SELECT task_id FROM report_sides WHERE partner = ? AND org = ? AND ref = ?) ORDER BY id`, by.Org, held[0].Partner, held[0].Org, held[0].Ref); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.ReporterRole.Partner() != by.Role.Partner() || at.Sub(r.OpenedAt) >= review.SameReport {
			continue
		}
		var side []linkage.Key
		if err := t.scan(&side, "SELECT partner, org, ref FROM report_sides WHERE task_id = ?", r.ID); err != nil {
			return nil, err
		}
		slices.SortFunc(side, compareKeys)
		within := slices.Contains(side, r.A) && slices.Contains(side, r.B) // it asks whether these are one: not what was reported
		if slices.Equal(side, held) && !within {
			return &review.Task{ID: r.ID, A: r.A, B: r.B}, nil
		}
	}
	return nil, nil
}

// compareKeys orders records by their keys.
func compareKeys(a, b linkage.Key) int {
	switch {
	case a == b:
		return 0
	case a.Less(b):
		return -1
	}
	return 1
}
