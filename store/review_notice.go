package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// underWay is how long after a change began a reply may still leave before the change is in the log: none takes longer.
const underWay = time.Minute

// Notices lists, for each task by which records that were one person proved to be two, who was shown them as one: every reply in
// the log that showed that person while the two could be linked, until the entry by which they were taken apart. It errs on the side
// of too many: the log has no word of when a link was made, so the time is taken from the day on which both records were held.
// Other tasks have none.
func (s *Store) Notices(ctx context.Context, tasks []review.Task) (map[string][]review.Notice, error) {
	wrong := map[string]*suspect{}
	for i := range tasks {
		t := &tasks[i]
		if t.Person == "" || t.State != review.Decided || t.Verdict != review.Different && t.Verdict != review.Related {
			continue
		}
		until := t.DecidedAt
		if t.Kind == review.Report {
			until = t.OpenedAt
		}
		from, err := s.bothHeld(ctx, t.A, t.B)
		if err != nil {
			return nil, err
		}
		ids, err := s.everKnownAs(ctx, t.Person)
		if err != nil {
			return nil, err
		}
		wrong[t.ID] = &suspect{ids: ids, from: from, until: until, task: t}
	}
	notices := map[string][]review.Notice{}
	if len(wrong) == 0 {
		return notices, nil
	}
	if err := s.readLog(ctx, wrong); err != nil {
		return nil, fmt.Errorf("looking through the log: %w", err)
	}
	for id, w := range wrong {
		notices[id] = review.Notices(w.task.Reporter, w.task.Decisions, w.wronglyShown())
	}
	return notices, nil
}

// suspect is a person of whom wrong things may have been shown, and to whom.
type suspect struct {
	ids         []string
	from, until time.Time
	task        *review.Task
	apart       int64 // the number of the entry by which the two were taken apart; 0 until it is found
	shown       []shownAs
}

// shownAs is a reply with the number of its entry.
type shownAs struct {
	review.Shown
	seq int64
}

// bothHeld is when the later of two records came in first.
func (s *Store) bothHeld(ctx context.Context, a, b linkage.Key) (time.Time, error) {
	var latest time.Time
	for _, k := range []linkage.Key{a, b} {
		var first []time.Time
		if err := s.db.WithContext(ctx).Raw(`SELECT i.started_at FROM source_people p JOIN imports i ON i.id = p.import_id
			WHERE p.partner = ? AND p.org = ? AND p.ref = ? ORDER BY i.id LIMIT 1`, k.Partner, k.Org, k.Ref).Scan(&first).Error; err != nil {
			return latest, fmt.Errorf("reading when a record came in: %w", err)
		}
		if len(first) > 0 && first[0].After(latest) {
			latest = first[0]
		}
	}
	return latest, nil
}

// everKnownAs are the ids by which a person was ever known: its own, and those that were merged into it.
func (s *Store) everKnownAs(ctx context.Context, person string) (all []string, err error) {
	err = s.db.WithContext(ctx).Raw(`WITH RECURSIVE known (id) AS (SELECT CAST(? AS TEXT)
		UNION SELECT p.id FROM known k JOIN persons p ON p.merged_into = k.id) SELECT id FROM known ORDER BY id`, person).Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("reading a person's ids: %w", err)
	}
	return all, nil
}

// readLog goes through the entries that tell of any of the people, or of the tasks by which they were taken apart, once for all.
func (s *Store) readLog(ctx context.Context, wrong map[string]*suspect) error {
	var ids []string
	for _, id := range sortedKeys(wrong) {
		ids = append(append(ids, id, wrong[id].task.Person), wrong[id].ids...)
	}
	for after := int64(0); ; {
		page, err := logReader{s.db.WithContext(ctx)}.some("seq > ? AND seq IN (SELECT seq FROM audit_subjects WHERE subject_id IN ?)", after, ids)
		if err != nil {
			return err
		}
		for _, record := range page {
			after = record.Seq
			var e audit.Entry
			if err := json.Unmarshal([]byte(record.Body), &e); err != nil {
				return err
			}
			for _, w := range wrong {
				w.see(record.Seq, &e)
			}
		}
		if len(page) < auditPage {
			return nil
		}
	}
}

// see notes an entry that showed the person, and the one by which the two were taken apart.
func (w *suspect) see(seq int64, e *audit.Entry) {
	if w.apart == 0 && w.tookApart(e) {
		w.apart = seq
	}
	if e.At.Before(w.from) {
		return
	}
	var classes []string
	for _, id := range w.ids {
		classes = append(classes, e.Shown[id]...)
	}
	if len(classes) == 0 {
		return
	}
	role := models.Role(e.Actor.Role)
	if e.Actor.ActsAs != "" {
		role = models.Role(e.Actor.ActsAs)
	}
	w.shown = append(w.shown, shownAs{review.Shown{At: e.At, Subject: e.Actor.Subject, Role: role, Org: e.Actor.Org, Classes: classes}, seq})
}

// tookApart reports whether an entry is that of the report, or of the decision that settled a doubt. A report may have asked two
// questions, and its entry names the first.
func (w *suspect) tookApart(e *audit.Entry) bool {
	if w.task.Kind == review.Report {
		return e.Operation == "reportWrongLink" && e.Detail["person"] == w.task.Person && e.At.Sub(w.until).Abs() < time.Millisecond
	}
	return e.Operation == "decideReview" && e.Detail["task"] == w.task.ID && e.Detail["settled"] == true
}

// wronglyShown are the replies before the two were taken apart, by the order of the log; by its times alone where it does not say.
func (w *suspect) wronglyShown() (all []review.Shown) {
	for _, s := range w.shown {
		if !s.At.After(w.until) || s.seq < w.apart && !s.At.After(w.until.Add(underWay)) {
			all = append(all, s.Shown)
		}
	}
	return all
}
