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

// Relations says in which ways the reader stands to one person.
type Relations struct{ Known, Own, Acted bool }

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
	// HidesSensitive drops people with a sensitive record, as if they were not there (providers and the Jobcentre).
	HidesSensitive bool
}

// Empty reports that nobody exists for the reader.
func (r Reach) Empty() bool { return len(r.Holdings) == 0 }

// Reach gathers the holdings under which any granted class lets the reader see somebody. A person is present when at
// least one class is granted of them, whether or not a fact of it exists; under a scope of all, when one of the partners
// whose word is granted holds them. So presence hangs on nothing that the reader may not see.
func (a *Access) Reach() Reach {
	reach := Reach{HidesSensitive: a.Reader.Role == models.Provider || a.Reader.Role == models.Jobcentre}
	seen := map[Holding]bool{}
	add := func(h Holding) {
		if !seen[h] {
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
			for _, v := range g.voices(a.Reader) {
				add(Holding{Relation: Holds, Partner: v.Partner})
			}
		}
	}
	return reach
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

func (a *Access) holding(s Scope) Holding {
	r := a.Reader
	switch s {
	case Known:
		return Holding{Holds, r.Role.Partner(), r.Org}
	case Acted:
		return Holding{TookStep, r.Role.Partner(), r.Org}
	}
	relation := ownRelation[r.Role]
	switch relation {
	case Assigned:
		return Holding{Assigned, models.Council, r.Subject}
	case Teaches, Lets, Provides:
		return Holding{relation, r.Role.Partner(), r.Org}
	}
	return Holding{relation, r.Role.Partner(), ""}
}

func (h Holding) matches(wanted Holding) bool {
	return h.Relation == wanted.Relation && h.Partner == wanted.Partner &&
		(wanted.Holder == "" || h.Holder == "" || h.Holder == wanted.Holder)
}

// Origin is whose word a fact is, and which organisation it is about.
type Origin struct {
	Partner models.Partner
	Org     string // the organisation that sent it; "" the partner as a whole
	About   string // the school, landlord or provider that the record names; "" names none
	Letting bool   // the fact is a tenancy's own address
}

// Voice is a body of facts whose word a grant shows: those of one partner, or some of them.
type Voice struct {
	Partner models.Partner
	Org     string // only what this organisation sent, or what was sent for the partner as a whole; "" is any
	// Letting tells tenancies' own addresses apart: LettingNone leaves them out, LettingOnly takes nothing else, and of
	// those only the landlord Org's.
	Letting Letting
}

// Letting is what a voice has to do with tenancies' own addresses.
type Letting int

// The ways.
const (
	LettingAny Letting = iota
	LettingNone
	LettingOnly
)

// voices are those whose word the grant shows to the reader. A tenancy's own address is the landlord's to share, and
// reaches an outsider only where the terms say so.
func (g Grant) voices(r Reader) []Voice {
	plain := LettingAny
	if r.Outsider() {
		plain = LettingNone
	}
	var voices []Voice
	if g.Terms.By == nil {
		for _, p := range g.Class.Owners() {
			voices = append(voices, Voice{Partner: p, Letting: plain})
		}
		return voices
	}
	for _, by := range g.Terms.By {
		switch by {
		case ByReader:
			voices = append(voices, Voice{Partner: r.Role.Partner(), Org: r.Org, Letting: plain})
		case ByOwnLetter:
			voices = append(voices, Voice{Partner: models.Housing, Org: r.Org, Letting: LettingOnly})
		default:
			voices = append(voices, Voice{Partner: models.Partner(by), Letting: plain})
		}
	}
	return voices
}

func (v Voice) speaks(o Origin) bool {
	switch {
	case v.Partner != o.Partner, v.Letting == LettingNone && o.Letting, v.Letting == LettingOnly && !o.Letting:
		return false
	case v.Letting == LettingOnly:
		return v.Org == "" || v.Org == o.About
	}
	return v.Org == "" || o.Org == "" || v.Org == o.Org
}

// accepts decides whether the grant shows the reader a fact of such origin.
func (g Grant) accepts(r Reader, o Origin) bool {
	if g.Terms.Scope == Own && o.Partner == r.Role.Partner() && o.About != "" && r.Org != "" && o.About != r.Org {
		return false
	}
	for _, v := range g.voices(r) {
		if v.speaks(o) {
			return true
		}
	}
	return false
}

// Lens is one grant as a search must apply it: facts of these voices, about people of whom Who holds (nil: everybody).
type Lens struct {
	Who    *Holding
	Voices []Voice
}

// Lenses are the ways in which the reader may look for people by values of the class.
func (a *Access) Lenses(c models.Class) []Lens {
	var lenses []Lens
	for _, g := range a.verdicts[c].Grants {
		if !g.Terms.Detail.Covers(models.DetailValue) {
			continue
		}
		lens := Lens{Voices: g.voices(a.Reader)}
		if g.Terms.Scope != All {
			who := a.holding(g.Terms.Scope)
			lens.Who = &who
		}
		lenses = append(lenses, lens)
	}
	return lenses
}

// Sources lists, for each class that is granted, the partners whose facts may be read at all: what a reply may need and
// no more. A class that is refused has none.
func (a *Access) Sources(c models.Class) []models.Partner {
	var partners []models.Partner
	seen := map[models.Partner]bool{}
	for _, g := range a.verdicts[c].Grants {
		for _, v := range g.voices(a.Reader) {
			if !seen[v.Partner] {
				seen[v.Partner] = true
				partners = append(partners, v.Partner)
			}
		}
	}
	return partners
}
