package synthetic

import "math/rand/v2"

// The cells of people.csv that every partner has, by place.
const (
	cellRef = iota
	cellForename
	cellMiddle
	cellSurname
	cellFormer
	cellKnownAs
	cellBorn
	cellSex
	cellLine1
	cellLine2
	cellTown
	cellPostcode
	cellUPRN
	cellRestricted
	cellSensitive
	cellIdentifiers // the partner's own follow
)

// record writes the family's people.csv rows, errors and all, and the truth about them.
func (h *household) record() {
	errors := corrupter{rate: h.county.Errors, rng: rand.New(rand.NewPCG(h.county.Seed, keyOf(uint64(h.index), h.family)))}
	for partner := range partners {
		stale := errors.strikes(1) // the partner missed the household's move
		for _, p := range h.everyone() {
			if p.refs[partner] == "" {
				continue
			}
			row := h.row(p, partner)
			errors.corrupt(row, p, stale)
			h.out.people[partner].add(row...)
			h.out.truth.add(h.out.people[partner].partner, row[cellRef], p.id, h.family)
		}
	}
}

// row is what the partner holds of the person, all of it right. Not every partner asks for everything.
func (h *household) row(p *person, partner int) []string {
	a := p.home
	row := append(make([]string, 0, cellIdentifiers+3),
		p.refs[partner], p.forename, "", p.surname, "", "", p.born.String(), p.sex,
		a.line1, a.line2, a.town, a.postcode, a.uprn, yes(p.restricted == partner), yes(p.sensitive == partner))
	if h.chance([partners]float64{0.6, 0.9, 0.5, 0.3, 0.9}[partner]) {
		row[cellMiddle] = p.middle
	}
	if h.chance(0.45) {
		row[cellFormer] = p.former
	}
	if h.chance(0.35) {
		row[cellKnownAs] = p.nickname
	}
	switch partner {
	case council:
		row = append(row, p.nhs)
	case police:
		row = append(row, p.pnc)
	case schools:
		role := "contact"
		if p.pupil {
			role = "pupil"
		}
		row = append(row, p.upn, p.uln, role)
	case housing:
		nino := p.nino
		if h.chance(0.55) {
			nino = "" // landlords seldom ask
		}
		row = append(row, nino)
	case dwp:
		row = append(row, p.nino)
	}
	return row
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
