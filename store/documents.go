package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// The copies of a part: see family_documents.
const (
	placesOpen   = "open"
	placesHidden = "hidden"
	placesFull   = "full"
)

// documentBatch is how many families' documents are made at once, and wholeBatch how many where everything is linked: so many
// that the database reads its tables through, which costs less for each family than to look up what is held of it.
const (
	documentBatch = 200
	wholeBatch    = 5000
)

// documents makes the documents, holdings and findable rows of the touched families anew.
func (f *follower) documents() error {
	protected, err := f.tx.protectedFamilies()
	if err != nil {
		return err
	}
	if err := f.touchProtected(protected); err != nil {
		return err
	}
	var total int64
	if err := f.tx.scan(&total, "SELECT count(*) FROM touched_families"); err != nil {
		return err
	}
	return f.tx.rewriting(func() error { return f.rewriteTouched(total, protected) })
}

// rewriteTouched does so, some at a time.
func (f *follower) rewriteTouched(total int64, protected map[string]bool) error {
	size := documentBatch
	if f.everything {
		size = wholeBatch
	}
	for round, after, done := 1, "", int64(0); ; round++ {
		f.tell("writing families", done, total)
		var batch []string
		if err := f.tx.scan(&batch, "SELECT family_id FROM touched_families WHERE family_id > ? ORDER BY family_id LIMIT ?", after, size); err != nil {
			return err
		}
		if len(batch) == 0 {
			return nil
		}
		if err := f.tx.rewrite(batch, protected); err != nil {
			return fmt.Errorf("making family documents: %w", err)
		}
		after, done = batch[len(batch)-1], done+int64(len(batch))
		if round > 1 && round&(round-1) == 0 { // many are new, and the tables double: look at them again
			if err := f.tx.analyseKept("family_documents", "holdings", "findable"); err != nil {
				return err
			}
		}
	}
}

// touchProtected touches the families that are protected now and were not, or were and are no longer: through whom, a
// change no longer tells, where somebody has moved out of a shared home.
func (f *follower) touchProtected(now map[string]bool) error {
	var before, changed []string
	if err := f.tx.scan(&before, "SELECT DISTINCT family_id FROM findable WHERE protected"); err != nil {
		return err
	}
	was := make(map[string]bool, len(before))
	for _, id := range before {
		was[id] = true
		if !now[id] {
			changed = append(changed, id)
		}
	}
	for id := range now {
		if !was[id] {
			changed = append(changed, id)
		}
	}
	return f.touchFamilies(changed)
}

// partKey names one part of one family's document.
type partKey struct {
	FamilyID string
	Class    models.Class
	Partner  models.Partner
	Places   string
}

// rewriting runs f with the table that rewrite needs: the links of the people whose facts are read, from which all readers
// begin. So no reader names hundreds of people in its query.
func (t *Tx) rewriting(f func() error) error {
	if err := t.exec(`CREATE TEMP TABLE batch_links (partner TEXT, org TEXT, ref TEXT, person_id TEXT,
		rule TEXT, confidence TEXT, match_weight DOUBLE PRECISION, match_probability DOUBLE PRECISION)`); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return t.exec("DROP TABLE batch_links")
}

// rewrite makes everything that is read of the families anew from the source rows; what has not changed is not written. Call it
// within rewriting.
func (t *Tx) rewrite(families []string, protected map[string]bool) error {
	members, err := t.membersOf(families)
	if err != nil {
		return err
	}
	facts, err := t.facts(families)
	if err != nil {
		return err
	}
	parts := map[partKey]*models.Part{}
	for _, piece := range facts {
		piece.sort(parts, members, protected)
	}
	if err := t.writeParts(families, parts); err != nil {
		return err
	}
	if err := t.writeHoldings(families, members, facts, protected); err != nil {
		return err
	}
	return t.writeFindable(families, members, facts, protected)
}

// membersOf maps each live person of the families to the family.
func (t *Tx) membersOf(families []string) (map[string]string, error) {
	var rows []struct{ ID, FamilyID string }
	if err := t.scan(&rows, "SELECT id, family_id FROM persons WHERE family_id IN ? AND NOT ended", families); err != nil {
		return nil, err
	}
	members := make(map[string]string, len(rows))
	for _, r := range rows {
		members[r.ID] = r.FamilyID
	}
	return members, nil
}

// PlaceHidden reports whether an address in the family is protected.
func (s *Store) PlaceHidden(ctx context.Context, family string) (bool, error) {
	protected, err := (&Tx{db: s.db.WithContext(ctx), postgres: s.postgres}).protectedFamilies()
	return protected[family], err
}

// protectedFamilies are those in which somebody's address is restricted by any partner, or somebody shares a home or a
// tenancy with such a person. The whole family is covered: one member's place gives away the others'.
func (t *Tx) protectedFamilies() (map[string]bool, error) {
	const restricted = " FROM source_people s CROSS JOIN links n"
	const where = " WHERE s.restricted AND s.ended_import_id IS NULL AND n.partner = s.partner AND n.org = s.org AND n.ref = s.ref "
	const every = " CROSS JOIN links l"
	protected := map[string]bool{}
	for _, query := range []string{
		"SELECT p.family_id" + restricted + " CROSS JOIN persons p" + where + "AND p.id = n.person_id",
		"SELECT p.family_id" + restricted + every + atHome + " CROSS JOIN persons p" + where + "AND l.person_id = n.person_id AND " + sameHome +
			" AND a.key NOT LIKE 'kin:%' AND p.id = m.person_id",
		"SELECT p.family_id" + restricted + every + atPlace + " CROSS JOIN persons p" + where + "AND l.person_id = n.person_id AND " + sameHome +
			" AND p.id = m.person_id",
		"SELECT p.family_id" + restricted + every + " CROSS JOIN source_occupants a CROSS JOIN source_occupants b CROSS JOIN links m CROSS JOIN persons p" +
			where + `AND l.person_id = n.person_id AND a.partner = l.partner AND a.org = l.org AND a.person_ref = l.ref AND a.ended_import_id IS NULL
			AND b.partner = a.partner AND b.org = a.org AND b.tenancy_ref = a.tenancy_ref AND b.ended_import_id IS NULL
			AND m.partner = b.partner AND m.org = b.org AND m.ref = b.person_ref AND p.id = m.person_id`,
	} {
		var families []string
		if err := t.scan(&families, query); err != nil {
			return nil, err
		}
		for _, id := range families {
			protected[id] = true
		}
	}
	return protected, nil
}

// madeElsewhere are the classes whose parts the programme itself writes, not a feed.
var madeElsewhere = []models.Class{
	models.ClassCaseWork, models.ClassCriteria, models.ClassSupport, models.ClassInterventions, models.ClassClaims,
}

// writeParts stores the parts that are new or differ, and takes away those that are no more.
func (t *Tx) writeParts(families []string, parts map[partKey]*models.Part) error {
	var held []struct {
		FamilyID     string
		Class        models.Class
		Partner      models.Partner
		Places, Body string
	}
	if err := t.scan(&held, "SELECT family_id, class, partner, places, body FROM family_documents WHERE family_id IN ? AND class NOT IN ?",
		families, madeElsewhere); err != nil {
		return err
	}
	was := make(map[partKey][32]byte, len(held))
	for _, h := range held {
		was[partKey{h.FamilyID, h.Class, h.Partner, h.Places}] = sha256.Sum256([]byte(h.Body))
	}
	var rows [][]any
	for key, part := range parts {
		body, err := json.Marshal(part)
		if err != nil {
			return err
		}
		sum, ok := was[key]
		delete(was, key)
		if !ok || sum != sha256.Sum256(body) {
			rows = append(rows, []any{key.FamilyID, key.Class, key.Partner, key.Places, string(body)})
		}
	}
	// Row security allows no COPY into the table itself.
	if err := t.insert("family_documents", []string{"family_id", "class", "partner", "places", "body"}, slices.Collect(together(rows)),
		"ON CONFLICT (family_id, class, partner, places) DO UPDATE SET body = excluded.body"); err != nil {
		return err
	}
	for key := range was {
		if err := t.exec("DELETE FROM family_documents WHERE family_id = ? AND class = ? AND partner = ? AND places = ?",
			key.FamilyID, key.Class, key.Partner, key.Places); err != nil {
			return err
		}
	}
	return nil
}
