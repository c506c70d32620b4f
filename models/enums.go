package models

import "strings"

// Partner is one of the five bodies that send feeds. Its text is the word used on the command line and in agreements.
type Partner string

// The five partners, in the order in which their word is preferred where several may be shown.
const (
	Council Partner = "council"
	Police  Partner = "police"
	Schools Partner = "schools"
	Housing Partner = "housing"
	DWP     Partner = "dwp"
)

// Partners lists the five in order of preference; DWP stands last so that nothing shown to others ever hinges on it.
var Partners = []Partner{Council, Police, Schools, Housing, DWP}

// Valid reports whether p is one of the five.
func (p Partner) Valid() bool { return p.Rank() < len(Partners) }

// Rank is p's place in Partners, or their number when p is none of them.
func (p Partner) Rank() int {
	for i, q := range Partners {
		if p == q {
			return i
		}
	}
	return len(Partners)
}

// Role is what a caller acts as; its text is the token's claim.
type Role string

// The roles of the contract.
const (
	Coordinator    Role = "COUNCIL_COORDINATOR"
	KeyWorker      Role = "COUNCIL_KEY_WORKER"
	Auditor        Role = "COUNCIL_AUDITOR"
	Governance     Role = "INFORMATION_GOVERNANCE"
	StrategicGroup Role = "STRATEGIC_GROUP"
	PoliceOfficer  Role = "POLICE_OFFICER"
	SchoolOfficer  Role = "SCHOOL_OFFICER"
	HousingOfficer Role = "HOUSING_OFFICER"
	Provider       Role = "DWP_PROVIDER"
	Jobcentre      Role = "JOBCENTRE_ADVISER"
	Researcher     Role = "RESEARCHER"
	Integration    Role = "INTEGRATION"
)

// Roles lists every role, in the contract's order.
var Roles = []Role{
	Coordinator, KeyWorker, Auditor, Governance, StrategicGroup, PoliceOfficer,
	SchoolOfficer, HousingOfficer, Provider, Jobcentre, Researcher, Integration,
}

var rolePartner = map[Role]Partner{
	Coordinator: Council, KeyWorker: Council, Auditor: Council, Governance: Council, StrategicGroup: Council,
	PoliceOfficer: Police, SchoolOfficer: Schools, HousingOfficer: Housing, Provider: DWP, Jobcentre: DWP,
	Researcher: Council,
}

// Partner is the partner for whom the role works; "" for INTEGRATION, which works for whoever its token's `as` says.
func (r Role) Partner() Partner { return rolePartner[r] }

// Valid reports whether r is a role of the contract.
func (r Role) Valid() bool { _, ok := rolePartner[r]; return ok || r == Integration }

// Purpose is why a read is made; a reader states one, an agreement allows some.
type Purpose string

// The purposes of the contract.
const (
	Identification    Purpose = "identification"
	FamilySupport     Purpose = "family-support"
	EmploymentSupport Purpose = "employment-support"
	CrimePrevention   Purpose = "crime-prevention"
	Safeguarding      Purpose = "safeguarding"
	ClaimAudit        Purpose = "claim-audit"
	Evaluation        Purpose = "evaluation"
	DataQuality       Purpose = "data-quality"
	GovernancePurpose Purpose = "governance"
)

// Purposes lists every purpose.
var Purposes = []Purpose{
	Identification, FamilySupport, EmploymentSupport, CrimePrevention, Safeguarding,
	ClaimAudit, Evaluation, DataQuality, GovernancePurpose,
}

// Valid reports whether p is a purpose of the contract.
func (p Purpose) Valid() bool {
	for _, q := range Purposes {
		if p == q {
			return true
		}
	}
	return false
}

var rolePurposes = map[Role][]Purpose{
	Coordinator:    {FamilySupport, Identification, EmploymentSupport, CrimePrevention, Safeguarding, ClaimAudit, DataQuality},
	KeyWorker:      {FamilySupport, Safeguarding},
	Auditor:        {ClaimAudit},
	Governance:     {GovernancePurpose},
	StrategicGroup: {Evaluation},
	PoliceOfficer:  {CrimePrevention, FamilySupport, Safeguarding},
	SchoolOfficer:  {FamilySupport, Safeguarding},
	HousingOfficer: {FamilySupport, Safeguarding},
	Provider:       {EmploymentSupport},
	Jobcentre:      {EmploymentSupport},
	Researcher:     {Evaluation},
}

// Purposes are those that the role may ever state; none for INTEGRATION, which has those of the role it acts as.
func (r Role) Purposes() []Purpose { return rolePurposes[r] }

// Class is a kind of data; agreements grant classes to roles. Its text is what `extensions.withheld` says.
type Class string

// The data classes; classOwners says who contributes each.
const (
	ClassIdentity          Class = "identity"
	ClassAddress           Class = "address"
	ClassFamilyLinks       Class = "family-links"
	ClassNINO              Class = "nino"
	ClassUPN               Class = "upn"
	ClassNHSNumber         Class = "nhs-number"
	ClassPNCID             Class = "pnc-id"
	ClassOffences          Class = "offences"
	ClassASB               Class = "asb"
	ClassCallouts          Class = "callouts"
	ClassSchooling         Class = "schooling"
	ClassTenancy           Class = "tenancy"
	ClassBenefits          Class = "benefits"
	ClassEmploymentSupport Class = "employment-support"
	ClassSocialCare        Class = "social-care"
	ClassCaseWork          Class = "case-work"
	ClassCriteria          Class = "criteria"
	ClassSupport           Class = "support"
	ClassLinks             Class = "links"
	ClassInterventions     Class = "interventions"
	ClassClaims            Class = "claims"
)

// Classes lists every data class, in the order of the sharing matrix.
var Classes = []Class{
	ClassIdentity, ClassAddress, ClassFamilyLinks, ClassNINO, ClassUPN, ClassNHSNumber, ClassPNCID, ClassOffences, ClassASB, ClassCallouts, ClassSchooling, ClassTenancy,
	ClassBenefits, ClassEmploymentSupport, ClassSocialCare, ClassCaseWork, ClassCriteria, ClassSupport, ClassLinks, ClassInterventions, ClassClaims,
}

var classOwners = map[Class][]Partner{
	ClassIdentity: Partners, ClassAddress: Partners, ClassFamilyLinks: {Council, Schools},
	ClassNINO: {Housing, DWP}, ClassUPN: {Schools}, ClassNHSNumber: {Council}, ClassPNCID: {Police},
	ClassOffences: {Police}, ClassASB: {Police}, ClassCallouts: {Police}, ClassSchooling: {Schools}, ClassTenancy: {Housing},
	ClassBenefits: {DWP}, ClassEmploymentSupport: {DWP}, ClassSocialCare: {Council}, ClassCaseWork: {Council}, ClassCriteria: {Council},
	ClassSupport: {Council}, ClassLinks: {Council}, ClassInterventions: {Council}, ClassClaims: {Council},
}

// Valid reports whether c is a data class.
func (c Class) Valid() bool { _, ok := classOwners[c]; return ok }

// Owners are the partners who contribute facts of the class.
func (c Class) Owners() []Partner { return classOwners[c] }

// Title is the class as a person reads it: "family links".
func (c Class) Title() string { return strings.ReplaceAll(string(c), "-", " ") }

// Detail is how much of a class is shown; a grant of one level includes those below it.
type Detail string

// The levels: nothing, a yes or no, a range, the value itself.
const (
	DetailNone  Detail = "NONE"
	DetailFlag  Detail = "FLAG"
	DetailBand  Detail = "BAND"
	DetailValue Detail = "VALUE"
)

var detailRank = map[Detail]int{DetailNone: 0, DetailFlag: 1, DetailBand: 2, DetailValue: 3}

// Valid reports whether d is one of the levels.
func (d Detail) Valid() bool { _, ok := detailRank[d]; return ok }

// Covers reports whether a grant at level d shows a field of level e; nothing covers NONE or what is no level.
func (d Detail) Covers(e Detail) bool { return detailRank[e] > 0 && detailRank[d] >= detailRank[e] }
