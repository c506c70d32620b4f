package models

// Name is what one partner calls a person.
type Name struct {
	Provenance    `gorm:"embedded"`
	Forename      string `json:"forename,omitempty"`
	MiddleNames   string `json:"middleNames,omitempty"`
	Surname       string `json:"surname,omitempty"`
	FormerSurname string `json:"formerSurname,omitempty"`
	KnownAs       string `json:"knownAs,omitempty"`
	DateOfBirth   Date   `json:"dateOfBirth,omitempty"`
	Sex           string `json:"sex,omitempty"`
}

// PersonAddress is where one partner says that a person lives. Of File "tenancies" it is the tenancy's own address and
// Landlord says whose.
type PersonAddress struct {
	Provenance   `gorm:"embedded"`
	AddressLine1 string `json:"line1,omitempty" gorm:"column:address_line_1"`
	AddressLine2 string `json:"line2,omitempty" gorm:"column:address_line_2"`
	Town         string `json:"town,omitempty"`
	Postcode     string `json:"postcode,omitempty"`
	UPRN         string `json:"uprn,omitempty"`
	Landlord     string `json:"landlord,omitempty"`
}

// Identifier is a national identifier as one partner wrote it. Sound says that it passed its check; only then may it link.
type Identifier struct {
	Provenance `gorm:"embedded"`
	Value      string `json:"value"`
	Sound      bool   `json:"sound"`
}

// Relationship is a declared tie between two people: person Kind other, as in `parent-of`.
type Relationship struct {
	Provenance    `gorm:"embedded"`
	OtherPersonID string `json:"other"`
	Kind          string `json:"kind"`
	From          Date   `json:"from,omitempty" gorm:"column:from_day"`
	Until         Date   `json:"until,omitempty" gorm:"column:until_day"`
}

// Involvement is a spell of the council's children's services, early help or youth offending team.
type Involvement struct {
	Provenance     `gorm:"embedded"`
	InvolvementRef string `json:"involvementRef"`
	Kind           string `json:"kind"`
	Started        Date   `json:"started,omitempty"`
	Ended          Date   `json:"ended,omitempty"`
	Hub            string `json:"hub,omitempty"`
}

// Offence is one offence and how it was disposed of.
type Offence struct {
	Provenance  `gorm:"embedded"`
	OffenceRef  string `json:"offenceRef"`
	OffenceCode string `json:"offenceCode,omitempty"`
	CommittedOn Date   `json:"committedOn,omitempty"`
	Disposal    string `json:"disposal,omitempty"`
	DisposedOn  Date   `json:"disposedOn,omitempty"`
}

// AsbIncident is an antisocial behaviour incident and the person's part in it.
type AsbIncident struct {
	Provenance  `gorm:"embedded"`
	IncidentRef string `json:"incidentRef"`
	Part        string `json:"part"`
	Category    string `json:"category,omitempty"`
	OccurredOn  Date   `json:"occurredOn,omitempty"`
	UPRN        string `json:"uprn,omitempty"`
	Postcode    string `json:"postcode,omitempty"`
}

// AsbOrder is an order, injunction or contract about antisocial behaviour.
type AsbOrder struct {
	Provenance `gorm:"embedded"`
	OrderRef   string `json:"orderRef"`
	Kind       string `json:"kind"`
	MadeOn     Date   `json:"madeOn,omitempty"`
	EndedOn    Date   `json:"endedOn,omitempty"`
}

// Callout is a police call-out and the place that it went to.
type Callout struct {
	Provenance `gorm:"embedded"`
	CalloutRef string `json:"calloutRef"`
	UPRN       string `json:"uprn,omitempty"`
	Postcode   string `json:"postcode,omitempty"`
	OccurredOn Date   `json:"occurredOn,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// Enrolment is a spell on a school's roll, in a unit, at home, or off roll.
type Enrolment struct {
	Provenance   `gorm:"embedded"`
	EnrolmentRef string `json:"enrolmentRef"`
	SchoolURN    string `json:"schoolUrn" gorm:"column:school_urn"`
	Kind         string `json:"kind"`
	From         Date   `json:"from,omitempty" gorm:"column:from_day"`
	Until        Date   `json:"until,omitempty" gorm:"column:until_day"`
}

// Attendance is a pupil's term at one school, in half-day sessions.
type Attendance struct {
	Provenance   `gorm:"embedded"`
	SchoolURN    string `json:"schoolUrn,omitempty" gorm:"column:school_urn"`
	Term         string `json:"term"`
	Possible     *int   `json:"possible,omitempty"`
	Authorised   *int   `json:"authorised,omitempty"`
	Unauthorised *int   `json:"unauthorised,omitempty"`
}

// Exclusion is a permanent, fixed-term or lunchtime exclusion.
type Exclusion struct {
	Provenance   `gorm:"embedded"`
	ExclusionRef string `json:"exclusionRef"`
	SchoolURN    string `json:"schoolUrn,omitempty" gorm:"column:school_urn"`
	Category     string `json:"category"`
	StartedOn    Date   `json:"startedOn,omitempty"`
	Sessions     *int   `json:"sessions,omitempty"`
	Reason       string `json:"reason,omitempty"`
}

// Tenancy is a tenancy and the person's place in it.
type Tenancy struct {
	Provenance   `gorm:"embedded"`
	TenancyRef   string `json:"tenancyRef"`
	Landlord     string `json:"landlord,omitempty"`
	UPRN         string `json:"uprn,omitempty"`
	AddressLine1 string `json:"line1,omitempty" gorm:"column:address_line_1"`
	AddressLine2 string `json:"line2,omitempty" gorm:"column:address_line_2"`
	Town         string `json:"town,omitempty"`
	Postcode     string `json:"postcode,omitempty"`
	Tenure       string `json:"tenure,omitempty"`
	Started      Date   `json:"started,omitempty"`
	Ended        Date   `json:"ended,omitempty"`
	Role         string `json:"role,omitempty"`
	From         Date   `json:"from,omitempty" gorm:"column:from_day"`
	Until        Date   `json:"until,omitempty" gorm:"column:until_day"`
}

// HousingAction is a step that a landlord took; Landlord comes from the tenancy it was taken on.
type HousingAction struct {
	Provenance `gorm:"embedded"`
	ActionRef  string `json:"actionRef"`
	TenancyRef string `json:"tenancyRef,omitempty"`
	Landlord   string `json:"landlord,omitempty"`
	Kind       string `json:"kind"`
	TakenOn    Date   `json:"takenOn,omitempty"`
}

// BenefitClaim is a spell on one benefit.
type BenefitClaim struct {
	Provenance `gorm:"embedded"`
	ClaimRef   string `json:"claimRef"`
	Benefit    string `json:"benefit"`
	Started    Date   `json:"started,omitempty"`
	Ended      Date   `json:"ended,omitempty"`
}

// Provision is a place on a worklessness programme.
type Provision struct {
	Provenance   `gorm:"embedded"`
	ProvisionRef string `json:"provisionRef"`
	Programme    string `json:"programme"`
	Provider     string `json:"provider,omitempty"`
	ReferredOn   Date   `json:"referredOn,omitempty"`
	AttachedOn   Date   `json:"attachedOn,omitempty"`
	EndedOn      Date   `json:"endedOn,omitempty"`
	Outcome      string `json:"outcome,omitempty"`
}

// Employment is a spell in work.
type Employment struct {
	Provenance    `gorm:"embedded"`
	EmploymentRef string `json:"employmentRef"`
	Started       Date   `json:"started,omitempty"`
	Ended         Date   `json:"ended,omitempty"`
}

// SourceLink says which person a partner's record was taken to be, and how sure the linker was.
type SourceLink struct {
	Provenance       `gorm:"embedded"`
	Rule             string   `json:"rule,omitempty"`
	Confidence       string   `json:"confidence"`
	MatchWeight      *float64 `json:"matchWeight,omitempty"`
	MatchProbability *float64 `json:"matchProbability,omitempty"`
}
