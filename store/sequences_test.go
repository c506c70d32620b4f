package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/store"
)

// TestSequences runs random sequences of imports, withdrawals, corrections, decisions, reports, marks and links. After every
// step the slow and obvious way says what must be; at the end all that was linked step by step must equal one link from
// scratch. THRIVE_SEQUENCES says how many run on SQLite, and a twentieth of them on Postgres; THRIVE_SEQUENCE runs the one of
// a seed again.
func TestSequences(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		seeds := seedsFor(t, dsn)
		tally := newCensus()
		queue := make(chan uint64)
		var workers sync.WaitGroup
		for range 2 * runtime.GOMAXPROCS(0) { // they wait for the disk, too
			workers.Go(func() {
				for seed := range queue {
					runSequence(t, dsn, seed, tally)
				}
			})
		}
		for _, seed := range seeds {
			queue <- seed
		}
		close(queue)
		workers.Wait()
		t.Log(tally)
		tally.demand(t, len(seeds))
	})
}

// ordinary is how many sequences run on SQLite where nothing else is said.
const ordinary = 40

func seedsFor(t *testing.T, dsn string) (seeds []uint64) {
	if one := os.Getenv("THRIVE_SEQUENCE"); one != "" {
		seed, err := strconv.ParseUint(one, 10, 64)
		if err != nil {
			t.Fatalf("THRIVE_SEQUENCE is the seed of a sequence, and no %q", one)
		}
		return []uint64{seed}
	}
	n := ordinary
	if testing.Short() {
		n = 5
	}
	if long, _ := strconv.Atoi(os.Getenv("THRIVE_SEQUENCES")); long > 0 {
		n = long
	}
	if strings.HasPrefix(dsn, "postgres") {
		n = max(n/20, 3)
	}
	for seed := range n {
		seeds = append(seeds, uint64(seed))
	}
	return seeds
}

// runSequence runs the sequence of a seed, and where it fails tells of a short one that does.
func runSequence(t *testing.T, dsn string, seed uint64, tally *census) {
	steps := town{Rand: rand.New(rand.NewPCG(seed, 1729))}.sequence()
	done := 0
	run := func(steps []move, tally *census) []string {
		return try(t, func(t testing.TB) {
			q := newSequence(t, dbtest.Another(t, dsn), tally)
			for i, s := range steps {
				done = i + 1
				if q.take(s); t.Failed() {
					return
				}
			}
			q.finish()
		})
	}
	failures := run(steps, tally)
	if len(failures) == 0 {
		return
	}
	steps = shorter(steps[:done], func(less []move) bool {
		failed := run(less, newCensus())
		if len(failed) > 0 {
			failures = failed
		}
		return len(failed) > 0
	}, 3*time.Minute)
	var told strings.Builder
	for i, s := range steps {
		fmt.Fprintf(&told, "\n  %d. %s: %s", i+1, s.kind, s.says)
	}
	t.Errorf("sequence %d fails (THRIVE_SEQUENCE=%d runs it again); so much of it does:%s\n%s", seed, seed, told.String(), strings.Join(failures, "\n"))
}

// sequence is a town's database while things happen to it, and another that takes in the same feeds and links nothing until
// the end.
type sequence struct {
	*panel
	slow    *store.Store
	plain   held
	sources map[string]string // see sourceTables
	tally   *census

	at          time.Time                // the time of the step
	said        map[linkage.Key]string   // what each record says, as it was sent
	holds       map[string][]pairOf      // of each report's tasks, the records that it held apart
	reported    string                   // the task of the last report
	reports     map[string][]linkage.Key // of each report's tasks, the records that it says are somebody else's
	sides       map[string]reportedSide
	gave        *partedIDs      // the ids that it gave, until these are checked
	barred      map[string]bool // see barOf
	marks       map[pairOf]bool
	blank       map[string][2]string // of each task of which nobody could tell, what its records said then
	corrections []correctionOf       // those that stand, in the order in which they were made
	now         picture              // before the step
}

func newSequence(t testing.TB, dsn string, tally *census) *sequence {
	q := &sequence{
		panel: newPanel(t, dsn), tally: tally, at: now,
		said: map[linkage.Key]string{}, holds: map[string][]pairOf{}, marks: map[pairOf]bool{}, blank: map[string][2]string{}, sides: map[string]reportedSide{},
		reports: map[string][]linkage.Key{}, barred: map[string]bool{},
	}
	q.slow, q.plain = openHeld(t, dbtest.Another(t, dsn))
	for _, name := range []string{"person and family ids", "review ids"} { // else a seed would not always do the same
		if _, err := q.db.Exec("INSERT INTO settings (name, value) VALUES ($1, $2)", name, "5eed"); err != nil {
			t.Fatal(err)
		}
	}
	q.sources = sourceTables(q.held)
	q.now = q.look()
	return q
}

// take does a step, and checks what must hold after each.
func (q *sequence) take(m move) {
	q.count("step: " + m.kind)
	m.do(q)
	q.check()
}

// check holds what is there now against what was there when it was last called, one change ago.
func (q *sequence) check() {
	before := q.now
	q.now = q.look()
	q.sound(int(q.at.Sub(now).Minutes()))
	q.checkRows(before, q.now)
	q.checkIDs(before, q.now)
	q.checkWords(q.now)
	q.checkCorrections(q.now)
	q.gave = nil
	if n := q.now.log - before.log; n != 1 && !q.now.equal(before) {
		q.t.Errorf("the change is in the log %d times", n)
	}
	q.at = q.at.Add(time.Minute)
}

func (q *sequence) count(what string) { q.tally.add(what) }

// keys are the records that are held, in order.
func (q *sequence) keys() (keys []linkage.Key) {
	for k := range q.said {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b linkage.Key) int { return pairOf{a: a}.compare(pairOf{a: b}) })
	return keys
}

// recordsOf are a person's records, in order.
func (q *sequence) recordsOf(person string) []linkage.Key {
	return slices.DeleteFunc(q.keys(), func(k linkage.Key) bool { return q.now.links[k] != person })
}

// shared are the records of those who have several.
func (q *sequence) shared() []linkage.Key {
	return slices.DeleteFunc(q.keys(), func(k linkage.Key) bool { return len(q.recordsOf(q.now.links[k])) < 2 })
}
