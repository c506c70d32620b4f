package synthetic

import "math/rand/v2"

// household is one dwelling's people while they are being made. Of a house in multiple occupation each lodger becomes a
// household of their own at the same address.
type household struct {
	*world
	rng       *rand.Rand
	index     int
	plan      plan
	home      address
	elsewhere address  // where a parent lives who has left, or whoever else is needed from outside
	old       *address // where the household lived until moved, or nil
	moved     day

	family    string
	adults    []*person // 18 and over and living here, parents and carers first
	children  []*person // under 18, eldest first
	away      *person   // a parent who lives elsewhere, or nil
	ties      []tie
	lodgers   []*person
	tenancy   string // the present tenancy's ref; "" where they do not rent from a social landlord
	landlord  string
	tenant    *person
	formerRef string // the tenancy before, ended when they moved; "" where there was none
	since     day    // when the present tenancy began
	lodging   bool   // one of several who share the house
}

// tie is a declared relationship, to be written by those partners that hold both people.
type tie struct {
	from, to *person
	kind     string
}

func (h *household) chance(p float64) bool { return h.rng.Float64() < p }

// between is a whole number from low to high, both included.
func (h *household) between(low, high int) int { return low + h.rng.IntN(high-low+1) }

// ago is a day that lies from low to high days back.
func (h *household) ago(low, high int) day { return h.asOf - day(h.between(low, high)) }

// everyone is the whole family, the parent elsewhere included.
func (h *household) everyone() []*person {
	all := make([]*person, 0, len(h.adults)+len(h.children)+1)
	all = append(all, h.adults...)
	all = append(all, h.children...)
	if h.away != nil {
		all = append(all, h.away)
	}
	return all
}

// anyone is a resident of at least the age, an adult where nobody else is.
func (h *household) anyone(age int) *person {
	pool := append([]*person{}, h.adults...)
	for _, c := range h.children {
		if h.age(c) >= age {
			pool = append(pool, c)
		}
	}
	return pool[h.rng.IntN(len(pool))]
}

// households splits a house in multiple occupation into its lodgers; any other household is one family.
func (h *household) households() []*household {
	if len(h.lodgers) == 0 {
		return []*household{h}
	}
	all := make([]*household, 0, len(h.lodgers))
	for i, p := range h.lodgers {
		one := *h
		one.adults, one.lodgers, one.lodging = []*person{p}, nil, true
		if i > 0 { // the plan is for one of them
			one.plan = plan{}
		}
		all = append(all, &one)
	}
	return all
}

// number names the family and its people, and gives them the national numbers that they have had from birth.
func (h *household) number() {
	h.family = h.world.families.next()
	for _, p := range h.everyone() {
		p.id = h.numbers.nextPerson()
		p.nhs = h.numbers.nextNHS()
		if h.age(p) >= 16 && h.numbers.ninos < ninos/4 {
			p.nino = h.numbers.nextNINO()
		}
		if year, ok := h.schoolYear(p); ok {
			p.pupil = true
			p.upn = h.numbers.nextUPN(h.schoolDay.time().Year() - year)
			if year >= 9 {
				p.uln = h.numbers.nextULN()
			}
		}
	}
}

// ref is the person's key at the partner, which thereby holds them.
func (h *household) ref(p *person, partner int) string {
	if p.refs[partner] == "" {
		p.refs[partner] = h.out.people[partner].refs.next()
	}
	return p.refs[partner]
}
