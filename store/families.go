package store

import (
	"fmt"
	"math"
	"slices"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// familyBatch is how many touched people are grouped at once, with their neighbourhoods.
const familyBatch = 1000

// families groups the touched people, and everybody whom that may move, into families anew.
func (f *follower) families() error {
	if err := f.findCrowdedHomes(); err != nil {
		return err
	}
	size := familyBatch
	if f.everything {
		size = math.MaxInt32
	}
	for after := ""; ; {
		var batch []string
		if err := f.tx.scan(&batch, "SELECT person_id FROM touched_persons WHERE person_id > ? ORDER BY person_id LIMIT ?", after, size); err != nil {
			return err
		}
		if len(batch) == 0 {
			break
		}
		if err := f.regroup(batch); err != nil {
			return err
		}
		after = batch[len(batch)-1]
	}
	if f.everything {
		return f.tx.exec("INSERT INTO touched_families (family_id) SELECT DISTINCT family_id FROM persons WHERE family_id <> '' ON CONFLICT DO NOTHING")
	}
	return nil
}

func (f *follower) regroup(batch []string) error {
	people, err := batch, error(nil)
	if !f.everything {
		people, err = f.homeNeighbours(batch)
	}
	if err != nil {
		return err
	}
	members, before, err := f.members(people)
	if err != nil {
		return err
	}
	ties, err := f.ties(people)
	if err != nil {
		return err
	}
	groups := linkage.Families(members, ties)
	fresh := make([]string, 0, len(members))
	for _, m := range members {
		fresh = append(fresh, f.ids.FamilyID(m.Founder))
	}
	if f.ids.Taken, err = f.takenIDs("families", fresh); err != nil {
		return err
	}
	ids, redirects := f.ids.AssignFamilies(members, groups)
	rows := make([][]any, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, []any{id, f.importID})
	}
	if err := f.tx.insert("families", []string{"id", "made_by"}, rows, "ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	touched, err := f.move(members, groups, ids, batch)
	if err != nil {
		return err
	}
	left, err := f.leave(members, batch, redirects)
	if err != nil {
		return err
	}
	for _, id := range ids {
		delete(redirects, id) // some of it were merged away, but not all
	}
	touched = append(touched, left...)
	if err := f.end("families", before, ids, redirects); err != nil {
		return err
	}
	changes := familyChanges(members, groups, ids)
	for from, to := range redirects {
		changes = append(changes, change{from, to}) // of a family whose people were all merged away, nobody is a member
		if err := f.reassign(from, to); err != nil {
			return err
		}
	}
	causes, err := f.whyFamilies(members, groups, ids, redirects)
	if err != nil {
		return err
	}
	if err := f.writeEvents("family", changes, redirects, causes); err != nil {
		return err
	}
	return f.touchFamilies(touched)
}

// homeNeighbours gathers everybody in the people's families, tied to them, of one tenancy or one correction with them or sharing
// a home that is not crowded, until nobody is added: the closed set over which families can be decided.
func (f *follower) homeNeighbours(batch []string) ([]string, error) {
	return f.closure(batch, func(ids []string, more *[]string) error {
		for _, query := range []string{
			"SELECT id FROM persons WHERE NOT ended AND family_id <> '' AND family_id IN (SELECT family_id FROM persons WHERE id IN ?)",
			"SELECT DISTINCT m.person_id FROM links l" + atHome + " WHERE l.person_id IN ? AND " + sameHome + " AND a.key NOT IN (" + crowded + ")",
			"SELECT b.person_id FROM links a" + tiedTo + " WHERE a.person_id IN ? AND " + tie("person_ref", "other_ref"),
			"SELECT b.person_id FROM links a" + tiedTo + " WHERE a.person_id IN ? AND " + tie("other_ref", "person_ref"),
			"SELECT DISTINCT b.person_id FROM links a" + inCorrection + " AND a.person_id IN ?",
		} {
			var found []string
			if err := f.tx.scan(&found, query, ids); err != nil {
				return err
			}
			*more = append(*more, found...)
		}
		for _, way := range [][2]string{{"a", "b"}, {"b", "a"}} {
			for _, pairs := range []string{akin, related} {
				var found []string
				if err := f.tx.scan(&found, "SELECT DISTINCT b.person_id FROM links a"+pairs+isRecord("a.", "p."+way[0]+"_")+" AND "+isRecord("b.", "p."+way[1]+"_")+
					" AND a.person_id IN ?", ids); err != nil {
					return err
				}
				*more = append(*more, found...)
			}
		}
		var found []string
		err := f.tx.scan(&found, "SELECT DISTINCT b.person_id FROM links a"+inTenancy+" WHERE a.person_id IN ? AND "+oneTenancy, ids, linkage.MaxHome)
		*more = append(*more, found...)
		return err
	})
}

// From records l to those m that share a home with them. The cross joins keep SQLite to this order of tables.
const (
	atHome   = " CROSS JOIN home_keys a CROSS JOIN home_keys b CROSS JOIN links m"
	atPlace  = " CROSS JOIN place_keys a CROSS JOIN place_keys b CROSS JOIN links m"
	sameHome = "a.partner = l.partner AND a.org = l.org AND a.ref = l.ref AND b.key = a.key " +
		"AND m.partner = b.partner AND m.org = b.org AND m.ref = b.ref"
)

// crowded lists the homes at which too many people stand for it to be a household.
const crowded = "SELECT key FROM crowded_homes"

// findCrowdedHomes brings that list up to date, and touches everybody at a home that has come onto it or gone from it.
func (f *follower) findCrowdedHomes() error {
	for _, step := range []string{
		fmt.Sprintf(`INSERT INTO now_crowded (key) SELECT k.key FROM home_keys k
			JOIN links l ON l.partner = k.partner AND l.org = k.org AND l.ref = k.ref
			GROUP BY k.key HAVING count(DISTINCT l.person_id) > %d`, linkage.MaxHome),
		`INSERT INTO touched_persons (person_id) SELECT DISTINCT l.person_id FROM home_keys k
			JOIN links l ON l.partner = k.partner AND l.org = k.org AND l.ref = k.ref
			WHERE k.key IN (SELECT key FROM now_crowded WHERE key NOT IN (SELECT key FROM crowded_homes))
			OR k.key IN (SELECT key FROM crowded_homes WHERE key NOT IN (SELECT key FROM now_crowded)) ON CONFLICT DO NOTHING`,
		"DELETE FROM crowded_homes",
		"INSERT INTO crowded_homes SELECT key FROM now_crowded",
	} {
		if err := f.tx.exec(step); err != nil {
			return err
		}
	}
	return nil
}

func (f *follower) crowdedHomes() (map[string]bool, error) {
	var keys []string
	err := f.tx.scan(&keys, crowded)
	set := make(map[string]bool, len(keys))
	for _, k := range keys {
		set[k] = true
	}
	return set, err
}

// members loads the people as grouping sees them, those who still have a record, and the families that they were in.
func (f *follower) members(people []string) ([]linkage.Member, []string, error) {
	type inFamily struct{ ID, FamilyID string }
	families, before := map[string]string{}, map[string]bool{}
	var records []linkage.Record
	for _, some := range chunks(people, 5000) {
		var rows []inFamily
		if err := f.tx.scan(&rows, "SELECT id, family_id FROM persons WHERE id IN ?", some); err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			families[r.ID], before[r.FamilyID] = r.FamilyID, true
		}
		if f.everything {
			continue
		}
		var linked []LinkRow
		if err := f.tx.scan(&linked, ofPeople, some); err != nil {
			return nil, nil, err
		}
		for _, l := range linked {
			records = append(records, l.record())
		}
	}
	if f.everything {
		records = f.all.records
	}
	skip, err := f.crowdedHomes()
	if err != nil {
		return nil, nil, err
	}
	uncrowded := func(r linkage.Record) []string {
		return slices.DeleteFunc(r.FamilyKeys(), func(key string) bool { return skip[key] })
	}
	slices.SortFunc(records, byKey)
	place := map[string]int{}
	var members []linkage.Member
	for _, r := range records {
		at, ok := place[r.PersonID]
		if !ok {
			at = len(members)
			place[r.PersonID] = at
			members = append(members, linkage.Member{PersonID: r.PersonID, FamilyID: families[r.PersonID], Founder: r.Key})
		}
		m := &members[at]
		m.Residences = append(m.Residences, linkage.Residence{Keys: uncrowded(r)})
		for _, surname := range []string{r.Surname, r.FormerSurname} {
			m.Surnames = appendNew(m.Surnames, surname)
		}
		if !slices.Contains(m.Senders, r.Partner) {
			m.Senders = append(m.Senders, r.Partner)
		}
		if m.DateOfBirth == "" {
			m.DateOfBirth = r.DateOfBirth
		}
	}
	lettings, err := f.lettings(people)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lettings {
		if at, ok := place[l.PersonID]; ok {
			members[at].Residences = append(members[at].Residences, linkage.Residence{
				Keys: uncrowded(LinkRow{Particulars: l.Particulars}.record()), From: l.FromDay, Until: l.UntilDay, Tenancy: true,
			})
		}
	}
	return members, sortedKeys(before), nil
}

// lettingRow is a person's time in a tenancy, with its address.
type lettingRow struct {
	PersonID          string
	Particulars       `gorm:"embedded"`
	FromDay, UntilDay models.Date
}

// lettings loads the tenancies that the people are or were in.
func (f *follower) lettings(people []string) (rows []lettingRow, err error) {
	for _, some := range f.portions("l.person_id", people) {
		var found []lettingRow
		if err := f.tx.scan(&found, `SELECT l.person_id, t.uprn, t.address_line_1 AS address_line1, t.address_line_2 AS address_line2, t.town, t.postcode,
			o.from_day, coalesce(o.until_day, t.ended) AS until_day FROM links l CROSS JOIN source_occupants o CROSS JOIN source_tenancies t
			WHERE o.partner = l.partner AND o.org = l.org AND o.person_ref = l.ref AND o.ended_import_id IS NULL
			AND t.partner = o.partner AND t.org = o.org AND t.ref = o.tenancy_ref AND t.ended_import_id IS NULL
			AND `+some.are+" ORDER BY l.person_id, t.partner, t.org, t.ref, o.ref", some.args...); err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	return rows, nil
}

// move puts people into the families that they are in now, and returns the families whose documents that changes.
func (f *follower) move(members []linkage.Member, groups []linkage.Family, ids, batch []string) ([]string, error) {
	inBatch := make(map[string]bool, len(batch))
	for _, id := range batch {
		inBatch[id] = true
	}
	var touched []string
	var moved [][]any
	for i, group := range groups {
		for _, at := range group.Members {
			m := members[at]
			if m.FamilyID != ids[i] {
				moved = append(moved, []any{m.PersonID, ids[i]})
				touched = append(touched, m.FamilyID, ids[i])
			} else if inBatch[m.PersonID] {
				touched = append(touched, ids[i])
			}
		}
	}
	if err := f.tx.exec("DELETE FROM moved_persons"); err != nil {
		return nil, err
	}
	if err := f.tx.load(f.ctx, "moved_persons", []string{"person_id", "family_id"}, slices.Values(moved)); err != nil {
		return nil, err
	}
	if err := f.tx.analyse("moved_persons"); err != nil {
		return nil, err
	}
	return touched, f.tx.exec(`UPDATE persons SET family_id = (SELECT m.family_id FROM moved_persons m WHERE m.person_id = persons.id)
		WHERE id IN (SELECT person_id FROM moved_persons)`)
}

// heirs finds the families of those into whom people of a family were merged, of each family first the one of most.
const heirs = `WITH RECURSIVE way (gone, id) AS (
	SELECT family_id, merged_into FROM persons WHERE id IN ? AND family_id <> '' AND merged_into IS NOT NULL
	UNION ALL SELECT w.gone, p.merged_into FROM way w JOIN persons p ON p.id = w.id WHERE p.ended AND p.merged_into IS NOT NULL)
	SELECT w.gone, p.family_id AS heir FROM way w JOIN persons p ON p.id = w.id WHERE NOT p.ended AND p.family_id NOT IN ('', w.gone)
	GROUP BY w.gone, p.family_id ORDER BY w.gone, count(*) DESC, p.family_id`

// leave takes those of the batch who have no record left out of their families, and returns these. Where all of a family
// were merged into people of another, it redirects there.
func (f *follower) leave(members []linkage.Member, batch []string, redirects map[string]string) ([]string, error) {
	here := make(map[string]bool, len(members))
	for _, m := range members {
		here[m.PersonID] = true
	}
	var touched []string
	for _, some := range chunks(slices.DeleteFunc(slices.Clone(batch), func(id string) bool { return here[id] }), 5000) {
		var families []string
		if err := f.tx.scan(&families, "SELECT DISTINCT family_id FROM persons WHERE id IN ?", some); err != nil {
			return nil, err
		}
		touched = append(touched, families...)
		var found []struct{ Gone, Heir string }
		if err := f.tx.scan(&found, heirs, some); err != nil {
			return nil, err
		}
		for _, h := range found {
			if redirects[h.Gone] == "" {
				redirects[h.Gone] = h.Heir
			}
		}
		if err := f.tx.exec("UPDATE persons SET family_id = '', ended = true WHERE id IN ?", some); err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// reassign carries the programme's assignments, and what else it holds of a family, over to the one into which it was merged;
// what that one has itself stays.
func (f *follower) reassign(from, to string) error {
	if err := f.tx.exec(`UPDATE family_documents SET family_id = ? WHERE family_id = ? AND class IN ? AND NOT EXISTS (SELECT 1 FROM family_documents d
		WHERE d.family_id = ? AND d.class = family_documents.class AND d.partner = family_documents.partner AND d.places = family_documents.places)`,
		to, from, madeElsewhere, to); err != nil {
		return err
	}
	if err := f.tx.exec(`INSERT INTO assignments (family_id, relation, holder) SELECT ?, relation, holder FROM assignments WHERE family_id = ?
		ON CONFLICT DO NOTHING`, to, from); err != nil {
		return err
	}
	return f.tx.exec("DELETE FROM assignments WHERE family_id = ?", from)
}
