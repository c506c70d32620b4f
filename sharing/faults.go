package sharing

import (
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// grantable are the roles that an agreement may name: INTEGRATION has the grants of the role it acts as.
var grantable = slices.DeleteFunc(slices.Clone(models.Roles), func(r models.Role) bool { return r == models.Integration })

// faults lists, in the order of its lines, what keeps the agreement from being one, and how to mend it.
func (a *Agreement) faults() Faults {
	f := &faulty{file: a.File, lines: a.lines}
	a.headFaults(f)
	a.dayFaults(f)
	a.retentionFaults(f)
	a.grantFaults(f)
	a.actFaults(f)
	a.glassFaults(f)
	return f.sorted()
}

// headFaults are those of what the agreement says of itself.
func (a *Agreement) headFaults(f *faulty) {
	for _, must := range []struct{ key, value, what string }{
		{"id", a.ID, "a short name that no other agreement has"},
		{"title", a.Title, "what is shared, between whom"},
		{"gateway", a.Gateway, "the law that permits it"},
	} {
		if must.value == "" {
			f.say(must.key, "%s is missing: say %s", must.key, must.what)
		}
	}
	if !a.Partner.Valid() {
		f.say("partner", "partner %q is none of %v", a.Partner, models.Partners)
	}
	if len(a.Purposes) == 0 {
		f.say("purposes", "purposes is empty: name at least one")
	}
	for i, p := range a.Purposes {
		if !p.Valid() {
			f.say(under("purposes", fmt.Sprint(i)), "purpose %q is none of %v", p, models.Purposes)
		}
	}
	twice(f, "purposes", a.Purposes)
	if a.Signatories != nil && len(a.Signatories) == 0 {
		f.say("signatories", "signatories is empty: name the posts that signed, or leave it out until they have")
	}
	for i, post := range a.Signatories {
		if post == "" {
			f.say(under("signatories", fmt.Sprint(i)), "a signatory has no name: write the post")
		}
	}
	twice(f, "signatories", a.Signatories)
}

// dayFaults are those of its dates, each alone and beside the others.
func (a *Agreement) dayFaults(f *faulty) {
	for _, d := range []struct {
		key string
		day models.Date
	}{{"from", a.From}, {"until", a.Until}, {"signed-on", a.SignedOn}, {"review-by", a.ReviewBy}} {
		if _, err := models.ParseDate(string(d.day)); err != nil && (d.day != "" || d.key == "from") {
			f.say(d.key, "%s must be a day written as 2012-03-04", d.key)
			return // days that are none cannot be compared
		}
	}
	switch {
	case a.SignedOn != "" && a.Signatories == nil:
		f.say("signed-on", "signed-on is given, but not who signed: add signatories")
	case a.SignedOn == "" && len(a.Signatories) > 0:
		f.say("signatories", "signatories are given, but not when they signed: add signed-on")
	}
	if a.Until != "" && a.Until < a.From {
		f.say("until", "until is before from: correct one of the two")
	}
	if a.SignedOn > a.From {
		f.say("signed-on", "signed-on is after from: nothing may be shared before it is signed, so correct one of the two")
	}
	if a.ReviewBy != "" && a.ReviewBy < max(a.From, a.SignedOn) {
		f.say("review-by", "review-by is before from: correct one of the two")
	}
}

// retentionFaults are those of how long things are kept.
func (a *Agreement) retentionFaults(f *faulty) {
	if a.Retention != nil && len(a.Retention) == 0 {
		f.say("retention", "retention is empty: leave it out or say how long a class is kept")
	}
	for class, kept := range a.Retention {
		key := under("retention", string(class))
		switch {
		case !class.Valid():
			f.say(key, "%s: no such data class: name one of %v", key, models.Classes)
		case !owns(a.Partner, class):
			f.say(key, "%s: %s does not own that class: say it in an agreement of %v", key, a.Partner, class.Owners())
		}
		if !kept.Valid() {
			f.say(key, "%s: %q is no period: write it as 90 days, 18 months or 6 years", key, kept)
		}
	}
}

// grantFaults are those of what the agreement grants.
func (a *Agreement) grantFaults(f *faulty) {
	if len(a.Grants) == 0 && (a.Grants != nil || len(a.Acts) == 0) {
		f.say("grants", "grants is empty: name at least one role")
	}
	for role, classes := range a.Grants {
		key := under("grants", string(role))
		if !slices.Contains(grantable, role) {
			f.say(key, "role %q cannot be granted anything: name one of %v", role, grantable)
		}
		if len(classes) == 0 {
			f.say(key, "%s is empty: name at least one class", key)
		}
		for class, terms := range classes {
			terms.faults(f, under(key, string(class)), class)
		}
	}
}

// faults are those of the terms on which the class is granted.
func (t Terms) faults(f *faulty, key string, class models.Class) {
	if !class.Valid() {
		f.say(key, "%s: no such data class: name one of %v", key, models.Classes)
	}
	switch t.Scope {
	case All, Known, Own, Acted:
	default:
		f.say(under(key, "scope"), "%s: scope %q is none of all, known, own, acted", key, t.Scope)
	}
	if !t.Detail.Valid() || t.Detail == models.DetailNone {
		f.say(under(key, "detail"), "%s: detail %q is none of VALUE, BAND, FLAG", key, t.Detail)
	}
	if t.By != nil && len(t.By) == 0 {
		f.say(under(key, "by"), "%s: by is empty: leave it out or name whose word is shown", key)
	}
	for i, by := range t.By {
		if by != ByReader && by != ByOwnLetter && !models.Partner(by).Valid() {
			f.say(under(key, fmt.Sprintf("by.%d", i)), "%s: by %q is neither a partner nor own nor own-tenancy", key, by)
		}
	}
	twice(f, under(key, "by"), t.By)
}

// twice finds what stands in a list more than once.
func twice[T ~string](f *faulty, key string, list []T) {
	for i, item := range list {
		if slices.Contains(list[:i], item) {
			f.say(under(key, fmt.Sprint(i)), "%s: %q stands there twice: take one out", key, item)
		}
	}
}
