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

// underWay is how long after records were held apart a reply may still leave that was read before: none takes longer.
const underWay = time.Minute

// Notices lists, for each task by which records that were one person proved to be two, who was shown them as one: every reply in
// the log that showed that person while the two could be linked. It errs on the side of too many: the log has no word of when
// a link was made, so the time is taken from the day on which both records were held. Other tasks have none.
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
		wrong[t.ID] = &suspect{ids: ids, from: from, until: until.Add(underWay), task: t}
	}
	notices := map[string][]review.Notice{}
	if len(wrong) == 0 {
		return notices, nil
	}
	if err := s.readLog(ctx, wrong); err != nil {
		return nil, fmt.Errorf("looking through the log: %w", err)
	}
	for id, w := range wrong {
		notices[id] = review.Notices(w.task.Reporter, w.task.Decisions, w.shown)
	}
	return notices, nil
}

// suspect is a person of whom wrong things may have been shown, and to whom.
type suspect struct {
	ids         []string
	from, until time.Time
	task        *review.Task
	shown       []review.Shown
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

// readLog goes through the entries that name any of the people, once for all.
func (s *Store) readLog(ctx context.Context, wrong map[string]*suspect) error {
	query, args := "", []any{}
	for _, id := range sortedKeys(wrong) {
		for _, person := range wrong[id].ids {
			query += " OR body LIKE ?"
			args = append(args, `%"`+person+`":%`)
		}
	}
	for after := int64(0); ; {
		var page []audit.Record
		if err := s.db.WithContext(ctx).Raw("SELECT seq, body FROM audit_entries WHERE seq > ? AND (1 = 0"+query+") ORDER BY seq LIMIT ?",
			append(append([]any{after}, args...), auditPage)...).Scan(&page).Error; err != nil {
			return err
		}
		for _, record := range page {
			after = record.Seq
			var e audit.Entry
			if err := json.Unmarshal([]byte(record.Body), &e); err != nil {
				return err
			}
			for _, w := range wrong {
				w.see(&e)
			}
		}
		if len(page) < auditPage {
			return nil
		}
	}
}

// see notes an entry that showed the person while it was wrong.
func (w *suspect) see(e *audit.Entry) {
	if e.At.Before(w.from) || e.At.After(w.until) {
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
	w.shown = append(w.shown, review.Shown{At: e.At, Subject: e.Actor.Subject, Role: role, Org: e.Actor.Org, Classes: classes})
}
