package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
)

// doubt is a pair of records between the linker's two thresholds: too alike to be let go, not enough to be left linked
// unseen.
type doubt struct {
	A, B                    linkage.Key
	Weight, Same, Household float64 // bits; probabilities of one person, and of two of one household
	Model                   string  // the version that says so
}

// openReview brings the queue up to date after records were linked anew: about are those that were weighed, pairs the doubts
// among all pairs that one of them is in. A pair about which nothing was decided has its task opened, or keeps the one that
// is open; an open task of a pair that is in doubt no longer, or of which a record is no longer held, is closed. Reports
// stay open until they are decided. Call it within a follower, once the links are written: what waits for people to decide, or
// was confirmed by them, is written on the links here.
func (t *Tx) openReview(now time.Time, about []linkage.Key, pairs []doubt) error {
	doubtful := map[PairRow]doubt{}
	for _, d := range pairs {
		d.A, d.B = review.Ordered(d.A, d.B)
		if d.A != d.B {
			doubtful[PairRow{d.A, d.B}] = d
		}
	}
	if err := t.dropDecided(doubtful); err != nil {
		return err
	}
	if err := t.closeSettled(about, doubtful); err != nil {
		return err
	}
	tasks := make([]review.Task, 0, len(doubtful))
	for _, d := range doubtful {
		tasks = append(tasks, review.Task{
			Kind: review.Pair, A: d.A, B: d.B, OpenedAt: now, Model: d.Model, Weight: &d.Weight, Same: &d.Same, Household: &d.Household,
		})
	}
	if err := t.openTasks(tasks); err != nil {
		return err
	}
	return t.confidence()
}

// closeSettled closes open pair tasks about the records that are not among the doubts, but for links drawn to measure them that
// are links still; of those that are, it takes over the figures and takes them out of the doubts.
func (t *Tx) closeSettled(about []linkage.Key, doubtful map[PairRow]doubt) error {
	weighed := make(map[linkage.Key]bool, len(about))
	for _, k := range about {
		weighed[k] = true
	}
	var open []struct {
		PairRow          `gorm:"embedded"`
		ID               string
		Sample           bool
		PersonA, PersonB string // whose the records are; "" of one that is no longer held
	}
	whose := func(side string) string {
		return "coalesce((SELECT l.person_id FROM links l WHERE " + linkOf(side) + "), '') AS person_" + side
	}
	if err := t.scan(&open, "SELECT t.id, t.sample, "+pairColumns+", "+whose("a")+", "+whose("b")+
		" FROM review_tasks t WHERE t.state = 'open' AND t.kind = 'pair' ORDER BY t.id"); err != nil {
		return err
	}
	for _, task := range open {
		d, in := doubtful[task.PairRow]
		held := task.PersonA != "" && task.PersonB != ""
		if in && held {
			delete(doubtful, task.PairRow)
			if err := t.exec("UPDATE review_tasks SET weight = ?, p_same = ?, p_household = ?, model = ?, quiet = false WHERE id = ?",
				d.Weight, d.Same, d.Household, d.Model, task.ID); err != nil {
				return err
			}
			continue
		}
		if held && !weighed[task.A] && !weighed[task.B] {
			continue
		}
		delete(doubtful, task.PairRow)
		settle := t.closeTask
		if task.Sample && held && task.PersonA == task.PersonB {
			settle = t.quieten
		}
		if err := settle(task.ID); err != nil {
			return err
		}
	}
	return nil
}

// quieten keeps the task of a link that nobody doubts, with what the linker says of it now.
func (t *Tx) quieten(id string) error {
	const its = ` FROM link_pairs p WHERE p.a_partner = review_tasks.a_partner AND p.a_org = review_tasks.a_org AND p.a_ref = review_tasks.a_ref
		AND p.b_partner = review_tasks.b_partner AND p.b_org = review_tasks.b_org AND p.b_ref = review_tasks.b_ref)`
	return t.exec("UPDATE review_tasks SET quiet = true, weight = (SELECT p.weight"+its+", p_same = (SELECT p.p_same"+its+
		", p_household = (SELECT p.p_household"+its+", model = coalesce((SELECT p.model"+its+", model) WHERE id = ?", id)
}

func (t *Tx) closeTask(id string) error {
	return t.exec("UPDATE review_tasks SET state = 'closed', round = round + 1 WHERE id = ?", id)
}

// closeConstrained closes the open tasks of pairs about which something was decided otherwise: by a report, or a mark.
func (t *Tx) closeConstrained() error {
	return t.exec(`UPDATE review_tasks SET state = 'closed', round = round + 1 WHERE state = 'open' AND kind = 'pair' AND EXISTS
		(SELECT 1 FROM link_constraints c WHERE c.a_partner = review_tasks.a_partner AND c.a_org = review_tasks.a_org AND c.a_ref = review_tasks.a_ref
			AND c.b_partner = review_tasks.b_partner AND c.b_org = review_tasks.b_org AND c.b_ref = review_tasks.b_ref)`)
}

// dropDecided takes out of the doubts the pairs about which people have decided: by a constraint, or that nobody can tell,
// which stands until one of the records says something else.
func (t *Tx) dropDecided(doubtful map[PairRow]doubt) error {
	if len(doubtful) == 0 {
		return nil
	}
	var decided []PairRow
	if err := t.scan(&decided, "SELECT DISTINCT "+pairColumns+" FROM link_constraints"); err != nil {
		return err
	}
	for _, p := range decided {
		delete(doubtful, p)
	}
	var untold []struct {
		PairRow `gorm:"embedded"`
		Seen    string
	}
	if err := t.scan(&untold, "SELECT "+pairColumns+", seen FROM review_tasks WHERE state = 'decided' AND verdict = ?", string(review.CannotTell)); err != nil {
		return err
	}
	for _, p := range untold {
		if _, in := doubtful[p.PairRow]; !in {
			continue
		}
		now, err := t.said(p.A, p.B)
		if err != nil {
			return err
		}
		if now == p.Seen {
			delete(doubtful, p.PairRow)
		}
	}
	return nil
}

// openTasks opens tasks of one kind, and gives them their ids.
func (t *Tx) openTasks(tasks []review.Task) error {
	if len(tasks) == 0 {
		return nil
	}
	ids, err := t.reviewIDs()
	if err != nil {
		return err
	}
	var before []struct {
		PairRow `gorm:"embedded"`
		N       int
	}
	if err := t.scan(&before, "SELECT "+pairColumns+", count(*) AS n FROM review_tasks WHERE kind = ? GROUP BY "+pairColumns, string(tasks[0].Kind)); err != nil {
		return err
	}
	times := make(map[PairRow]int, len(before))
	for _, b := range before {
		times[b.PairRow] = b.N
	}
	rows := make([][]any, 0, len(tasks))
	for i := range tasks {
		task := &tasks[i]
		task.ID = ids.Task(task.Kind, task.A, task.B, times[PairRow{task.A, task.B}])
		task.Second = task.Kind == review.Report || ids.Second(task.ID)
		task.State = cmp.Or(task.State, review.Open)
		rows = append(rows, append(append([]any{task.ID, string(task.Kind)}, pair(task.A, task.B)...), string(task.State), task.OpenedAt, task.Model,
			task.Weight, task.Same, task.Household, task.Sample, task.Quiet, task.Second, task.Reason, task.Reporter.Subject, string(task.Reporter.Role), task.Reporter.Org, task.Person))
	}
	slices.SortFunc(rows, func(x, y []any) int { return cmp.Compare(x[0].(string), y[0].(string)) })
	return t.insert("review_tasks", append(append([]string{"id", "kind"}, strings.Split(pairColumns, ", ")...), "state", "opened_at", "model",
		"weight", "p_same", "p_household", "sample", "quiet", "second", "reason", "reporter", "reporter_role", "reporter_org", "person_id"), rows, "")
}

// reviewIDs makes the ids of the review under the installation's secret.
func (t *Tx) reviewIDs() (review.IDs, error) {
	secret, err := t.secret("review ids")
	return review.IDs{Secret: secret}, err
}
