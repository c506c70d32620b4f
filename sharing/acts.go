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
	for _, agreement := range a.set.agreements {
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
	Glass     Glass // what may be broken; of break-glass alone
}

// Licences lists what the role may do on the day, by which agreements, in the order of acts.
func (s *Set) Licences(role models.Role, on models.Date) []Licence {
	var licences []Licence
	for _, act := range models.Acts {
		for _, a := range s.agreements {
			if purposes, granted := a.Acts[role][act]; granted && a.InForce(on) {
				l := Licence{Role: role, Act: act, Purposes: purposes, Agreement: a.ID, Gateway: a.Gateway}
				if act == models.ActBreakGlass {
					l.Glass = a.BreakGlass[role]
				}
				licences = append(licences, l)
			}
		}
	}
	return licences
}

// actFaults are those of the acts that the agreement grants.
func (a *Agreement) actFaults(f *faulty) {
	if a.Acts != nil && len(a.Acts) == 0 {
		f.say("acts", "acts is empty: leave it out or name at least one role")
	}
	for role, acts := range a.Acts {
		key := under("acts", string(role))
		if !slices.Contains(grantable, role) {
			f.say(key, "role %q cannot be granted an act: name one of %v", role, grantable)
		}
		if len(acts) == 0 {
			f.say(key, "%s is empty: name at least one act", key)
		}
		for act, purposes := range acts {
			key := under(key, string(act))
			if !act.Valid() {
				f.say(key, "%s: no such act: name one of %v", key, models.Acts)
			}
			if len(purposes) == 0 {
				f.say(key, "%s is empty: name the purposes for which it may be done", key)
			}
			for i, p := range purposes {
				if !a.Allows(p) {
					f.say(under(key, fmt.Sprint(i)), "%s: purpose %q is not among the agreement's purposes", key, p)
				}
			}
			twice(f, key, purposes)
		}
	}
}
