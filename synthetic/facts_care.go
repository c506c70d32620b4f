package synthetic

import "strings"

var (
	callReasons = strings.Fields(`disturbance domestic domestic disturbance missing-person concern-for-safety noise`)
	hubs        = []string{"East Oxford", "Littlemore", "Banbury", "Bicester", "Abingdon", "Witney", "Didcot"}
	hubOf       = map[string]string{
		"Banbury": "Banbury", "Chipping Norton": "Banbury", "Bicester": "Bicester", "Kidlington": "Bicester", "Abingdon": "Abingdon",
		"Wantage": "Didcot", "Didcot": "Didcot", "Wallingford": "Didcot", "Witney": "Witney", "Carterton": "Witney",
		"Thame": "East Oxford", "Chinnor": "Littlemore", "Watlington": "Littlemore",
	}
)

// highCostFacts gives the family what criterion 4 asks for, call-outs or child protection, or what looks like it.
func (h *household) highCostFacts() {
	protect := len(h.children) > 0 && h.chance(0.45)
	switch {
	case h.plan.highCost && protect:
		h.childProtection()
		h.callOut(h.rng.IntN(3), 5, 350)
	case h.plan.highCost:
		h.callOut(h.between(3, 7), 5, 350)
	case h.plan.near.highCost:
		h.callOut(2, 5, 350)
		h.callOut(h.rng.IntN(4), 400, 800)
		h.careNear()
	case h.chance(0.15):
		h.callOut(h.between(1, 2), 5, 350)
	}
	h.otherHelp()
}

// childProtection is a plan opened in the last year, or one in force for longer.
func (h *household) childProtection() {
	started, ended := h.ago(10, 350), day(0)
	if h.chance(0.25) {
		started = h.ago(400, 700)
	} else if h.chance(0.25) {
		ended = min(started+day(h.between(20, 200)), h.asOf-1)
	}
	for i, c := range h.children {
		if (i == 0 || h.chance(0.6)) && c.born < started {
			h.involvement(c, "child-protection", started, ended)
		} else if i == 0 {
			h.involvement(c, "child-protection", max(c.born+1, h.asOf-300), 0)
		}
	}
}

// careNear is what is evidence but not enough: a child in need, a plan that ended more than a year ago.
func (h *household) careNear() {
	if len(h.children) == 0 {
		return
	}
	c := h.children[0]
	if ended := h.ago(400, 600); h.chance(0.5) && c.born < ended-300 {
		h.involvement(c, "child-protection", ended-day(h.between(90, 290)), ended)
		return
	}
	h.involvement(c, "child-in-need", max(c.born, h.ago(20, 400)), 0)
}

// otherHelp is early help, care, youth offending: known to the council, counted by no criterion here.
func (h *household) otherHelp() {
	if len(h.children) == 0 {
		return
	}
	rate := 0.05
	if h.plan.identified() {
		rate = 0.35
	}
	for _, c := range h.children {
		if h.chance(rate / 2) {
			h.involvement(c, "early-help", max(c.born, h.ago(20, 500)), 0)
		}
	}
	if h.chance(0.02) {
		c := h.children[len(h.children)-1]
		h.involvement(c, "looked-after", max(c.born, h.ago(500, 900)), h.ago(30, 400))
	}
	if c := h.offender(); c != nil && c.pnc != "" && h.chance(0.6) {
		h.involvement(c, "youth-offending", h.ago(5, 300), 0)
	}
}

func (h *household) involvement(c *person, kind string, started, ended day) {
	hub := hubOf[h.home.town]
	if hub == "" {
		hub = hubs[h.index%2] // Oxford has two
	}
	if ended != 0 && ended < started {
		ended = 0
	}
	h.out.involvements.add(h.out.involvements.next(), h.ref(c, council), kind, started.String(), orBlank(ended), hub)
}

// callOut writes n call-outs to the home, each about one of the family, between so many days back.
func (h *household) callOut(n, low, high int) {
	for range n {
		p, on := h.anyone(offendingAge), h.ago(low, high)
		reason := callReasons[h.rng.IntN(len(callReasons))]
		h.out.callouts.add(h.out.callouts.next(), h.ref(p, police), h.home.uprn, h.home.postcode, on.String(), reason)
	}
}
