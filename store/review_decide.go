package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// What is answered to those who cannot have what they want of a task.
var (
	errNoTask  = models.Refuse(models.NotFound, "there is no such task in your scope")
	errStale   = models.Refuse(models.Conflict, "the task has changed since you read it: read it again, then decide")
	errTwice   = models.Refuse(models.Conflict, "you have decided this task: another reader decides next")
	errDone    = models.Refuse(models.Conflict, "you have decided this task already, and it is settled: withdraw what was decided, if it is wrong")
	errBarred  = models.Refuse(models.Conflict, "you have been shown how these two records compare, or have changed what is said of them: another reader decides, who has not")
	errAgainst = models.Refuse(models.Conflict, "this cannot hold beside what else people have said of these records: read what was decided and reported of them, then decide again")
	errOpen    = models.Refuse(models.Conflict, "the task is not decided, so there is nothing to withdraw")
)

// DecideReview keeps a reader's decision of a task within the scope, and where that settles it makes the verdict hold: what
// it changes of people and families is done when it returns. It answers with the task's id. by is its entry in the log, to
// which what came of it is added.
func (s *Store) DecideReview(ctx context.Context, scope review.Scope, by audit.Entry, d review.Decide) (string, error) {
	var id string
	err := s.InTx(ctx, func(tx *Tx) (err error) {
		id, err = once(tx, "decideReview", d.Key, d, by, func() (string, error) { return tx.decide(ctx, scope, by, d) })
		return err
	})
	if err != nil {
		return "", fmt.Errorf("deciding a review task: %w", err)
	}
	return id, nil
}

func (t *Tx) decide(ctx context.Context, scope review.Scope, by audit.Entry, d review.Decide) (string, error) {
	task, err := t.task(scope, d.Task)
	switch {
	case err != nil:
		return "", err
	case task.DecidedBy(scope.Subject) && task.State == review.Open:
		return "", errTwice
	case task.DecidedBy(scope.Subject) && task.State == review.Decided:
		return "", errDone
	case task.State != review.Open || task.Version != d.Version:
		return "", errStale
	case task.Barred:
		return "", errBarred
	}
	ids, err := t.reviewIDs()
	if err != nil {
		return "", err
	}
	if err := t.exec("INSERT INTO review_decisions (id, task_id, n, verdict, note, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		ids.Decision(task.ID, scope.Subject), task.ID, len(task.Decisions)+1, string(d.Verdict), d.Note, scope.Subject, by.At); err != nil {
		return "", err
	}
	task.Decisions = append(task.Decisions, review.Decision{Verdict: d.Verdict, By: scope.Subject, At: by.At})
	verdict, settled := review.Settle(task.Second, task.Reporter.Subject, task.Decisions)
	if settled {
		if err := t.settleTask(ctx, task, verdict, by); err != nil {
			return "", err
		}
	}
	return task.ID, t.appendReview("decideReview", by, task, map[string]any{"verdict": string(d.Verdict), "settled": settled})
}

// task reads one task within the scope.
func (t *Tx) task(scope review.Scope, id string) (*review.Task, error) {
	where, args := tasksWhere(scope, review.Filter{ID: id})
	tasks, err := readTasks(t.db, where, args...)
	if err != nil {
		return nil, err
	}
	if len(tasks) == 0 || id == "" {
		return nil, errNoTask
	}
	return &tasks[0], noteBarred(t.db, scope.Subject, tasks)
}

// settleTask writes the verdict down and makes it hold.
func (t *Tx) settleTask(ctx context.Context, task *review.Task, verdict review.Verdict, by audit.Entry) error {
	seen, err := t.said(task.A, task.B)
	if err != nil {
		return err
	}
	if task.Kind == review.Pair && task.PersonA == task.PersonB {
		task.Person = task.PersonA
	}
	if err := t.exec("UPDATE review_tasks SET state = 'decided', verdict = ?, decided_at = ?, seen = ?, person_id = ?, round = round + 1 WHERE id = ?",
		string(verdict), by.At, seen, task.Person, task.ID); err != nil {
		return err
	}
	before, err := t.broken()
	if err != nil {
		return err
	}
	touched, err := t.heldApart(task)
	if err != nil {
		return err
	}
	if err := t.hold(task, verdict, by); err != nil {
		return err
	}
	if err := t.relinkDecided(ctx, by.At, "a decision", touched...); err != nil {
		return err
	}
	after, err := t.broken()
	if err != nil {
		return err
	}
	if after > before && verdict != review.CannotTell { // who cannot tell says nothing that could stand against anything
		return errAgainst
	}
	return nil
}

// hold turns a verdict into constraints. Of whom nobody can tell, a report holds apart no longer, and they are what an earlier
// decision says, or the linker.
func (t *Tx) hold(task *review.Task, verdict review.Verdict, by audit.Entry) error {
	c := linkage.Constraint{A: task.A, B: task.B, Same: verdict == review.Same, Related: verdict == review.Related}
	if task.Kind == review.Report && (verdict == review.Different || verdict == review.Related) {
		return t.exec("UPDATE link_constraints SET kind = '"+decisionKind+"', related = ?, at = ? WHERE task_id = ? AND kind = '"+holdKind+"'",
			c.Related, by.At, task.ID)
	}
	if err := t.exec("DELETE FROM link_constraints WHERE task_id = ?", task.ID); err != nil {
		return err
	}
	if verdict == review.CannotTell {
		return nil
	}
	return t.constrain(c, decisionKind, task.ID, by.At)
}

// heldApart are the records that a task is about: its two, and those that a report holds apart.
func (t *Tx) heldApart(task *review.Task) ([]linkage.Key, error) {
	var pairs []PairRow
	if err := t.scan(&pairs, "SELECT "+pairColumns+" FROM link_constraints WHERE task_id = ?", task.ID); err != nil {
		return nil, err
	}
	keys := []linkage.Key{task.A, task.B}
	for _, p := range pairs {
		keys = append(keys, p.A, p.B)
	}
	return keys, nil
}

// appendReview adds the change to the log: what was done, to which task, of whom the records are now. What was noted is not
// in it, as it may be somebody's data.
func (t *Tx) appendReview(operation string, by audit.Entry, task *review.Task, detail map[string]any) error {
	var people []string
	if err := t.scan(&people, `SELECT DISTINCT person_id FROM links WHERE partner = ? AND org = ? AND ref = ? OR partner = ? AND org = ? AND ref = ?
		ORDER BY person_id`, pair(task.A, task.B)...); err != nil {
		return err
	}
	by.Kind, by.Operation = audit.Alteration, operation
	detail["task"], detail["people"] = task.ID, people
	by.Detail = detail
	return t.Append(by)
}

// WithdrawReview takes back what was decided of a task within the scope. The decisions stay written down as withdrawn, and
// the records are what the linker and other decisions make of them; if they are in doubt, a new task is opened.
func (s *Store) WithdrawReview(ctx context.Context, scope review.Scope, by audit.Entry, w review.Withdraw) (string, error) {
	var id string
	err := s.InTx(ctx, func(tx *Tx) (err error) {
		id, err = once(tx, "withdrawReview", w.Key, w, by, func() (string, error) { return tx.withdraw(ctx, scope, by, w) })
		return err
	})
	if err != nil {
		return "", fmt.Errorf("withdrawing a decision: %w", err)
	}
	return id, nil
}

func (t *Tx) withdraw(ctx context.Context, scope review.Scope, by audit.Entry, w review.Withdraw) (string, error) {
	task, err := t.task(scope, w.Task)
	switch {
	case err != nil:
		return "", err
	case task.State == review.Open:
		return "", errOpen
	case task.State != review.Decided || task.Version != w.Version:
		return "", errStale
	}
	touched, err := t.heldApart(task)
	if err != nil {
		return "", err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"UPDATE review_decisions SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_note = ? WHERE task_id = ? AND withdrawn_at IS NULL", []any{by.At, scope.Subject, w.Note, task.ID}},
		{"UPDATE review_tasks SET state = 'closed', verdict = '', round = round + 1 WHERE id = ?", []any{task.ID}},
		{"DELETE FROM link_constraints WHERE task_id = ?", []any{task.ID}},
	} {
		if err := t.exec(step.query, step.args...); err != nil {
			return "", err
		}
	}
	if err := t.bar(scope.Subject, task.A, task.B); err != nil {
		return "", err
	}
	if err := t.relinkDecided(ctx, by.At, "a decision was withdrawn", touched...); err != nil {
		return "", err
	}
	return task.ID, t.appendReview("withdrawReview", by, task, map[string]any{"verdict": string(task.Verdict)})
}
