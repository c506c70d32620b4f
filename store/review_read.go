package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// taskRow is a task as it is read, with what its records say now and whom they are.
type taskRow struct {
	PairRow                                 `gorm:"embedded"`
	ID                                      string
	Kind                                    review.Kind
	State                                   review.State
	Round                                   int
	OpenedAt                                time.Time
	Model                                   string
	Weight, PSame, PHousehold               *float64
	Sample, Quiet, Second                   bool
	Verdict                                 review.Verdict
	DecidedAt                               *time.Time
	Reason, Reporter, ReporterOrg, PersonID string
	ReporterRole                            models.Role
	AHash, BHash                            []byte
	APersonID, AFamilyID                    *string
	BPersonID, BFamilyID                    *string
}

const (
	taskColumns = `t.id, t.kind, t.a_partner, t.a_org, t.a_ref, t.b_partner, t.b_org, t.b_ref, t.state, t.round, t.opened_at, t.model, t.weight,
		t.p_same, t.p_household, t.sample, t.quiet, t.second, t.verdict, t.decided_at, t.reason, t.reporter, t.reporter_role, t.reporter_org, t.person_id,
		sa.hash AS a_hash, sb.hash AS b_hash, la.person_id AS a_person_id, pa.family_id AS a_family_id, lb.person_id AS b_person_id, pb.family_id AS b_family_id`
	taskTables = ` FROM review_tasks t
		LEFT JOIN source_people sa ON sa.partner = t.a_partner AND sa.org = t.a_org AND sa.ref = t.a_ref AND sa.ended_import_id IS NULL
		LEFT JOIN source_people sb ON sb.partner = t.b_partner AND sb.org = t.b_org AND sb.ref = t.b_ref AND sb.ended_import_id IS NULL
		LEFT JOIN links la ON la.partner = t.a_partner AND la.org = t.a_org AND la.ref = t.a_ref LEFT JOIN persons pa ON pa.id = la.person_id
		LEFT JOIN links lb ON lb.partner = t.b_partner AND lb.org = t.b_org AND lb.ref = t.b_ref LEFT JOIN persons pb ON pb.id = lb.person_id`
)

// task is the row as the rules know it, without its decisions.
func (r *taskRow) task() review.Task {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	t := review.Task{
		ID: r.ID, Kind: r.Kind, State: r.State, A: r.A, B: r.B, OpenedAt: r.OpenedAt, Version: r.version(), Model: r.Model, Weight: r.Weight,
		Same: r.PSame, Household: r.PHousehold, Sample: r.Sample, Quiet: r.Quiet, Second: r.Second, Verdict: r.Verdict, Reason: r.Reason, Person: r.PersonID,
		Reporter: review.Reporter{Subject: r.Reporter, Role: r.ReporterRole, Org: r.ReporterOrg},
		PersonA:  text(r.APersonID), FamilyA: text(r.AFamilyID), PersonB: text(r.BPersonID), FamilyB: text(r.BFamilyID),
	}
	if r.DecidedAt != nil {
		t.DecidedAt = *r.DecidedAt
	}
	return t
}

// version changes when the task moves on and when a record says something else; another's decision does not show in it.
func (r *taskRow) version() int {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", r.ID, r.Round, digest(r.AHash, r.BHash)))
	return int(binary.BigEndian.Uint32(sum[:]) >> 1)
}

// digest is what two records say, in short.
func digest(a, b []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%x %x", a, b))
	return hex.EncodeToString(sum[:16])
}

// said is what two records say now, in short; those that are no longer held say nothing.
func (t *Tx) said(a, b linkage.Key) (string, error) {
	var hashes [2][]byte
	for i, k := range []linkage.Key{a, b} {
		var found []struct{ Hash []byte }
		if err := t.scan(&found, "SELECT hash FROM source_people WHERE partner = ? AND org = ? AND ref = ? AND ended_import_id IS NULL", k.Partner, k.Org, k.Ref); err != nil {
			return "", err
		}
		if len(found) > 0 {
			hashes[i] = found[0].Hash
		}
	}
	return digest(hashes[0], hashes[1]), nil
}

// ReviewTasks lists the tasks within the scope that the filter finds, after one id, in the order of ids: an order that says
// nothing of them. Each has all its decisions: cut it by SeenBy before it is shown.
func (s *Store) ReviewTasks(ctx context.Context, scope review.Scope, filter review.Filter, after string, limit int) ([]review.Task, error) {
	where, args := tasksWhere(scope, filter)
	tasks, err := readTasks(s.db.WithContext(ctx), where+" AND t.id > ? ORDER BY t.id LIMIT ?", append(args, after, limit)...)
	if err == nil {
		err = noteBarred(s.db.WithContext(ctx), scope.Subject, tasks)
	}
	if err != nil {
		return nil, fmt.Errorf("listing review tasks: %w", err)
	}
	return tasks, nil
}

// CountReviewTasks counts them.
func (s *Store) CountReviewTasks(ctx context.Context, scope review.Scope, filter review.Filter) (int, error) {
	where, args := tasksWhere(scope, filter)
	var n int
	if err := s.db.WithContext(ctx).Raw("SELECT count(*) FROM review_tasks t WHERE "+where, args...).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("counting review tasks: %w", err)
	}
	return n, nil
}

func readTasks(db *gorm.DB, where string, args ...any) ([]review.Task, error) {
	var rows []taskRow
	if err := db.Raw("SELECT "+taskColumns+taskTables+" WHERE "+where, args...).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	tasks, at, ids := make([]review.Task, len(rows)), make(map[string]int, len(rows)), make([]string, 0, len(rows))
	for i := range rows {
		tasks[i] = rows[i].task()
		at[rows[i].ID], ids = i, append(ids, rows[i].ID)
	}
	var decisions []struct {
		TaskID, DecidedBy, WithdrawnBy, WithdrawnNote, Note string
		Verdict                                             review.Verdict
		DecidedAt                                           time.Time
		WithdrawnAt                                         *time.Time
	}
	for _, some := range chunks(ids, 5000) {
		decisions = decisions[:0]
		if err := db.Raw(`SELECT task_id, verdict, note, decided_by, decided_at, withdrawn_at, withdrawn_by, withdrawn_note FROM review_decisions
			WHERE task_id IN ? ORDER BY task_id, n`, some).Scan(&decisions).Error; err != nil {
			return nil, err
		}
		for _, d := range decisions {
			decision := review.Decision{Verdict: d.Verdict, Note: d.Note, By: d.DecidedBy, At: d.DecidedAt, WithdrawnBy: d.WithdrawnBy, WithdrawnNote: d.WithdrawnNote}
			if d.WithdrawnAt != nil {
				decision.WithdrawnAt = *d.WithdrawnAt
			}
			task := &tasks[at[d.TaskID]]
			task.Decisions = append(task.Decisions, decision)
		}
	}
	return tasks, nil
}

// tasksWhere is the condition under which a task, called t, is within the scope and the filter finds it.
func tasksWhere(scope review.Scope, filter review.Filter) (string, []any) {
	var all []string
	var args []any
	add := func(condition string, more ...any) { all, args = append(all, condition), append(args, more...) }
	if filter.ID != "" {
		if strings.ContainsRune(filter.ID, 0) || len(filter.ID) > maxID || !utf8.ValidString(filter.ID) {
			return "1 = 0", nil // no id of ours, and nothing that Postgres would take
		}
		add("t.id = ?", filter.ID)
	}
	if filter.Kind != "" {
		add("t.kind = ?", string(filter.Kind))
	}
	if people := filter.Among; people != nil {
		for _, side := range []string{"a", "b"} {
			add("(SELECT l.person_id FROM links l WHERE "+linkOf(side)+") IN (?, ?)", people[0], people[1])
		}
	}
	const mine = "(EXISTS (SELECT 1 FROM review_decisions d WHERE d.task_id = t.id AND d.decided_by = ?) OR " + seenBy + ")"
	switch filter.State {
	case review.Open:
		add("t.state = 'open' AND NOT "+mine, scope.Subject, scope.Subject)
	case review.Waiting:
		add("t.state = 'open' AND "+mine, scope.Subject, scope.Subject)
	case review.Decided, review.Closed:
		add("t.state = ?", string(filter.State))
	}
	for _, side := range []string{"a", "b"} {
		condition, more := sideWithin(scope, side)
		add(condition, more...)
	}
	return strings.Join(all, " AND "), args
}

// linkOf is the condition under which a link, called l, is of one record of a task.
func linkOf(side string) string {
	return strings.ReplaceAll("l.partner = t.x_partner AND l.org = t.x_org AND l.ref = t.x_ref", "x_", side+"_")
}

// sideWithin is the condition under which one record of a task is of somebody within the scope, or of nobody any more.
func sideWithin(scope review.Scope, side string) (string, []any) {
	link := linkOf(side)
	where, args := within(scope.Reach, scope.On)
	condition := "(SELECT count(*) FROM links l JOIN holdings h ON h.person_id = l.person_id WHERE " + link + " AND " + where + ") > 0" // not EXISTS: see eitherOf
	if scope.Whole {
		condition = "(" + condition + " OR NOT EXISTS (SELECT 1 FROM links l WHERE " + link + "))"
	}
	return condition, args
}
