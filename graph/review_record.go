package graph

import (
	"context"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// record is one partner's record as the reader may see it; nil where it does not exist for the reader. The operation must
// ask for links, or say that it needs them.
func (r *Resolver) record(ctx context.Context, key linkage.Key) (*model.ReviewRecord, error) {
	found, err := r.review.PersonOfRecord(ctx, key)
	if err != nil || found.PersonID == "" {
		return nil, err
	}
	people, err := r.people(ctx, []models.FoundPerson{found})
	if err != nil {
		return nil, err
	}
	return recordOf(people[found.PersonID], key), nil
}

// recordOf picks, out of what the reader may see of a person, what one record says; nil where the reader may not see that the
// record is there.
func recordOf(p *model.Person, key linkage.Key) *model.ReviewRecord {
	if p == nil {
		return nil
	}
	from := func(s *models.Provenance) bool {
		return s.File == "people" && s.Partner == key.Partner && s.Org == key.Org && s.Ref == key.Ref
	}
	source := first(p.Part.Sources, func(s *models.SourceLink) bool { return from(&s.Provenance) })
	if source == nil {
		return nil
	}
	m := &model.ReviewRecord{Partner: key.Partner, Org: key.Org, Ref: key.Ref, Whose: p}
	if source.PlaceHidden {
		m.Org = "" // it names a school or landlord
	}
	if n := first(p.Part.Names, func(n *models.Name) bool { return from(&n.Provenance) }); n != nil {
		m.Forename, m.MiddleNames, m.Surname, m.FormerSurname, m.KnownAs = n.Forename, n.MiddleNames, n.Surname, n.FormerSurname, n.KnownAs
		m.DateOfBirth, m.Sex = n.DateOfBirth, n.Sex
	}
	if a := first(p.Part.Addresses, func(a *models.PersonAddress) bool { return from(&a.Provenance) }); a != nil {
		m.Address = shownAddress(a)
	}
	written := func(list []models.Identifier) string {
		if id := first(list, func(i *models.Identifier) bool { return from(&i.Provenance) }); id != nil {
			return id.Value
		}
		return ""
	}
	m.NINO, m.UPN, m.ULN, m.NHSNumber, m.PNCID = written(p.NINOs), written(p.UPNs), written(p.ULNs), written(p.NHSNumbers), written(p.PNCIDs)
	return m
}

// first is the first fact that is wanted; nil where none is.
func first[T any](facts []T, wanted func(*T) bool) *T {
	for i := range facts {
		if wanted(&facts[i]) {
			return &facts[i]
		}
	}
	return nil
}

// keyOf is a record's key as the store has it.
func keyOf(k *model.RecordKey) linkage.Key {
	key := linkage.Key{Partner: k.Partner, Ref: k.Ref}
	if org := k.Org.Value(); org != nil {
		key.Org = *org
	}
	return key
}
