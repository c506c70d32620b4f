package models

import "time"

// Part is the body of one part of a family document: what one partner contributed of one data class, about every member.
// Only the lists that belong to its class are filled.
type Part struct {
	Names          []Name          `json:"names,omitempty"`
	Addresses      []PersonAddress `json:"addresses,omitempty"`
	Relationships  []Relationship  `json:"relationships,omitempty"`
	NINOs          []Identifier    `json:"ninos,omitempty"`
	UPNs           []Identifier    `json:"upns,omitempty"`
	ULNs           []Identifier    `json:"ulns,omitempty"`
	NHSNumbers     []Identifier    `json:"nhsNumbers,omitempty"`
	PNCIDs         []Identifier    `json:"pncIds,omitempty"`
	Offences       []Offence       `json:"offences,omitempty"`
	AsbIncidents   []AsbIncident   `json:"asbIncidents,omitempty"`
	AsbOrders      []AsbOrder      `json:"asbOrders,omitempty"`
	Callouts       []Callout       `json:"callouts,omitempty"`
	Enrolments     []Enrolment     `json:"enrolments,omitempty"`
	Attendance     []Attendance    `json:"attendance,omitempty"`
	Exclusions     []Exclusion     `json:"exclusions,omitempty"`
	Tenancies      []Tenancy       `json:"tenancies,omitempty"`
	HousingActions []HousingAction `json:"housingActions,omitempty"`
	BenefitClaims  []BenefitClaim  `json:"benefitClaims,omitempty"`
	Provisions     []Provision     `json:"provisions,omitempty"`
	Employments    []Employment    `json:"employments,omitempty"`
	Involvements   []Involvement   `json:"involvements,omitempty"`
	Sources        []SourceLink    `json:"sources,omitempty"`
	Case           *Case           `json:"case,omitempty"`
}

// Case is what the council's own programme holds about a family rather than about one person, as far as its class goes:
// criteria and status, case work, support, interventions and claims each stand in a part of their own, corrections with links.
type Case struct {
	Status               string           `json:"status,omitempty"`
	Criteria             *CriteriaOutcome `json:"criteria,omitempty"`
	SupportedByProgramme *bool            `json:"supported,omitempty"`
	WhoToCall            *Contact         `json:"whoToCall,omitempty"`
	KeyWorker            string           `json:"keyWorker,omitempty"`
	Plan                 string           `json:"plan,omitempty"`
	Notes                []Note           `json:"notes,omitempty"`
	Actions              []Action         `json:"actions,omitempty"`
	Consents             []Consent        `json:"consents,omitempty"`
	Referrals            []Referral       `json:"referrals,omitempty"`
	Interventions        []Intervention   `json:"interventions,omitempty"`
	Claims               []ResultClaim    `json:"claims,omitempty"`
	Corrections          []Correction     `json:"corrections,omitempty"`
}

// CriteriaOutcome is one evaluation of a family against a rule set as of a day.
type CriteriaOutcome struct {
	RuleSet string            `json:"ruleSet"`
	AsOf    Date              `json:"asOf"`
	Outcome string            `json:"outcome"`
	Results []CriterionResult `json:"results"`
}

// CriterionResult is whether one criterion is met, with its evidence in words.
type CriterionResult struct {
	Criterion string   `json:"criterion"`
	Met       string   `json:"met"`
	Evidence  []string `json:"evidence,omitempty"`
}

// Contact is whom to call about a family that the programme supports.
type Contact struct {
	Name       string `json:"name,omitempty"`
	Team       string `json:"team,omitempty"`
	Phone      string `json:"phone,omitempty"`
	OutOfHours string `json:"outOfHours,omitempty"`
}

// Note is a dated note on a family.
type Note struct {
	WrittenAt time.Time `json:"at"`
	Author    string    `json:"author"`
	Text      string    `json:"text"`
}

// Action is something that somebody has undertaken to do for a family.
type Action struct {
	What   string `json:"what"`
	Owner  string `json:"owner,omitempty"`
	DueOn  Date   `json:"dueOn,omitempty"`
	DoneOn Date   `json:"doneOn,omitempty"`
}

// Consent is an adult's recorded answer to being referred or shared about.
type Consent struct {
	PersonID    string `json:"person"`
	Kind        string `json:"kind"`
	GivenOn     Date   `json:"givenOn,omitempty"`
	WithdrawnOn Date   `json:"withdrawnOn,omitempty"`
}

// Referral is a parent's referral to employment support.
type Referral struct {
	ID         string `json:"id"`
	PersonID   string `json:"person"`
	Provider   string `json:"provider,omitempty"`
	Status     string `json:"status"`
	ReferredOn Date   `json:"referredOn,omitempty"`
}

// Intervention is something that was done with a family.
type Intervention struct {
	Kind    string `json:"kind"`
	Started Date   `json:"started,omitempty"`
	Ended   Date   `json:"ended,omitempty"`
}

// ResultClaim is a claim for payment by results; Pence is the money claimed.
type ResultClaim struct {
	ID     string `json:"id"`
	Status string `json:"status"`
	Pence  int64  `json:"pence"`
}

// Correction is what somebody said of who is of the family, for as long as it stands. Where a place is protected the Reason is
// left out of the copy without places: it may name one.
type Correction struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"`
	Reason string    `json:"reason,omitempty"`
	MadeBy string    `json:"by"`
	MadeAt time.Time `json:"at"`
}

// Sift copies every fact that keep accepts into the part of its person; where keep accepts none, into is not called.
func (p *Part) Sift(into func(personID string) *Part, keep func(Fact) bool) {
	sift(p.Names, into, keep, func(q *Part) *[]Name { return &q.Names })
	sift(p.Addresses, into, keep, func(q *Part) *[]PersonAddress { return &q.Addresses })
	sift(p.Relationships, into, keep, func(q *Part) *[]Relationship { return &q.Relationships })
	sift(p.NINOs, into, keep, func(q *Part) *[]Identifier { return &q.NINOs })
	sift(p.UPNs, into, keep, func(q *Part) *[]Identifier { return &q.UPNs })
	sift(p.ULNs, into, keep, func(q *Part) *[]Identifier { return &q.ULNs })
	sift(p.NHSNumbers, into, keep, func(q *Part) *[]Identifier { return &q.NHSNumbers })
	sift(p.PNCIDs, into, keep, func(q *Part) *[]Identifier { return &q.PNCIDs })
	sift(p.Offences, into, keep, func(q *Part) *[]Offence { return &q.Offences })
	sift(p.AsbIncidents, into, keep, func(q *Part) *[]AsbIncident { return &q.AsbIncidents })
	sift(p.AsbOrders, into, keep, func(q *Part) *[]AsbOrder { return &q.AsbOrders })
	sift(p.Callouts, into, keep, func(q *Part) *[]Callout { return &q.Callouts })
	sift(p.Enrolments, into, keep, func(q *Part) *[]Enrolment { return &q.Enrolments })
	sift(p.Attendance, into, keep, func(q *Part) *[]Attendance { return &q.Attendance })
	sift(p.Exclusions, into, keep, func(q *Part) *[]Exclusion { return &q.Exclusions })
	sift(p.Tenancies, into, keep, func(q *Part) *[]Tenancy { return &q.Tenancies })
	sift(p.HousingActions, into, keep, func(q *Part) *[]HousingAction { return &q.HousingActions })
	sift(p.BenefitClaims, into, keep, func(q *Part) *[]BenefitClaim { return &q.BenefitClaims })
	sift(p.Provisions, into, keep, func(q *Part) *[]Provision { return &q.Provisions })
	sift(p.Employments, into, keep, func(q *Part) *[]Employment { return &q.Employments })
	sift(p.Involvements, into, keep, func(q *Part) *[]Involvement { return &q.Involvements })
	sift(p.Sources, into, keep, func(q *Part) *[]SourceLink { return &q.Sources })
}

func sift[T any, P interface {
	*T
	Fact
}](facts []T, into func(string) *Part, keep func(Fact) bool, list func(*Part) *[]T) {
	for i := range facts {
		fact := P(&facts[i])
		if !keep(fact) {
			continue
		}
		if part := into(fact.Source().PersonID); part != nil {
			to := list(part)
			*to = append(*to, facts[i])
		}
	}
}
