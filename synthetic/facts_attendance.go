package synthetic

import "strconv"

// Schools have invented URNs: the local authority's code and a number.
const (
	firstPrimary   = 931101
	primaries      = 26
	firstSecondary = firstPrimary + primaries
	secondaries    = 10
	firstUnit      = firstSecondary + secondaries // pupil referral units, then alternative provision
	units          = 2
	alternatives   = 2
	settling       = 20 // days at a new school before anything happens there
)

// spell is a time on one roll; until is 0 while it lasts.
type spell struct {
	urn, kind   string
	from, until day
}

// roll is a pupil's spells, in order, and the day of the last move that the story tells.
type roll struct {
	spells []spell
	moved  day
}

// on is the school of the day, or the last one before it.
func (r roll) on(d day) string {
	urn := r.spells[0].urn
	for _, s := range r.spells {
		if s.from <= d {
			urn = s.urn
		}
	}
	return urn
}

// attend writes a pupil's rolls, exclusions and terms.
func (h *household) attend(p *person, story schooling) {
	r := h.enrol(p, story)
	for _, s := range r.spells {
		until := ""
		if s.until != 0 {
			until = s.until.String()
		}
		h.out.enrolments.add(h.out.enrolments.next(), h.ref(p, schools), s.urn, s.kind, s.from.String(), until)
	}
	h.exclude(p, r, story)
	terms := 3
	if story == absentBefore {
		terms = 5
	}
	for i, t := range h.terms[:terms] {
		gone := story == offRoll || story == atHome
		if t.first < r.spells[0].from || gone && t.next > r.moved {
			continue
		}
		h.sessions(p, r.on(t.first), i, t, story)
	}
}

// enrol makes the spells: a primary school, a secondary from year 7, and what the story adds.
func (h *household) enrol(p *person, story schooling) roll {
	year, _ := h.schoolYear(p)
	start := h.schoolDay.time().Year() - year
	district := h.home.district
	primary := strconv.Itoa(firstPrimary + (district*2+h.index%3)%primaries)
	r := roll{spells: []spell{{urn: primary, kind: "mainstream", from: dayAt(start, 9, 1)}}}
	if year >= 7 && h.asOf-dayAt(start+7, 9, 1) >= settling {
		secondary := strconv.Itoa(firstSecondary + (district+h.index%2)%secondaries)
		r.move(spell{urn: secondary, kind: "mainstream", from: dayAt(start+7, 9, 1)})
	}
	last := r.spells[len(r.spells)-1]
	r.moved = max(h.ago(15, 180), last.from+1, h.terms[2].first+10)
	unit := spell{urn: strconv.Itoa(firstUnit + h.rng.IntN(units)), kind: "pupil-referral-unit", from: r.moved + 1}
	if h.chance(0.4) {
		unit.urn, unit.kind = strconv.Itoa(firstUnit+units+h.rng.IntN(alternatives)), "alternative"
	}
	switch story {
	case excludedForGood:
		if h.chance(0.7) {
			r.move(unit)
		}
	case inUnit:
		r.move(unit)
	case offRoll:
		r.move(spell{urn: last.urn, kind: "off-roll", from: r.moved + 1})
	case atHome:
		r.move(spell{urn: last.urn, kind: "home", from: r.moved + 1})
	case wasInUnit:
		r.spells[len(r.spells)-1].until = r.moved - 10
		unit.from, unit.until = r.moved-9, r.moved
		r.spells = append(r.spells, unit, spell{urn: last.urn, kind: "mainstream", from: r.moved + 1})
		if unit.from <= last.from { // at the school for too short a time to have been away
			r.spells = append(r.spells[:len(r.spells)-3], last)
		}
	}
	return r
}

func (r *roll) move(to spell) {
	r.spells[len(r.spells)-1].until = to.from - 1
	r.spells = append(r.spells, to)
}

// sessions writes one term's half days. The current term counts as far as it has gone; in its first weeks there is none.
func (h *household) sessions(p *person, urn string, nth int, t term, story schooling) {
	possible := h.between(60, 70) * 2
	if t.next > h.asOf {
		possible = min(possible, int(h.asOf-t.first)/7*9)
	}
	if possible < 20 {
		return
	}
	share := func(low, high float64) int { return int(float64(possible) * (low + (high-low)*h.rng.Float64())) }
	authorised, unauthorised := share(0, 0.08), share(0, 0.04)
	switch {
	case story == absent || story == absentBefore && nth > 2:
		unauthorised = (possible*15+99)/100 + share(0.01, 0.30)
	case story == justNotAbsent:
		unauthorised = (possible*15 - 1) / 100
	case story == authorisedAbsent:
		authorised = share(0.16, 0.40)
	case story < absent:
		unauthorised = share(0, 0.14)
	}
	h.out.attendance.add(h.ref(p, schools), urn, t.name, strconv.Itoa(possible), strconv.Itoa(authorised), strconv.Itoa(unauthorised))
}
