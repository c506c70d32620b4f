package sharing

import (
	"fmt"
	"slices"
	"sort"

	"thrivingfamilies.example/hub/models"
)

// grantable are the roles that an agreement may name: INTEGRATION has the grants of the role it acts as.
var grantable = slices.DeleteFunc(slices.Clone(models.Roles), func(r models.Role) bool { return r == models.Integration })

// faults lists, in order, what keeps the agreement from being one, and how to mend it.
func (a *Agreement) faults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if a.ID == "" || a.Title == "" || a.Gateway == "" {
		say("id, title and gateway must all be given")
	}
	if !a.Partner.Valid() {
		say("partner %q is none of %v", a.Partner, models.Partners)
	}
	if len(a.Purposes) == 0 {
		say("purposes is empty: name at least one")
	}
	for _, p := range a.Purposes {
		if !p.Valid() {
			say("purpose %q is none of %v", p, models.Purposes)
		}
	}
	for what, day := range map[string]models.Date{"from": a.From, "until": a.Until} {
		if _, err := models.ParseDate(string(day)); err != nil && (day != "" || what == "from") {
			say("%s must be a day written as 2012-03-04", what)
		}
	}
	if a.Until != "" && a.Until < a.From {
		say("until is before from: correct one of the two")
	}
	if len(a.Grants) == 0 {
		say("grants is empty: name at least one role")
	}
	for role, classes := range a.Grants {
		if !slices.Contains(grantable, role) {
			say("role %q cannot be granted anything: name one of %v", role, grantable)
		}
		if len(classes) == 0 {
			say("grants.%s is empty: name at least one class", role)
		}
		for class, terms := range classes {
			for _, fault := range terms.faults(class) {
				say("grants.%s.%s: %s", role, class, fault)
			}
		}
	}
	faults = append(faults, a.actFaults()...)
	sort.Strings(faults)
	return faults
}

// faults lists what is wrong with the terms on which the class is granted.
func (t Terms) faults(class models.Class) []string {
	var faults []string
	if !class.Valid() {
		faults = append(faults, fmt.Sprintf("no such data class: name one of %v", models.Classes))
	}
	switch t.Scope {
	case All, Known, Own, Acted:
	default:
		faults = append(faults, fmt.Sprintf("scope %q is none of all, known, own, acted", t.Scope))
	}
	if !t.Detail.Valid() || t.Detail == models.DetailNone {
		faults = append(faults, fmt.Sprintf("detail %q is none of VALUE, BAND, FLAG", t.Detail))
	}
	if t.By != nil && len(t.By) == 0 {
		faults = append(faults, "by is empty: leave it out or name whose word is shown")
	}
	for _, by := range t.By {
		if by != ByReader && by != ByOwnLetter && !models.Partner(by).Valid() {
			faults = append(faults, fmt.Sprintf("by %q is neither a partner nor own nor own-tenancy", by))
		}
	}
	return faults
}
