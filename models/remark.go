package models

import "time"

// Remark is what somebody has against a fact: that it is wrong, or that it should not be used. It belongs to the fact, as its partner
// sent it, and is shown to whoever is shown the fact, and to nobody else.
type Remark struct {
	ID         string
	Kind       RemarkKind
	Class      Class
	Partner    Partner
	Org        string
	File, Ref  string // the row that is meant
	Says       string
	State      RemarkState
	RecordedAt time.Time
	RecordedBy string
	SettledAt  *time.Time
	SettledBy  string
	Note       string
}

// Of reports whether the remark is against the fact.
func (r Remark) Of(class Class, fact Fact) bool {
	source := fact.Source()
	return r.Class == class && r.Partner == source.Partner && r.Org == source.Org && r.File == source.File && r.Ref == source.Ref
}

// RemarkKind is what is said of a fact.
type RemarkKind string

// The kinds: UK GDPR art. 16 and 21.
const (
	RemarkCorrection RemarkKind = "correction" // it is wrong, and what is right
	RemarkObjection  RemarkKind = "objection"  // it should not be used
)

// RemarkState is what became of a remark.
type RemarkState string

// The states.
const (
	RemarkRaised  RemarkState = "raised"
	RemarkUpheld  RemarkState = "upheld"
	RemarkRefused RemarkState = "refused"
)

// ClassOf is the data class of a fact by its kind; "" of one that is of none by itself.
func ClassOf(fact Fact) Class {
	switch fact.(type) {
	case *Name:
		return ClassIdentity
	case *PersonAddress:
		return ClassAddress
	case *Relationship:
		return ClassFamilyLinks
	case *Offence:
		return ClassOffences
	case *AsbIncident, *AsbOrder:
		return ClassASB
	case *Callout:
		return ClassCallouts
	case *Enrolment, *Attendance, *Exclusion:
		return ClassSchooling
	case *Tenancy, *HousingAction:
		return ClassTenancy
	case *BenefitClaim:
		return ClassBenefits
	case *Provision, *Employment:
		return ClassEmploymentSupport
	case *Involvement:
		return ClassSocialCare
	}
	return ""
}
