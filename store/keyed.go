package store

import (
	"slices"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/linkage"
)

// keyedRecord is a record with the match keys that are written of it.
type keyedRecord struct {
	linkage.Key
	keys []int64
}

// keyed reads the match keys that are written of the batch's records. They are listed record by record in keyed_records: to
// keep match_keys in an index by record would cost more than all else that is written of them.
func (f *follower) keyed() ([]keyedRecord, error) {
	var rows []struct {
		linkage.Key `gorm:"embedded"`
		Keys        string
	}
	if err := f.tx.scan(&rows, "SELECT partner, org, ref, keys FROM keyed_records WHERE (partner, org, ref) "+inBatch); err != nil {
		return nil, err
	}
	records := make([]keyedRecord, len(rows))
	for i, r := range rows {
		records[i].Key = r.Key
		for word := range strings.FieldsSeq(r.Keys) {
			key, err := strconv.ParseInt(word, 10, 64)
			if err != nil {
				return nil, err
			}
			records[i].keys = append(records[i].keys, key)
		}
	}
	return records, nil
}

// writeKeyed lists the match keys of the batch's records, of which nothing is listed.
func (f *follower) writeKeyed(records []linkage.Record, keys [][]int64) error {
	return f.tx.load(f.ctx, "keyed_records", []string{"partner", "org", "ref", "keys"}, func(yield func([]any) bool) {
		var list []byte
		for i, r := range records {
			list = list[:0]
			for _, key := range keys[i] {
				list = append(strconv.AppendInt(list, key, 10), ' ')
			}
			if !yield([]any{r.Partner, r.Org, r.Ref, string(list)}) {
				return
			}
		}
	})
}

// dropMatchKeys takes away what is written of the batch's match keys.
func (f *follower) dropMatchKeys(was []keyedRecord) error {
	if err := f.takeBatchKeys(was); err != nil {
		return err
	}
	if err := f.tx.exec("DELETE FROM match_keys WHERE (key, partner, org, ref) IN (SELECT key, partner, org, ref FROM batch_keys)"); err != nil {
		return err
	}
	return f.tx.exec("DELETE FROM keyed_records WHERE (partner, org, ref) " + inBatch)
}

// takeBatchKeys makes batch_keys the match keys of the records.
func (f *follower) takeBatchKeys(records []keyedRecord) error {
	if err := f.tx.exec("DELETE FROM batch_keys"); err != nil {
		return err
	}
	if err := f.tx.load(f.ctx, "batch_keys", []string{"key", "partner", "org", "ref"}, func(yield func([]any) bool) {
		for _, r := range records {
			slices.Sort(r.keys)
			for _, key := range slices.Compact(r.keys) {
				if !yield([]any{key, r.Partner, r.Org, r.Ref}) {
					return
				}
			}
		}
	}); err != nil {
		return err
	}
	return f.tx.analyse("batch_keys")
}
