package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Clause is one thing that one agreement lets one role have: a class on its terms, an act, or a class before which it may break
// the glass.
type Clause struct {
	Agreement *Agreement
	Role      models.Role
	Class     models.Class     // "" where it is an act other than break-glass
	Act       models.Act       // "" where it is a class
	Terms     Terms            // none of an act
	Hours     int              // for which a broken glass stands open
	Purposes  []models.Purpose // those that the role may state
}

// clauses lists all that the agreements grant, in the order of roles, then classes and acts, then agreements. What a role
// could only be shown for a purpose that it may never state is left out.
func (s *Set) clauses() []Clause {
	var all []Clause
	add := func(c Clause, purposes []models.Purpose) {
		if c.Purposes = common(c.Role.Purposes(), purposes); len(c.Purposes) > 0 {
			all = append(all, c)
		}
	}
	for _, role := range models.Roles {
		for _, class := range models.Classes {
			for _, a := range s.agreements {
				if terms, granted := a.Grants[role][class]; granted {
					add(Clause{Agreement: a, Role: role, Class: class, Terms: terms}, a.Purposes)
				}
			}
		}
		for _, act := range models.Acts {
			for _, a := range s.agreements {
				if act != models.ActBreakGlass {
					add(Clause{Agreement: a, Role: role, Act: act}, a.Acts[role][act])
					continue
				}
				for _, class := range common(models.Classes, a.BreakGlass[role].Classes) {
					add(Clause{Agreement: a, Role: role, Class: class, Act: act, Hours: a.BreakGlass[role].Lasts()}, a.Acts[role][act])
				}
			}
		}
	}
	return all
}

// voices are whose word the clause shows.
func (c Clause) voices() []string {
	if c.Terms.By != nil {
		return c.Terms.By
	}
	var owners []string
	for _, p := range c.Class.Owners() {
		owners = append(owners, string(p))
	}
	return owners
}

// covers reports whether c lets its role have all that d does, leaving purposes and days aside: the same or more of the
// class, of the same people or everybody, in the word of the same contributors or more; the same act, for as long or longer.
func (c Clause) covers(d Clause) bool {
	if c.Role != d.Role || c.Class != d.Class || c.Act != d.Act {
		return false
	}
	if c.Act != "" {
		return c.Hours >= d.Hours
	}
	return c.Terms.Detail.Covers(d.Terms.Detail) && (c.Terms.Scope == All || c.Terms.Scope == d.Terms.Scope) && c.speaksFor(d)
}

// speaksFor reports whether c shows the word of everybody whose word d shows. A partner's word includes that of the reader's
// own organisation, where it is one of that partner's.
func (c Clause) speaksFor(d Clause) bool {
	mine := c.voices()
	return !slices.ContainsFunc(d.voices(), func(voice string) bool {
		return !slices.Contains(mine, voice) &&
			(voice != ByReader || !slices.Contains(mine, string(c.Role.Partner())))
	})
}

// lasts reports whether c is in force on every day on which d is.
func (c Clause) lasts(d Clause) bool {
	return c.Agreement.From <= d.Agreement.From && d.Agreement.lastDay() <= c.Agreement.lastDay()
}

// Path is where the clause stands in its agreement.
func (c Clause) Path() []string {
	if c.Act == models.ActBreakGlass {
		return []string{"break-glass", string(c.Role)}
	}
	if c.Act != "" {
		return []string{"acts", string(c.Role), string(c.Act)}
	}
	return []string{"grants", string(c.Role), string(c.Class)}
}

func (c Clause) at() string { return c.Agreement.at(c.Path()...) }
