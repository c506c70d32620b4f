package store

import (
	"fmt"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/models"
)

// personRow is a partner's record of a person, with the person whom it was taken to be and what that link rests on.
type personRow struct {
	models.Provenance `gorm:"embedded"`
	Particulars       `gorm:"embedded"`
	Sensitive         bool
	Rule, Confidence  string
	MatchWeight       *float64
	MatchProbability  *float64
}

// peopleReader reads partners' records of people once, for the many facts that stand in each.
type peopleReader struct{}

var (
	nameKind = factKind[models.Name, *models.Name]{
		class: models.ClassIdentity, file: "people", list: func(p *models.Part) *[]models.Name { return &p.Names },
	}
	addressKind = factKind[models.PersonAddress, *models.PersonAddress]{
		class: models.ClassAddress, file: "people", list: func(p *models.Part) *[]models.PersonAddress { return &p.Addresses },
		hide: onlyPlace[models.PersonAddress],
	}
	sourceKind = factKind[models.SourceLink, *models.SourceLink]{
		class: models.ClassLinks, file: "people", list: func(p *models.Part) *[]models.SourceLink { return &p.Sources },
	}
	identifierKinds = []struct {
		factKind[models.Identifier, *models.Identifier]
		written func(*personRow) string
		check   func(string) (string, error)
	}{
		{identifierKind(models.ClassNINO, func(p *models.Part) *[]models.Identifier { return &p.NINOs }), func(r *personRow) string { return r.NINO }, identifier.NINO},
		{identifierKind(models.ClassUPN, func(p *models.Part) *[]models.Identifier { return &p.UPNs }), func(r *personRow) string { return r.UPN }, identifier.UPN},
		{identifierKind(models.ClassUPN, func(p *models.Part) *[]models.Identifier { return &p.ULNs }), func(r *personRow) string { return r.ULN }, identifier.ULN},
		{identifierKind(models.ClassNHSNumber, func(p *models.Part) *[]models.Identifier { return &p.NHSNumbers }), func(r *personRow) string { return r.NHSNumber }, identifier.NHSNumber},
		{identifierKind(models.ClassPNCID, func(p *models.Part) *[]models.Identifier { return &p.PNCIDs }), func(r *personRow) string { return r.PNCID }, identifier.PNCID},
	}
)

func identifierKind(class models.Class, list func(*models.Part) *[]models.Identifier) factKind[models.Identifier, *models.Identifier] {
	return factKind[models.Identifier, *models.Identifier]{class: class, file: "people", list: list}
}

func (peopleReader) read(t *Tx) ([]piece, error) {
	var rows []personRow
	err := t.scan(&rows, ofLinked("people", `s.forename, s.middle_names, s.surname, s.former_surname, s.known_as, s.date_of_birth, s.sex,
		s.address_line_1 AS address_line1, s.address_line_2 AS address_line2, s.town, s.postcode, s.uprn, s.nino, s.upn, s.uln, s.nhs_number, s.pnc_id,
		s.sensitive, l.rule, l.confidence, l.match_weight, l.match_probability`, "", "s.ref"))
	if err != nil {
		return nil, fmt.Errorf("reading people: %w", err)
	}
	var names []models.Name
	var addresses []models.PersonAddress
	var sources []models.SourceLink
	for i := range rows {
		r := &rows[i]
		names = append(names, models.Name{
			Provenance: r.Provenance, Forename: r.Forename, MiddleNames: r.MiddleNames, Surname: r.Surname,
			FormerSurname: r.FormerSurname, KnownAs: r.KnownAs, DateOfBirth: r.DateOfBirth, Sex: r.Sex,
		})
		if r.AddressLine1 != "" || r.Postcode != "" || r.Particulars.UPRN != "" {
			addresses = append(addresses, models.PersonAddress{
				Provenance: r.Provenance, AddressLine1: r.AddressLine1, AddressLine2: r.AddressLine2, Town: r.Town, Postcode: r.Postcode, UPRN: r.UPRN,
			})
		}
		sources = append(sources, models.SourceLink{
			Provenance: r.Provenance, Rule: r.Rule, Confidence: r.Confidence, MatchWeight: r.MatchWeight, MatchProbability: r.MatchProbability,
		})
	}
	pieces := []piece{&peoplePiece{nameKind.of(names), rows}, addressKind.of(addresses), sourceKind.of(sources)}
	for _, kind := range identifierKinds {
		var found []models.Identifier
		for i := range rows {
			if written := kind.written(&rows[i]); written != "" {
				_, fault := kind.check(written)
				found = append(found, models.Identifier{Provenance: rows[i].Provenance, Value: written, Sound: fault == nil})
			}
		}
		pieces = append(pieces, kind.of(found))
	}
	return pieces, nil
}

// peoplePiece is the names, with the whole records for those who hold and look for people.
type peoplePiece struct {
	piece
	rows []personRow
}

// letting is a person's place in a tenancy.
type letting = models.Tenancy

// tenancyReader reads who lives where once, for the tenancies and their addresses.
type tenancyReader struct{}

var (
	tenancyKind = factKind[models.Tenancy, *models.Tenancy]{
		class: models.ClassTenancy, file: "occupants", list: func(p *models.Part) *[]models.Tenancy { return &p.Tenancies },
		hide: onlyPlace[models.Tenancy],
	}
	lettingKind = factKind[models.PersonAddress, *models.PersonAddress]{
		class: models.ClassAddress, file: "tenancies", list: func(p *models.Part) *[]models.PersonAddress { return &p.Addresses },
		hide: onlyPlace[models.PersonAddress],
	}
)

func (tenancyReader) read(t *Tx) ([]piece, error) {
	var rows []letting
	if err := t.scan(&rows, ofLinked("occupants", `s.tenancy_ref, t.landlord, t.uprn, t.address_line_1, t.address_line_2, t.town, t.postcode, t.tenure,
		t.started, t.ended, s.role, s.from_day, s.until_day`, tenancyJoin, "s.person_ref")); err != nil {
		return nil, fmt.Errorf("reading tenancies: %w", err)
	}
	var addresses []models.PersonAddress
	for _, r := range rows {
		addresses = append(addresses, models.PersonAddress{
			Provenance: r.Provenance, AddressLine1: r.AddressLine1, AddressLine2: r.AddressLine2, Town: r.Town, Postcode: r.Postcode,
			UPRN: r.UPRN, Landlord: r.Landlord,
		})
	}
	return []piece{&lettingPiece{tenancyKind.of(rows), rows}, lettingKind.of(addresses)}, nil
}

// lettingPiece is the tenancies, with their rows for those who look for addresses.
type lettingPiece struct {
	piece
	rows []letting
}
