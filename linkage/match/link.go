package match

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sync"
)

// Job is one run of the linker over one table.
type Job struct {
	Settings Settings
	// Across links records of different sources only: the sources hold nobody twice.
	Across bool
	// Model is used as it is; without one, the table's own is learnt first.
	Model *Model
	// Progress, unless nil, is told how far each stage is.
	Progress func(stage string, done, total int64)
}

// Result is what a run found.
type Result struct {
	Model      *Model
	Pairs      []Pair   // candidate pairs of the settings' weight and more, by A and then B
	Clusters   []uint32 // of each record: the least record that is the same person
	Households []uint32 // of each record: the least record that is of the same household
	Report     Report

	scorer *Scorer
}

// Pair is two records and how they compare.
type Pair struct {
	A, B                    uint32 // A is the lesser
	Weight, Same, Household float32
	pattern                 pattern
}

// Levels are the levels of a pair, one for each of the model's comparisons: 0 is nothing to compare, n is Levels[n-1].
func (r *Result) Levels(p Pair) []uint8 { return r.scorer.levels(p.pattern, nil) }

// Link finds the records that are one person, and those of one household. Records that say the same in every column, and that too
// many say for any rule to bring them together, are compared each with the first of them.
func (j Job) Link(t *Table) (*Result, error) {
	r, blocks, err := j.compare(t)
	if err != nil {
		return nil, err
	}
	j.tell("clustering", 0, 1)
	r.Clusters = j.persons(r, j.repeats(r, blocks))
	r.Households = j.households(r)
	r.report(j, blocks)
	j.tell("clustering", 1, 1)
	return r, nil
}

// Compare is Link without clusters and households: the pairs only.
func (j Job) Compare(t *Table) (*Result, error) {
	r, blocks, err := j.compare(t)
	if err != nil {
		return nil, err
	}
	r.report(j, blocks)
	return r, nil
}

// Learn estimates a model from the table.
func (j Job) Learn(t *Table) (*Model, Fit, error) {
	j.Model = nil
	if err := j.check(t); err != nil {
		return nil, Fit{}, err
	}
	blocks, err := t.Block(j.Settings)
	if err != nil {
		return nil, Fit{}, err
	}
	model, fit := t.learn(j.Settings, blocks, j.apart(t))
	return model, fit, nil
}

func (j Job) compare(t *Table) (*Result, *Blocks, error) {
	if err := j.check(t); err != nil {
		return nil, nil, err
	}
	apart := j.apart(t)
	j.tell("blocking", 0, 1)
	blocks, err := t.Block(j.Settings)
	if err != nil {
		return nil, nil, err
	}
	r := &Result{Model: j.Model}
	if r.Model == nil {
		j.tell("learning", 0, 1)
		r.Model, r.Report.Fit = t.learn(j.Settings, blocks, apart)
	}
	if r.scorer, err = r.Model.On(t); err != nil {
		return nil, nil, err
	}
	kept := j.score(r, blocks, apart)
	r.Report.Blocks = blocks.counts
	if j.Across {
		r.Report.Blocks = blocks.across()
	}
	blocks.entries = nil // what follows goes by the pairs, and needs the memory
	r.Pairs = ordered(t.Len(), kept)
	return r, blocks, nil
}

// check refuses what cannot be linked. Without a model there must be pairs to learn from.
func (j Job) check(t *Table) error {
	switch {
	case j.Model != nil:
	case t.Len() < 2:
		return errors.New("linking needs two records at least")
	case t.pairs(j.Across) == 0:
		return errors.New("linking across sources needs records of two sources at least")
	}
	return j.Settings.check()
}

func (j Job) tell(stage string, done, total int64) {
	if j.Progress != nil {
		j.Progress(stage, done, total)
	}
}

// apart keeps records of one source from each other where the job is across sources.
func (j Job) apart(t *Table) Apart {
	if !j.Across {
		return nil
	}
	return func(x, y uint32) bool { return t.source[x] == t.source[y] }
}

// learn estimates a model from a table.
func (t *Table) learn(s Settings, b *Blocks, apart Apart) (*Model, Fit) {
	c := t.comparer()
	thin := uint64(max(b.total()/int64(s.TrainingPairs), 1))
	candidates := c.tally(b, thin, apart)
	total := t.pairs(apart != nil)
	among := b.different()
	if among != nil {
		total = t.pairsAmong(among, apart != nil)
	}
	random := c.draw(s.RandomPairs, s.Seed, among, apart)
	p, fit := c.estimate(candidates, random, total)
	return c.model(s, &p), fit
}

// pairs is how many pairs of records there are; across sources only, where so wanted.
func (t *Table) pairs(across bool) float64 { return t.pairsAmong(nil, across) }

// pairsAmong is pairs of some of the records, nil being all.
func (t *Table) pairsAmong(among []uint32, across bool) float64 {
	n := float64(t.Len())
	if among != nil {
		n = float64(len(among))
	}
	total := n * (n - 1) / 2
	if across {
		sizes := map[uint32]float64{}
		for i := range int(n) {
			if among != nil {
				i = int(among[i])
			}
			sizes[t.source[i]]++
		}
		for _, k := range sizes {
			total -= k * (k - 1) / 2
		}
	}
	return total
}

// score scores all candidate pairs and returns the better ones, by parts; it counts them and the matches that there should be
// among all.
func (j Job) score(r *Result, b *Blocks, apart Apart) (kept [][]Pair) {
	kept = make([][]Pair, chunks)
	sums, scored := make([]float64, chunks), make([]int64, chunks)
	var telling sync.Mutex // one word at a time, and all of them before the next stage
	done := int64(0)
	j.tell("scoring", done, chunks)
	byWorkers(chunks, r.scorer.Twin, func(scorer *Scorer, part int) {
		var list []Pair // its own until it is done: neighbours in memory would slow each other down
		sum, n := 0.0, int64(0)
		b.pairs(part, 1, apart, func(x, y uint32) {
			s, code := scorer.score(scorer.table.row(int(x)), scorer.table.row(int(y)))
			sum += s.Same
			n++
			if j.Settings.keeps(s) {
				list = append(list, Pair{x, y, float32(s.Weight), float32(s.Same), float32(s.Household), code})
			}
		})
		kept[part], sums[part], scored[part] = list, sum, n
		telling.Lock()
		defer telling.Unlock()
		done++
		j.tell("scoring", done, chunks)
	})
	for part, sum := range sums {
		r.Report.Expected += sum
		r.Report.Candidates += scored[part]
	}
	return kept
}

// ordered are the pairs of all parts, by A and then B. The parts are emptied, so that not all pairs are held twice.
func ordered(records int, parts [][]Pair) []Pair {
	next := make([]int, records+1) // where the pairs of each record begin, and then where its next one goes
	for _, pairs := range parts {
		for _, p := range pairs {
			next[p.A+1]++
		}
	}
	for i := range records {
		next[i+1] += next[i]
	}
	out := make([]Pair, next[records])
	for part, pairs := range parts {
		for _, p := range pairs {
			out[next[p.A]] = p
			next[p.A]++
		}
		parts[part] = nil
	}
	n := 0
	for i := range records {
		slices.SortFunc(out[n:next[i]], func(x, y Pair) int { return cmp.Compare(x.B, y.B) })
		n = next[i]
	}
	return out
}

// persons clusters the pairs; repeats are put together before all else.
func (j Job) persons(r *Result, repeats []Edge) []uint32 {
	edges := make([]Edge, 0, len(r.Pairs))
	for _, p := range r.Pairs {
		if float64(p.Weight) >= j.Settings.Cluster.Edge {
			edges = append(edges, Edge{p.A, p.B, j.Settings.Cluster.Telling(p.Weight, p.Household)})
		}
	}
	return Clustering{
		Joining: j.Settings.Cluster.Of(r.Model), Apart: j.apart(r.scorer.table), Together: repeats,
		Weigh: func(x, y uint32) float32 {
			s := r.scorer.Score(int(x), int(y))
			return j.Settings.Cluster.Telling(float32(s.Weight), float32(s.Household))
		},
	}.Cluster(r.scorer.table.Len(), edges)
}

// households joins persons where the pairs across them are likelier of one household, or one person, than strangers. Where
// nothing tells who lives together, each person is one.
func (j Job) households(r *Result) []uint32 {
	if r.Model.Prior.Household == 0 || !r.scorer.table.hasHouses() {
		return slices.Clone(r.Clusters)
	}
	home := func(same, household float64) float64 {
		near := min(same+household, 1-1e-9)
		return math.Log2(near / (1 - near))
	}
	edges := make([]Edge, 0, len(r.Pairs))
	for _, p := range r.Pairs {
		if w := home(float64(p.Same), float64(p.Household)); w >= 0 {
			edges = append(edges, Edge{p.A, p.B, float32(w)})
		}
	}
	var together []Edge
	for i, root := range r.Clusters {
		if uint32(i) != root {
			together = append(together, Edge{A: root, B: uint32(i)})
		}
	}
	return Clustering{
		Joining: Joining{Clip: j.Settings.Cluster.Clip}, Together: together,
		Weigh: func(x, y uint32) float32 {
			s := r.scorer.Score(int(x), int(y))
			return float32(home(s.Same, s.Household))
		},
	}.Cluster(len(r.Clusters), edges)
}
