package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Scope is of whom a class is shown.
type Scope string

// The scopes of an agreement.
const (
	All   Scope = "all"   // of everybody in the hub
	Known Scope = "known" // of people whom the reader's own organisation holds a record of
	Own   Scope = "own"   // of the reader's own pupils, tenants, referrals, families, claims or study
	Acted Scope = "acted" // of people on whom the reader's organisation has taken a housing action itself
)

// Opened is the scope of a broken glass: the one family. No agreement can name it.
const Opened Scope = "opened"

// Contributors other than the partners' own names.
const (
	ByReader    = "own"         // the reader's own organisation
	ByOwnLetter = "own-tenancy" // the tenancies that the reader's own organisation lets, and nothing else
)

// Terms are what an agreement grants of one class to one role.
type Terms struct {
	Scope  Scope         `yaml:"scope"`
	Detail models.Detail `yaml:"detail"`
	By     []string      `yaml:"by"` // whose word is shown; left out, that of the class's owners
}

// Agreement is one signed information-sharing agreement, as governance wrote it.
type Agreement struct {
	ID       string           `yaml:"id"`
	Title    string           `yaml:"title"`
	Partner  models.Partner   `yaml:"partner"`
	Gateway  string           `yaml:"gateway"`  // the law that permits it
	Note     string           `yaml:"note"`     // what a reader of the matrix should know of it
	Purposes []models.Purpose `yaml:"purposes"` // why a read may be made under it
	From     models.Date      `yaml:"from"`     // first day in force
	Until    models.Date      `yaml:"until"`    // last day in force; "" has no end
	// Signatories are the posts that signed it, not the people who held them.
	Signatories []string    `yaml:"signatories"`
	SignedOn    models.Date `yaml:"signed-on"`
	ReviewBy    models.Date `yaml:"review-by"` // the last day by which it must be looked at again; it binds after that too
	// Retention is how long facts of the partner's own classes are kept after the partner last sent them.
	Retention map[models.Class]Period                `yaml:"retention"`
	Grants    map[models.Role]map[models.Class]Terms `yaml:"grants"`
	// Acts is what roles may do rather than see, each for which of the purposes.
	Acts map[models.Role]map[models.Act][]models.Purpose `yaml:"acts"`
	// BreakGlass is what a role that may break the glass may break, and for how long.
	BreakGlass map[models.Role]Glass `yaml:"break-glass"`

	SHA256 string `yaml:"-"` // of the file's bytes, in hex
	File   string `yaml:"-"` // its name; "" where it was read from none
	lines  lines
}

// InForce reports whether the agreement binds on the day, its first and last day included.
func (a *Agreement) InForce(day models.Date) bool {
	return day >= a.From && day <= a.lastDay()
}

// endless is after every day that an agreement can name.
const endless models.Date = "9999-12-31"

func (a *Agreement) lastDay() models.Date {
	if a.Until == "" {
		return endless
	}
	return a.Until
}

// Allows reports whether a read may be made under the agreement for the purpose.
func (a *Agreement) Allows(p models.Purpose) bool { return slices.Contains(a.Purposes, p) }
