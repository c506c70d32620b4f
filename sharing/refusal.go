package sharing

import "thrivingfamilies.example/hub/models"

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

// refuse says why a reader to whom no agreement shows so much of the class is not shown it. The agreement that comes
// nearest is named: one for another purpose, one not in force, one that grants the role less, one that governs the class.
func (s *Set) refuse(r Reader, class models.Class, detail models.Detail) Refusal {
	var otherwise, lapsed, lesser *Agreement
	for _, a := range s.agreements {
		terms, granted := a.Grants[r.Role][class]
		switch {
		case granted && !terms.Detail.Covers(detail):
			lesser = a
		case granted && !a.InForce(r.On):
			lapsed = a
		case granted:
			otherwise = a
		}
	}
	switch {
	case otherwise != nil:
		return Refusal{WrongPurpose, otherwise.ID, otherwise.Gateway}
	case lapsed != nil:
		return Refusal{NoAgreement, lapsed.ID, lapsed.Gateway}
	case lesser != nil:
		return Refusal{NotShared, lesser.ID, lesser.Gateway}
	}
	if governing := s.governing[class]; governing != nil {
		return Refusal{NotShared, governing.ID, governing.Gateway}
	}
	return Refusal{Reason: NotShared}
}

// governing finds, of each class, the agreement that grants it to anybody at all; of several one of the class's own partner.
func governing(agreements []*Agreement) map[models.Class]*Agreement {
	found := map[models.Class]*Agreement{}
	for _, a := range agreements {
		for _, classes := range a.Grants {
			for class := range classes {
				if found[class] == nil || !owns(found[class].Partner, class) {
					found[class] = a
				}
			}
		}
	}
	return found
}
