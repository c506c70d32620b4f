package sharing

import (
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// May decides whether the reader may do something: some agreement in force grants the act to the role for the purpose
// stated. It returns those that do, or why none does. Of whom it may be done, the classes decide that it changes.
func (a *Access) May(act models.Act) ([]*Agreement, Refusal) {
	var granting []*Agreement
	refusal := Refusal{Reason: NotShared}
	for _, agreement := range a.agreements {
		purposes, granted := agreement.Acts[a.Reader.Role][act]
		why := Refusal{Agreement: agreement.ID, Gateway: agreement.Gateway}
		switch {
		case !granted:
		case slices.Contains(purposes, a.Reader.Purpose) && agreement.InForce(a.Reader.On):
			granting = append(granting, agreement)
		case slices.Contains(purposes, a.Reader.Purpose):
			why.Reason = NoAgreement
			refusal = why
		case refusal.Reason == NotShared:
			why.Reason = WrongPurpose
			refusal = why
		}
	}
	if len(granting) > 0 {
		return granting, Refusal{}
	}
	return nil, refusal
}

// Licence is one agreement's word that a role may do something.
type Licence struct {
	Role      models.Role
	Act       models.Act
	Purposes  []models.Purpose
	Agreement string
	Gateway   string
}

// Licences lists what the role may do on the day, by which agreements, in the order of acts.
func (s *Set) Licences(role models.Role, on models.Date) []Licence {
	var licences []Licence
	for _, act := range models.Acts {
		for _, a := range s.agreements {
			if purposes, granted := a.Acts[role][act]; granted && a.InForce(on) {
				licences = append(licences, Licence{role, act, purposes, a.ID, a.Gateway})
			}
		}
	}
	return licences
}

// actFaults lists what is wrong with the acts that the agreement grants.
func (a *Agreement) actFaults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for role, acts := range a.Acts {
		if !slices.Contains(grantable, role) {
			say("role %q cannot be granted an act: name one of %v", role, grantable)
		}
		if len(acts) == 0 {
			say("acts.%s is empty: name at least one act", role)
		}
		for act, purposes := range acts {
			if !act.Valid() {
				say("acts.%s.%s: no such act: name one of %v", role, act, models.Acts)
			}
			if len(purposes) == 0 {
				say("acts.%s.%s is empty: name the purposes for which it may be done", role, act)
			}
			for _, p := range purposes {
				if !a.Allows(p) {
					say("acts.%s.%s: purpose %q is not among the agreement's purposes", role, act, p)
				}
			}
		}
	}
	return faults
}
