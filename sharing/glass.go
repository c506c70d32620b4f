package sharing

import (
	"fmt"
	"slices"
	"time"

	"thrivingfamilies.example/hub/models"
)

// Glass is what a role may break in an urgent matter of safeguarding, and for how long it then stands open.
type Glass struct {
	Classes []models.Class `yaml:"classes"`
	Hours   *int           `yaml:"hours"` // left out, usualHours
}

// How long a broken glass stands open, in hours.
const (
	usualHours = 3
	mostHours  = 24
)

// Lasts is for how many hours a broken glass stands open.
func (g Glass) Lasts() int {
	if g.Hours == nil {
		return usualHours
	}
	return *g.Hours
}

// Words are the terms as a person reads them: "schooling, social-care, for 3 hours".
func (g Glass) Words() string { return words(g.Classes) + ", for " + hours(g.Lasts()) }

func hours(n int) string {
	if n == 1 {
		return "1 hour"
	}
	return fmt.Sprint(n, " hours")
}

// Opening is one family of which a broken glass shows a class to the reader, in the word of these partners: of every member
// whom one of them holds.
type Opening struct {
	Break    string // its id
	Family   string
	Class    models.Class
	Partners []models.Partner
	Until    time.Time
}

// open adds what a break shows, if it shows anything: to whoever broke it and to nobody else, while it stands open, and while
// the agreement by which it was broken would permit it.
func (a *Access) open(at time.Time, b models.GlassBreak) {
	r := a.Reader
	mine := b.Subject == r.Subject && b.Role == r.Role && b.Org == r.Org
	if r.Program || !mine || b.Subject == "" || b.Family == "" || !b.OpenAt(at) {
		return
	}
	for _, agreement := range a.set.agreements {
		if agreement.ID != b.Agreement || !agreement.breaks(r, b.Class) {
			continue
		}
		opening := &Opening{Break: b.ID, Family: b.Family, Class: b.Class, Partners: tellers(b.Class), Until: b.ExpiresAt}
		terms := Terms{Scope: Opened, Detail: models.DetailValue}
		for _, partner := range opening.Partners {
			terms.By = append(terms.By, string(partner))
		}
		v := a.verdicts[b.Class]
		v.Grants, v.Refusal = append(v.Grants, Grant{agreement, b.Class, terms, opening, terms.voices(b.Class, r)}), Refusal{}
		a.verdicts[b.Class] = v
	}
}

// tellers are those whose word a broken glass shows: the class's owners but for DWP, whose regulation nothing breaks.
func tellers(class models.Class) []models.Partner {
	return slices.DeleteFunc(slices.Clone(class.Owners()), func(p models.Partner) bool { return p == models.DWP })
}

// breaks reports whether the agreement lets the reader break the glass before the class.
func (a *Agreement) breaks(r Reader, class models.Class) bool {
	return r.Purpose == models.Safeguarding && class.Breakable() && a.InForce(r.On) && a.Allows(models.Safeguarding) &&
		slices.Contains(a.Acts[r.Role][models.ActBreakGlass], models.Safeguarding) && slices.Contains(a.BreakGlass[r.Role].Classes, class)
}

// MayBreak decides before which class the reader may break the glass: it returns the agreement that permits it, of several the
// first by id, and for how long; nil where none does.
func (a *Access) MayBreak(class models.Class) (*Agreement, time.Duration) {
	for _, agreement := range a.set.agreements {
		if !a.Reader.Program && agreement.breaks(a.Reader, class) {
			return agreement, time.Duration(agreement.BreakGlass[a.Reader.Role].Lasts()) * time.Hour
		}
	}
	return nil, 0
}

// Opened lists what broken glasses show the reader, in the order of classes.
func (a *Access) Opened() []Opening {
	var openings []Opening
	for _, class := range models.Classes {
		for _, g := range a.verdicts[class].Grants {
			if g.Opening != nil {
				openings = append(openings, *g.Opening)
			}
		}
	}
	return openings
}

// OpenedBy is the broken glass without which a field of the person would be withheld; nil where an agreement shows it to the
// role, and where nothing does.
func (a *Access) OpenedBy(rel Relations, c models.Class, d models.Detail) *Opening {
	for _, g := range a.verdicts[c].Grants { // those of breaks stand last
		if g.Terms.Detail.Covers(d) && g.reaches(rel) {
			return g.Opening
		}
	}
	return nil
}

// Searches decides whether the reader may look for people by values of the class: what only a broken glass shows is not
// searched.
func (a *Access) Searches(c models.Class, d models.Detail) bool {
	return slices.ContainsFunc(a.verdicts[c].Grants, func(g Grant) bool { return g.Opening == nil && g.Terms.Detail.Covers(d) })
}

// HeldByOwn is how somebody is held whom the reader's own organisation holds: of such a family it may break the glass.
func (a *Access) HeldByOwn() Holding { return a.holding(Known) }

// reaches reports whether somebody to whom the reader stands so is within the grant.
func (g Grant) reaches(rel Relations) bool {
	if g.Opening != nil {
		return rel.Family == g.Opening.Family
	}
	return rel.within(g.Terms.Scope)
}

// glassFaults are those of what may be broken.
func (a *Agreement) glassFaults(f *faulty) {
	if a.BreakGlass != nil && len(a.BreakGlass) == 0 {
		f.say("break-glass", "break-glass is empty: leave it out or name at least one role")
	}
	for role, acts := range a.Acts {
		purposes, granted := acts[models.ActBreakGlass]
		key := under(under("acts", string(role)), string(models.ActBreakGlass))
		if _, said := a.BreakGlass[role]; granted && !said {
			f.say(key, "%s: say under break-glass.%s which classes may be broken", key, role)
		}
		for i, p := range purposes {
			if p != models.Safeguarding {
				f.say(under(key, fmt.Sprint(i)), "%s: the glass is broken for safeguarding alone: take %q out", key, p)
			}
		}
	}
	for role, glass := range a.BreakGlass {
		key := under("break-glass", string(role))
		if _, granted := a.Acts[role][models.ActBreakGlass]; !granted {
			f.say(key, "%s: the role may not break the glass: grant it the act break-glass for safeguarding, under acts", key)
		}
		if role.Valid() && !slices.Contains(role.Purposes(), models.Safeguarding) {
			f.say(key, "%s: the role may never state safeguarding, so it can break nothing: take it out", key)
		}
		glass.faults(f, key)
	}
}

func (g Glass) faults(f *faulty, key string) {
	if len(g.Classes) == 0 {
		f.say(key, "%s: classes is empty: name those that may be broken", key)
	}
	for i, class := range g.Classes {
		if !class.Breakable() {
			f.say(under(key, fmt.Sprintf("classes.%d", i)), "%s: the glass before %q is never broken: name some of %s", key, class, words(breakable()))
		}
	}
	twice(f, under(key, "classes"), g.Classes)
	if g.Hours != nil && (*g.Hours < 1 || *g.Hours > mostHours) {
		f.say(under(key, "hours"), "%s: hours must be from 1 to %d", key, mostHours)
	}
}

// breakable are the classes that an agreement may name.
func breakable() []models.Class {
	return slices.DeleteFunc(slices.Clone(models.Classes), func(c models.Class) bool { return !c.Breakable() })
}
