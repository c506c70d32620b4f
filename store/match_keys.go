package store

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// prepare touches the neighbours of the batch's records as they were, and writes the records' keys anew.
func (f *follower) prepare([]linkage.Key) error {
	batch, err := f.records(nil)
	if err != nil {
		return err
	}
	if err := f.touchNeighbours(); err != nil {
		return err
	}
	if err := f.rekey(batch); err != nil {
		return err
	}
	return f.tx.exec("INSERT INTO rekeyed_records SELECT partner, org, ref FROM batch_records WHERE true ON CONFLICT DO NOTHING")
}

// rekey writes anew the keys by which the records of the batch are found. Where a key comes to be shared by too many to
// bring anybody together, or is no longer, all that share it are to be linked anew.
func (f *follower) rekey(records []linkage.Record) error {
	keys := f.linker.Keys(records)
	if f.everything {
		for _, table := range []string{"match_keys", "keyed_records"} {
			if err := f.tx.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return f.writeKeys(records, keys)
	}
	was, err := f.keyed()
	if err != nil {
		return err
	}
	var held []int64
	for _, r := range was {
		held = append(held, r.keys...)
	}
	for _, some := range keys {
		held = append(held, some...)
	}
	slices.Sort(held)
	held = slices.Compact(held)
	before, err := f.sharing(held)
	if err != nil {
		return err
	}
	if err := f.dropMatchKeys(was); err != nil {
		return err
	}
	if err := f.writeKeys(records, keys); err != nil {
		return err
	}
	after, err := f.sharing(held)
	if err != nil {
		return err
	}
	return f.heedCaps(held, before, after)
}

// writeKeys writes the match keys of the batch's records, of which none stand there, and replaces their other keys.
func (f *follower) writeKeys(records []linkage.Record, matchKeys [][]int64) error {
	if err := f.writeKeyed(records, matchKeys); err != nil {
		return err
	}
	if err := loadKeys(f, "match_keys", records, func(i int) []int64 { return matchKeys[i] }); err != nil {
		return err
	}
	if err := replaceKeys(f, "home_keys", records, linkage.Record.FamilyKeys); err != nil {
		return err
	}
	return replaceKeys(f, "place_keys", records, linkage.Record.PlaceKeys)
}

// replaceKeys replaces the keys of one kind.
func replaceKeys(f *follower, table string, records []linkage.Record, keys func(linkage.Record) []string) error {
	where := " WHERE (partner, org, ref) " + inBatch
	if f.everything {
		where = ""
	}
	if err := f.tx.exec("DELETE FROM " + table + where); err != nil {
		return err
	}
	return loadKeys(f, table, records, func(i int) []string { return keys(records[i]) })
}

// loadKeys writes keys of records; in order, which is what an index likes best.
func loadKeys[K cmp.Ordered](f *follower, table string, records []linkage.Record, keys func(i int) []K) error {
	type row struct {
		key    K
		record int
	}
	var list []row
	for i := range records {
		for _, key := range keys(i) {
			list = append(list, row{key, i})
		}
	}
	slices.SortFunc(list, func(x, y row) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.record, y.record)) })
	list = slices.Compact(list)
	return f.tx.load(f.ctx, table, []string{"key", "partner", "org", "ref"}, func(yield func([]any) bool) {
		for _, l := range list {
			if r := &records[l.record]; !yield([]any{l.key, r.Partner, r.Org, r.Ref}) {
				return
			}
		}
	})
}

// sharing is how many records share each of the keys.
func (f *follower) sharing(keys []int64) (map[int64]int, error) {
	counts := make(map[int64]int, len(keys))
	for _, some := range chunks(keys, 5000) {
		var rows []struct {
			Key int64
			N   int
		}
		if err := f.tx.scan(&rows, "SELECT key, count(*) AS n FROM match_keys WHERE key IN ? GROUP BY key", some); err != nil {
			return nil, err
		}
		for _, r := range rows {
			counts[r.Key] = r.N
		}
	}
	return counts, nil
}

// heedCaps notes which of the keys too many share, and puts those who share a key that has passed its cap, either way, back among
// the changed.
func (f *follower) heedCaps(keys []int64, before, after map[int64]int) error {
	mostOf := f.linker.Most()
	var hot [][]any
	var passed []int64
	for _, key := range keys {
		most := mostOf(key)
		if after[key] > most {
			hot = append(hot, []any{key})
		}
		if before[key] > most != (after[key] > most) {
			passed = append(passed, key)
		}
	}
	for _, some := range chunks(keys, 5000) {
		if err := f.tx.exec("DELETE FROM hot_keys WHERE key IN ?", some); err != nil {
			return err
		}
	}
	if err := f.tx.insert("hot_keys", []string{"key"}, hot, "ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	for _, some := range chunks(passed, 5000) {
		if err := f.tx.exec(`INSERT INTO changed_records (partner, org, ref) SELECT DISTINCT partner, org, ref FROM match_keys
			WHERE key IN ? AND (partner, org, ref) NOT `+inBatch+` ON CONFLICT DO NOTHING`, some); err != nil {
			return err
		}
	}
	return nil
}
