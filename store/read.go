package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Present says who of the families is within reach, and by which holdings: family -> person -> holdings. A family that is
// missing from the answer does not exist for the reader.
func (s *Store) Present(ctx context.Context, reach sharing.Reach, day models.Date, families []string) (map[string]map[string][]sharing.Holding, error) {
	found := map[string]map[string][]sharing.Holding{}
	if reach.Empty() && len(reach.Opened) == 0 || len(families) == 0 {
		return found, nil
	}
	where, args := withinOrOpened(reach, day)
	var rows []struct {
		FamilyID, PersonID string
		Relation           sharing.Relation
		Partner            models.Partner
		Holder             string
	}
	err := s.db.WithContext(ctx).Raw("SELECT h.family_id, h.person_id, h.relation, h.partner, h.holder FROM holdings h WHERE h.family_id IN ? AND "+where,
		append([]any{families}, args...)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading who is within reach: %w", err)
	}
	for _, r := range rows {
		people := found[r.FamilyID]
		if people == nil {
			people = map[string][]sharing.Holding{}
			found[r.FamilyID] = people
		}
		people[r.PersonID] = append(people[r.PersonID], sharing.Holding{Relation: r.Relation, Partner: r.Partner, Holder: r.Holder})
	}
	return found, nil
}

// Documents reads the wanted parts of the families, as far as the reader's row scope goes: with places where the reader sees
// protected ones too, else the copies without.
func (s *Store) Documents(ctx context.Context, scope sharing.RowScope, wanted models.Wanted, families []string) (map[string][]models.DocumentPart, error) {
	documents := map[string][]models.DocumentPart{}
	if len(families) == 0 || len(wanted) == 0 {
		return documents, nil
	}
	read := s.documentRows
	if s.postgres {
		read = s.scopedRows
	}
	rows, err := read(ctx, scope, wanted, families)
	if err != nil {
		return nil, fmt.Errorf("reading family documents: %w", err)
	}
	for _, r := range rows {
		part := models.DocumentPart{Class: r.Class, Partner: r.Partner}
		if err := json.Unmarshal([]byte(r.Body), &part.Part); err != nil {
			return nil, fmt.Errorf("reading the %s part of a family document: %w", r.Class, err)
		}
		documents[r.FamilyID] = append(documents[r.FamilyID], part)
	}
	return documents, nil
}

// FamilyOf returns the id by which a person is known now and the family that the person is in; "" where there is none.
func (s *Store) FamilyOf(ctx context.Context, personID string) (person, family string, err error) {
	live, err := s.redirected(ctx, "SELECT p.id, p.family_id FROM way w JOIN persons p ON p.id = w.id WHERE NOT p.ended", "persons", personID)
	return live.ID, live.FamilyID, err
}

// LiveFamily returns the id by which a family is known now; "" where there is none.
func (s *Store) LiveFamily(ctx context.Context, familyID string) (family string, err error) {
	live, err := s.redirected(ctx, "SELECT f.id FROM way w JOIN families f ON f.id = w.id WHERE NOT f.ended", "families", familyID)
	return live.ID, err
}

// maxID is longer than any id.
const maxID = 64

// redirect is where an id leads, or stands.
type redirect struct {
	ID, FamilyID, MergedInto string
	Ended                    bool
}

// redirected follows an id to its end, however often it was merged: anybody may have noted it, and anybody's report may end
// another. UNION keeps each id once, so that even a circle would come to an end.
func (s *Store) redirected(ctx context.Context, live, table, id string) (redirect, error) {
	if strings.ContainsRune(id, 0) || len(id) > maxID || !utf8.ValidString(id) {
		return redirect{}, nil // no id of ours, and nothing that Postgres would take
	}
	var found []redirect
	err := s.db.WithContext(ctx).Raw("WITH RECURSIVE way (id) AS (SELECT id FROM "+table+" WHERE id = ? UNION SELECT t.merged_into FROM way w JOIN "+
		table+" t ON t.id = w.id WHERE t.ended AND t.merged_into IS NOT NULL) "+live, id).Scan(&found).Error
	switch {
	case err != nil:
		return redirect{}, fmt.Errorf("looking up an id: %w", err)
	case len(found) == 0:
		return redirect{}, nil
	}
	return found[0], nil
}
