package synthetic

import "math/rand/v2"

// populate fills the household with people that can meet its plan.
func (h *household) populate() {
	childless := 0.0
	if !h.plan.needsChild() {
		childless = 0.24
	}
	if h.chance(childless) {
		h.withoutChildren()
		return
	}
	h.withChildren()
}

// withoutChildren makes the county's other households: couples, singles, pensioners, grown children at home, lodgers.
func (h *household) withoutChildren() {
	o := pickOrigin(h.rng)
	switch r := h.rng.Float64(); {
	case r < 0.35:
		h.couple(o, h.between(22, 62))
	case r < 0.52:
		h.adults = []*person{h.single(o, h.between(19, 62))}
	case r < 0.68:
		h.couple(o, h.between(66, 88))
	case r < 0.80:
		h.adults = []*person{h.single(o, h.between(66, 92))}
	case r < 0.95:
		mother, father := h.couple(o, h.between(44, 60))
		for range h.between(1, 2) {
			h.grown(mother, father, father.surname, h.between(18, 26))
		}
	default:
		for range h.between(3, 6) {
			h.old = nil
			h.lodgers = append(h.lodgers, h.single(pickOrigin(h.rng), h.between(19, 48)))
		}
	}
}

// withChildren makes a family of one of the usual shapes, with a child of school age where the plan needs one.
func (h *household) withChildren() {
	eldest := h.between(0, 17)
	if h.plan.needsChild() {
		if eldest = h.between(11, 15); h.chance(0.25) {
			eldest = h.between(7, 10)
		}
	}
	children := 1 + int(3.5*h.rng.Float64()*h.rng.Float64()+0.75)
	if h.plan.identified() && h.chance(0.5) {
		children++
	}
	if h.chance(0.04) {
		children += 2
	}
	o := pickOrigin(h.rng)
	switch r := h.rng.Float64(); {
	case r < 0.42:
		mother, father := h.couple(o, parentAge(h.rng, eldest))
		h.bear(mother, father, h.familyName(mother, father), eldest, children)
	case r < 0.64:
		h.loneParent(o, eldest, children)
	case r < 0.79:
		h.stepFamily(o, eldest, children)
	case r < 0.85:
		h.grandparents(o, eldest, min(children, 3))
	default:
		h.split(o, eldest, children)
	}
}

// parentAge is a mother's age whose eldest child has that age; none is under 18 on the day.
func parentAge(rng *rand.Rand, eldest int) int {
	return max(18, eldest+17+int(19*rng.Float64()*(0.4+0.6*rng.Float64())))
}

// single is an adult alone.
func (h *household) single(o *origin, age int) *person {
	sex := "M"
	if h.chance(0.5) {
		sex = "F"
	}
	p := h.somebody(o, sex, h.bornAged(age), o.surname(h.rng))
	if sex == "F" && age > 25 && h.chance(0.25) { // once married, kept or gave up the name
		p.former = o.inflect(o.surname(h.rng), sex)
	}
	return p
}

// couple is a woman of about the age and a man; two in three are married.
func (h *household) couple(o *origin, age int) (woman, man *person) {
	woman = h.somebody(o, "F", h.bornAged(age), o.surname(h.rng))
	other := o
	if h.chance(0.08) {
		other = pickOrigin(h.rng)
	}
	man = h.somebody(other, "M", h.bornAged(max(18, age+h.between(-1, 7))), other.surname(h.rng))
	if h.chance(0.66) {
		h.marries(woman, man)
	}
	h.adults = append(h.adults, woman, man)
	h.tie(woman, man, "partner-of")
	return woman, man
}

func (h *household) loneParent(o *origin, eldest, children int) {
	age := parentAge(h.rng, eldest)
	parent := h.somebody(o, "F", h.bornAged(age), o.surname(h.rng))
	if h.chance(0.1) {
		parent = h.somebody(o, "M", h.bornAged(age), o.surname(h.rng))
	} else if h.chance(0.35) {
		parent.former = o.inflect(o.surname(h.rng), "F")
	}
	h.adults = append(h.adults, parent)
	name := parent.surname
	if parent.sex == "M" || h.chance(0.4) {
		name = o.surname(h.rng)
	}
	h.bear(parent, nil, name, eldest, children)
	if h.chance(0.08) { // the grandmother lives with them
		h.grandmother(parent)
	}
}

// stepFamily is a woman, her children of before under their father's name, her partner, and perhaps a child of both.
func (h *household) stepFamily(o *origin, eldest, children int) {
	mother, partner := h.couple(o, parentAge(h.rng, eldest))
	h.bear(mother, nil, o.surname(h.rng), eldest, children)
	for _, c := range h.children {
		h.tie(partner, c, "carer-of")
	}
	youngest := h.age(h.children[len(h.children)-1])
	if age := h.age(mother); youngest >= 3 && age-youngest < 40 && h.chance(0.45) {
		h.bear(mother, partner, partner.surname, h.between(0, youngest-2), 1)
	}
}

// grandparents bring up their grandchildren, who may bear another name.
func (h *household) grandparents(o *origin, eldest, children int) {
	age := max(44, eldest+h.between(38, 52))
	var carers []*person
	if h.chance(0.55) {
		woman, man := h.couple(o, age)
		carers = []*person{woman, man}
	} else {
		woman := h.somebody(o, "F", h.bornAged(age), o.surname(h.rng))
		h.adults, carers = append(h.adults, woman), []*person{woman}
	}
	name := carers[len(carers)-1].surname
	if h.chance(0.45) {
		name = o.surname(h.rng)
	}
	h.bear(nil, nil, name, eldest, children)
	for _, carer := range carers {
		for _, c := range h.children {
			h.tie(carer, c, "carer-of")
		}
	}
}

// split is a family one of whose parents has moved out.
func (h *household) split(o *origin, eldest, children int) {
	mother, father := h.couple(o, parentAge(h.rng, eldest))
	h.bear(mother, father, h.familyName(mother, father), eldest, children)
	leaver := father
	if h.chance(0.12) {
		leaver = mother
	}
	kept := h.adults[:0]
	for _, a := range h.adults {
		if a != leaver {
			kept = append(kept, a)
		}
	}
	h.adults, h.away = kept, leaver
	leaver.home, leaver.old = &h.elsewhere, &h.home
}

func (h *household) grandmother(child *person) {
	age := min(h.age(child)+h.between(19, 34), 90)
	g := h.somebody(child.origin, "F", h.bornAged(age), child.surname)
	h.adults = append(h.adults, g)
	h.tie(g, child, "parent-of")
}

// familyName is what a couple call their children.
func (h *household) familyName(mother, father *person) string {
	switch r := h.rng.Float64(); {
	case r < 0.80 || mother.surname == father.surname:
		return father.surname
	case r < 0.92:
		return mother.surname
	default:
		return mother.surname + "-" + father.surname
	}
}

func (h *household) tie(from, to *person, kind string) {
	h.ties = append(h.ties, tie{from: from, to: to, kind: kind})
}
