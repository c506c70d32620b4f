package store_test

import (
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// barOf names somebody and two records of which they may decide no more.
func barOf(subject string, a, b linkage.Key) string { return fmt.Sprint(subject, a, b) }

// decide has some decide a task, one after another until it is settled.
func (q *sequence) decide(n int, words []word) {
	if task, ok := pick(q.tasks("", review.Filter{State: review.Open}), n); ok {
		q.decideTask(task.ID, words)
	}
}

// decideTask has some decide the task, unless it is none.
func (q *sequence) decideTask(id string, words []word) {
	for _, w := range words {
		task, ok := pick(q.tasks(w.subject, review.Filter{ID: id}), 0)
		if !ok || id == "" {
			continue
		}
		barred := q.barred[barOf(w.subject, task.A, task.B)]
		if barred && task.State == review.Open || !barred && task.State == review.Waiting && len(task.Decisions) == 0 {
			q.t.Errorf("%s is barred from %s: %t, and it is %s", w.subject, id, barred, task.State)
		}
		if tries := task.State == review.Open || barred && task.State == review.Waiting; !tries {
			continue
		}
		_, err := q.s.DecideReview(q.t.Context(), scopeOf(w.subject), q.by(w.subject, models.Coordinator), review.Decide{
			Key: q.fresh(), Task: task.ID, Version: task.Version, Verdict: w.verdict,
		})
		switch {
		case barred && q.refused(err, models.Conflict):
			continue
		case barred:
			q.t.Errorf("%s is barred from %s, and decides it", w.subject, id)
		case q.refused(err, models.Conflict):
			return
		}
		if now := q.tasks("", review.Filter{ID: id})[0]; now.State != review.Open {
			q.count(fmt.Sprintf("%s decided: %s", now.Kind, now.Verdict))
			if len(now.Decisions) > 1 {
				q.count("decided by several")
			}
			if now.Verdict == review.CannotTell {
				q.blank[now.ID] = [2]string{q.said[now.A], q.said[now.B]}
			}
		}
		q.check()
	}
}

func (q *sequence) withdraw(n int) {
	by := []string{"dora", "cat"}[n%2]
	task, ok := pick(q.tasks(by, review.Filter{State: review.Decided}), n)
	if !ok {
		return
	}
	_, err := q.s.WithdrawReview(q.t.Context(), scopeOf(by), q.by(by, models.Coordinator), review.Withdraw{
		Key: q.fresh(), Task: task.ID, Version: task.Version,
	})
	if err != nil {
		q.t.Fatal(err)
	}
	q.barred[barOf(by, task.A, task.B)] = true
	q.count(fmt.Sprintf("%s withdrawn: %s", task.Kind, task.Verdict))
}

// roleOf is who reports for the sender of a record.
var roleOf = map[models.Partner]models.Role{
	models.Council: models.KeyWorker, models.Schools: models.SchoolOfficer, models.Housing: models.HousingOfficer, models.DWP: models.Provider,
}

// report is of a person of several records; source is one of these, by number, unless it is less than 0.
func (q *sequence) report(n, source int, by review.Reporter) {
	q.reported = ""
	if k, ok := pick(q.shared(), n); ok {
		q.reportPersonOf(k, source, by)
	}
}

// reportTwice has somebody say the same of the same records once more.
func (q *sequence) reportTwice(n int, by review.Reporter) {
	q.reported = ""
	if k, ok := pick(q.shared(), n); ok {
		q.reportPersonOf(k, -1, by)
		task := q.reported
		q.check()
		q.reportPersonOf(k, -1, by)
		q.reported = task
	}
}

// reportPersonOf has somebody report the person of a record.
func (q *sequence) reportPersonOf(k linkage.Key, source int, by review.Reporter) {
	if by.Role == "" {
		by.Role, by.Org = roleOf[k.Partner], k.Org
	}
	w := review.Wrong{Key: q.fresh(), Live: q.now.links[k], Reason: "they are two", By: by}
	all := q.recordsOf(w.Live)
	own := func(k linkage.Key) bool {
		return k.Partner == by.Role.Partner() && (by.Org == "" || k.Org == "" || k.Org == by.Org)
	}
	if source >= 0 {
		named, _ := pick(all, source)
		w.Source, own = &named, func(k linkage.Key) bool { return k == named }
	}
	side := slices.DeleteFunc(slices.Clone(all), func(k linkage.Key) bool { return !own(k) })
	first, again := q.sides[sideOf(by, side)]
	again = again && q.at.Sub(first.at) < review.SameReport
	done, err := q.s.ReportWrongLink(q.t.Context(), q.by(by.Subject, by.Role), w)
	if q.refused(err, models.Invalid) {
		return
	}
	if again {
		q.reportedAgain(first.task, done)
		return
	}
	if by.Role.Partner() != models.Council {
		q.sides[sideOf(by, side)] = reportedSide{done.Task, q.at}
	}
	var between, among []pairOf
	for i, a := range all {
		for _, b := range all[i+1:] {
			switch {
			case own(a) != own(b):
				between = append(between, pairOf{a, b})
			case own(a):
				among = append(among, pairOf{a, b})
			}
		}
	}
	q.reported = done.Task
	q.holds[done.Task] = between
	for _, id := range q.lines("SELECT id FROM review_tasks WHERE kind = 'report'") {
		if _, known := q.holds[id]; !known {
			q.holds[id] = among
		}
		if _, known := q.reports[id]; !known {
			q.reports[id] = side
		}
	}
	if by.Role.Partner() != models.Council {
		q.gave = q.partedBy(w.Live, side, len(between) == 0)
	}
	if q.count("report"); len(between)+len(among) == 0 {
		q.count("report of nothing to hold apart")
	}
}

func (q *sequence) mark(a, b linkage.Key, withdrawn bool) {
	if b.Less(a) {
		a, b = b, a
	}
	err := q.s.MarkLinks(q.t.Context(), q.by("ann", models.Coordinator), review.Mark{Key: q.fresh(), A: a, B: b, Withdrawn: withdrawn})
	if a == b && q.refused(err, models.Invalid) {
		return
	}
	if err != nil {
		q.t.Fatal(err)
	}
	q.barred[barOf("ann", a, b)] = true
	if q.marks[pairOf{a, b}] = true; withdrawn {
		delete(q.marks, pairOf{a, b})
		q.count("mark withdrawn")
		return
	}
	q.count("mark")
}

func (q *sequence) markTwoOf(n, m int) {
	k, ok := pick(q.shared(), n)
	if !ok {
		return
	}
	others := slices.DeleteFunc(q.recordsOf(q.now.links[k]), func(o linkage.Key) bool { return o == k })
	if o, ok := pick(others, m); ok {
		q.mark(k, o, false)
	}
}

// markSaid is against two words that only together say that two records are one; where there are none, it is markTwoOf.
func (q *sequence) markSaid(n, m int) {
	same, _ := strongest(q.now)
	one, keys := newSets(keyPairs(same)), q.keys()
	var through []pairOf
	for i, a := range keys {
		for _, b := range keys[i+1:] {
			if one.of(a) == one.of(b) && !slices.Contains(same, pairOf{a, b}) {
				through = append(through, pairOf{a, b})
			}
		}
	}
	if p, ok := pick(through, n); ok {
		q.mark(p.a, p.b, false)
		return
	}
	q.markTwoOf(n, m)
}

func (q *sequence) unmark(n int) {
	var marked []pairOf
	for p := range q.marks {
		marked = append(marked, p)
	}
	slices.SortFunc(marked, pairOf.compare)
	if p, ok := pick(marked, n); ok {
		q.mark(p.a, p.b, true)
	}
}
