package synthetic

import (
	"strings"
	"time"
)

var (
	youthOffences = strings.Fields(`TH68010 CJ88116 CD71039 MD71131 PU86004 TH68037 CD71015 PU86116`)
	adultOffences = strings.Fields(`TH68010 CJ88116 RT88191 RT88026 MD71131 OF61016 PU86089 FA06001 CD71039 TH68149`)
	orderKinds    = strings.Fields(`asbo crasbo asbi abc abc parenting-order`)
	asbCategories = strings.Fields(`nuisance nuisance nuisance personal environmental`)
)

const (
	offendingAge = 10
	surelyAdult  = 20 // old enough to have been of age at any offence told of here
)

// Cautions of children were reprimands and final warnings until this day, youth cautions from it.
var youthCautions = dayAt(2013, time.April, 8)

// crimeFacts gives the family what criterion 1 asks for, or what looks like it.
func (h *household) crimeFacts() {
	if h.plan.crime {
		h.crimeMet()
	} else if h.plan.near.crime {
		h.crimeNear()
	}
	h.adultCrime()
	h.incidents()
}

// crimeMet: a child's proven offence, an order, or a landlord's step, all within eleven and a half months.
func (h *household) crimeMet() {
	child := h.offender()
	switch r := h.rng.Float64(); {
	case child != nil && r < 0.60:
		for range 1 + h.rng.IntN(3) {
			h.proven(child, h.ago(10, 350))
		}
	case h.tenancy != "" && r < 0.80:
		kind := []string{"nosp-asb", "nosp-asb", "injunction", "demotion", "eviction-asb"}[h.rng.IntN(5)]
		if kind == "eviction-asb" && h.formerRef != "" && h.moved > h.asOf-300 {
			h.action(h.formerRef, kind, h.moved-day(h.rng.IntN(30)))
			return
		}
		if kind == "eviction-asb" {
			kind = "nosp-asb"
		}
		taken := h.lately()
		h.action(h.tenancy, kind, taken)
		if h.chance(0.5) {
			h.action(h.tenancy, []string{"warning", "contract"}[h.rng.IntN(2)], max(h.since, taken-day(h.rng.IntN(60))))
		}
	default:
		h.order()
	}
	if child != nil && h.age(child) >= 13 && h.chance(0.15) {
		h.proven(child, h.ago(400, 800))
	}
}

// crimeNear comes close in one way or two: not proven, too long ago, by an adult, on rent grounds.
func (h *household) crimeNear() {
	child := h.offender()
	for range 1 + h.rng.IntN(2) {
		switch r := h.rng.IntN(7); {
		case r <= 1 && child != nil:
			unproven := []string{"charge", "no-further-action", "community-resolution"}[h.rng.IntN(3)]
			h.offence(child, youthOffences, unproven, h.ago(5, 350))
		case r == 2 && child != nil && h.age(child) >= 12:
			h.proven(child, h.ago(396, 600)) // thirteen months ago or more
		case r == 3 && h.tenancy != "":
			h.action(h.tenancy, []string{"nosp-rent", "warning"}[h.rng.IntN(2)], h.lately())
		case r == 4:
			made := h.ago(800, 1100)
			kind := orderKinds[h.rng.IntN(len(orderKinds))]
			h.out.orders.add(h.out.orders.next(), h.ref(h.anyone(14), police), kind, made.String(), (made + 365).String())
		default:
			if a := h.anyone(100); h.age(a) >= surelyAdult {
				h.offence(a, adultOffences, []string{"conviction", "caution"}[h.rng.IntN(2)], h.ago(5, 350))
			}
		}
	}
}

// adultCrime happens in one family in ten, more often where a child offends; it never counts.
func (h *household) adultCrime() {
	rate := 0.06
	if h.plan.crime {
		rate = 0.30
	}
	for _, a := range h.adults {
		if h.age(a) >= surelyAdult && h.chance(rate) {
			disposal := []string{"conviction", "conviction", "caution", "no-further-action"}[h.rng.IntN(4)]
			h.offence(a, adultOffences, disposal, h.ago(5, 1500))
		}
	}
}

// incidents: perpetrators in families that meet the criterion and some others, victims and locations anywhere.
func (h *household) incidents() {
	perpetrators, victims := 0.02, 0.06
	if h.plan.crime {
		perpetrators, victims = 0.6, 0.15
	}
	if h.chance(perpetrators) {
		p := h.anyone(offendingAge)
		for range h.between(1, 5) {
			h.incident(p, "perpetrator", h.ago(5, 500))
		}
	}
	if h.chance(victims) {
		h.incident(h.anyone(offendingAge), []string{"victim", "victim", "location"}[h.rng.IntN(3)], h.ago(5, 600))
	}
}

// offender is a child old enough to have offended a year ago, or nil.
func (h *household) offender() *person {
	for _, c := range h.children {
		if h.age(c) > offendingAge {
			return c
		}
	}
	return nil
}

func (h *household) proven(child *person, on day) {
	disposals := []string{"conviction", "conviction", "conditional-caution", "reprimand", "final-warning"}
	if on >= youthCautions {
		disposals = []string{"conviction", "conviction", "conditional-caution", "youth-caution"}
	}
	h.offence(child, youthOffences, disposals[h.rng.IntN(len(disposals))], on)
}

func (h *household) offence(p *person, codes []string, disposal string, disposed day) {
	committed := disposed - day(h.between(2, 90))
	code := codes[h.rng.IntN(len(codes))]
	ref := h.ref(p, police)
	if p.pnc == "" && disposal != "community-resolution" {
		p.pnc = h.numbers.nextPNC(committed.time().Year())
	}
	h.out.offences.add(h.out.offences.next(), ref, code, committed.String(), disposal, disposed.String())
}

func (h *household) order() {
	made := h.ago(10, 340)
	ended := ""
	if h.chance(0.15) {
		ended = (made + day(h.rng.IntN(int(h.asOf-made)))).String()
	}
	kind := orderKinds[h.rng.IntN(len(orderKinds))]
	p := h.anyone(12)
	if kind == "parenting-order" {
		p = h.adults[0]
	}
	h.out.orders.add(h.out.orders.next(), h.ref(p, police), kind, made.String(), ended)
}

func (h *household) incident(p *person, part string, on day) {
	category := asbCategories[h.rng.IntN(len(asbCategories))]
	ref := h.ref(p, police)
	h.out.incidents.add(h.out.incidents.next(), ref, part, category, on.String(), h.home.uprn, h.home.postcode)
}
