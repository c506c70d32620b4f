package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// panel is a database in which people decide about links.
type panel struct {
	t testing.TB
	s *store.Store
	held
	keys int
}

func newPanel(t testing.TB, dsn string) *panel {
	t.Helper()
	s, h := openHeld(t, dsn)
	return &panel{t: t, s: s, held: h}
}

// key is a record written as "council a", or "housing/Spireslet a".
func key(written string) linkage.Key {
	sender, ref, _ := strings.Cut(written, " ")
	partner, org, _ := strings.Cut(sender, "/")
	return linkage.Key{Partner: models.Partner(partner), Org: org, Ref: ref}
}

const plainHeader = "person_ref,forename,surname,date_of_birth,address_line_1,postcode"

// send has a partner send people, written "a,Ann,Lee" and so on, and nobody else.
func (p *panel) send(sender string, people ...string) {
	p.t.Helper()
	k := key(sender + " ")
	receipt := imported(p.t, p.s, sent{"people": rows(plainHeader, people...)}, store.ImportOptions{Partner: k.Partner, Org: k.Org, Snapshot: true})
	if receipt.Total().Quarantined > 0 {
		p.t.Fatalf("%+v", receipt.Quarantine)
	}
}

// everybody's tasks are within the scope of a coordinator.
func scopeOf(subject string) review.Scope {
	scope := review.Scope{Whole: true, On: models.NewDate(now), Subject: subject}
	for _, partner := range models.Partners {
		scope.Reach.Holdings = append(scope.Reach.Holdings, sharing.Holding{Relation: sharing.Holds, Partner: partner})
	}
	return scope
}

func entryOf(subject string, role models.Role) audit.Entry {
	return audit.Entry{At: now, Kind: audit.Consultation, Actor: audit.Actor{Subject: subject, Role: string(role)}, Purpose: "data-quality"}
}

// doubt has the linker be in doubt about pairs, written "council a, police b", all that it weighs being these and about.
func (p *panel) doubt(about string, pairs ...string) {
	p.t.Helper()
	var doubts []store.Doubt
	var weighed []linkage.Key
	for _, k := range strings.Split(about, ", ") {
		weighed = append(weighed, key(k))
	}
	for _, pair := range pairs {
		a, b, _ := strings.Cut(pair, ", ")
		doubts = append(doubts, store.Doubt{A: key(a), B: key(b), Weight: 1, Same: 0.6, Household: 0.3, Model: "test"})
		weighed = append(weighed, key(a), key(b))
	}
	p.inTx(func(tx *store.Tx) error { return tx.OpenReview(p.t.Context(), now, weighed, doubts) })
}

func (p *panel) inTx(do func(*store.Tx) error) {
	p.t.Helper()
	if err := p.s.InTx(p.t.Context(), do); err != nil {
		p.t.Fatal(err)
	}
}

// tasks are those that a subject sees.
func (p *panel) tasks(subject string, filter review.Filter) []review.Task {
	p.t.Helper()
	tasks, err := p.s.ReviewTasks(p.t.Context(), scopeOf(subject), filter, "", 100)
	if err != nil {
		p.t.Fatal(err)
	}
	if n, err := p.s.CountReviewTasks(p.t.Context(), scopeOf(subject), filter); err != nil || n != len(tasks) {
		p.t.Errorf("%d are counted, %d listed (%v)", n, len(tasks), err)
	}
	for i := range tasks {
		tasks[i] = tasks[i].SeenBy(subject)
	}
	return tasks
}

// task is the only one that a subject sees, of those that are not closed where there are others.
func (p *panel) task(subject string) review.Task {
	p.t.Helper()
	tasks := p.tasks(subject, review.Filter{})
	if len(tasks) > 1 {
		tasks = slices.DeleteFunc(tasks, func(t review.Task) bool { return t.State == review.Closed })
	}
	if len(tasks) != 1 {
		p.t.Fatalf("%s sees %d tasks, want one: %+v", subject, len(tasks), tasks)
	}
	return tasks[0]
}

// about reports whether a task is about a pair, written "council a, police b".
func about(task review.Task, pair string) bool {
	a, b, _ := strings.Cut(pair, ", ")
	return task.A == key(a) && task.B == key(b)
}

// taskOf is the open task about a pair.
func (p *panel) taskOf(subject, pair string) review.Task {
	p.t.Helper()
	tasks := p.tasks(subject, review.Filter{State: review.Open})
	at := slices.IndexFunc(tasks, func(t review.Task) bool { return about(t, pair) })
	if at < 0 {
		p.t.Fatalf("of %s there is no open task: %+v", pair, tasks)
	}
	return tasks[at]
}

func (p *panel) decideOf(subject, pair string, verdict review.Verdict) {
	p.t.Helper()
	if err := p.try(subject, p.taskOf(subject, pair), verdict); err != nil {
		p.t.Fatalf("%s decides %s of %s: %v", subject, verdict, pair, err)
	}
}

// readBy says whether one reader decides the tasks that there are, or two, whatever was drawn.
func (p *panel) readBy(n int) {
	p.t.Helper()
	if _, err := p.db.Exec("UPDATE review_tasks SET second = $1", n == 2); err != nil {
		p.t.Fatal(err)
	}
}

func (p *panel) fresh() string {
	p.keys++
	return fmt.Sprint("key ", p.keys)
}

// try decides a task as it stands.
func (p *panel) try(subject string, task review.Task, verdict review.Verdict) error {
	_, err := p.s.DecideReview(p.t.Context(), scopeOf(subject), entryOf(subject, models.Coordinator), review.Decide{
		Key: p.fresh(), Task: task.ID, Version: task.Version, Verdict: verdict, Note: "a note",
	})
	return err
}

// decide decides the only task there is.
func (p *panel) decide(subject string, verdict review.Verdict) {
	p.t.Helper()
	if err := p.try(subject, p.task(subject), verdict); err != nil {
		p.t.Fatalf("%s decides %s: %v", subject, verdict, err)
	}
}

func (p *panel) withdraw(subject string, task review.Task) {
	p.t.Helper()
	if _, err := p.s.WithdrawReview(p.t.Context(), scopeOf(subject), entryOf(subject, models.Coordinator), review.Withdraw{
		Key: p.fresh(), Task: task.ID, Version: task.Version, Note: "it was a mistake",
	}); err != nil {
		p.t.Fatal(err)
	}
}

// report says that a link is wrong, for the person whom a record is taken to be.
func (p *panel) report(role models.Role, org, record, source string) (review.Reported, error) {
	p.t.Helper()
	w := review.Wrong{
		Key: p.fresh(), Live: p.personOf(record), Reason: "he has been dead for years", By: review.Reporter{Subject: "reporter", Role: role, Org: org},
	}
	if source != "" {
		k := key(source)
		w.Source = &k
	}
	return p.s.ReportWrongLink(p.t.Context(), entryOf("reporter", role), w)
}

func (p *panel) mark(a, b string, withdrawn bool) {
	p.t.Helper()
	if err := p.s.MarkLinks(p.t.Context(), entryOf("ann", models.Coordinator), review.Mark{Key: p.fresh(), A: key(a), B: key(b), Withdrawn: withdrawn}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *panel) personOf(record string) string {
	p.t.Helper()
	found, err := p.s.PersonOfRecord(p.t.Context(), key(record))
	if err != nil || found.PersonID == "" {
		p.t.Fatalf("%s is nobody: %v", record, err)
	}
	return found.PersonID
}

// people are the records of each person, as "council a + police b".
func (p *panel) people() string {
	p.t.Helper()
	var all []string
	for _, group := range p.groups("l.person_id") {
		all = append(all, strings.ReplaceAll(strings.ReplaceAll(group, " ", " + "), "//", " "))
	}
	return strings.Join(all, "; ")
}

func (p *panel) expectPeople(what, want string) {
	p.t.Helper()
	if got := p.people(); got != want {
		p.t.Errorf("%s: people are %q, want %q", what, got, want)
	}
	p.sound(0)
}

// refused demands that an error is one of the kind, in words without personal data.
func refused(t testing.TB, err error, kind models.RefusedKind) {
	t.Helper()
	var r *models.Refused
	if !errors.As(err, &r) || r.Kind != kind {
		t.Errorf("got %v, want it refused as %s", err, kind)
	}
}

// audited are the operations in the log, but for imports, which holds.
func (p *panel) audited() []audit.Entry {
	p.t.Helper()
	return logged(p.t, p.s)
}

func importOf(partner models.Partner) store.ImportOptions {
	return store.ImportOptions{Partner: partner}
}
