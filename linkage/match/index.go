package match

import (
	"cmp"
	"errors"
	"slices"
)

// Index finds, among the records of a table, those that a new one may be the same person as. It answers what linking the
// table with the new record would say of it, and looks at nothing but the blocks that the record falls into: no more records
// than the rules' caps allow, however many the table has. Two goroutines must not use one.
//
// Beside the table it holds four bytes for each key of each record and twelve for each different key. Words of new records
// that no record of the table has stay in the table's dictionaries.
type Index struct {
	job    Job
	scorer *Scorer
	rules  []rule
	blocks []postings // of each rule
	size   int        // records of the table that are indexed
}

// postings are the records under each key of one rule: those of keys[i] are records[first[i]:first[i+1]], in ascending order.
type postings struct {
	keys    []uint64 // ascending
	first   []uint32
	records []uint32
}

// Index makes the index of a table's records by the job's rules and model.
func (j Job) Index(t *Table) (*Index, error) {
	if j.Model == nil {
		return nil, errors.New("an index needs a model: learn one first")
	}
	if err := j.check(t); err != nil {
		return nil, err
	}
	k, err := t.Keyer(j.Settings)
	if err != nil {
		return nil, err
	}
	scorer, err := j.Model.On(t)
	if err != nil {
		return nil, err
	}
	x := &Index{job: j, scorer: scorer, rules: k.rules, blocks: make([]postings, len(k.rules)), size: t.Len()}
	errs := make([]error, len(x.rules))
	inParallel(len(x.rules), func(n int) {
		entries := t.entries(&x.rules[n])
		if errs[n] = fits(t.Len(), len(entries)); errs[n] == nil {
			x.blocks[n] = post(entries, x.rules[n].most)
		}
	})
	return x, errors.Join(errs...)
}

// post makes postings of a rule's entries. A block that one record more makes too large brings nobody together, and is left
// out.
func post(entries []entry, most int) postings {
	keys, records := 0, 0
	for block := range blocks(entries) {
		if len(block) < most {
			keys, records = keys+1, records+len(block)
		}
	}
	p := postings{keys: make([]uint64, 0, keys), first: make([]uint32, 1, keys+1), records: make([]uint32, 0, records)}
	for block := range blocks(entries) {
		if len(block) >= most {
			continue
		}
		for _, e := range block {
			p.records = append(p.records, e.record)
		}
		p.keys, p.first = append(p.keys, block[0].key), append(p.first, uint32(len(p.records)))
	}
	return p
}

// of are the records under a key.
func (p *postings) of(key uint64) []uint32 {
	i, ok := slices.BinarySearch(p.keys, key)
	if !ok {
		return nil
	}
	return p.records[p.first[i]:p.first[i+1]]
}

// Find returns the pairs of a new record of a source with the table's that the job would keep, best first. B is the place
// that the record would have in the table, behind all that are indexed.
func (x *Index) Find(source int, values []string) (pairs []Pair) {
	t := x.scorer.table
	row := t.read(values)
	for _, other := range x.candidates(row) {
		if x.job.Across && t.source[other] == uint32(source) {
			continue
		}
		s, code := x.scorer.score(t.row(int(other)), row)
		if x.job.Settings.keeps(s) {
			pairs = append(pairs, Pair{other, uint32(x.size), float32(s.Weight), float32(s.Same), float32(s.Household), code})
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.A, b.A)) })
	return pairs
}

// candidates are the records that share a key with a row, each once.
func (x *Index) candidates(row []uint32) (records []uint32) {
	var keys []uint64
	for n := range x.rules {
		keys = x.rules[n].keys(x.scorer.table, row, keys[:0])
		for _, key := range keys {
			records = append(records, x.blocks[n].of(key)...)
		}
	}
	slices.Sort(records)
	return slices.Compact(records)
}
