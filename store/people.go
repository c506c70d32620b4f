package store

import (
	"fmt"
	"math"
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// linkBatch is how many changed records are linked at once: what bounds memory, with their neighbourhoods.
const linkBatch = 1000

// inBatch is what the records of the present batch are in.
const inBatch = "IN (SELECT partner, org, ref FROM batch_records)"

// people brings the links of every changed record up to date: first the keys of all, as it hangs on how many share a key who
// is compared with whom, then who is linked.
func (f *follower) people() error {
	if f.everything {
		return f.eachBatch("changed_records", math.MaxInt32, f.relink)
	}
	if err := f.eachBatch("changed_records", linkBatch, f.prepare); err != nil {
		return err
	}
	return f.eachBatch("rekeyed_records", linkBatch, f.relink)
}

// eachBatch takes the records of a table so many at a time, until there are none.
func (f *follower) eachBatch(table string, size int, do func(keys []linkage.Key) error) error {
	for round := 1; ; round++ {
		for _, step := range []string{
			"DELETE FROM batch_records",
			fmt.Sprintf("INSERT INTO batch_records SELECT partner, org, ref FROM %s ORDER BY partner, org, ref LIMIT %d", table, size),
			"DELETE FROM " + table + " WHERE (partner, org, ref) " + inBatch,
		} {
			if err := f.tx.exec(step); err != nil {
				return err
			}
		}
		var keys []linkage.Key
		if err := f.tx.scan(&keys, "SELECT partner, org, ref FROM batch_records"); err != nil || len(keys) == 0 {
			return err
		}
		if err := f.tx.analyse("batch_records"); err != nil {
			return err
		}
		if err := do(keys); err != nil {
			return err
		}
		if round&(round-1) == 0 { // the tables double: look at them again
			if err := f.tx.analyseKept("links", "persons", "match_keys", "home_keys", "place_keys"); err != nil {
				return err
			}
		}
	}
}

// relink links the records of the batch with all that they, or those linked to them, may be one person with.
func (f *follower) relink(keys []linkage.Key) error {
	f.tell("reading records", 0, 1)
	batch, err := f.records(nil)
	if err != nil {
		return err
	}
	before, err := f.paired()
	if err != nil {
		return err
	}
	if f.everything {
		err = f.weighAll(batch)
	} else {
		err = f.reweigh(batch)
	}
	if err != nil {
		return err
	}
	after, err := f.paired()
	if err != nil {
		return err
	}
	var own []string
	if err := f.tx.scan(&own, "SELECT DISTINCT person_id FROM links WHERE (partner, org, ref) "+inBatch); err != nil {
		return err
	}
	if err := f.unlink(); err != nil {
		return err
	}
	people, err := f.connected(slices.Concat(own, before, after))
	if err != nil {
		return err
	}
	return f.join(keys, people, own)
}

// join makes persons of the batch's records and those of the people, and keeps what changes by it.
func (f *follower) join(keys []linkage.Key, people, own []string) error {
	f.tell("joining people", 0, 1)
	records, err := f.records(people)
	if err != nil {
		return err
	}
	pairs, err := f.pairsAmong(records, people)
	if err != nil {
		return err
	}
	all := keysOf(records)
	constraints, err := f.tx.Constraints(all)
	if err != nil {
		return err
	}
	linked, doubts := f.linker.People(records, pairs, constraints)
	if f.ids.Taken, err = f.takenIDs("persons", freshIDs(records, f.ids)); err != nil {
		return err
	}
	ids, redirects := f.ids.AssignPeople(records, linked)
	if err := f.writeLinks(records, linked, ids); err != nil {
		return err
	}
	causes, changes := whyPeople(records, linked, ids, pairs, constraints, f.gone), personChanges(records, linked, ids)
	f.becamePeople(changes, redirects)
	if err := f.writeEvents("person", changes, redirects, causes); err != nil {
		return err
	}
	if err := f.writePersons(people, ids, redirects); err != nil {
		return err
	}
	if err := f.tx.openReview(f.now, slices.Concat(keys, all), f.doubts(records, doubts)); err != nil {
		return err
	}
	if err := f.touchNaming(slices.Concat(keys, moved(records, linked, ids))); err != nil {
		return err
	}
	if f.everything {
		if err := f.drawSample(linksAmong(records, linked, pairs)); err != nil {
			return err
		}
	}
	if err := f.touchPersons(slices.Concat(own, f.movedTo(records, linked, ids), peopleOf(keys, records, linked, ids))); err != nil {
		return err
	}
	if f.everything {
		f.all.keep(linked, ids)
	}
	return nil
}

func keysOf(records []linkage.Record) []linkage.Key {
	keys := make([]linkage.Key, len(records))
	for i, r := range records {
		keys[i] = r.Key
	}
	return keys
}

func (f *follower) doubts(records []linkage.Record, doubts []linkage.Doubt) []doubt {
	out := make([]doubt, len(doubts))
	for i, d := range doubts {
		out[i] = doubt{
			A: records[d.A].Key, B: records[d.B].Key, Weight: float64(d.Weight), Same: float64(d.Same), Household: float64(d.Household),
			Model: f.linker.Version(),
		}
	}
	return out
}

// paired are the people with whose records the batch's are paired, or of which people said that they are one with them.
func (f *follower) paired() ([]string, error) {
	var people []string
	if f.everything {
		return nil, nil
	}
	for _, way := range [][2]string{{"a", "b"}, {"b", "a"}} {
		for _, table := range []string{"link_pairs p CROSS JOIN links l WHERE ", "link_constraints p CROSS JOIN links l WHERE p.same AND "} {
			var found []string
			if err := f.tx.scan(&found, "SELECT DISTINCT l.person_id FROM batch_records r CROSS JOIN "+table+
				isRecord("p."+way[0]+"_", "r.")+" AND "+isRecord("l.", "p."+way[1]+"_")); err != nil {
				return nil, err
			}
			people = append(people, found...)
		}
	}
	return people, nil
}

// isRecord is the condition under which two prefixes name one record.
func isRecord(a, b string) string {
	return a + "partner = " + b + "partner AND " + a + "org = " + b + "org AND " + a + "ref = " + b + "ref"
}

// connected widens people to all whose records are paired with theirs, or of which people said that they are one: the closed
// set over which persons can be decided. The cross joins keep SQLite to this order of tables.
func (f *follower) connected(start []string) ([]string, error) {
	if f.everything {
		var all []string
		err := f.tx.scan(&all, "SELECT id FROM persons WHERE NOT ended ORDER BY id")
		return all, err
	}
	edge := f.linker.Settings().Cluster.Edge
	return f.closure(start, func(ids []string, more *[]string) error {
		for _, way := range [][2]string{{"a", "b"}, {"b", "a"}} {
			here, there := isRecord("p."+way[0]+"_", "l."), isRecord("m.", "p."+way[1]+"_")
			for _, from := range []string{
				"link_pairs p CROSS JOIN links m WHERE p.weight >= " + fmt.Sprint(edge) + " AND ",
				"link_constraints p CROSS JOIN links m WHERE p.same AND ",
			} {
				var found []string
				if err := f.tx.scan(&found, "SELECT DISTINCT m.person_id FROM links l CROSS JOIN "+from+here+" AND "+there+" AND l.person_id IN ?", ids); err != nil {
					return err
				}
				*more = append(*more, found...)
			}
		}
		return nil
	})
}

// weighAll weighs all candidate pairs of all records, and writes their keys for what will come.
func (f *follower) weighAll(records []linkage.Record) error {
	if err := f.rekey(records); err != nil {
		return err
	}
	f.tell("weighing pairs", 0, 1)
	if err := f.dropPairs(); err != nil {
		return err
	}
	pairs, report, err := f.linker.Pairs(records)
	if err != nil {
		return err
	}
	f.counts.Pairs = PairCounts{Expected: report.Expected, Reached: report.BlockingRecall, Unlinkable: report.Unlinkable, LeftOut: len(report.Capped)}
	for _, c := range report.Capped {
		if c.Records > f.counts.Pairs.Largest.Records {
			f.counts.Pairs.Largest = c
		}
	}
	f.all.pairs = pairs
	return f.writePairs(records, pairs)
}

// closure widens a set of ids until what next finds from it is in it.
func (f *follower) closure(start []string, next func(ids []string, more *[]string) error) ([]string, error) {
	all := map[string]bool{}
	for frontier := start; len(frontier) > 0; {
		var fresh []string
		for _, id := range frontier {
			if id != "" && !all[id] {
				all[id] = true
				fresh = append(fresh, id)
			}
		}
		frontier = nil
		for _, some := range chunks(fresh, 5000) {
			var more []string
			if err := next(some, &more); err != nil {
				return nil, err
			}
			frontier = append(frontier, more...)
		}
	}
	return sortedKeys(all), nil
}

// writeLinks stores the links that are new or have changed.
func (f *follower) writeLinks(records []linkage.Record, people []linkage.Person, ids []string) error {
	by := "model " + f.linker.Version()
	var rows [][]any
	for i, person := range people {
		for n, at := range person.Records {
			r, best := records[at], person.Best[n]
			row := []any{r.Partner, r.Org, r.Ref, ids[i], "", nil, nil, "AUTOMATIC"}
			switch {
			case len(person.Records) == 1:
			case best.A == best.B:
				row[4] = "decided by a person"
			default:
				row[4], row[5], row[6] = by, best.Weight, best.Same
			}
			rows = append(rows, row)
		}
	}
	return f.tx.insert("links", []string{"partner", "org", "ref", "person_id", "rule", "match_weight", "match_probability", "confidence"}, rows,
		`ON CONFLICT (partner, org, ref) DO UPDATE SET person_id = excluded.person_id, rule = excluded.rule,
			match_weight = excluded.match_weight, match_probability = excluded.match_probability
		WHERE links.person_id <> excluded.person_id OR links.rule <> excluded.rule OR links.match_weight IS DISTINCT FROM excluded.match_weight`)
}

// writePersons adds new people, redirects those who were merged, and ends those of whom no record is left.
func (f *follower) writePersons(before, after []string, redirects map[string]string) error {
	rows := make([][]any, 0, len(after))
	for _, id := range after {
		rows = append(rows, []any{id, f.importID})
	}
	if err := f.tx.insert("persons", []string{"id", "made_by"}, rows, "ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	return f.end("persons", before, after, redirects)
}

// end marks the ids that were before and are no longer, with the id that took their place where there is one.
func (f *follower) end(table string, before, after []string, redirects map[string]string) error {
	live := make(map[string]bool, len(after))
	for _, id := range after {
		live[id] = true
	}
	for _, id := range before {
		if live[id] || id == "" {
			continue
		}
		var into any
		if to := redirects[id]; to != "" {
			into = to
		}
		if err := f.tx.exec("UPDATE "+table+" SET ended = true, merged_into = coalesce(?, merged_into) WHERE id = ?", into, id); err != nil {
			return err
		}
	}
	return nil
}

// movedTo are the people between whom records moved.
func (f *follower) movedTo(records []linkage.Record, people []linkage.Person, ids []string) []string {
	var moved []string
	for i, person := range people {
		for _, at := range person.Records {
			if was := records[at].PersonID; was != ids[i] {
				moved = append(moved, was, ids[i])
			}
		}
	}
	return moved
}

// peopleOf are the people whom the records of the keys are taken to be.
func peopleOf(keys []linkage.Key, records []linkage.Record, people []linkage.Person, ids []string) []string {
	wanted := make(map[linkage.Key]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	var found []string
	for i, person := range people {
		for _, at := range person.Records {
			if wanted[records[at].Key] {
				found = append(found, ids[i])
			}
		}
	}
	return found
}

// freshIDs are the ids that a new person founded by any of the records would be given first.
func freshIDs(records []linkage.Record, ids linkage.IDs) []string {
	fresh := make([]string, 0, len(records))
	for _, r := range records {
		fresh = append(fresh, ids.PersonID(r.Key))
	}
	return fresh
}

// takenIDs answers, for ids made anew, whether one was ever somebody's. The likely ones are looked up at once.
func (f *follower) takenIDs(table string, likely []string) (func(string) bool, error) {
	known := make(map[string]bool, len(likely))
	for _, some := range chunks(likely, 5000) {
		var found []string
		if err := f.tx.scan(&found, "SELECT id FROM "+table+" WHERE id IN ?", some); err != nil {
			return nil, err
		}
		for _, id := range some {
			known[id] = false
		}
		for _, id := range found {
			known[id] = true
		}
	}
	return func(id string) bool {
		if taken, ok := known[id]; ok {
			return taken
		}
		var n int
		err := f.tx.scan(&n, "SELECT count(*) FROM "+table+" WHERE id = ?", id)
		return err != nil || n > 0
	}, nil
}
