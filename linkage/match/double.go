package match

import (
	"cmp"
	"slices"
)

// doubles pairs each record that pass lets through with the first of them that says the same in every column, the first first.
// Records that say nothing are left out.
func (t *Table) doubles(pass func(record uint32) bool) (pairs [][2]uint32) {
	firsts := map[uint64]uint32{}
	for i := range uint32(t.Len()) {
		if !pass(i) {
			continue
		}
		key := uint64(0)
		for _, code := range t.row(int(i)) {
			key = combine(key, uint64(code)+1)
		}
		first, seen := firsts[key]
		switch {
		case !seen:
			firsts[key] = i
		case slices.Equal(t.row(int(first)), t.row(int(i))) && slices.Max(t.row(int(i))) > 0:
			pairs = append(pairs, [2]uint32{first, i})
		}
	}
	return pairs
}

// Repeats is how many records of a source say in every column what an earlier one of it says.
func (t *Table) Repeats(source int) int {
	return len(t.doubles(func(record uint32) bool { return t.source[record] == uint32(source) }))
}

// lost are pairs of records that say the same in every column and that no rule brought together, as too many records share their
// keys: each with the first of them only, as all of them would be more than can be compared.
func (b *Blocks) lost(apart Apart) [][2]uint32 {
	if len(b.capped) == 0 {
		return nil
	}
	pairs := b.table.doubles(func(record uint32) bool { return len(b.of(record)) == 0 })
	return slices.DeleteFunc(pairs, func(p [2]uint32) bool { return apart.are(p[0], p[1]) })
}

// repeats adds to the result those of the lost pairs that reach the floor, and returns them as edges: as all of those that say the same are weighed
// alike, the mean across them is that of any two, and need not be worked out.
func (j Job) repeats(r *Result, b *Blocks) (together []Edge) {
	lost := b.lost(j.apart(b.table))
	if len(lost) == 0 {
		return nil
	}
	joining := j.Settings.Cluster.Of(r.Model)
	for _, p := range lost {
		s, code := r.scorer.score(b.table.row(int(p[0])), b.table.row(int(p[1])))
		r.Report.Expected += s.Same
		r.Report.Candidates++
		pair := Pair{p[0], p[1], float32(s.Weight), float32(s.Same), float32(s.Household), code}
		if telling := joining.Telling(pair.Weight, pair.Household); float64(telling) >= max(joining.Floor, joining.Edge) {
			r.Pairs = append(r.Pairs, pair)
			together = append(together, Edge{pair.A, pair.B, telling})
		}
	}
	slices.SortFunc(r.Pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return together
}

// different are the records among which strangers are drawn, nil being all: of lost pairs the first record stands for all, as so
// many that say the same would pass for what strangers have in common.
func (b *Blocks) different() (records []uint32) {
	lost := b.lost(nil)
	if len(lost) == 0 {
		return nil
	}
	again := make([]bool, b.table.Len())
	for _, p := range lost {
		again[p[1]] = true
	}
	for i, is := range again {
		if !is {
			records = append(records, uint32(i))
		}
	}
	return records
}
