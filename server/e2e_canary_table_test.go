package main

import "slices"

// cellOf is one cell of the starting matrix in DOMAIN.md section 4, for values: of whom a role sees a class, and whose word.
// It is written down here once more, and nothing of package sharing is used, so that a slip there does not slip in here.
type cellOf struct {
	whom string   // "all", "assigned", "claimed", "held" by the reader's organisation, its "own" people
	told []string // "any", a partner, or "own": what the reader's own organisation sent
}

var (
	anybody    = []string{"any"}
	ownCouncil = []string{"own", "council"}
	noOthers   = []string{"own"}
)

// whoSees is the table. What is not in it is forbidden; yes-or-no and bands show no canary.
var whoSees = map[string]map[string]cellOf{
	"COUNCIL_COORDINATOR": every(cellOf{"all", anybody}, councilClasses...),
	"COUNCIL_KEY_WORKER": every(cellOf{"assigned", anybody}, "identity", "address", "offences", "asb", "callouts", "schooling", "tenancy",
		"employment-support", "social-care", "case-work", "criteria", "support", "interventions"),
	"COUNCIL_AUDITOR": every(cellOf{"claimed", anybody}, slices.DeleteFunc(slices.Clone(councilClasses), func(c string) bool { return c == "social-care" })...),
	"POLICE_OFFICER": {
		"identity": {"held", ownCouncil}, "address": {"held", ownCouncil}, "pnc-id": {"held", noOthers}, "offences": {"held", noOthers},
		"asb": {"held", noOthers}, "callouts": {"held", noOthers}, "support": {"held", anybody},
	},
	"SCHOOL_OFFICER": {
		"identity": {"held", ownCouncil}, "address": {"held", ownCouncil}, "upn": {"held", noOthers}, "schooling": {"own", anybody},
		"support": {"held", anybody},
	},
	"HOUSING_OFFICER": {"identity": {"held", ownCouncil}, "tenancy": {"own", anybody}, "support": {"held", anybody}},
	"DWP_PROVIDER": {
		"identity": {"own", ownCouncil}, "address": {"own", ownCouncil}, "nino": {"own", noOthers}, "benefits": {"own", noOthers},
		"employment-support": {"own", noOthers}, "support": {"own", anybody},
	},
}

var councilClasses = []string{
	"identity", "address", "nino", "upn", "nhs-number", "pnc-id", "offences", "asb", "callouts", "schooling", "tenancy", "benefits",
	"employment-support", "social-care", "case-work", "criteria", "support", "links", "interventions", "claims",
}

func every(c cellOf, classes ...string) map[string]cellOf {
	row := map[string]cellOf{}
	for _, class := range classes {
		row[class] = c
	}
	return row
}

var partnerOf = map[string]string{"POLICE_OFFICER": "police", "SCHOOL_OFFICER": "schools", "HOUSING_OFFICER": "housing", "DWP_PROVIDER": "dwp", "JOBCENTRE_ADVISER": "dwp"}

// mayShow says whether the reader may be shown the canary, while those agreements are in force that are.
func (c *cage) mayShow(r reader, m canary) bool {
	role := r.role
	if role == "INTEGRATION" {
		role = r.as
	}
	cell, ok := whoSees[role][m.class]
	partner := partnerOf[role]
	named := m.class == "schooling" || m.class == "tenancy" || m.class == "employment-support"
	switch {
	case m.code && (r.role == "COUNCIL_COORDINATOR" || r.role == "INTEGRATION" && ownWord(r, partner, m)):
		return true // in the receipt: of everybody's feeds, or of its own
	case !ok || m.class == "":
		return false
	case m.family == protectedFamily && r.reason == "" && (m.place || role != "COUNCIL_COORDINATOR" && named):
		return false // a record that names a school, landlord or provider would tell the place, or that it is hidden
	case !ofAny(m, func(b bird) bool { return stands(r, cell.whom, partner, b) }):
		return false
	case cell.whom == "own" && m.about != "" && r.org != "" && m.about != r.org && partner != "":
		return false
	}
	return slices.ContainsFunc(m.told, func(from source) bool {
		told := slices.Contains(cell.told, "any") || slices.Contains(cell.told, from.partner) || slices.Contains(cell.told, "own") && sentBy(r, partner, from)
		return told && c.state.grants(role, m.class, from.partner)
	})
}

// ownWord says whether the reader's own organisation, or its partner as a whole, told the canary.
func ownWord(r reader, partner string, m canary) bool {
	return slices.ContainsFunc(m.told, func(from source) bool { return sentBy(r, partner, from) })
}

func sentBy(r reader, partner string, from source) bool {
	return from.partner == partner && (r.org == "" || from.org == "" || from.org == r.org)
}

// ofAny asks for those whom the canary is about.
func ofAny(m canary, holds func(bird) bool) bool {
	return slices.ContainsFunc(birds, func(b bird) bool {
		return (slices.Contains(m.who, b.name) || m.who == nil && b.family == m.family) && holds(b)
	})
}

// stands says whether a person is among those of whom the cell speaks.
func stands(r reader, whom, partner string, b bird) bool {
	holds := func(from source) bool { return sentBy(r, partner, from) }
	switch whom {
	case "all":
		return true
	case "assigned":
		return (b.family == "Ash" || b.family == protectedFamily) && r.subject == "worker-1"
	case "claimed":
		return b.family == "Elm" || b.family == protectedFamily
	case "held":
		return slices.ContainsFunc(b.held, holds)
	case "own":
		if b.family == protectedFamily { // whose own they are would tell where they are
			return false
		}
		if partner == "dwp" {
			return b.name != sensitivePerson && slices.ContainsFunc(b.provisions, func(p provision) bool {
				return !p.over && (r.org == "" || p.provider == r.org)
			})
		}
		return (partner != "schools" || b.child) && slices.ContainsFunc(b.held, holds)
	}
	return false
}
