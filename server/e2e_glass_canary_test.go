package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// behindGlass is which classes each role may break, written down once more: nothing of package sharing is used.
var behindGlass = map[string][]string{
	"COUNCIL_KEY_WORKER": {"identity", "address", "family-links", "offences", "asb", "callouts", "schooling", "tenancy", "social-care"},
	"POLICE_OFFICER":     {"identity", "address", "family-links", "schooling", "social-care"},
	"SCHOOL_OFFICER":     {"identity", "address", "family-links", "callouts", "social-care"},
	"HOUSING_OFFICER":    {"identity", "family-links", "social-care"},
}

// breakers are those who may break the glass, for each organisation and for their partner as a whole.
var breakers = []reader{
	{role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "safeguarding"},
	{role: "COUNCIL_KEY_WORKER", subject: "worker-2", purpose: "safeguarding"},
	{role: "POLICE_OFFICER", purpose: "safeguarding"},
	{role: "POLICE_OFFICER", org: "TVP", purpose: "safeguarding"},
	{role: "SCHOOL_OFFICER", org: "931001", purpose: "safeguarding"},
	{role: "SCHOOL_OFFICER", org: "931002", purpose: "safeguarding"},
	{role: "HOUSING_OFFICER", org: "SOHA", purpose: "safeguarding"},
	{role: "HOUSING_OFFICER", org: "GREENSQ", purpose: "safeguarding"},
}

// breaksOpen says whether a canary is shown by a break before one class of one family: what anybody but DWP tells of it, but
// never where a protected family is, nor a record of it that names a school, landlord or provider.
func breaksOpen(m canary, family, class string) bool {
	named := m.class == "schooling" || m.class == "tenancy"
	if family == protectedFamily && (m.place || named) {
		return false
	}
	return m.class == class && m.family == family && slices.ContainsFunc(m.told, func(from source) bool { return from.partner != "dwp" })
}

// letting says whether a canary is the address of a tenancy, which the council is told as an address too.
func letting(r reader, m canary, family, class string) bool {
	return partnerOf[r.role] == "" && class == "address" && m.family == family && family != protectedFamily && m.place && strings.Contains(m.where, " tenancies ")
}

// TestCanariesBehindGlass has everybody who may break the glass break it before each class of each family, and looks in all
// that comes back: the class of the family is there, and nothing else is; ended, all is as it was.
func TestCanariesBehindGlass(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		a := breed(t)
		a.importAll()
		a.decide(dsn)
		must(t, "link")
		c := &cage{birds: a.birds}
		c.enter(t, agreementState{force: always})
		c.settle(dsn)
		p := &panel{hubUnderTest: c.hub, t: t, dsn: dsn}
		for _, r := range breakers {
			before := c.allOf(r)
			for i, family := range []string{"Ash", "Elm", "Oak", "Yew"} {
				held := slices.ContainsFunc(birds, func(b bird) bool {
					partner := partnerOf[r.role]
					if partner == "" {
						partner = "council"
					}
					return b.family == family && stands(r, "held", partner, b)
				})
				for _, class := range behindGlass[r.role] {
					input := object{"idempotencyKey": p.key(), "family": c.families[i], "class": class, "reason": "a child may be in danger tonight"}
					data, code := p.attempt(r, breakGlass, object{"input": input})
					if !held {
						if code != "NOT_FOUND" {
							t.Errorf("%s breaks the glass of %s, of whom it holds nobody: %q", r, family, code)
						}
						continue
					}
					if code != "" {
						t.Fatalf("%s may not break the glass before %s of %s: %s", r, class, family, code)
					}
					c.throughGlass(r, family, c.families[i], class)
					id := data["breakGlass"].(object)["broken"].(object)["id"]
					p.ask(t, r, endBreakGlass, object{"input": object{"idempotencyKey": p.key(), "id": id}})
				}
			}
			if after := c.allOf(r); after != before {
				t.Errorf("%s is shown otherwise once its breaks have ended", r)
			}
		}
	})
}

// allOf is all that the reader is shown, of every family.
func (c *cage) allOf(r reader) string {
	return send(c.t, c.hub.request(c.t, r, http.MethodPost, everyFamily(), nil)).body
}

// throughGlass asks for everything while the glass is broken.
func (c *cage) throughGlass(r reader, family, id, class string) {
	c.t.Helper()
	one := fmt.Sprintf("{ family(id: %q) { %s } }", id, everyField("Family"))
	whole := send(c.t, c.hub.request(c.t, r, http.MethodPost, one, nil)).body
	said := strings.ToLower(whole + c.allOf(r))
	for _, m := range c.birds {
		opened := breaksOpen(m, family, class)
		switch may := c.mayShow(r, m); {
		case !may && !opened && !letting(r, m, family, class) && contains(said, m.text):
			c.t.Fatalf("%s, the glass broken before %s of %s, is shown %q (%s: class %s of %s)", r, class, family, m.text, m.where, m.class, m.family)
		case opened && m.record && !contains(strings.ToLower(whole), m.text):
			c.t.Errorf("%s, the glass broken before %s of %s, is not shown %q (%s)", r, class, family, m.text, m.where)
		}
	}
}
