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
	if reach.Empty() || len(families) == 0 {
		return found, nil
	}
	where, args := within(reach, day)
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

// Documents reads the wanted parts of the families: with places where the reader sees protected ones too, else the copies
// without.
func (s *Store) Documents(ctx context.Context, wanted models.Wanted, places bool, families []string) (map[string][]models.DocumentPart, error) {
	documents := map[string][]models.DocumentPart{}
	if len(families) == 0 || len(wanted) == 0 {
		return documents, nil
	}
	copies := []string{placesOpen, placesHidden}
	if places {
		copies[1] = placesFull
	}
	var any_ []string
	args := []any{families, copies}
	for _, class := range models.Classes {
		if partners := wanted[class]; len(partners) > 0 {
			any_ = append(any_, "(class = ? AND partner IN ?)")
			args = append(args, class, partners)
		}
	}
	var rows []struct {
		FamilyID string
		Class    models.Class
		Partner  models.Partner
		Body     string
	}
	err := s.db.WithContext(ctx).Raw("SELECT family_id, class, partner, body FROM family_documents WHERE family_id IN ? AND places IN ? AND ("+
		strings.Join(any_, " OR ")+") ORDER BY family_id, class, partner", args...).Scan(&rows).Error
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

// maxRedirects is how many merges are followed from an id that somebody noted long ago.
const maxRedirects = 20

// FamilyOf returns the id by which a person is known now and the family that the person is in; "" where there is none.
func (s *Store) FamilyOf(ctx context.Context, personID string) (person, family string, err error) {
	err = s.redirected(ctx, "SELECT id, family_id, coalesce(merged_into, '') AS merged_into, ended FROM persons WHERE id = ?", personID, func(r redirect) {
		person, family = r.ID, r.FamilyID
	})
	return person, family, err
}

// LiveFamily returns the id by which a family is known now; "" where there is none.
func (s *Store) LiveFamily(ctx context.Context, familyID string) (family string, err error) {
	err = s.redirected(ctx, "SELECT id, coalesce(merged_into, '') AS merged_into, ended FROM families WHERE id = ?", familyID, func(r redirect) {
		family = r.ID
	})
	return family, err
}

// maxID is longer than any id.
const maxID = 64

type redirect struct {
	ID, FamilyID, MergedInto string
	Ended                    bool
}

func (s *Store) redirected(ctx context.Context, query, id string, found func(redirect)) error {
	if strings.ContainsRune(id, 0) { // which Postgres takes for an error, not for an id that is nobody's
		return nil
	}
	if len(id) > maxID || strings.ContainsRune(id, 0) || !utf8.ValidString(id) {
		return nil // no id of ours, and nothing that Postgres would take
	}
	for range maxRedirects {
		var rows []redirect
		if err := s.db.WithContext(ctx).Raw(query, id).Scan(&rows).Error; err != nil {
			return fmt.Errorf("looking up an id: %w", err)
		}
		switch {
		case len(rows) == 0:
			return nil
		case !rows[0].Ended:
			found(rows[0])
			return nil
		case rows[0].MergedInto == "":
			return nil
		}
		id = rows[0].MergedInto
	}
	return nil
}
