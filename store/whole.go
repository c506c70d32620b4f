package store

import (
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// whole is all that is linked, while everything is: read once, and kept in memory until families are made.
type whole struct {
	records []linkage.Record // in the order of their keys, each with the person whom it is taken to be
	pairs   []linkage.Pair   // those kept among them
}

// allRecords are the records of the whole, which are those of the batch.
func (f *follower) allRecords() ([]linkage.Record, error) {
	if f.all.records != nil {
		return f.all.records, nil
	}
	var rows []LinkRow
	if err := f.tx.scan(&rows, ofBatch); err != nil {
		return nil, err
	}
	f.all.records = make([]linkage.Record, len(rows))
	for i := range rows {
		f.all.records[i] = rows[i].record()
	}
	slices.SortFunc(f.all.records, byKey)
	return f.all.records, nil
}

// keep notes who the records of the whole are taken to be from now on.
func (w whole) keep(people []linkage.Person, ids []string) {
	for i, p := range people {
		for _, at := range p.Records {
			w.records[at].PersonID = ids[i]
		}
	}
}

// portion is some of the people whom a query is about: the condition for them, and its arguments.
type portion struct {
	are  string
	args []any
}

// portions are all of some people, by a column that names them: in one where they are the whole, which the database can then
// read table by table.
func (f *follower) portions(column string, people []string) (all []portion) {
	if f.everything {
		return []portion{{are: "true"}}
	}
	for _, some := range chunks(people, 5000) {
		all = append(all, portion{column + " IN ?", []any{some}})
	}
	return all
}
