package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// LinkCounts tell what there is after a link.
type LinkCounts struct {
	Records  int    `json:"records"`
	People   int    `json:"people"`
	Families int    `json:"families"`
	Reviews  int    `json:"reviews"` // pairs that wait for people to decide
	Model    string `json:"model"`   // the model that linked
	// Learning says whether it was learnt in this run, and if that was tried in vain, why.
	Learning linkage.Learning `json:"learning"`
	Drift    *linkage.Drift   `json:"drift"` // of a model learnt in this run from the one learnt before; nil where there was none
	Pairs    PairCounts       `json:"pairs"`
	Became
}

// Became counts what became of people who were there before, and of families.
type Became struct {
	Merged int `json:"merged"`
	Split  int `json:"split"`
	Moved  int `json:"moved"`
}

// PairCounts tell how the search for pairs went.
type PairCounts struct {
	Expected   float64       `json:"expected"`        // matches among the pairs that were weighed: the sum of their probabilities
	Reached    quality.Share `json:"blocking_recall"` // the estimated share of all matches that were weighed at all
	Unlinkable int           `json:"unlinkable"`      // records that say too little to be linked to anything
	LeftOut    int           `json:"left_out"`        // keys that so many records share that they brought nobody together
	Largest    match.Cap     `json:"largest"`         // the one that most share, with its rule
}

// LinkOptions are how everything is linked.
type LinkOptions struct {
	Learn bool // learn a new model first, where there is enough to learn from
	// Sampling is how links are drawn for people to read; nil: as the program's settings say.
	Sampling *review.Sampling
	Now      time.Time
	By       audit.Actor
	// Progress, unless nil, is told how far each stage is; one of a single step has no measure.
	Progress func(stage string, done, total int64)
}

// Link links everything that is held anew, and rewrites every family document that changes by it.
func (s *Store) Link(ctx context.Context, o LinkOptions) (LinkCounts, error) {
	var counts LinkCounts
	err := s.InTx(ctx, func(tx *Tx) error {
		var err error
		if counts, err = tx.linkAll(ctx, o); err != nil {
			return err
		}
		return tx.Append(audit.Entry{At: o.Now, Kind: audit.Combination, Actor: o.By, Operation: "link", Detail: map[string]any{"counts": counts}})
	})
	if err != nil {
		return LinkCounts{}, fmt.Errorf("linking: %w", err)
	}
	return counts, nil
}

func (t *Tx) linkAll(ctx context.Context, o LinkOptions) (counts LinkCounts, err error) {
	linker, err := t.linker()
	if o.Learn && errors.Is(err, linkage.ErrOtherModel) { // the way out is to learn anew, and until then the one that comes along
		linker = linkage.Starter()
		err = t.keepLinker(linker, o.Now, 0)
	}
	if err != nil {
		return counts, err
	}
	f, err := t.followerBy(ctx, linker, 0, o.Now, "everything was linked anew")
	if err != nil {
		return counts, err
	}
	f.everything, f.counts, f.progress = true, &counts, o.Progress
	f.sampling = review.DefaultSampling()
	if o.Sampling != nil {
		f.sampling = *o.Sampling
	}
	if err := t.analyseSources(models.Partners...); err != nil {
		return counts, err
	}
	if err := t.exec(`INSERT INTO changed_records (partner, org, ref)
		SELECT partner, org, ref FROM source_people WHERE ended_import_id IS NULL UNION SELECT partner, org, ref FROM links`); err != nil {
		return counts, err
	}
	events, err := t.lastEvent()
	if err != nil {
		return counts, err
	}
	if o.Learn {
		f.tell("learning", 0, 1)
		before := f.linker
		if counts.Learning, err = f.learn(); err != nil {
			return counts, err
		}
		if f.linker.Version() != before.Version() {
			f.reason = "everything was linked anew, by a new model"
		}
		if counts.Learning.Learnt && before.Version() != linkage.Starter().Version() {
			drift := f.linker.DriftFrom(before)
			counts.Drift = &drift
		}
	}
	if err := f.people(); err != nil {
		return counts, err
	}
	if err := t.exec("INSERT INTO touched_persons (person_id) SELECT id FROM persons WHERE NOT ended ON CONFLICT DO NOTHING"); err != nil {
		return counts, err
	}
	if err := f.rest(); err != nil {
		return counts, err
	}
	counts.Model = f.linker.Version()
	return counts, t.count(&counts, events)
}

// count fills in what there is, and what events came after one.
func (t *Tx) count(counts *LinkCounts, after int) error {
	var n struct{ Records, People, Families, Reviews int }
	err := t.scan(&n, `SELECT (SELECT count(*) FROM links) AS records, (SELECT count(*) FROM persons WHERE NOT ended) AS people,
		(SELECT count(*) FROM families WHERE NOT ended) AS families, (SELECT count(*) FROM review_tasks WHERE state = 'open') AS reviews`)
	if err != nil {
		return err
	}
	counts.Records, counts.People, counts.Families, counts.Reviews = n.Records, n.People, n.Families, n.Reviews
	counts.Became, err = t.becameAfter(after)
	return err
}

// lastEvent numbers the last thing that became of anybody; 0 where nothing ever did.
func (t *Tx) lastEvent() (seq int, err error) {
	err = t.scan(&seq, "SELECT coalesce(max(seq), 0) FROM link_events")
	return seq, err
}

// becameAfter counts what became of anybody after an event.
func (t *Tx) becameAfter(seq int) (b Became, err error) {
	err = t.scan(&b, `SELECT count(CASE WHEN kind LIKE '% merged' THEN 1 END) AS merged, count(CASE WHEN kind LIKE '% split' THEN 1 END) AS split,
		count(CASE WHEN kind LIKE '% moved' THEN 1 END) AS moved FROM link_events WHERE seq > ?`, seq)
	return b, err
}

// learn takes a new model from all that is held.
func (f *follower) learn() (learning linkage.Learning, err error) {
	if err := f.tx.exec("INSERT INTO batch_records SELECT partner, org, ref FROM changed_records"); err != nil {
		return learning, err
	}
	records, err := f.records(nil)
	if err != nil {
		return learning, err
	}
	f.linker, learning, err = f.tx.learn(f.linker, records, f.now)
	return learning, err
}
