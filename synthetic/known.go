package synthetic

// becomeKnown gives people records at the partners that would hold them without any fact to tell: families with children
// at the council, pupils and those who look after them at the schools, parents and pensioners at DWP.
func (h *household) becomeKnown() {
	families := h.chance(0.6)
	if len(h.children) > 0 {
		families = h.plan.needsChild() || h.chance(0.97)
	}
	trouble := h.known(police)
	claims := h.known(dwp)
	pupils := false
	for _, c := range h.children {
		pupils = pupils || c.refs[schools] != ""
	}
	for _, p := range h.everyone() {
		age, away := h.age(p), p == h.away
		h.perhaps(p, council, families, pickRate(away, 0.6, 0.97))
		h.perhaps(p, police, trouble, 0.75)
		h.perhaps(p, police, age >= offendingAge, 0.42)
		h.perhaps(p, schools, pupils && age >= surelyAdult, pickRate(away, 0.45, 0.93))
		h.perhaps(p, dwp, age >= 18, pickRate(claims, 0.96, 0.80))
		h.perhaps(p, dwp, age < 18 && claims, 0.65) // named on a parent's claim
	}
}

func (h *household) perhaps(p *person, partner int, suits bool, rate float64) {
	if suits && h.chance(rate) {
		h.ref(p, partner)
	}
}

func pickRate(first bool, yes, no float64) float64 {
	if first {
		return yes
	}
	return no
}

// known reports whether the partner holds any of the family.
func (h *household) known(partner int) bool {
	for _, p := range h.everyone() {
		if p.refs[partner] != "" {
			return true
		}
	}
	return false
}

// relate writes the family's ties at the council, and those between contacts and pupils at the schools.
func (h *household) relate() {
	for _, t := range h.ties {
		from, until := "", ""
		if t.kind == "partner-of" && (t.from == h.away || t.to == h.away) {
			until = h.ago(100, 1500).String()
		}
		if a, b := t.from.refs[council], t.to.refs[council]; a != "" && b != "" {
			h.out.ties[council].add(a, b, t.kind, from, until)
		}
		contact := t.kind == "parent-of" || t.kind == "carer-of"
		if a, b := t.from.refs[schools], t.to.refs[schools]; contact && t.to.pupil && a != "" && b != "" {
			h.out.ties[schools].add(a, b, t.kind, from, until)
		}
	}
}

const (
	restrictedRate = 0.015 // of households
	sensitiveRate  = 0.010 // of people
)

// mark restricts one adult's address and makes some records sensitive, each at one partner only, less often the council.
func (h *household) mark() {
	if h.chance(restrictedRate) {
		p := h.adults[0]
		p.restricted = h.onePartner(p)
	}
	for _, p := range h.everyone() {
		if h.chance(sensitiveRate) {
			p.sensitive = h.onePartner(p)
		}
	}
}

// onePartner is one of those that hold the person, -1 where none does.
func (h *household) onePartner(p *person) int {
	var held []int
	for partner, ref := range p.refs {
		if ref == "" {
			continue
		}
		held = append(held, partner)
		if partner != council {
			held = append(held, partner)
		}
	}
	if len(held) == 0 {
		return -1
	}
	return held[h.rng.IntN(len(held))]
}

// manifests say of each partner's feed that it speaks for the whole partner, up to the county's day.
func (w *world) manifests() {
	for i := range partners {
		extracted := w.asOf + day(3+i)
		w.out.manifests[i].add("", extracted.String(), string(coversFrom), string(w.county.AsOf))
	}
}
