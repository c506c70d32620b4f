package sharing

import "thrivingfamilies.example/hub/models"

// Relation is how an organisation, or one of its staff, stands to a person.
type Relation string

// The relations that are kept of each person.
const (
	Holds    Relation = "holds"     // sent a record of the person
	Teaches  Relation = "teaches"   // has the pupil on its roll
	Lets     Relation = "lets"      // is the landlord of the person's tenancy
	TookStep Relation = "took-step" // the landlord took a housing action on the person
	Provides Relation = "provides"  // the provider has the person's referral or provision
	Checks   Relation = "checks"    // the Jobcentre was asked to check the person's eligibility
	Assigned Relation = "assigned"  // the key worker to whom the family is assigned
	Claimed  Relation = "claimed"   // the family has a claim for payment by results
	Studied  Relation = "studied"   // the person is in an approved study
)

var ownRelation = map[models.Role]Relation{
	models.KeyWorker: Assigned, models.Auditor: Claimed, models.SchoolOfficer: Teaches, models.HousingOfficer: Lets,
	models.Provider: Provides, models.Jobcentre: Checks, models.Researcher: Studied,
}

// names reports whether the relation's records name the organisation whose own people they are about.
func (r Relation) names() bool { return r == Teaches || r == Lets || r == Provides }

// Relations says in which ways the reader stands to one person.
type Relations struct {
	Known, Own, Acted bool
	Family            string // the person's family, as far as a broken glass may show something of it
}

func (r Relations) within(s Scope) bool {
	switch s {
	case All:
		return true
	case Known:
		return r.Known
	case Own:
		return r.Own
	case Acted:
		return r.Acted
	}
	return false
}

// Holding is a relation to look for: Holder "" is any organisation of the partner. A record sent for the partner as a
// whole (holder "") is held by every organisation of it.
type Holding struct {
	Relation Relation
	Partner  models.Partner
	Holder   string
}

// Reach is which people exist for a reader: those to whom any of the holdings applies.
type Reach struct {
	Holdings []Holding
	// Opened are the families of which a broken glass shows somebody. They are reached by id alone: no list and no search finds
	// anybody by them.
	Opened []Opening
	// HidesSensitive drops people with a sensitive record, as if they were not there (providers and the Jobcentre).
	HidesSensitive bool
}

// Empty reports that no holding puts anybody within reach: lists are empty and searches find nobody.
func (r Reach) Empty() bool { return len(r.Holdings) == 0 }

// Reach gathers the holdings under which any granted class lets the reader see somebody. A person is present when at
// least one class is granted of them, whether or not a fact of it exists; under a scope of all, when one of those whose
// word is granted holds them. So presence hangs on nothing that the reader may not see.
func (a *Access) Reach() Reach {
	reach := Reach{HidesSensitive: a.Reader.byConsent(), Opened: a.Opened()}
	seen := map[Holding]bool{}
	add := func(h Holding) {
		if h.Relation != "" && !seen[h] {
			seen[h] = true
			reach.Holdings = append(reach.Holdings, h)
		}
	}
	for _, class := range models.Classes {
		for _, g := range a.verdicts[class].Grants {
			if g.Terms.Scope != All {
				add(a.holding(g.Terms.Scope))
				continue
			}
			for _, v := range g.voices {
				add(v.holding())
			}
		}
	}
	return reach
}

// ReachOf is which people the reader may be shown the class of in full: everybody within Reach where the class is granted of
// all, and whole is then true; else those whom the grants' scopes reach. It is empty where the class is refused.
func (a *Access) ReachOf(class models.Class) (reach Reach, whole bool) {
	all := a.Reach()
	reach.HidesSensitive = all.HidesSensitive
	for _, g := range a.verdicts[class].Grants {
		if !g.Terms.Detail.Covers(models.DetailValue) {
			continue
		}
		if g.Terms.Scope == All {
			return all, true
		}
		if h := a.holding(g.Terms.Scope); h.Relation != "" {
			reach.Holdings = append(reach.Holdings, h)
		}
	}
	return reach, false
}

// RelationsFrom says how the reader stands to a person of whom these holdings were found.
func (a *Access) RelationsFrom(found []Holding) Relations {
	known, own, acted := a.holding(Known), a.holding(Own), a.holding(Acted)
	var r Relations
	for _, h := range found {
		r.Known = r.Known || h.matches(known)
		r.Own = r.Own || h.matches(own)
		r.Acted = r.Acted || h.matches(acted)
	}
	return r
}

// holding is what a person must be found in to be within the scope; one without a relation is never found.
func (a *Access) holding(s Scope) Holding {
	r := a.Reader
	switch s {
	case Known:
		return Holding{Holds, r.Role.Partner(), r.Org}
	case Acted:
		return Holding{TookStep, r.Role.Partner(), r.Org}
	case Own:
		return r.own()
	}
	return Holding{}
}

func (r Reader) own() Holding {
	relation := ownRelation[r.Role]
	switch {
	case relation == Assigned && r.Subject == "":
		return Holding{} // nobody is assigned to nobody
	case relation == Assigned:
		return Holding{Assigned, models.Council, r.Subject}
	case relation.names():
		return Holding{relation, r.Role.Partner(), r.Org}
	}
	return Holding{relation, r.Role.Partner(), ""}
}

func (h Holding) matches(wanted Holding) bool {
	return wanted.Relation != "" && h.Relation == wanted.Relation && h.Partner == wanted.Partner &&
		(wanted.Holder == "" || h.Holder == "" || h.Holder == wanted.Holder)
}
