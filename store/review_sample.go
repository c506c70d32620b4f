package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
)

// linksAmong are the pairs of records that are one person.
func linksAmong(records []linkage.Record, people []linkage.Person, pairs []linkage.Pair) []review.Link {
	of := make([]int, len(records))
	for i, p := range people {
		for _, at := range p.Records {
			of[at] = i
		}
	}
	var links []review.Link
	for _, p := range pairs {
		if of[p.A] == of[p.B] {
			a, b := review.Ordered(records[p.A].Key, records[p.B].Key)
			links = append(links, review.Link{A: a, B: b, Weight: float64(p.Weight), Same: float64(p.Same), Household: float64(p.Household)})
		}
	}
	return links
}

// sampled is an open pair task, as far as the sample is concerned.
type sampled struct {
	PairRow       `gorm:"embedded"`
	ID            string
	Sample, Quiet bool
	Begun         bool // somebody has decided it, and another is still to
}

// drawSample brings the sample up to date once everything is linked: tasks by which people read links that nobody doubts, so
// that it is known how many of all links are wrong. Only links of which nobody has decided are drawn. A task of which somebody
// has begun to decide stays whatever is drawn; another that is not drawn any more, as under a new model, is closed, or waits
// for the doubt about it alone. What is drawn hangs on the links, the model and what was decided: linking the same again
// changes nothing.
func (f *follower) drawSample(links []review.Link) error {
	ids, err := f.tx.reviewIDs()
	if err != nil {
		return err
	}
	free, err := f.tx.undecided(links)
	if err != nil {
		return err
	}
	drawn := map[PairRow]review.Link{}
	for _, l := range f.sampling.Draw(ids, f.linker.Version(), free) {
		drawn[PairRow{l.A, l.B}] = l
	}
	var open []sampled
	if err := f.tx.scan(&open, "SELECT t.id, t.sample, t.quiet, "+pairColumns+`, EXISTS (SELECT 1 FROM review_decisions d WHERE d.task_id = t.id) AS begun
		FROM review_tasks t WHERE t.state = 'open' AND t.kind = 'pair' ORDER BY t.id`); err != nil {
		return err
	}
	for _, task := range open {
		_, wanted := drawn[task.PairRow]
		delete(drawn, task.PairRow)
		var err error
		switch {
		case wanted && !task.Sample:
			err = f.tx.exec("UPDATE review_tasks SET sample = true WHERE id = ?", task.ID)
		case wanted || !task.Sample || task.Begun:
		case task.Quiet:
			err = f.tx.closeTask(task.ID)
		default:
			err = f.tx.exec("UPDATE review_tasks SET sample = false WHERE id = ?", task.ID)
		}
		if err != nil {
			return err
		}
	}
	tasks := make([]review.Task, 0, len(drawn))
	for _, l := range drawn {
		tasks = append(tasks, review.Task{
			Kind: review.Pair, A: l.A, B: l.B, OpenedAt: f.now, Model: f.linker.Version(), Weight: &l.Weight, Same: &l.Same, Household: &l.Household,
			Sample: true, Quiet: true,
		})
	}
	return f.tx.openTasks(tasks)
}

// undecided are the links of which nobody has decided.
func (t *Tx) undecided(links []review.Link) ([]review.Link, error) {
	var pairs []PairRow
	if err := t.scan(&pairs, "SELECT "+pairColumns+" FROM link_constraints UNION SELECT "+pairColumns+" FROM review_tasks WHERE state = 'decided'"); err != nil {
		return nil, err
	}
	decided := make(map[PairRow]bool, len(pairs))
	for _, p := range pairs {
		decided[p] = true
	}
	free := make([]review.Link, 0, len(links))
	for _, l := range links {
		if !decided[PairRow{l.A, l.B}] {
			free = append(free, l)
		}
	}
	return free, nil
}

// QuietRecords are those of links that were drawn to be read and that nobody doubts, while they wait. To who may be asked to
// read them they must look like any that are in doubt.
func (s *Store) QuietRecords(ctx context.Context) (map[linkage.Key]bool, error) {
	var keys []linkage.Key
	if err := s.db.WithContext(ctx).Raw("SELECT a_partner AS partner, a_org AS org, a_ref AS ref FROM (" +
		eitherOf("review_tasks", "quiet AND state = 'open'") + ") AS either").Scan(&keys).Error; err != nil {
		return nil, fmt.Errorf("reading what was drawn to be read: %w", err)
	}
	quiet := make(map[linkage.Key]bool, len(keys))
	for _, k := range keys {
		quiet[k] = true
	}
	return quiet, nil
}
