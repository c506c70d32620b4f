package sharing

import "thrivingfamilies.example/hub/models"

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

// voices are those whose word a grant of the class on these terms shows to the reader. A tenancy's own address is the landlord's
// to share, and reaches an outsider only where the terms say so.
func (t Terms) voices(class models.Class, r Reader) []Voice {
	plain := LettingAny
	if r.Outsider() {
		plain = LettingNone
	}
	var voices []Voice
	if t.By == nil {
		for _, p := range class.Owners() {
			voices = append(voices, Voice{Partner: p, Letting: plain})
		}
		return voices
	}
	for _, by := range t.By {
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

// holding is how somebody of whom the voice may speak is held.
func (v Voice) holding() Holding {
	if v.Letting == LettingOnly {
		return Holding{Lets, v.Partner, v.Org}
	}
	return Holding{Holds, v.Partner, v.Org}
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

// accepts decides whether the grant shows the reader a fact of such origin. Of its own people a school, landlord or
// provider is shown what names it, not what names another; the Jobcentre, whom no record names, is shown it all.
func (g Grant) accepts(r Reader, o Origin) bool {
	if g.Terms.Scope == Own && ownRelation[r.Role].names() && o.Partner == r.Role.Partner() &&
		o.About != "" && r.Org != "" && o.About != r.Org {
		return false
	}
	for _, v := range g.voices {
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
		if !g.Terms.Detail.Covers(models.DetailValue) || g.Opening != nil {
			continue
		}
		lens := Lens{Voices: g.voices}
		if g.Terms.Scope != All {
			who := a.holding(g.Terms.Scope)
			lens.Who = &who
		}
		lenses = append(lenses, lens)
	}
	return lenses
}

// Sources lists the partners whose facts of the class may be read at all: what a reply may need and no more. A class that
// is refused has none.
func (a *Access) Sources(c models.Class) []models.Partner {
	var partners []models.Partner
	seen := map[models.Partner]bool{}
	for _, g := range a.verdicts[c].Grants {
		for _, v := range g.voices {
			if !seen[v.Partner] {
				seen[v.Partner] = true
				partners = append(partners, v.Partner)
			}
		}
	}
	return partners
}
