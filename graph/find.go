package graph

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// maxFound is how many matches a search answers with.
const maxFound = 50

// maxSearch is how many characters an address is looked for by; each word costs the database a look at every address.
const maxSearch = 200

// findPeople looks by every clue that is given, each through what the reader may see of its class.
func (r *Resolver) findPeople(ctx context.Context, search model.PersonSearch) ([]*model.PersonMatch, error) {
	rd := readingOf(ctx)
	clues := rd.clues(search)
	if len(clues) == 0 {
		return nil, problem(Invalid, "say at least one thing that you know of the person")
	}
	reader := rd.access.Reader
	found, err := r.store.FindPeople(ctx, rd.reach, reader.On, clues, reader.SeesPlaces, maxFound)
	if err != nil {
		return nil, err
	}
	people, err := r.people(ctx, found)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(clues))
	for _, c := range clues {
		names = append(names, c.Name)
	}
	matches := make([]*model.PersonMatch, 0, len(found))
	for _, f := range found {
		if p := people[f.PersonID]; p != nil {
			for _, class := range rd.asked.searches { // that somebody fits is shown of them
				rd.disclosed.show(p.ID, class.Class)
			}
			matches = append(matches, &model.PersonMatch{Person: p, MatchedOn: names})
		}
	}
	slices.SortStableFunc(matches, func(a, b *model.PersonMatch) int { return byName(a.Person, b.Person) })
	return matches, nil
}

func byName(a, b *model.Person) int {
	return cmp.Or(cmp.Compare(a.Surname, b.Surname), cmp.Compare(a.Forename, b.Forename), cmp.Compare(a.DateOfBirth, b.DateOfBirth),
		cmp.Compare(a.ID, b.ID))
}

func (rd *reading) clues(search model.PersonSearch) []sharing.Clue {
	var clues []sharing.Clue
	add := func(name string, value *string, class models.Class) {
		if value != nil {
			clues = append(clues, sharing.Clue{Name: name, Value: *value, Lenses: rd.access.Lenses(class)})
		}
	}
	add("forename", search.Forename.Value(), models.ClassIdentity)
	add("surname", search.Surname.Value(), models.ClassIdentity)
	if born := search.DateOfBirth.Value(); born != nil {
		day := string(*born)
		add("date of birth", &day, models.ClassIdentity)
	}
	add("postcode", search.Postcode.Value(), models.ClassAddress)
	add("UPRN", search.Uprn.Value(), models.ClassAddress)
	add("NINO", search.Nino.Value(), models.ClassNINO)
	add("UPN", search.Upn.Value(), models.ClassUPN)
	add("ULN", search.Uln.Value(), models.ClassUPN)
	add("NHS number", search.NhsNumber.Value(), models.ClassNHSNumber)
	add("PNC id", search.PncID.Value(), models.ClassPNCID)
	return clues
}

// findAddresses looks for addresses through what the reader may see of them, and shows who and what is known there.
func (r *Resolver) findAddresses(ctx context.Context, search string) ([]*model.Address, error) {
	if utf8.RuneCountInString(search) > maxSearch {
		return nil, problem(Invalid, "search must have at most 200 characters")
	}
	rd := readingOf(ctx)
	reader := rd.access.Reader
	found, err := r.store.FindAddresses(ctx, rd.reach, reader.On, rd.access.Lenses(models.ClassAddress), search, reader.SeesPlaces, maxFound)
	if err != nil {
		return nil, err
	}
	var everybody []models.FoundPerson
	for _, f := range found {
		everybody = append(everybody, f.People...)
	}
	people, err := r.people(ctx, everybody)
	if err != nil {
		return nil, err
	}
	matches := make([]*model.Address, 0, len(found))
	for i := range found {
		match := shownAddress(&found[i].Address)
		match.Occupants, match.Tenancies, match.Callouts = []*model.Person{}, []models.Tenancy{}, []models.Callout{}
		for _, at := range found[i].People {
			if p := people[at.PersonID]; p != nil && !slices.Contains(match.Occupants, p) {
				rd.disclosed.show(p.ID, models.ClassAddress)
				match.Occupants = append(match.Occupants, p)
				match.Tenancies = append(match.Tenancies, keep(p.Tenancies, func(t *models.Tenancy) bool {
					return stands(match, t.UPRN, t.Postcode) && (t.UPRN != "" || linkage.FoldAddress(t.AddressLine1) == linkage.FoldAddress(match.AddressLine1))
				})...)
				match.Callouts = append(match.Callouts, keep(p.Callouts, func(c *models.Callout) bool { return stands(match, c.UPRN, c.Postcode) })...)
			}
		}
		slices.SortFunc(match.Occupants, byName)
		matches = append(matches, match)
	}
	return matches, nil
}

// stands reports whether a place is the address: by its property number where both have one, else by the postcode.
func stands(a *model.Address, uprn, postcode string) bool {
	if uprn != "" && a.UPRN != "" {
		return uprn == a.UPRN
	}
	return postcode != "" && linkage.FoldPostcode(postcode) == linkage.FoldPostcode(a.Postcode)
}

func keep[T any](facts []T, wanted func(*T) bool) []T {
	var kept []T
	for i := range facts {
		if wanted(&facts[i]) {
			kept = append(kept, facts[i])
		}
	}
	return kept
}
