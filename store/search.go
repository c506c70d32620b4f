package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// clues are the ways of looking for somebody: the columns of findable, and how a value is folded. To those that are places
// protected rows do not answer. Of several, those whom the one of the least common values fits are looked at by the others.
var clues = map[string]struct {
	columns []string
	place   bool
	fold    func(string) string
	common  int // in order: how many people share a value
}{
	"NINO":          {[]string{"nino"}, false, canonical(identifier.NINO), 0},
	"UPN":           {[]string{"upn"}, false, canonical(identifier.UPN), 0},
	"ULN":           {[]string{"uln"}, false, canonical(identifier.ULN), 0},
	"NHS number":    {[]string{"nhs_number"}, false, canonical(identifier.NHSNumber), 0},
	"PNC id":        {[]string{"pnc_id"}, false, canonical(identifier.PNCID), 0},
	"UPRN":          {[]string{"uprn"}, true, canonical(identifier.UPRN), 1},
	"postcode":      {[]string{"postcode"}, true, linkage.FoldPostcode, 2},
	"date of birth": {[]string{"date_of_birth"}, false, strings.TrimSpace, 3},
	"surname":       {[]string{"surname", "former_surname"}, false, linkage.Fold, names},
	"forename":      {[]string{"forename", "known_as"}, false, linkage.Fold, names},
}

// names are so common that the database is left to choose between them.
const names = 4

func canonical(check func(string) (string, error)) func(string) string {
	return func(s string) string { return sound(check, s) }
}

// likely reads all that is said of those whom one clue fits. The others are tried on that alone: a database that thinks a surname
// rarer than it is would look up all who have it, for each of them.
//
//nolint:misspell // the databases' own word
const likely = `likely AS MATERIALIZED (SELECT DISTINCT f.person_id FROM findable f WHERE %s),
	said AS MATERIALIZED (SELECT f.* FROM likely CROSS JOIN findable f WHERE f.person_id = likely.person_id), `

// FindPeople finds those within reach whom every clue fits, each by a record that the clue's lenses show, in the order of
// their ids. seePlaces lets protected addresses answer too.
func (s *Store) FindPeople(ctx context.Context, reach sharing.Reach, day models.Date, given []sharing.Clue, seePlaces bool, limit int) ([]models.FoundPerson, error) {
	if reach.Empty() || len(given) == 0 {
		return nil, nil
	}
	given = slices.SortedStableFunc(slices.Values(given), func(a, b sharing.Clue) int {
		return cmp.Compare(clues[a.Name].common, clues[b.Name].common)
	})
	with, fitting, first, others := "", "", "findable", "findable" // the tables of the first clue and of the others
	var args []any
	for i, clue := range given {
		condition, more, answerable := fits(clue, day, seePlaces)
		if !answerable {
			return nil, nil
		}
		args = append(args, more...)
		switch {
		case i > 0:
			fitting += " AND f.person_id IN (SELECT f.person_id FROM " + others + " f WHERE " + condition + ")"
		case clues[clue.Name].common < names && len(given) > 1:
			with, fitting, first, others = fmt.Sprintf(likely, condition), "true", "likely", "said"
		default:
			fitting = condition
		}
	}
	// Whom all clues fit comes first: they are few, and hundreds may be within reach of whom one fits, as a common birthday does.
	where, more := within(reach, day)
	//nolint:misspell // the databases' own word
	query := "WITH " + with + "found AS MATERIALIZED (SELECT DISTINCT f.person_id FROM " + first + " f WHERE " + fitting + `)
		SELECT DISTINCT h.person_id, h.family_id FROM found CROSS JOIN holdings h WHERE h.person_id = found.person_id AND ` + where
	var found []models.FoundPerson
	if err := s.db.WithContext(ctx).Raw(query+" ORDER BY h.person_id LIMIT ?", append(append(args, more...), limit)...).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("looking for people: %w", err)
	}
	return found, nil
}

// fits is the condition under which a findable row answers to a clue; false where the clue is blank once it is folded.
func fits(clue sharing.Clue, day models.Date, seePlaces bool) (string, []any, bool) {
	kind := clues[clue.Name]
	value := kind.fold(clue.Value)
	if value == "" {
		return "", nil, false
	}
	var any_ []string
	var args []any
	for _, column := range kind.columns {
		any_ = append(any_, "f."+column+" = ?")
		args = append(args, value)
	}
	lens, more := seenThrough(clue.Lenses, day)
	condition := "(" + strings.Join(any_, " OR ") + ") AND " + lens
	if kind.place && !seePlaces {
		condition += " AND NOT f.protected"
	}
	return condition, append(args, more...), true
}

// maxAddressRows is how many findable rows an address search looks through.
const maxAddressRows = 2000

// FindAddresses finds addresses that hold every word, of people within reach and as the lenses show them, by their folded
// text. An address stands once, with everybody who has it.
func (s *Store) FindAddresses(ctx context.Context, reach sharing.Reach, day models.Date, lenses []sharing.Lens, search string, seePlaces bool, limit int) ([]models.FoundAddress, error) {
	words := strings.Fields(linkage.FoldAddress(search))
	if reach.Empty() || len(words) == 0 {
		return nil, nil
	}
	lens, args := seenThrough(lenses, day)
	query := "SELECT f.person_id, f.family_id, f.address, f.shown, f.partner FROM findable f WHERE " + lens
	if !seePlaces {
		query += " AND NOT f.protected"
	}
	for _, word := range words {
		query += " AND f.address LIKE ?"
		args = append(args, "% "+word+"%")
	}
	where, more := within(reach, day)
	query += " AND EXISTS (SELECT 1 FROM holdings h WHERE h.person_id = f.person_id AND " + where + ")"
	var rows []struct {
		PersonID, FamilyID, Address, Shown string
		Partner                            models.Partner
	}
	err := s.db.WithContext(ctx).Raw(query+" ORDER BY f.address, f.partner, f.org, f.ref, f.person_id LIMIT ?",
		append(append(args, more...), maxAddressRows)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("looking for addresses: %w", err)
	}
	var found []models.FoundAddress
	index := map[string]int{}
	for _, r := range rows {
		at, ok := index[r.Address]
		if !ok {
			if len(found) == limit {
				continue
			}
			at = len(found)
			index[r.Address] = at
			address := models.FoundAddress{}
			if err := json.Unmarshal([]byte(r.Shown), &address.Address); err != nil {
				return nil, fmt.Errorf("reading an address: %w", err)
			}
			address.Address.Partner = r.Partner
			found = append(found, address)
		}
		person := models.FoundPerson{PersonID: r.PersonID, FamilyID: r.FamilyID}
		if people := found[at].People; len(people) == 0 || people[len(people)-1] != person {
			found[at].People = append(found[at].People, person)
		}
	}
	return found, nil
}
