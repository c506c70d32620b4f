package graph

import (
	"cmp"
	"encoding/json"
	"hash/fnv"
	"slices"
	"time"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// compose makes of the facts that were let through what the reader is shown of each person and of the family. It sees
// nothing else, so nothing else can show.
func (rd *reading) compose(family *model.Family, people map[string]*model.Person) {
	tied := map[string]string{}
	for _, p := range people {
		rd.composePerson(p)
		family.PlaceHidden = family.PlaceHidden || p.PlaceHidden
		for _, r := range p.Relationships {
			if other := people[r.OtherPersonID]; other != nil {
				place(tied, p.ID, r.OtherPersonID, r.Kind)
			}
		}
	}
	for _, p := range people {
		role := tied[p.ID]
		if age := p.Age(nil); role == "" && age != nil {
			role = "ADULT"
			if *age < 18 {
				role = "CHILD"
			}
		}
		family.Members = append(family.Members, &model.Member{Role: role, Person: p})
	}
	slices.SortFunc(family.Members, func(a, b *model.Member) int {
		return cmp.Or(cmp.Compare(orLast(a.Person.DateOfBirth), orLast(b.Person.DateOfBirth)), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	if family.Members == nil {
		family.Members = []*model.Member{}
	}
	family.Address = commonAddress(family)
	family.Hub = latestHub(family)
	family.Consents, family.Notes, family.Actions = notNil(family.Consents), notNil(family.Notes), notNil(family.Actions)
	family.Referrals, family.Interventions, family.Claims = notNil(family.Referrals), notNil(family.Interventions), notNil(family.Claims)
	family.Corrections = notNil(family.Corrections)
	if rd.asked.everything {
		stamp(family)
		chronicle(family)
	}
}

// place notes what a tie makes of either end; a parent stays one however many ties say less.
func place(tied map[string]string, person, other, kind string) {
	set := func(id, role string) {
		rank := map[string]int{"": 0, "CHILD": 1, "CARER": 2, "PARENT": 3}
		if rank[role] > rank[tied[id]] {
			tied[id] = role
		}
	}
	switch kind {
	case "parent-of":
		set(person, "PARENT")
		set(other, "CHILD")
	case "carer-of":
		set(person, "CARER")
		set(other, "CHILD")
	}
}

// composePerson chooses what the person is called among the partners' words, and puts every list in order.
func (rd *reading) composePerson(p *model.Person) {
	order := func(s *models.Provenance) int {
		if rd.access.Reader.Outsider() && s.Partner == rd.access.Reader.Role.Partner() {
			return -1 // one's own word first
		}
		return s.Partner.Rank()
	}
	slices.SortStableFunc(p.Names, func(a, b models.Name) int { return cmp.Compare(order(&a.Provenance), order(&b.Provenance)) })
	for i := range p.Names {
		n := &p.Names[i]
		p.Forename = cmp.Or(p.Forename, n.Forename)
		p.MiddleNames = cmp.Or(p.MiddleNames, n.MiddleNames)
		p.Surname = cmp.Or(p.Surname, n.Surname)
		p.FormerSurname = cmp.Or(p.FormerSurname, n.FormerSurname)
		p.KnownAs = cmp.Or(p.KnownAs, n.KnownAs)
		p.DateOfBirth = cmp.Or(p.DateOfBirth, n.DateOfBirth)
		p.Sex = cmp.Or(p.Sex, n.Sex)
	}
	p.NINO, p.UPN, p.ULN = best(p.NINOs), best(p.UPNs), best(p.ULNs)
	p.NHSNumber, p.PNCID = best(p.NHSNumbers), best(p.PNCIDs)
	p.Addresses = []*model.Address{}
	for i := range p.Part.Addresses {
		a := shownAddress(&p.Part.Addresses[i])
		same := func(b *model.Address) bool { return a.Place == b.Place && a.ContributedBy == b.ContributedBy }
		if !slices.ContainsFunc(p.Addresses, same) {
			p.Addresses = append(p.Addresses, a)
		}
	}
	p.Sources, p.LinkConfidence = notNil(p.Part.Sources), confidence(p)
	if p.LinkConfidence == inReview { // who decides of one of them decides blind, and they tell of each other
		for i := range p.Sources {
			p.Sources[i].MatchWeight, p.Sources[i].MatchProbability = nil, nil
		}
	}
	p.Offences = newest(p.Offences, func(o *models.Offence) models.Date { return cmp.Or(o.DisposedOn, o.CommittedOn) })
	p.AsbIncidents = newest(p.AsbIncidents, func(i *models.AsbIncident) models.Date { return i.OccurredOn })
	p.AsbOrders = newest(p.AsbOrders, func(o *models.AsbOrder) models.Date { return o.MadeOn })
	p.Callouts = newest(p.Callouts, func(c *models.Callout) models.Date { return c.OccurredOn })
	p.Enrolments = newest(p.Enrolments, func(e *models.Enrolment) models.Date { return e.From })
	p.Attendance = newest(p.Attendance, func(a *models.Attendance) models.Date { return termBegins(a.Term) })
	p.Exclusions = newest(p.Exclusions, func(e *models.Exclusion) models.Date { return e.StartedOn })
	p.Tenancies = newest(p.Tenancies, func(t *models.Tenancy) models.Date { return cmp.Or(t.From, t.Started) })
	p.HousingActions = newest(p.HousingActions, func(a *models.HousingAction) models.Date { return a.TakenOn })
	p.BenefitClaims = newest(p.BenefitClaims, func(c *models.BenefitClaim) models.Date { return c.Started })
	p.Provisions = newest(p.Provisions, func(v *models.Provision) models.Date { return cmp.Or(v.AttachedOn, v.ReferredOn) })
	p.Employments = newest(p.Employments, func(e *models.Employment) models.Date { return e.Started })
	p.Involvements = newest(p.Involvements, func(i *models.Involvement) models.Date { return i.Started })
}

// best is the first identifier that passes its check, else the first that is written.
func best(written []models.Identifier) string {
	for _, id := range written {
		if id.Sound {
			return id.Value
		}
	}
	if len(written) > 0 {
		return written[0].Value
	}
	return ""
}

// inReview is the confidence of a link that waits for a person to decide.
const inReview = "IN_REVIEW"

// confidence is that of the link that is least sure.
func confidence(p *model.Person) string {
	rank := map[string]int{"CONFIRMED": 1, "AUTOMATIC": 2, inReview: 3}
	least := ""
	for _, list := range [][]models.SourceLink{p.Part.Sources, p.Banded.Sources} {
		for _, s := range list {
			if rank[s.Confidence] > rank[least] {
				least = s.Confidence
			}
		}
	}
	return least
}

func newest[T any](facts []T, day func(*T) models.Date) []T {
	facts = notNil(facts)
	slices.SortStableFunc(facts, func(a, b T) int { return cmp.Compare(day(&b), day(&a)) })
	return facts
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func orLast(d models.Date) models.Date { return cmp.Or(d, "9999") }

func shownAddress(a *models.PersonAddress) *model.Address {
	return &model.Address{
		Place:         model.Place{AddressLine1: a.AddressLine1, AddressLine2: a.AddressLine2, Town: a.Town, Postcode: a.Postcode, UPRN: a.UPRN},
		ContributedBy: a.Partner,
	}
}

// commonAddress is the address that the members' records give most often, of the first where several do.
func commonAddress(family *model.Family) *model.Address {
	counts := map[model.Place]int{}
	var all []*model.Address
	for _, m := range family.Members {
		for _, a := range m.Person.Addresses {
			counts[a.Place]++
			all = append(all, a)
		}
	}
	var common *model.Address
	for _, a := range all {
		if common == nil || counts[a.Place] > counts[common.Place] {
			common = a
		}
	}
	return common
}

// latestHub is the hub of the involvement that began last.
func latestHub(family *model.Family) string {
	var latest models.Date
	hub := ""
	for _, m := range family.Members {
		for _, i := range m.Person.Involvements {
			if i.Hub != "" && (hub == "" || i.Started > latest) {
				latest, hub = i.Started, i.Hub
			}
		}
	}
	return hub
}

// stamp gives the family the moment at which its newest record arrived and a number that changes with any of its facts, both
// made of what the reader may see and nothing else. A row of people.csv holds facts of many classes, so when it arrived
// tells of those that the reader may not see: such rows count for what they say and not for when.
func stamp(family *model.Family) {
	sum := fnv.New32a()
	held, _ := json.Marshal(family.Case)
	_, _ = sum.Write(held)
	for _, m := range family.Members {
		_, _ = sum.Write([]byte(m.Person.ID))
		for _, remark := range m.Person.Remarks {
			_, _ = sum.Write([]byte(remark.ID + string(remark.State)))
		}
		m.Person.Part.Sift(nil, func(fact models.Fact) bool {
			source := fact.Source()
			was := *source
			if source.File != "people" && source.ReceivedAt.After(family.LastChangedAt) {
				family.LastChangedAt = source.ReceivedAt
			}
			source.ReceivedAt, source.ImportID, source.PlaceHidden = time.Time{}, 0, false
			text, _ := json.Marshal(fact)
			_, _ = sum.Write(text)
			*source = was
			return false
		})
	}
	family.Version = int(sum.Sum32() >> 1)
}

// termBegins is a day by which terms come in their order: "2012/13-autumn" before "2012/13-spring".
func termBegins(term string) models.Date {
	year, season := term, ""
	for i := range term {
		if term[i] == '-' {
			year, season = term[:i], term[i+1:]
		}
	}
	return models.Date(year + map[string]string{"autumn": "-1", "spring": "-2", "summer": "-3"}[season])
}
