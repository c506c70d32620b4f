package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// What is answered to those whose report names nothing that could be held apart.
var (
	errNobody   = models.Refuse(models.NotFound, "there is no such person in your scope")
	errNoSource = models.Refuse(models.Invalid, "the person has no such source: name one of those that the person has")
	errNotOwn   = models.Refuse(models.Invalid, "your organisation has sent no record of this person: ask the council's coordinator to report the link")
)

// ReportWrongLink holds apart, at once, the records that a reader says are somebody else's, and opens a task about them: when
// it returns, each side's facts have left the other's view. Whether there was anything to hold apart is not told: that other
// partners know somebody is not for every reader to learn.
func (s *Store) ReportWrongLink(ctx context.Context, by audit.Entry, w review.Wrong) (review.Reported, error) {
	var done review.Reported
	err := s.InTx(ctx, func(tx *Tx) (err error) {
		done, err = once(tx, "reportWrongLink", w.Key, w, by, func() (review.Reported, error) { return tx.report(ctx, by, w) })
		return err
	})
	if err != nil {
		return review.Reported{}, fmt.Errorf("reporting a link: %w", err)
	}
	return done, nil
}

func (t *Tx) report(ctx context.Context, by audit.Entry, w review.Wrong) (review.Reported, error) {
	if w.Refused != nil {
		return review.Reported{}, w.Refused
	}
	held, others, err := t.sides(w)
	if err != nil {
		return review.Reported{}, err
	}
	switch said, err := t.reported(w.By, held, by.At); {
	case err != nil:
		return review.Reported{}, err
	case said != nil:
		return t.answerReport(by, w, held, said)
	}
	tasks, err := t.questions(by, w, held, others)
	if err != nil {
		return review.Reported{}, err
	}
	if err := t.relinkReported(ctx, by, w, held, others); err != nil {
		return review.Reported{}, err
	}
	return t.answerReport(by, w, held, &tasks[0])
}

// answerReport says what a report has come to, and adds it to the log.
func (t *Tx) answerReport(by audit.Entry, w review.Wrong, held []linkage.Key, task *review.Task) (review.Reported, error) {
	var person string
	if err := t.scan(&person, "SELECT person_id FROM links WHERE partner = ? AND org = ? AND ref = ?", held[0].Partner, held[0].Org, held[0].Ref); err != nil {
		return review.Reported{}, err
	}
	return review.Reported{Task: task.ID, Person: person}, t.appendReview("reportWrongLink", by, task, map[string]any{"person": w.Live})
}

// questions opens what a report asks people, and holds the pairs apart of which it asks: whether the reporter's side and the
// others are one person, closed at once where there are no others; and of several records of the side's own, whether these
// are. Whether there are others changes nothing of the second.
func (t *Tx) questions(by audit.Entry, w review.Wrong, held, others []linkage.Key) ([]review.Task, error) {
	apart := [][]PairRow{between(held, others)}
	if own := among(held); len(own) > 0 {
		apart = append(apart, own)
	}
	tasks := make([]review.Task, len(apart))
	for i, pairs := range apart {
		tasks[i] = review.Task{Kind: review.Report, A: held[0], OpenedAt: by.At, Reason: w.Reason, Reporter: w.By, Person: w.Live}
		if len(pairs) == 0 {
			tasks[i].State = review.Closed
		} else if err := t.pickPair(&tasks[i], pairs); err != nil {
			return nil, err
		}
	}
	if err := t.openTasks(tasks); err != nil {
		return nil, err
	}
	for i, pairs := range apart {
		if err := t.keepSide(tasks[i].ID, held); err != nil {
			return nil, err
		}
		for _, p := range pairs {
			if err := t.constrain(linkage.Constraint{A: p.A, B: p.B}, holdKind, tasks[i].ID, by.At); err != nil {
				return nil, err
			}
		}
	}
	return tasks, nil
}

// sides are the person's records that are to be held apart, and all the others: the record named, or those of the reporter's
// own organisation, what was sent for its partner as a whole being its own too.
func (t *Tx) sides(w review.Wrong) (held, others []linkage.Key, err error) {
	var keys []linkage.Key
	if err := t.scan(&keys, "SELECT partner, org, ref FROM links WHERE person_id = ?", w.Live); err != nil {
		return nil, nil, err
	}
	if len(keys) == 0 {
		return nil, nil, errNobody
	}
	slices.SortFunc(keys, compareKeys)
	own := func(k linkage.Key) bool {
		if w.Source != nil {
			return k == *w.Source
		}
		return k.Partner == w.By.Role.Partner() && (w.By.Org == "" || k.Org == "" || k.Org == w.By.Org)
	}
	for _, k := range keys {
		if own(k) {
			held = append(held, k)
		} else {
			others = append(others, k)
		}
	}
	switch {
	case len(held) == 0 && w.Source != nil:
		return nil, nil, errNoSource
	case len(held) == 0:
		return nil, nil, errNotOwn
	}
	return held, others, nil
}

// between are the pairs of one of either side.
func between(held, others []linkage.Key) []PairRow {
	var pairs []PairRow
	for _, h := range held {
		for _, o := range others {
			a, b := review.Ordered(h, o)
			pairs = append(pairs, PairRow{a, b})
		}
	}
	return pairs
}

// among are all pairs of some records.
func among(keys []linkage.Key) []PairRow {
	var pairs []PairRow
	for i, k := range keys {
		pairs = append(pairs, between([]linkage.Key{k}, keys[i+1:])...)
	}
	return pairs
}

// pickPair makes the task be about the two records that are linked best of those held apart: by their weight, or where none
// was weighed the least.
func (t *Tx) pickPair(task *review.Task, apart []PairRow) error {
	var weighed []struct {
		PairRow                   `gorm:"embedded"`
		Weight, PSame, PHousehold float64
		Model                     string
	}
	if err := t.scan(&weighed, `SELECT p.a_partner, p.a_org, p.a_ref, p.b_partner, p.b_org, p.b_ref, p.weight, p.p_same, p.p_household, p.model FROM links l
		JOIN link_pairs p ON p.a_partner = l.partner AND p.a_org = l.org AND p.a_ref = l.ref WHERE l.person_id = ?`, task.Person); err != nil {
		return err
	}
	slices.SortFunc(apart, PairRow.compare)
	best := apart[0]
	for _, w := range weighed {
		if !slices.Contains(apart, w.PairRow) {
			continue
		}
		if task.Weight == nil || cmp.Or(cmp.Compare(w.Weight, *task.Weight), best.compare(w.PairRow)) > 0 {
			best = w.PairRow
			task.Weight, task.Same, task.Household, task.Model = &w.Weight, &w.PSame, &w.PHousehold, w.Model
		}
	}
	task.A, task.B = best.A, best.B
	return nil
}
