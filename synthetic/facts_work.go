package synthetic

import "strings"

var (
	otherBenefits = strings.Fields(`DLA WTC CTC HB CB`)
	providers     = strings.Fields(`PATHWAYS THAMES-SKILLS NEW-START`)
)

const pensionAge = 65

// workFacts gives the family what criterion 3 asks for, or what looks like it, and to the other adults work.
func (h *household) workFacts() {
	workers := h.ofWorkingAge()
	claimants := 0
	if h.plan.work {
		claimants = 1 + h.rng.IntN(2)
	}
	for i, p := range workers {
		switch {
		case i < claimants:
			h.outOfWork(p)
		case i == claimants && h.plan.near.work:
			h.workNear(p)
		case h.chance(0.12):
			h.employment(p, h.ago(30, 1700), 0)
		}
	}
	if h.plan.near.work && h.chance(0.3) { // too young to count
		for _, c := range h.children {
			if h.age(c) >= 16 {
				h.claim(c, []string{"JSA", "IS"}[h.rng.IntN(2)], h.ago(10, 60), 0)
				break
			}
		}
	}
	h.otherClaims()
}

// ofWorkingAge are the resident adults under pension age, or the youngest adult where there is none.
func (h *household) ofWorkingAge() []*person {
	var workers []*person
	youngest := h.adults[0]
	for _, a := range h.adults {
		if h.age(a) < pensionAge {
			workers = append(workers, a)
		}
		if a.born > youngest.born {
			youngest = a
		}
	}
	if len(workers) == 0 && h.plan.work {
		return []*person{youngest} // carer's allowance has no upper age
	}
	return workers
}

// outOfWork is a present claim of a benefit that counts, and perhaps a place on a programme.
func (h *household) outOfWork(p *person) {
	benefits := strings.Fields("JSA JSA JSA ESA ESA ESA IS IB SDA CA")
	benefit := benefits[h.rng.IntN(len(benefits))]
	switch {
	case h.age(p) >= pensionAge:
		benefit = "CA"
	case len(h.adults) == 1 && len(h.children) > 0 && h.chance(0.5):
		benefit = "IS"
	}
	started := h.ago(20, 2200)
	if h.age(p) < surelyAdult {
		started = h.ago(5, 30) // of age by then
	}
	if h.chance(0.2) {
		ended := started - day(h.between(30, 400))
		if h.age(p) > 30 {
			h.claim(p, "JSA", ended-day(h.between(60, 400)), ended)
		}
	}
	h.claim(p, benefit, started, 0)
	h.provision(p, started)
}

// workNear comes close: a claim that ended, or a benefit that people in work have too.
func (h *household) workNear(p *person) {
	if h.chance(0.5) {
		h.claim(p, otherBenefits[h.rng.IntN(len(otherBenefits))], h.ago(20, 1500), 0)
		return
	}
	ended := h.ago(1, 200)
	benefit := []string{"JSA", "JSA", "ESA", "IS"}[h.rng.IntN(4)]
	h.claim(p, benefit, ended-day(h.between(30, 250)), ended)
	if h.chance(0.7) {
		h.employment(p, ended+1, 0)
	}
}

// otherClaims are those of families with children and of pensioners; none of them counts.
func (h *household) otherClaims() {
	first := h.adults[0]
	if len(h.children) > 0 {
		eldest := h.children[0].born
		if h.chance(0.75) {
			h.claim(first, "CB", eldest+day(h.between(10, 60)), 0)
		}
		if h.chance(0.35) {
			h.claim(first, "CTC", max(eldest+30, h.ago(200, 2500)), 0)
		}
	}
	for _, a := range h.adults {
		if h.age(a) >= 60 && h.chance(0.2) {
			h.claim(a, []string{"DLA", "HB"}[h.rng.IntN(2)], h.ago(100, 2500), 0)
		}
	}
}

func (h *household) claim(p *person, benefit string, started, ended day) {
	h.out.claims.add(h.out.claims.next(), h.ref(p, dwp), benefit, started.String(), orBlank(ended))
}

// provision puts some claimants on one programme, never on both at once.
func (h *household) provision(p *person, since day) {
	rate, programme := 0.15, "work-programme"
	if h.plan.identified() {
		rate = 0.30
		if h.chance(0.4) {
			programme = "esf-families"
		}
	}
	if !h.chance(rate) || h.asOf-since < 120 {
		return
	}
	referred := max(since+30, h.ago(60, 400))
	attached, ended, outcome := referred+day(h.between(5, 45)), day(0), ""
	switch {
	case attached > h.asOf:
		attached = 0
	case h.asOf-attached > 60 && h.chance(0.3):
		ended = attached + day(h.between(30, int(h.asOf-attached)))
		outcome = []string{"completed", "left-early", "declined"}[h.rng.IntN(3)]
	}
	provider := providers[h.rng.IntN(len(providers))]
	h.out.provisions.add(h.out.provisions.next(), h.ref(p, dwp), programme, provider,
		referred.String(), orBlank(attached), orBlank(ended), outcome)
}

func (h *household) employment(p *person, started, ended day) {
	h.out.employments.add(h.out.employments.next(), h.ref(p, dwp), started.String(), orBlank(ended))
}

// orBlank leaves out what has not happened.
func orBlank(d day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
