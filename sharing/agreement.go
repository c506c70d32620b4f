package sharing

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

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
	ID       string                                 `yaml:"id"`
	Title    string                                 `yaml:"title"`
	Partner  models.Partner                         `yaml:"partner"`
	Gateway  string                                 `yaml:"gateway"`  // the law that permits it
	Note     string                                 `yaml:"note"`     // what a reader of the matrix should know of it
	Purposes []models.Purpose                       `yaml:"purposes"` // why a read may be made under it
	From     models.Date                            `yaml:"from"`     // first day in force
	Until    models.Date                            `yaml:"until"`    // last day in force; "" has no end
	Grants   map[models.Role]map[models.Class]Terms `yaml:"grants"`
	SHA256   string                                 `yaml:"-"` // of the file's bytes, in hex
}

// InForce reports whether the agreement binds on the day, its first and last day included.
func (a *Agreement) InForce(day models.Date) bool {
	return day >= a.From && (a.Until == "" || day <= a.Until)
}

// Allows reports whether a read may be made under the agreement for the purpose.
func (a *Agreement) Allows(p models.Purpose) bool {
	for _, q := range a.Purposes {
		if p == q {
			return true
		}
	}
	return false
}

// Parse reads one agreement strictly: an unknown key, class, role, scope or purpose is an error that names the file.
func Parse(name string, text []byte) (*Agreement, error) {
	var a Agreement
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&a); err != nil {
		return nil, fmt.Errorf("agreement %s: %s", name, yaml.FormatError(err, false, false))
	}
	sum := sha256.Sum256(text)
	a.SHA256 = hex.EncodeToString(sum[:])
	if faults := a.faults(); len(faults) > 0 {
		return nil, fmt.Errorf("agreement %s: %s", name, strings.Join(faults, "; "))
	}
	return &a, nil
}

// Load reads every .yaml file of a folder, each one agreement, and refuses two of one id.
func Load(folder fs.FS) (*Set, error) {
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("the agreements folder holds no .yaml file: without an agreement nothing is shared")
	}
	sort.Strings(names)
	agreements := make([]*Agreement, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		a, err := Parse(name, text)
		if err != nil {
			return nil, err
		}
		agreements = append(agreements, a)
	}
	return NewSet(agreements...)
}

func (a *Agreement) faults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if a.ID == "" || a.Title == "" || a.Gateway == "" {
		say("id, title and gateway must all be given")
	}
	if !a.Partner.Valid() {
		say("partner %q is none of %v", a.Partner, models.Partners)
	}
	if len(a.Purposes) == 0 {
		say("purposes is empty: name at least one")
	}
	for _, p := range a.Purposes {
		if !p.Valid() {
			say("purpose %q is none of %v", p, models.Purposes)
		}
	}
	for what, day := range map[string]models.Date{"from": a.From, "until": a.Until} {
		if _, err := models.ParseDate(string(day)); err != nil && (day != "" || what == "from") {
			say("%s must be a day written as 2012-03-04", what)
		}
	}
	if a.Until != "" && a.Until < a.From {
		say("until is before from")
	}
	if len(a.Grants) == 0 {
		say("grants is empty: name at least one role")
	}
	for role, classes := range a.Grants {
		if !role.Valid() || role == models.Integration {
			say("role %q cannot be granted anything", role)
		}
		if len(classes) == 0 {
			say("grants.%s is empty: name at least one class", role)
		}
		for class, terms := range classes {
			for _, fault := range terms.faults(class) {
				say("grants.%s.%s: %s", role, class, fault)
			}
		}
	}
	sort.Strings(faults)
	return faults
}

func (t Terms) faults(class models.Class) []string {
	var faults []string
	if !class.Valid() {
		faults = append(faults, "no such data class")
	}
	switch t.Scope {
	case All, Known, Own, Acted:
	default:
		faults = append(faults, fmt.Sprintf("scope %q is none of all, known, own, acted", t.Scope))
	}
	if !t.Detail.Valid() || t.Detail == models.DetailNone {
		faults = append(faults, fmt.Sprintf("detail %q is none of VALUE, BAND, FLAG", t.Detail))
	}
	if t.By != nil && len(t.By) == 0 {
		faults = append(faults, "by is empty: leave it out or name whose word is shown")
	}
	for _, by := range t.By {
		if by != ByReader && by != ByOwnLetter && !models.Partner(by).Valid() {
			faults = append(faults, fmt.Sprintf("by %q is neither a partner nor own nor own-tenancy", by))
		}
	}
	return faults
}
