package sharing

import (
	"fmt"
	"sort"

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
}

// Outsider reports whether the reader works for a partner other than the council.
func (r Reader) Outsider() bool { return r.Role.Partner() != models.Council }

// Reason is why a field is withheld.
type Reason string

// The reasons of the contract.
const (
	NotShared     Reason = "NOT_SHARED"       // no agreement grants it to the role
	NotKnownToYou Reason = "NOT_KNOWN_TO_YOU" // granted, but not of this person
	NoAgreement   Reason = "NO_AGREEMENT"     // an agreement would grant it, but none is in force
	WrongPurpose  Reason = "WRONG_PURPOSE"    // granted, but not for the purpose stated
)

// Refusal says why not, and which agreement and law decided; both may be "" where nothing governs the class.
type Refusal struct {
	Reason    Reason
	Agreement string
	Gateway   string
}

// Grant is one agreement's terms for one class, as they bind one reader.
type Grant struct {
	Agreement *Agreement
	Class     models.Class
	Terms     Terms
}

// Verdict is the decision about one class: grants, or where there are none the refusal.
type Verdict struct {
	Grants  []Grant
	Refusal Refusal
}

// Set is the agreements that are loaded, in the order of their ids.
type Set struct{ agreements []*Agreement }

// NewSet orders the agreements and refuses two of one id.
func NewSet(agreements ...*Agreement) (*Set, error) {
	s := &Set{agreements: append([]*Agreement(nil), agreements...)}
	sort.Slice(s.agreements, func(i, j int) bool { return s.agreements[i].ID < s.agreements[j].ID })
	for i := 1; i < len(s.agreements); i++ {
		if s.agreements[i].ID == s.agreements[i-1].ID {
			return nil, fmt.Errorf("two agreements have the id %s: give each its own", s.agreements[i].ID)
		}
	}
	return s, nil
}

// Agreements lists them all, in force or not.
func (s *Set) Agreements() []*Agreement { return s.agreements }

// Access is everything that one reader may and may not see.
type Access struct {
	Reader   Reader
	verdicts map[models.Class]Verdict
}

// Access decides every class for the reader.
func (s *Set) Access(r Reader) *Access {
	a := &Access{Reader: r, verdicts: make(map[models.Class]Verdict, len(models.Classes))}
	for _, class := range models.Classes {
		a.verdicts[class] = s.decide(r, class)
	}
	return a
}

// Verdict is the decision about the class.
func (a *Access) Verdict(c models.Class) Verdict { return a.verdicts[c] }

// Field decides a field of the class that shows so much detail, before anybody is looked at.
func (a *Access) Field(c models.Class, d models.Detail) (Refusal, bool) {
	v := a.verdicts[c]
	for _, g := range v.Grants {
		if g.Terms.Detail.Covers(d) {
			return Refusal{}, true
		}
	}
	if len(v.Grants) > 0 {
		return v.Grants[0].refusal(NotShared), false
	}
	return v.Refusal, false
}

// Of decides the same field of one person to whom the reader stands so. Ask Field first.
func (a *Access) Of(rel Relations, c models.Class, d models.Detail) (Refusal, bool) {
	refusal := a.verdicts[c].Refusal
	for _, g := range a.verdicts[c].Grants {
		if !g.Terms.Detail.Covers(d) {
			continue
		}
		if rel.within(g.Terms.Scope) {
			return Refusal{}, true
		}
		refusal = g.refusal(NotKnownToYou)
	}
	return refusal, false
}

// Shows decides one fact about one person: does any grant of its class cover the detail, reach the person and accept
// whose word it is?
func (a *Access) Shows(rel Relations, c models.Class, d models.Detail, o Origin) bool {
	for _, g := range a.verdicts[c].Grants {
		if g.Terms.Detail.Covers(d) && rel.within(g.Terms.Scope) && g.accepts(a.Reader, o) {
			return true
		}
	}
	return false
}

func (s *Set) decide(r Reader, class models.Class) Verdict {
	var v Verdict
	var lapsed, otherwise, governing *Agreement
	for _, a := range s.agreements {
		terms, granted := a.Grants[r.Role][class]
		switch {
		case !granted:
			if a.governs(class) && (governing == nil || !owns(governing.Partner, class)) {
				governing = a
			}
		case !a.InForce(r.On):
			lapsed = a
		case !a.Allows(r.Purpose):
			otherwise = a
		default:
			v.Grants = append(v.Grants, Grant{Agreement: a, Class: class, Terms: terms})
		}
	}
	switch {
	case otherwise != nil:
		v.Refusal = Refusal{WrongPurpose, otherwise.ID, otherwise.Gateway}
	case lapsed != nil:
		v.Refusal = Refusal{NoAgreement, lapsed.ID, lapsed.Gateway}
	case governing != nil:
		v.Refusal = Refusal{NotShared, governing.ID, governing.Gateway}
	default:
		v.Refusal = Refusal{Reason: NotShared}
	}
	return v
}

// governs reports whether the agreement grants the class to anybody at all.
func (a *Agreement) governs(class models.Class) bool {
	for _, classes := range a.Grants {
		if _, ok := classes[class]; ok {
			return true
		}
	}
	return false
}

func owns(p models.Partner, class models.Class) bool {
	for _, owner := range class.Owners() {
		if p == owner {
			return true
		}
	}
	return false
}

func (g Grant) refusal(reason Reason) Refusal {
	return Refusal{reason, g.Agreement.ID, g.Agreement.Gateway}
}
