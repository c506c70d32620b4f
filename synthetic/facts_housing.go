package synthetic

import "strings"

var landlords = strings.Fields(`SPIRES SPIRES ISIS ISIS CHERWELL CHERWELL WINDRUSH RIDGEWAY`)

// house makes the household tenants of a social landlord, or not. The first to be written of every household: what a
// landlord did later needs the tenancy.
func (h *household) house() {
	rate := 0.29
	switch {
	case h.plan.identified():
		rate = 0.65
	case h.plan.needsChild():
		rate = 0.55
	}
	if h.lodging || !h.chance(rate) {
		return
	}
	h.landlord = landlords[(h.home.district+h.rng.IntN(3))%len(landlords)]
	h.tenant = h.adults[0]
	started := h.ago(200, 3500)
	if h.old != nil {
		started = h.moved
	}
	if h.old != nil && h.chance(0.3) {
		h.formerRef = h.out.tenancies.next()
		from := h.moved - day(h.between(300, 2000))
		h.tenancyAt(h.formerRef, h.old, "secure", from, h.moved)
		h.occupy(h.formerRef, from, h.moved)
	}
	h.tenancy, h.since = h.out.tenancies.next(), started
	tenure := []string{"secure", "secure", "assured", "assured", "introductory"}[h.rng.IntN(5)]
	h.tenancyAt(h.tenancy, &h.home, tenure, started, 0)
	h.occupy(h.tenancy, started, 0)
	if h.chance(0.06) {
		h.action(h.tenancy, "nosp-rent", h.lately())
	}
}

func (h *household) tenancyAt(ref string, a *address, tenure string, started, ended day) {
	h.out.tenancies.add(ref, h.landlord, a.uprn, a.line1, a.line2, a.town, a.postcode, tenure, started.String(), orBlank(ended))
}

// occupy lists who lives in the tenancy, each from its start or their birth.
func (h *household) occupy(ref string, from, until day) {
	role := "tenant"
	for i, p := range h.adults {
		if i == 1 && h.age(p) > 24 && h.chance(0.6) {
			role = "joint-tenant"
		}
		if p.born < from {
			h.out.occupants.add(ref, h.ref(p, housing), role, from.String(), orBlank(until))
		} else {
			h.out.occupants.add(ref, h.ref(p, housing), role, p.born.String(), orBlank(until))
		}
		role = "household"
	}
	for _, c := range h.children {
		since := max(from, c.born)
		if until == 0 || since < until {
			h.out.occupants.add(ref, h.ref(c, housing), "household", since.String(), orBlank(until))
		}
	}
}

// lately is a day within the last eleven and a half months on which they had their present tenancy.
func (h *household) lately() day {
	from := max(h.since, h.asOf-345)
	return from + day(h.rng.IntN(int(h.asOf-from)-4))
}

func (h *household) action(tenancy, kind string, on day) {
	h.out.actions.add(h.out.actions.next(), tenancy, h.ref(h.tenant, housing), kind, on.String())
}
