package store

import (
	"thrivingfamilies.example/hub/linkage"
)

// candidates are the pairs of a record of the batch and another register's that share a key which not too many do.
const candidates = `SELECT DISTINCT a.partner AS a_partner, a.org AS a_org, a.ref AS a_ref, b.partner AS b_partner, b.org AS b_org, b.ref AS b_ref
	FROM batch_keys a CROSS JOIN match_keys b WHERE b.key = a.key AND NOT (b.partner = a.partner AND b.org = a.org)
	AND a.key NOT IN (SELECT key FROM hot_keys)`

// reweigh weighs the pairs of the batch's records anew.
func (f *follower) reweigh(batch []linkage.Record) error {
	if err := f.dropPairs(); err != nil {
		return err
	}
	keys, err := f.keyed()
	if err != nil {
		return err
	}
	if err := f.takeBatchKeys(keys); err != nil {
		return err
	}
	var found []PairRow
	if err := f.tx.scan(&found, candidates); err != nil {
		return err
	}
	records, at := batch, map[linkage.Key]int{}
	for i, r := range batch {
		at[r.Key] = i
	}
	var others []linkage.Key
	for _, p := range found {
		if _, ok := at[p.B]; !ok {
			at[p.B] = -1
			others = append(others, p.B)
		}
	}
	more, err := f.recordsOf(others)
	if err != nil {
		return err
	}
	for _, r := range more {
		at[r.Key] = len(records)
		records = append(records, r)
	}
	pairs := make([][2]int, 0, len(found))
	for _, p := range found {
		a, okA := at[p.A]
		b := at[p.B]
		if okA && b >= 0 && (b >= len(batch) || a < b) { // both of the batch: once
			pairs = append(pairs, [2]int{a, b})
		}
	}
	return f.writePairs(records, f.linker.Score(records, pairs))
}

func (f *follower) dropPairs() error {
	if f.everything {
		return f.tx.exec("DELETE FROM link_pairs")
	}
	for _, side := range []string{"a", "b"} {
		if err := f.tx.exec("DELETE FROM link_pairs WHERE (" + side + "_partner, " + side + "_org, " + side + "_ref) " + inBatch); err != nil {
			return err
		}
	}
	return nil
}

func (f *follower) writePairs(records []linkage.Record, pairs []linkage.Pair) error {
	version := f.linker.Version()
	return f.tx.load(f.ctx, "link_pairs", []string{
		"a_partner", "a_org", "a_ref", "b_partner", "b_org", "b_ref", "weight", "p_same", "p_household", "model",
	}, func(yield func([]any) bool) {
		for _, p := range pairs {
			a, b := records[p.A].Key, records[p.B].Key
			if b.Less(a) {
				a, b = b, a
			}
			if !yield(append(pair(a, b), p.Weight, p.Same, p.Household, version)) {
				return
			}
		}
	})
}

// pairsAmong are the pairs kept of which both records are among these, by their places.
func (f *follower) pairsAmong(records []linkage.Record, people []string) ([]linkage.Pair, error) {
	if f.everything {
		return f.all.pairs, nil
	}
	at := make(map[linkage.Key]int, len(records))
	for i, r := range records {
		at[r.Key] = i
	}
	type row struct {
		A                         linkage.Key `gorm:"embedded;embeddedPrefix:a_"`
		B                         linkage.Key `gorm:"embedded;embeddedPrefix:b_"`
		Weight, PSame, PHousehold float32
	}
	var rows []row
	read := func(query string, args ...any) error {
		var found []row
		err := f.tx.scan(&found, "SELECT p.a_partner, p.a_org, p.a_ref, p.b_partner, p.b_org, p.b_ref, p.weight, p.p_same, p.p_household FROM "+query, args...)
		rows = append(rows, found...)
		return err
	}
	const first = "p.a_partner = l.partner AND p.a_org = l.org AND p.a_ref = l.ref"
	for _, some := range chunks(people, 5000) {
		if err := read("links l CROSS JOIN link_pairs p WHERE "+first+" AND l.person_id IN ?", some); err != nil {
			return nil, err
		}
	}
	// Records that are nobody yet are in the batch.
	if err := read("batch_records l CROSS JOIN link_pairs p WHERE " + first); err != nil {
		return nil, err
	}
	if err := read("batch_records l CROSS JOIN link_pairs p WHERE p.b_partner = l.partner AND p.b_org = l.org AND p.b_ref = l.ref"); err != nil {
		return nil, err
	}
	seen := make(map[[2]int]bool, len(rows))
	var pairs []linkage.Pair
	for _, r := range rows {
		a, okA := at[r.A]
		b, okB := at[r.B]
		a, b = min(a, b), max(a, b)
		if okA && okB && !seen[[2]int{a, b}] {
			seen[[2]int{a, b}] = true
			pairs = append(pairs, linkage.Pair{A: a, B: b, Weight: r.Weight, Same: r.PSame, Household: r.PHousehold})
		}
	}
	return pairs, nil
}
