package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// PersonOfRecord is whom a partner's record is taken to be, and the person's family; "" where there is no such record.
func (s *Store) PersonOfRecord(ctx context.Context, key linkage.Key) (models.FoundPerson, error) {
	for _, text := range []string{key.Org, key.Ref} {
		if strings.ContainsRune(text, 0) || !utf8.ValidString(text) { // no key of anything, and nothing that Postgres would take
			return models.FoundPerson{}, nil
		}
	}
	var found []models.FoundPerson
	err := s.db.WithContext(ctx).Raw(`SELECT l.person_id, p.family_id FROM links l JOIN persons p ON p.id = l.person_id
		WHERE l.partner = ? AND l.org = ? AND l.ref = ?`, key.Partner, key.Org, key.Ref).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return models.FoundPerson{}, err
	}
	return found[0], nil
}

// ExplainLink says to somebody, who may decide of them no more, how a model weighs two records as they stand, whatever people decided of them: the one that links now, or
// the one of a version, refused where that is no longer kept or not for this program.
func (s *Store) ExplainLink(ctx context.Context, subject string, a, b linkage.Key, version string) (linkage.Explanation, error) {
	if err := s.shownTo(ctx, subject, a, b); err != nil {
		return linkage.Explanation{}, err
	}
	linker, err := s.linkerOf(ctx, version)
	if err != nil {
		return linkage.Explanation{}, err
	}
	var records [2]linkage.Record
	reading := &Tx{db: s.db.WithContext(ctx), postgres: s.postgres}
	for i, k := range []linkage.Key{a, b} {
		records[i], _, err = reading.recordTaken(k)
		var missing NotHeldError
		switch {
		case errors.As(err, &missing):
			return linkage.Explanation{}, models.Refuse(models.NotFound, "one of the two records is no longer held")
		case err != nil:
			return linkage.Explanation{}, fmt.Errorf("reading a record to explain: %w", err)
		}
	}
	return linker.Explain(records[0], records[1]), nil
}
