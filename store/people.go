package store

import (
	"fmt"
	"math"
	"slices"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// linkBatch is how many changed records are linked at once: what bounds memory, with their neighbourhoods.
const linkBatch = 1000

// inBatch is what the records of the present batch are in.
const inBatch = "IN (SELECT partner, org, ref FROM batch_records)"

// people brings the links of every changed record up to date.
func (f *follower) people() error {
	size := linkBatch
	if f.everything {
		size = math.MaxInt32
	}
	for round := 1; ; round++ {
		for _, step := range []string{
			"DELETE FROM batch_records",
			fmt.Sprintf("INSERT INTO batch_records SELECT partner, org, ref FROM changed_records ORDER BY partner, org, ref LIMIT %d", size),
			"DELETE FROM changed_records WHERE (partner, org, ref) " + inBatch,
		} {
			if err := f.tx.exec(step); err != nil {
				return err
			}
		}
		var keys []linkage.Key
		if err := f.tx.scan(&keys, "SELECT partner, org, ref FROM batch_records"); err != nil || len(keys) == 0 {
			return err
		}
		if err := f.relink(keys); err != nil {
			return err
		}
		if round&(round-1) == 0 { // the tables double: look at them again
			if err := f.tx.analyse("links", "persons", "match_keys", "home_keys", "place_keys"); err != nil {
				return err
			}
		}
	}
}

// relink links the records of the batch with all that they, or those linked to them, share a key with.
func (f *follower) relink(keys []linkage.Key) error {
	if err := f.rekey(); err != nil {
		return err
	}
	var before []string
	if err := f.tx.scan(&before, "SELECT DISTINCT person_id FROM links WHERE (partner, org, ref) "+inBatch); err != nil {
		return err
	}
	if err := f.tx.exec("DELETE FROM links WHERE (partner, org, ref) " + inBatch + ` AND NOT EXISTS (SELECT 1 FROM source_people p
		WHERE p.partner = links.partner AND p.org = links.org AND p.ref = links.ref AND p.ended_import_id IS NULL)`); err != nil {
		return err
	}
	if err := f.tx.analyse("batch_records"); err != nil {
		return err
	}
	people, err := f.matchNeighbours(before)
	if err != nil {
		return err
	}
	records, err := f.records(people)
	if err != nil {
		return err
	}
	linked := f.linker.Link(records)
	if f.ids.Taken, err = f.takenIDs("persons", people, freshIDs(records, f.ids)); err != nil {
		return err
	}
	ids, redirects := f.ids.AssignPeople(records, linked)
	if err := f.writeLinks(records, linked, ids); err != nil {
		return err
	}
	if err := f.writePersons(people, ids, redirects); err != nil {
		return err
	}
	return f.touchPersons(slices.Concat(before, f.movedTo(records, linked, ids), peopleOf(keys, records, linked, ids)))
}

// rekey writes anew the keys by which the records of the batch are found.
func (f *follower) rekey() error {
	records, err := f.records(nil)
	if err != nil {
		return err
	}
	for table, keys := range map[string]func(linkage.Record) []string{"match_keys": linkage.Record.MatchKeys, "home_keys": linkage.Record.HomeKeys, "place_keys": linkage.Record.PlaceKeys} {
		if err := f.tx.exec("DELETE FROM " + table + " WHERE (partner, org, ref) " + inBatch); err != nil {
			return err
		}
		var rows [][]any
		for _, r := range records {
			for _, key := range keys(r) {
				rows = append(rows, []any{key, r.Partner, r.Org, r.Ref})
			}
		}
		if err := f.tx.insert(table, []string{"key", "partner", "org", "ref"}, rows, "ON CONFLICT DO NOTHING"); err != nil {
			return err
		}
	}
	return nil
}

// matchNeighbours gathers the people to whom the batch's records belong or with whose records they share a match key, and
// those people's own neighbours, until nobody is added. The cross joins keep SQLite to this order of tables.
func (f *follower) matchNeighbours(before []string) ([]string, error) {
	const shared = ` CROSS JOIN match_keys a CROSS JOIN match_keys b CROSS JOIN links l
		WHERE a.partner = r.partner AND a.org = r.org AND a.ref = r.ref AND b.key = a.key
		AND l.partner = b.partner AND l.org = b.org AND l.ref = b.ref`
	var near []string
	if f.everything {
		err := f.tx.scan(&near, "SELECT id FROM persons WHERE NOT ended ORDER BY id")
		return near, err
	}
	if err := f.tx.scan(&near, "SELECT DISTINCT l.person_id FROM batch_records r"+shared); err != nil {
		return nil, err
	}
	return f.closure(slices.Concat(before, near), func(ids []string, more *[]string) error {
		return f.tx.scan(more, "SELECT DISTINCT l.person_id FROM links r"+shared+" AND r.person_id IN ?", ids)
	})
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

// ofBatch and ofPeople read the records of the batch, and those of some people.
const (
	ofBatch = "SELECT " + recordColumns + ` FROM batch_records r CROSS JOIN source_people p
		LEFT JOIN links l ON l.partner = p.partner AND l.org = p.org AND l.ref = p.ref
		WHERE p.partner = r.partner AND p.org = r.org AND p.ref = r.ref AND p.ended_import_id IS NULL`
	ofPeople = "SELECT " + recordColumns + ` FROM links l CROSS JOIN source_people p
		WHERE p.partner = l.partner AND p.org = l.org AND p.ref = l.ref AND p.ended_import_id IS NULL AND l.person_id IN ?`
)

const recordColumns = `p.partner, p.org, p.ref, p.forename, p.middle_names, p.surname, p.former_surname, p.known_as, p.date_of_birth,
	p.sex, p.address_line_1 AS address_line1, p.address_line_2 AS address_line2, p.town, p.postcode, p.uprn, p.nino, p.upn, p.uln, p.nhs_number, p.pnc_id, coalesce(l.person_id, '') AS person_id`

// Particulars are what a partner's record of a person says.
type Particulars struct {
	Forename, MiddleNames, Surname, FormerSurname, KnownAs string
	DateOfBirth                                            models.Date
	Sex                                                    string
	AddressLine1                                           string `gorm:"column:address_line1"`
	AddressLine2                                           string `gorm:"column:address_line2"`
	Town, Postcode                                         string
	UPRN                                                   string `gorm:"column:uprn"`
	NINO                                                   string `gorm:"column:nino"`
	UPN                                                    string `gorm:"column:upn"`
	ULN                                                    string `gorm:"column:uln"`
	NHSNumber                                              string `gorm:"column:nhs_number"`
	PNCID                                                  string `gorm:"column:pnc_id"`
}

// linkRow is such a record as linkage reads it.
type linkRow struct {
	Partner     models.Partner
	Org, Ref    string
	PersonID    string
	Particulars `gorm:"embedded"`
}

func (p linkRow) record() linkage.Record {
	return linkage.Record{
		Key:      linkage.Key{Partner: p.Partner, Org: p.Org, Ref: p.Ref},
		Forename: p.Forename, MiddleNames: p.MiddleNames, Surname: p.Surname, FormerSurname: p.FormerSurname, KnownAs: p.KnownAs,
		DateOfBirth: p.DateOfBirth, Sex: p.Sex, AddressLine1: p.AddressLine1, AddressLine2: p.AddressLine2, Town: p.Town,
		Postcode: p.Postcode, UPRN: p.UPRN, NINO: p.NINO, UPN: p.UPN, ULN: p.ULN, NHSNumber: p.NHSNumber, PNCID: p.PNCID,
		PersonID: p.PersonID,
	}
}

// records loads the linkage records of the batch and of the people, in the order of their keys.
func (f *follower) records(people []string) ([]linkage.Record, error) {
	var rows, more []linkRow
	if err := f.tx.scan(&rows, ofBatch); err != nil {
		return nil, err
	}
	if f.everything {
		people = nil // they have no other records than those of the batch
	}
	for _, some := range chunks(people, 5000) {
		more = more[:0]
		if err := f.tx.scan(&more, ofPeople, some); err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	seen := make(map[linkage.Key]bool, len(rows))
	records := make([]linkage.Record, 0, len(rows))
	for _, row := range rows {
		if r := row.record(); !seen[r.Key] {
			seen[r.Key] = true
			records = append(records, r)
		}
	}
	slices.SortFunc(records, byKey)
	return records, nil
}

// writeLinks stores the links that are new or have changed.
func (f *follower) writeLinks(records []linkage.Record, people []linkage.Person, ids []string) error {
	var rows [][]any
	for i, person := range people {
		rules := map[int]string{}
		for _, l := range person.Links {
			for _, at := range []int{l.A, l.B} {
				if rules[at] == "" {
					rules[at] = l.Rule
				}
			}
		}
		for _, at := range person.Records {
			r := records[at]
			rows = append(rows, []any{r.Partner, r.Org, r.Ref, ids[i], rules[at], "AUTOMATIC"})
		}
	}
	return f.tx.insert("links", []string{"partner", "org", "ref", "person_id", "rule", "confidence"}, rows,
		`ON CONFLICT (partner, org, ref) DO UPDATE SET person_id = excluded.person_id, rule = excluded.rule, confidence = excluded.confidence
		WHERE links.person_id <> excluded.person_id OR links.rule <> excluded.rule`)
}

// writePersons adds new people, redirects those who were merged, and ends those of whom no record is left.
func (f *follower) writePersons(before, after []string, redirects map[string]string) error {
	rows := make([][]any, 0, len(after))
	for _, id := range after {
		rows = append(rows, []any{id, f.importID})
	}
	if err := f.tx.insert("persons", []string{"id", "made_by"}, rows,
		"ON CONFLICT (id) DO UPDATE SET ended = false, merged_into = NULL WHERE persons.ended"); err != nil {
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

// takenIDs answers, for ids made anew, whether somebody outside the neighbourhood has them or once had.
func (f *follower) takenIDs(table string, inside, likely []string) (func(string) bool, error) {
	here := make(map[string]bool, len(inside))
	for _, id := range inside {
		here[id] = true
	}
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
			known[id] = !here[id]
		}
	}
	return func(id string) bool {
		if taken, ok := known[id]; ok {
			return taken
		}
		var n int
		err := f.tx.scan(&n, "SELECT count(*) FROM "+table+" WHERE id = ?", id)
		return err != nil || n > 0 && !here[id]
	}, nil
}
