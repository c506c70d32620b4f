package store

import (
	"time"

	"thrivingfamilies.example/hub/models"
)

type reader interface {
	read(t *Tx) ([]piece, error) // of the people of batch_links
}

// onlyPlace is for facts that are nothing but a place: where an address is protected they look as if none were held.
func onlyPlace[T any](*T) bool { return false }

// unnamed takes out by what a school, landlord or provider could still be told: its key, and the import that brought it.
func unnamed(fact models.Fact) bool {
	source := fact.Source()
	source.Ref, source.ImportID, source.ReceivedAt = "", 0, time.Time{}
	return true
}

const tenancyJoin = "JOIN source_tenancies t ON t.partner = s.partner AND t.org = s.org AND t.ref = s.tenancy_ref AND t.ended_import_id IS NULL"

// kinds are all the facts of which family documents are made: where each is read and in which part it stands. A new feed
// file needs a line here.
var kinds = []reader{
	peopleReader{},
	tenancyReader{},
	correctionReader{},
	factKind[models.Relationship, *models.Relationship]{
		class: models.ClassFamilyLinks, file: "relationships", columns: "o.person_id AS other_person_id, s.kind, s.from_day, s.until_day",
		join: "JOIN links o ON o.partner = s.partner AND o.org = s.org AND o.ref = s.other_ref",
		list: func(p *models.Part) *[]models.Relationship { return &p.Relationships },
	},
	factKind[models.Offence, *models.Offence]{
		class: models.ClassOffences, file: "offences", columns: "s.offence_ref, s.offence_code, s.committed_on, s.disposal, s.disposed_on",
		list: func(p *models.Part) *[]models.Offence { return &p.Offences },
	},
	factKind[models.AsbIncident, *models.AsbIncident]{
		class: models.ClassASB, file: "asb_incidents", columns: "s.incident_ref, s.part, s.category, s.occurred_on, s.uprn, s.postcode",
		list: func(p *models.Part) *[]models.AsbIncident { return &p.AsbIncidents },
		hide: func(i *models.AsbIncident) bool { i.UPRN, i.Postcode = "", ""; return true },
	},
	factKind[models.AsbOrder, *models.AsbOrder]{
		class: models.ClassASB, file: "asb_orders", columns: "s.order_ref, s.kind, s.made_on, s.ended_on",
		list: func(p *models.Part) *[]models.AsbOrder { return &p.AsbOrders },
	},
	factKind[models.Callout, *models.Callout]{
		class: models.ClassCallouts, file: "callouts", columns: "s.callout_ref, s.uprn, s.postcode, s.occurred_on, s.reason",
		list: func(p *models.Part) *[]models.Callout { return &p.Callouts },
		hide: func(c *models.Callout) bool { c.UPRN, c.Postcode = "", ""; return true },
	},
	factKind[models.Enrolment, *models.Enrolment]{
		class: models.ClassSchooling, file: "enrolments", columns: "s.enrolment_ref, s.school_urn, s.kind, s.from_day, s.until_day",
		list: func(p *models.Part) *[]models.Enrolment { return &p.Enrolments }, hide: onlyPlace[models.Enrolment],
	},
	factKind[models.Attendance, *models.Attendance]{
		class: models.ClassSchooling, file: "attendance", columns: "s.school_urn, s.term, s.possible, s.authorised, s.unauthorised",
		list: func(p *models.Part) *[]models.Attendance { return &p.Attendance },
		hide: func(a *models.Attendance) bool { a.SchoolURN = ""; return unnamed(a) },
	},
	factKind[models.Exclusion, *models.Exclusion]{
		class: models.ClassSchooling, file: "exclusions", columns: "s.exclusion_ref, s.school_urn, s.category, s.started_on, s.sessions, s.reason",
		list: func(p *models.Part) *[]models.Exclusion { return &p.Exclusions },
		hide: func(e *models.Exclusion) bool { e.SchoolURN, e.ExclusionRef = "", ""; return unnamed(e) },
	},
	factKind[models.HousingAction, *models.HousingAction]{
		class: models.ClassTenancy, file: "actions", columns: "s.action_ref, s.tenancy_ref, t.landlord, s.kind, s.taken_on",
		join: "LEFT " + tenancyJoin,
		list: func(p *models.Part) *[]models.HousingAction { return &p.HousingActions },
		hide: func(a *models.HousingAction) bool {
			a.TenancyRef, a.Landlord, a.ActionRef = "", "", ""
			return unnamed(a)
		},
	},
	factKind[models.BenefitClaim, *models.BenefitClaim]{
		class: models.ClassBenefits, file: "claims", columns: "s.claim_ref, s.benefit, s.started, s.ended",
		list: func(p *models.Part) *[]models.BenefitClaim { return &p.BenefitClaims },
	},
	factKind[models.Provision, *models.Provision]{
		class: models.ClassEmploymentSupport, file: "provisions",
		columns: "s.provision_ref, s.programme, s.provider, s.referred_on, s.attached_on, s.ended_on, s.outcome",
		list:    func(p *models.Part) *[]models.Provision { return &p.Provisions },
		hide:    func(v *models.Provision) bool { v.Provider, v.ProvisionRef = "", ""; return unnamed(v) },
	},
	factKind[models.Employment, *models.Employment]{
		class: models.ClassEmploymentSupport, file: "employments", columns: "s.employment_ref, s.started, s.ended",
		list: func(p *models.Part) *[]models.Employment { return &p.Employments },
	},
	factKind[models.Involvement, *models.Involvement]{
		class: models.ClassSocialCare, file: "involvements", columns: "s.involvement_ref, s.kind, s.started, s.ended, s.hub",
		list: func(p *models.Part) *[]models.Involvement { return &p.Involvements },
		hide: func(v *models.Involvement) bool { v.Hub = ""; return true },
	},
}
