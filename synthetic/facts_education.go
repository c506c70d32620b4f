package synthetic

import (
	"strconv"
	"strings"
)

// schooling is how one pupil's last terms went. Those up to offRoll meet criterion 2, the later ones do not.
type schooling int

const (
	excludedForGood  schooling = iota // PERM within the last three terms
	excludedOften                     // four to seven fixed terms
	inUnit                            // a pupil referral unit or alternative education on the day
	offRoll                           // on no roll on the day
	absent                            // 15 % or more of each term unauthorised
	justNotOften                      // three fixed terms
	lunchtimes                        // many lunchtime exclusions, few fixed
	excludedBefore                    // fixed terms and one for good, before the last three terms
	justNotAbsent                     // the most sessions that are under 15 %
	authorisedAbsent                  // away with leave
	absentBefore                      // truant until the last three terms
	wasInUnit                         // back from a unit
	atHome                            // educated at home
	ordinary
)

var exclusionReasons = strings.Fields(`PP PA VP VA BU RA SM DA DM TH DB DB DB PA VA OT`)

// schooling gives every pupil a school, terms and exclusions: to one of them what criterion 2 asks for, where the plan
// says so, and otherwise at most what looks like it.
func (h *household) schooling() {
	pupils := make([]*person, 0, len(h.children))
	for _, c := range h.children {
		if c.pupil {
			pupils = append(pupils, c)
		}
	}
	chosen := h.chosenPupil(pupils)
	for i, p := range pupils {
		story := ordinary
		year, _ := h.schoolYear(p)
		switch {
		case h.plan.education && (i == chosen || year >= 2 && h.chance(0.2)):
			story = schooling(h.rng.IntN(int(absent) + 1))
			if h.chance(0.3) {
				story = absent
			}
		case year >= 1 && h.plan.near.education && (i == chosen || h.chance(0.3)):
			story = justNotOften + schooling(h.rng.IntN(int(ordinary-justNotOften)))
		}
		h.attend(p, story)
	}
}

// chosenPupil is the first who has been at school for three terms at least: the plan hangs on them.
func (h *household) chosenPupil(pupils []*person) int {
	for i, p := range pupils {
		if year, _ := h.schoolYear(p); year >= 2 {
			return i
		}
	}
	return -1
}

// exclude writes the story's exclusions. A school's window opens with the earliest of the last three terms; ten days are
// left on either side of that, since not every calendar has its summer term begin on the same Monday.
func (h *household) exclude(p *person, roll roll, story schooling) {
	opens := h.terms[2].first
	within := func() day { return h.asOf - day(h.rng.IntN(int(h.asOf-opens)-10)) }
	before := func() day { return opens - day(h.between(10, 120)) }
	several := func(n int, category string, when func() day) {
		for range n {
			h.exclusion(p, roll, category, when())
		}
	}
	switch story {
	case excludedForGood:
		several(h.rng.IntN(4), "FIXD", before)
		h.exclusion(p, roll, "PERM", roll.moved)
	case excludedOften:
		several(h.between(4, 7), "FIXD", within)
	case inUnit, offRoll, absent:
		several(h.rng.IntN(4), "FIXD", within)
	case justNotOften:
		several(3, "FIXD", within)
		several(h.rng.IntN(3), "FIXD", before)
	case lunchtimes:
		several(h.between(3, 7), "LNCH", within)
		several(h.rng.IntN(4), "FIXD", within)
	case excludedBefore:
		several(h.between(4, 6), "FIXD", before)
		several(h.rng.IntN(2), "PERM", before)
	case ordinary:
		if h.chance(0.04) {
			several(h.between(1, 2), "FIXD", within)
		}
	}
}

func (h *household) exclusion(p *person, roll roll, category string, on day) {
	sessions := ""
	switch category {
	case "FIXD":
		sessions = strconv.Itoa(2 * h.between(1, 5))
	case "LNCH":
		sessions = "1"
	}
	reason := exclusionReasons[h.rng.IntN(len(exclusionReasons))]
	h.out.exclusions.add(h.out.exclusions.next(), h.ref(p, schools), roll.on(on), category, on.String(), sessions, reason)
}
