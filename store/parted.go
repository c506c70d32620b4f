package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// relinkReported links a person's records anew once one side of them is held apart from the others.
//
// An outsider's side is given ids of its own for it, of the person and of the family, whether the others have records of the
// person or not; and it keeps them, whatever is decided later. So nothing that the reporter is shown hangs on whether others
// are there. The old ids stay with the others, or redirect where the side took all of them along. The council sees both sides:
// its own reports leave ids to the linker.
func (t *Tx) relinkReported(ctx context.Context, by audit.Entry, w review.Wrong, held, others []linkage.Key) error {
	keys := slices.Concat(held, others)
	if w.By.Role.Partner() == models.Council {
		return t.relinkDecided(ctx, by.At, "a report", keys...)
	}
	p, err := t.part(w, held, len(others) == 0)
	if err != nil {
		return err
	}
	if err := t.relinkWithout(ctx, by.At, "a report", []string{w.Live}, keys); err != nil {
		return err
	}
	return t.tellParted(by, p)
}

// parting are the ids that a side had and has.
type parting struct{ wasPerson, person, wasFamily, family string }

// part gives a side its new ids, before it is linked anew.
func (t *Tx) part(w review.Wrong, held []linkage.Key, alone bool) (parting, error) {
	p := parting{wasPerson: w.Live}
	if err := t.scan(&p.wasFamily, "SELECT family_id FROM persons WHERE id = ?", w.Live); err != nil {
		return p, err
	}
	secret, err := t.secret("person and family ids")
	if err != nil {
		return p, err
	}
	if p.person, err = t.unusedID("persons", secret, held[0], linkage.IDs.AnotherPersonID); err != nil {
		return p, err
	}
	if p.family, err = t.unusedID("families", secret, held[0], linkage.IDs.AnotherFamilyID); err != nil {
		return p, err
	}
	var n int
	if err := t.scan(&n, "SELECT coalesce(max(n), 0) + 1 FROM parted_ids"); err != nil {
		return p, err
	}
	partner := string(w.By.Role.Partner())
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"INSERT INTO parted_ids (id, was, n, partner) VALUES (?, ?, ?, ?), (?, ?, ?, ?)", []any{p.person, p.wasPerson, n, partner, p.family, p.wasFamily, n, partner}},
		{"INSERT INTO families (id, made_by) VALUES (?, 0)", []any{p.family}},
		{"INSERT INTO persons (id, family_id, made_by) VALUES (?, ?, 0)", []any{p.person, p.family}},
	} {
		if err := t.exec(step.query, step.args...); err != nil {
			return p, err
		}
	}
	for _, k := range held {
		if err := t.exec("UPDATE links SET person_id = ? WHERE partner = ? AND org = ? AND ref = ?", p.person, k.Partner, k.Org, k.Ref); err != nil {
			return p, err
		}
	}
	if alone {
		err = t.exec("UPDATE persons SET ended = true, merged_into = ? WHERE id = ?", p.person, p.wasPerson)
	}
	return p, err
}

// unusedID makes an id that nobody in the table has or ever had.
func (t *Tx) unusedID(table string, secret []byte, founder linkage.Key, another func(linkage.IDs, linkage.Key) string) (id string, err error) {
	id = another(linkage.IDs{Secret: secret, Taken: func(id string) bool {
		var n int
		if err == nil {
			err = t.scan(&n, "SELECT count(*) FROM "+table+" WHERE id = ?", id)
		}
		return n > 0
	}}, founder)
	return id, err
}

// tellParted writes down what became of the ids that the side had, where linking anew has not done so.
func (t *Tx) tellParted(by audit.Entry, p parting) error {
	for _, e := range []struct{ of, table, was, is string }{{"person", "persons", p.wasPerson, p.person}, {"family", "families", p.wasFamily, p.family}} {
		var now redirect
		if err := t.scan(&now, "SELECT id, coalesce(merged_into, '') AS merged_into, ended FROM "+e.table+" WHERE id = ?", e.was); err != nil {
			return err
		}
		var told int
		if err := t.scan(&told, "SELECT count(*) FROM link_events WHERE person_id = ? AND other_id = ?", e.was, e.is); err != nil {
			return err
		}
		kind, reason := e.of+" split", "a report: "+saidTwo
		if now.Ended {
			kind, reason = e.of+" merged", "a report: "+ownIDs
		}
		if told > 0 || now.Ended && now.MergedInto != e.is {
			continue
		}
		if err := t.exec("INSERT INTO link_events (at, kind, person_id, other_id, reason) VALUES (?, ?, ?, ?, ?)", by.At, kind, e.was, e.is, reason); err != nil {
			return err
		}
	}
	return nil
}

// partedIDs are the ids that reports gave, with the numbers of the reports.
func (t *Tx) partedIDs() (map[string]int, error) {
	var rows []struct {
		ID string
		N  int
	}
	// They are what people have reported, one by one: never so many that reading them all would matter.
	err := t.scan(&rows, "SELECT id, n FROM parted_ids")
	ids := make(map[string]int, len(rows))
	for _, r := range rows {
		ids[r.ID] = r.N
	}
	return ids, err
}

// PartedFrom are the ids that reports of a partner's gave to people, or families, who had an id before with others, the
// earlier first. Where an id leads a reader of that partner to nobody in scope, one of these may.
func (s *Store) PartedFrom(ctx context.Context, partner models.Partner, id string) ([]string, error) {
	if strings.ContainsRune(id, 0) || len(id) > maxID || !utf8.ValidString(id) {
		return nil, nil // no id of ours, and nothing that Postgres would take
	}
	var parted []string
	known, latest := map[string]bool{id: true}, []string{id}
	for len(latest) > 0 {
		var found []struct {
			ID     string
			Parted bool
		}
		if err := s.db.WithContext(ctx).Raw(`SELECT id, true AS parted FROM parted_ids WHERE partner = ? AND was IN ?
			UNION ALL SELECT merged_into, false FROM persons WHERE id IN ? AND merged_into IS NOT NULL
			UNION ALL SELECT merged_into, false FROM families WHERE id IN ? AND merged_into IS NOT NULL ORDER BY 2 DESC, 1`,
			partner, latest, latest, latest).Scan(&found).Error; err != nil {
			return nil, fmt.Errorf("looking up an id: %w", err)
		}
		latest = nil
		for _, f := range found {
			if f.Parted && !slices.Contains(parted, f.ID) {
				parted = append(parted, f.ID)
			}
			if !known[f.ID] {
				known[f.ID] = true
				latest = append(latest, f.ID)
			}
		}
	}
	return parted, nil
}
