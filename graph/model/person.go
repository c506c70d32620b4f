package model

import (
	"context"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Person is one person as one reader sees them. The embedded Part holds the facts that the reader may see as values;
// Banded and Flagged hold what may only be counted or answered with yes or no.
type Person struct {
	models.Part
	ID             string
	Forename       string
	MiddleNames    string
	Surname        string
	FormerSurname  string
	KnownAs        string
	DateOfBirth    models.Date
	Sex            string
	Addresses      []*Address
	NINO           string
	UPN            string
	ULN            string
	NHSNumber      string
	PNCID          string
	LinkConfidence string
	Sources        []models.SourceLink
	Family         *Family
	Remarks        []*Remark

	Relations   sharing.Relations // how the reader stands to the person
	Today       models.Date
	PlaceHidden bool // somebody's address is protected: no place of the person is shown
	Spared      bool // it is a child's own record, of which the reader is shown nothing
	Banded      models.Part
	Flagged     models.Part

	Recall func(context.Context) ([]LinkEvent, error)
}

// History is what became of the person when records were linked anew. It is looked up when it is asked for.
func (p *Person) History(ctx context.Context) ([]LinkEvent, error) { return p.Recall(ctx) }

// Address is an address as one partner gave it.
type Address struct {
	Place
	ContributedBy models.Partner
	// What the reader may see there: nil but where the address itself was looked for.
	Occupants []*Person
	Tenancies []models.Tenancy
	Callouts  []models.Callout
}

// Place is an address without who gave it.
type Place struct{ AddressLine1, AddressLine2, Town, Postcode, UPRN string }

var proven = map[string]bool{
	"conviction": true, "caution": true, "youth-caution": true, "conditional-caution": true, "reprimand": true,
	"final-warning": true,
}

// Age is the person's age on the day, or today.
func (p *Person) Age(on *models.Date) *int {
	day := p.Today
	if on != nil {
		day = *on
	}
	age, ok := p.DateOfBirth.AgeOn(day)
	if !ok {
		return nil
	}
	return &age
}

// HasProvenOffence answers from facts that may be shown as a yes or no.
func (p *Person) HasProvenOffence() *bool {
	return anyOf(p.Flagged.Offences, func(o *models.Offence) bool { return proven[o.Disposal] })
}

// HasAsb answers for orders, and for incidents in which the person was the perpetrator.
func (p *Person) HasAsb() *bool {
	yes := len(p.Flagged.AsbOrders) > 0
	if yes {
		return &yes
	}
	return anyOf(p.Flagged.AsbIncidents, func(i *models.AsbIncident) bool { return i.Part == "perpetrator" })
}

// HasBenefitClaim answers for claims that are open today.
func (p *Person) HasBenefitClaim() *bool {
	return anyOf(p.Flagged.BenefitClaims, func(c *models.BenefitClaim) bool { return c.Ended == "" || c.Ended >= p.Today })
}

// HasInvolvement answers for any spell, ended or not.
func (p *Person) HasInvolvement() *bool {
	return anyOf(p.Flagged.Involvements, func(*models.Involvement) bool { return true })
}

// OffencesInYear counts proven offences by the day of their disposal.
func (p *Person) OffencesInYear(on *models.Date) *string {
	return band(p.Banded.Offences, p.year(on), func(o *models.Offence) (models.Date, bool) { return o.DisposedOn, proven[o.Disposal] })
}

// AsbIncidentsInYear counts incidents in which the person was the perpetrator.
func (p *Person) AsbIncidentsInYear(on *models.Date) *string {
	return band(p.Banded.AsbIncidents, p.year(on), func(i *models.AsbIncident) (models.Date, bool) {
		return i.OccurredOn, i.Part == "perpetrator"
	})
}

// CalloutsInYear counts call-outs.
func (p *Person) CalloutsInYear(on *models.Date) *string {
	return band(p.Banded.Callouts, p.year(on), func(c *models.Callout) (models.Date, bool) { return c.OccurredOn, true })
}

// ExclusionsInYear counts permanent and fixed-term exclusions.
func (p *Person) ExclusionsInYear(on *models.Date) *string {
	return band(p.Banded.Exclusions, p.year(on), func(e *models.Exclusion) (models.Date, bool) {
		return e.StartedOn, e.Category == "PERM" || e.Category == "FIXD"
	})
}

// year is the first and last day of the year that ends on the day, or today.
func (p *Person) year(on *models.Date) [2]models.Date {
	last := p.Today
	if on != nil {
		last = *on
	}
	return [2]models.Date{models.NewDate(last.Time().AddDate(-1, 0, 1)), last}
}

func anyOf[T any](facts []T, holds func(*T) bool) *bool {
	yes := false
	for i := range facts {
		yes = yes || holds(&facts[i])
	}
	return &yes
}

func band[T any](facts []T, year [2]models.Date, counts func(*T) (models.Date, bool)) *string {
	n := 0
	for i := range facts {
		if day, ok := counts(&facts[i]); ok && day >= year[0] && day <= year[1] {
			n++
		}
	}
	b := "NONE"
	switch {
	case n >= 6:
		b = "MANY"
	case n >= 3:
		b = "SEVERAL"
	case n >= 1:
		b = "FEW"
	}
	return &b
}
