package models

import "time"

// Provenance says where a fact came from. Every fact carries it, in the tables and in the family document.
type Provenance struct {
	Partner    Partner   `json:"partner"`
	Org        string    `json:"org,omitempty"` // the organisation that sent it; "" is the partner as a whole
	File       string    `json:"file"`          // the feed's file, without its ending
	Ref        string    `json:"ref"`           // the partner's own key of the row
	ImportID   int64     `json:"import"`
	ReceivedAt time.Time `json:"at"` // when the import that brought this version of the row began
	PersonID   string    `json:"person"`
	// PlaceHidden marks a copy from which every place was taken out, because somebody's address is protected.
	PlaceHidden bool `json:"hidden,omitempty" gorm:"-"`
}

// Source is the fact's provenance, for code that handles facts of any kind.
func (p *Provenance) Source() *Provenance { return p }

// UnknownOrg is what About says where a fact is some organisation's own and it is not known whose.
const UnknownOrg = "?"

// About is the organisation that the fact names, whose own people it is about: a school, landlord or provider; "" where
// facts of its kind name none.
func (p *Provenance) About() string { return "" }

// Fact is anything a partner told us about a person.
type Fact interface {
	Source() *Provenance
	About() string
}

// About is the school.
func (e *Enrolment) About() string { return e.SchoolURN }

// About is the school.
func (a *Attendance) About() string { return a.SchoolURN }

// About is the school.
func (e *Exclusion) About() string { return e.SchoolURN }

// About is the landlord.
func (t *Tenancy) About() string { return t.Landlord }

// About is the landlord, where the tenancy is known.
func (a *HousingAction) About() string {
	if a.Landlord == "" {
		return UnknownOrg
	}
	return a.Landlord
}

// About is the landlord of a tenancy's address.
func (a *PersonAddress) About() string { return a.Landlord }

// About is the provider.
func (p *Provision) About() string { return p.Provider }
