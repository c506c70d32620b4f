package synthetic

const (
	leastGap = 300 // days between two births
	mostGap  = 1500
)

// bear gives the household children of the parents (nil where unknown or away), the eldest of that age, the others after
// it, as many as fit before the day. Where the parents are old enough, one in five has an elder child of age at home.
func (h *household) bear(mother, father *person, surname string, eldest, children int) {
	o := h.adults[0].origin
	if mother != nil && len(h.children) == 0 && eldest < 16 && h.chance(0.2) {
		if most := min(24, h.age(mother)-17); most >= 18 {
			h.grown(mother, father, surname, h.between(18, most))
		}
	}
	first := len(h.children)
	born := h.bornAged(eldest)
	for i := range children {
		if i > 0 {
			if !h.chance(0.03) { // else a twin
				born += day(h.between(leastGap, mostGap))
			}
			if born > h.asOf-20 {
				break
			}
		}
		h.children = append(h.children, h.child(o, mother, father, surname, born))
	}
	for i, c := range h.children {
		for _, d := range h.children[max(first, i+1):] {
			if c.forename == d.forename {
				d.forename = h.otherName(o, d)
			}
			h.tie(c, d, "sibling-of")
		}
	}
}

// child is one birth; one son in thirty is called after his father.
func (h *household) child(o *origin, mother, father *person, surname string, born day) *person {
	sex := "M"
	if h.chance(0.49) {
		sex = "F"
	}
	c := h.somebody(o, sex, born, surname)
	if father != nil && sex == "M" && h.chance(0.03) {
		c.forename, c.nickname = father.forename, ""
	}
	for _, parent := range []*person{mother, father} {
		if parent != nil {
			h.tie(parent, c, "parent-of")
		}
	}
	return c
}

// grown is a child of age who still lives at home.
func (h *household) grown(mother, father *person, surname string, age int) {
	c := h.child(mother.origin, mother, father, surname, h.bornAged(age))
	h.adults = append(h.adults, c)
}

// otherName is a forename that no child of the household has yet.
func (h *household) otherName(o *origin, p *person) string {
	for {
		name, _ := o.given(h.rng, p.sex, false)
		taken := false
		for _, c := range h.children {
			taken = taken || c.forename == name
		}
		if !taken {
			p.nickname = ""
			return name
		}
	}
}
