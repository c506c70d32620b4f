package sharing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"time"

	"thrivingfamilies.example/hub/models"
)

// Reader is who reads, for whom, why, and on which day.
type Reader struct {
	Role    models.Role
	Org     string // the organisation; "" reads for the partner as a whole
	Subject string // the person; a key worker's own families are assigned to it
	Purpose models.Purpose
	On      models.Date
	// SeesPlaces is set for a coordinator who has stated a reason: protected addresses are then shown.
	SeesPlaces bool
	Program    bool // a program reads, whomever it acts as: it breaks no glass
}

// Outsider reports whether the reader works for a partner other than the council.
func (r Reader) Outsider() bool { return r.Role.Partner() != models.Council }

// Grant is one agreement's terms for one class, as they bind one reader.
type Grant struct {
	Agreement *Agreement
	Class     models.Class
	Terms     Terms
	Opening   *Opening // the broken glass by which it is granted; nil where the agreement grants it to the role
	voices    []Voice  // whose word it shows the reader
}

// Verdict is the decision about one class: grants, or where there are none the refusal.
type Verdict struct {
	Grants  []Grant
	Refusal Refusal
}

// Set is the agreements that are loaded, in the order of their ids.
type Set struct {
	agreements []*Agreement
	governing  map[models.Class]*Agreement // of each class that any grants to anybody: the one that is named where none grants it to the role
	sha256     string
}

// NewSet orders the agreements and refuses two of one id.
func NewSet(agreements ...*Agreement) (*Set, error) {
	s := &Set{agreements: append([]*Agreement(nil), agreements...)}
	sort.Slice(s.agreements, func(i, j int) bool { return s.agreements[i].ID < s.agreements[j].ID })
	for i := 1; i < len(s.agreements); i++ {
		if s.agreements[i].ID == s.agreements[i-1].ID {
			return nil, fmt.Errorf("two agreements have the id %s: give each its own", s.agreements[i].ID)
		}
	}
	s.governing = governing(s.agreements)
	sum := sha256.New()
	for _, a := range s.agreements {
		fmt.Fprintln(sum, a.ID, a.SHA256)
	}
	s.sha256 = hex.EncodeToString(sum.Sum(nil))
	return s, nil
}

// SHA256 is that of all the agreements together, in hex: of a line "id SHA-256" for each, in order. It names in the log the
// set that decided.
func (s *Set) SHA256() string { return s.sha256 }

// Agreements lists them all, in force or not.
func (s *Set) Agreements() []*Agreement { return s.agreements }

// Access is everything that one reader may and may not see.
type Access struct {
	Reader   Reader
	set      *Set
	verdicts map[models.Class]Verdict
}

// Access decides every class for the reader, before whom no glass is broken.
func (s *Set) Access(r Reader) *Access { return s.AccessThrough(r, time.Time{}) }

// AccessThrough decides every class for the reader at the moment, with what it is shown by breaks of the glass.
func (s *Set) AccessThrough(r Reader, at time.Time, breaks ...models.GlassBreak) *Access {
	a := &Access{Reader: r, set: s, verdicts: make(map[models.Class]Verdict, len(models.Classes))}
	for _, class := range models.Classes {
		a.verdicts[class] = s.decide(r, class)
	}
	for _, b := range breaks {
		a.open(at, b)
	}
	return a
}

// Verdict is the decision about the class.
func (a *Access) Verdict(c models.Class) Verdict { return a.verdicts[c] }

// Field decides a field of the class that shows so much detail, before anybody is looked at. What a broken glass shows of one
// family is not refused.
func (a *Access) Field(c models.Class, d models.Detail) (Refusal, bool) {
	for _, g := range a.verdicts[c].Grants {
		if g.Terms.Detail.Covers(d) {
			return Refusal{}, true
		}
	}
	return a.set.refuse(a.Reader, c, d), false
}

// Of decides the same field of one person to whom the reader stands so.
func (a *Access) Of(rel Relations, c models.Class, d models.Detail) (Refusal, bool) {
	var refusal Refusal
	for _, g := range a.verdicts[c].Grants {
		switch {
		case !g.Terms.Detail.Covers(d):
		case g.reaches(rel):
			return Refusal{}, true
		case g.Opening == nil:
			refusal = g.refusal(NotKnownToYou)
		}
	}
	if refusal.Reason == "" {
		refusal = a.set.refuse(a.Reader, c, d) // beyond the one family it is as if no glass were broken
	}
	return refusal, false
}

// Shows decides one fact about one person: does any grant of its class cover the detail, reach the person and accept
// whose word it is?
func (a *Access) Shows(rel Relations, c models.Class, d models.Detail, o Origin) bool {
	_, shown := a.ShowsBy(rel, c, d, o)
	return shown
}

// Granted decides as Shows does, as if no glass were broken.
func (a *Access) Granted(rel Relations, c models.Class, d models.Detail, o Origin) bool {
	opening, shown := a.ShowsBy(rel, c, d, o)
	return shown && opening == nil
}

// ShowsBy decides as Shows does, and returns the broken glass without which the fact would not be shown; nil where an
// agreement shows it to the role.
func (a *Access) ShowsBy(rel Relations, c models.Class, d models.Detail, o Origin) (*Opening, bool) {
	for _, g := range a.verdicts[c].Grants { // those of breaks stand last
		if g.Terms.Detail.Covers(d) && g.reaches(rel) && g.accepts(a.Reader, o) {
			return g.Opening, true
		}
	}
	return nil, false
}

func (s *Set) decide(r Reader, class models.Class) Verdict {
	var v Verdict
	for _, a := range s.agreements {
		if terms, granted := a.Grants[r.Role][class]; granted && a.InForce(r.On) && a.Allows(r.Purpose) {
			v.Grants = append(v.Grants, Grant{Agreement: a, Class: class, Terms: terms, voices: terms.voices(class, r)})
		}
	}
	if len(v.Grants) == 0 {
		v.Refusal = s.refuse(r, class, models.DetailFlag)
	}
	return v
}

func owns(p models.Partner, class models.Class) bool { return slices.Contains(class.Owners(), p) }

func (g Grant) refusal(reason Reason) Refusal {
	return Refusal{reason, g.Agreement.ID, g.Agreement.Gateway}
}
