package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

const (
	urgent       = "a neighbour heard a child scream tonight"
	readFamily   = `query look($id: ID!) { family(id: $id) { members { person { id forename addresses { postcode } involvements { kind hub } attendance { term } offences { disposal } benefitClaims { benefit } } } } }`
	glassEntries = `{ accessLog(filter: {glass: true}, first: 200) { nodes { seq kind reader role org purpose reason operation glass shown { subject classes } agreements { id } } } }`
)

var (
	nightOfficer = reader{name: "officer", role: "POLICE_OFFICER", org: "TVP", subject: "officer-1", purpose: "safeguarding"}
	oversight    = reader{name: "governance", role: "INFORMATION_GOVERNANCE", subject: "ig-1", purpose: "governance"}
)

// glassTest is the small county at a time that the test sets.
type glassTest struct {
	*panel
	clock        *clock
	apple, birch string // families' ids; the force holds nobody of the Coles
	cole         string
	serve        func() *panel
}

func newGlassTest(t *testing.T, dsn string) *glassTest {
	t.Helper()
	g := &glassTest{}
	g.panel, g.clock, g.serve = newClockPanel(t, dsn, time.Date(2013, 3, 4, 22, 30, 0, 0, time.UTC))
	for _, f := range g.families(t, reasoned, "id members { person { surname } }") {
		switch members(f)[0]["surname"] {
		case "Apple":
			g.apple = f["id"].(string)
		case "Birch":
			g.birch = f["id"].(string)
		case "Cole":
			g.cole = f["id"].(string)
		}
	}
	return g
}

func (g *glassTest) input(family, class, reason string) object {
	return object{"input": object{"idempotencyKey": g.key(), "family": family, "class": class, "reason": reason}}
}

// breaks breaks the glass, and returns the break.
func (g *glassTest) breaks(r reader, family, class string) object {
	g.t.Helper()
	return g.ask(g.t, r, breakGlass, g.input(family, class, urgent)).Data["breakGlass"].(object)["broken"].(object)
}

// TestBreakGlass follows one night: before, during and after an officer breaks the glass before social care of a family.
func TestBreakGlass(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		g := newGlassTest(t, dsn)
		look := func(p *panel, r reader, family string) answered { return p.ask(t, r, readFamily, object{"id": family}) }
		before, birch := look(g.panel, nightOfficer, g.apple).body, look(g.panel, nightOfficer, g.birch).body
		colleague, elsewhere := nightOfficer, nightOfficer
		colleague.subject, elsewhere.org = "officer-2", "MET"
		others := func(p *panel) (said string) {
			for _, r := range []reader{colleague, elsewhere, schoolOffice, {role: "HOUSING_OFFICER", org: "SOHA", purpose: "safeguarding"}, {role: "INTEGRATION", as: "POLICE_OFFICER", org: "TVP", subject: "officer-1", purpose: "safeguarding"}} {
				said += look(p, r, g.apple).body + look(p, r, g.birch).body
			}
			return said
		}
		aside := others(g.panel)

		made := g.breaks(nightOfficer, g.apple, "social-care")
		if made["reader"] != "officer-1" || made["role"] != "POLICE_OFFICER" || made["partner"] != "POLICE" || made["org"] != "TVP" || made["family"] != g.apple ||
			made["class"] != "social-care" || made["agreement"] != "safeguarding" || made["reason"] != urgent || made["reads"] != 0.0 || made["review"] != nil ||
			made["openedAt"] != "2013-03-04T22:30:00Z" || made["expiresAt"] != "2013-03-05T01:30:00Z" || made["endedAt"] != nil {
			t.Errorf("the break is %v", made)
		}
		second := g.serve() // another server of the same database, started since
		for _, p := range []*panel{g.panel, second} {
			open := look(p, nightOfficer, g.apple)
			if kinds := fmt.Sprint(strings.Count(open.body, "child-in-need"), strings.Count(open.body, `"Amy"`), strings.Count(open.body, `"Alice"`)); kinds != "1 0 0" {
				t.Errorf("through the glass stands %s", open.body)
			}
			if n := len(objects(open.Data["family"].(object)["members"])); n != 4 {
				t.Errorf("%d members are there, want the four whom the council holds", n)
			}
			for _, forbidden := range []string{"IS", "JSA", "2012/13-autumn", "2012/13-spring"} {
				if strings.Contains(open.body, `"`+forbidden+`"`) {
					t.Errorf("%s is shown too: %s", forbidden, open.body)
				}
			}
			want := object{"break": made["id"], "family": g.apple, "class": "social-care", "until": "2013-03-05T01:30:00Z"}
			if got := open.Extensions.Broken; len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
				t.Errorf("the reply says of broken glass: %v", got)
			}
			if after := others(p); after != aside {
				t.Error("somebody else is shown otherwise")
			}
			if other := look(p, nightOfficer, g.birch); other.body != birch || len(other.Extensions.Broken) > 0 {
				t.Errorf("of another family it is shown %s", other.body)
			}
		}
		for _, purpose := range []string{"crime-prevention", "family-support"} {
			r := nightOfficer
			r.purpose = purpose
			if got := look(g.panel, r, g.apple); strings.Contains(got.body, "child-in-need") || got.Extensions.Broken != nil {
				t.Errorf("for %s: %s", purpose, got.body)
			}
		}
		plain := g.ask(t, nightOfficer, `query ($id: ID!) { family(id: $id) { members { person { forename offences { disposal } } } } }`, object{"id": g.apple})
		if plain.Extensions.Broken != nil {
			t.Error("a read that needs no broken glass is marked")
		}
		own := g.ask(t, nightOfficer, "{ viewer { breaks { id reads } } }", nil).Data["viewer"].(object)["breaks"]
		if fmt.Sprint(own) != fmt.Sprintf("[map[id:%s reads:2]]", made["id"]) {
			t.Errorf("the officer's breaks are %v", own)
		}
		g.clock.forward(3*time.Hour - time.Second)
		if open := look(g.panel, nightOfficer, g.apple); !strings.Contains(open.body, "child-in-need") {
			t.Error("it does not last three hours")
		}
		g.clock.forward(time.Second)
		if got := look(second, nightOfficer, g.apple).body; got != before {
			t.Errorf("expired, it still shows: %s", got)
		}
	})
}

// TestBreakGlassIsTold looks at what the log and the list of information governance say of a break, and has it reviewed.
func TestBreakGlassIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		g := newGlassTest(t, dsn)
		made := g.breaks(nightOfficer, g.apple, "social-care")
		entries := func() []object {
			return objects(g.ask(t, oversight, glassEntries, nil).Data["accessLog"].(object)["nodes"])
		}
		if told := entries(); len(told) != 1 || told[0]["operation"] != "breakGlass" || told[0]["reason"] != urgent || told[0]["reader"] != "officer-1" ||
			told[0]["kind"] != "DISCLOSURE" || fmt.Sprint(told[0]["glass"]) != fmt.Sprint([]any{made["id"]}) || len(objects(told[0]["shown"])) > 0 {
			t.Fatalf("the log is told %v", told)
		}
		g.ask(t, nightOfficer, readFamily, object{"id": g.apple})
		read := entries()[0]
		if read["operation"] != "look" || fmt.Sprint(read["glass"]) != fmt.Sprint([]any{made["id"]}) || !strings.Contains(fmt.Sprint(read["shown"]), "social-care") ||
			!strings.Contains(fmt.Sprint(read["agreements"]), "safeguarding") {
			t.Errorf("the read is told as %v", read)
		}
		uses := func(state string) []object {
			variables := object{}
			if state != "" {
				variables["state"] = state
			}
			return objects(g.ask(t, oversight, breakGlassUses, variables).Data["breakGlassUses"].(object)["nodes"])
		}
		for state, n := range map[string]int{"": 1, "OPEN": 1, "UNREVIEWED": 1, "REVIEWED": 0} {
			if got := uses(state); len(got) != n || n > 0 && (got[0]["id"] != made["id"] || got[0]["reads"] != 1.0) {
				t.Errorf("%q: %v", state, got)
			}
		}
		for _, r := range []reader{nightOfficer, coordinator, schoolOffice} {
			if got := g.ask(t, r, breakGlassUses, nil).Data["breakGlassUses"].(object)["nodes"]; len(objects(got)) > 0 {
				t.Errorf("%s is shown %v", r, got)
			}
		}
		review := func(verdict string) object {
			return object{"input": object{"idempotencyKey": g.key(), "id": made["id"], "verdict": verdict, "note": "nobody was called"}}
		}
		g.expectCode(nightOfficer, "a review by who broke it", "FORBIDDEN", reviewBreakGlass, review("JUSTIFIED"))
		twice := review("NOT_JUSTIFIED")
		for range 2 { // asked again, it answers as before
			said := g.ask(t, oversight, reviewBreakGlass, twice).Data["reviewBreakGlass"].(object)["broken"].(object)
			if r := said["review"].(object); r["verdict"] != "NOT_JUSTIFIED" || r["reviewedBy"] != "ig-1" || r["note"] != "nobody was called" || said["endedBy"] != "ig-1" {
				t.Errorf("the review is %v", said)
			}
		}
		g.expectCode(oversight, "a second review", "CONFLICT", reviewBreakGlass, review("JUSTIFIED"))
		if got := g.ask(t, nightOfficer, readFamily, object{"id": g.apple}); strings.Contains(got.body, "child-in-need") {
			t.Error("a break that was not justified shows on")
		}
		if got := uses("REVIEWED"); len(got) != 1 || len(uses("OPEN"))+len(uses("UNREVIEWED")) > 0 {
			t.Errorf("reviewed are %v", got)
		}
		if told := entries(); told[0]["operation"] != "reviewBreakGlass" || len(told) != 3 {
			t.Errorf("in the end the log says %v", told)
		}
		if out := must(t, "audit", "export").out; !strings.Contains(out, `\"detail\":{\"class\":\"social-care\",\"family\":\"`+g.apple+`\",\"until\":\"2013-03-05T01:30:00Z\",\"verdict\":\"not-justified\"}`) {
			t.Error("the entry of the review does not say of what")
		}

		// Page by page it is the whole list, and a reader may end its own.
		ids := map[string]bool{made["id"].(string): true}
		for range 4 {
			g.clock.forward(time.Minute)
			ids[g.breaks(nightOfficer, g.apple, "schooling")["id"].(string)] = true
		}
		var after any
		for n := 0; ; n++ {
			page := g.ask(t, oversight, breakGlassUses, object{"first": 2, "after": after}).Data["breakGlassUses"].(object)
			for _, node := range objects(page["nodes"]) {
				delete(ids, node["id"].(string))
			}
			if after = page["pageInfo"].(object)["endCursor"]; page["pageInfo"].(object)["hasNextPage"] == false {
				if n != 2 || len(ids) > 0 {
					t.Errorf("after %d pages these are missing: %v", n+1, ids)
				}
				break
			}
		}
		last := uses("OPEN")[0]["id"]
		end := func() object { return object{"input": object{"idempotencyKey": g.key(), "id": last}} }
		g.expectCode(reader{role: "POLICE_OFFICER", org: "TVP", subject: "officer-2", purpose: "safeguarding"}, "another's break", "NOT_FOUND", endBreakGlass, end())
		ended := g.ask(t, nightOfficer, endBreakGlass, end()).Data["endBreakGlass"].(object)["broken"].(object)
		if ended["endedBy"] != "officer-1" || ended["endedAt"] == nil {
			t.Errorf("ended: %v", ended)
		}
		g.expectCode(nightOfficer, "one that is over", "CONFLICT", endBreakGlass, end())
		other := uses("OPEN")[0]["id"]
		if said := g.ask(t, oversight, endBreakGlass, object{"input": object{"idempotencyKey": g.key(), "id": other}}).Data["endBreakGlass"].(object)["broken"].(object); said["endedBy"] != "ig-1" {
			t.Errorf("ended by governance: %v", said)
		}
	})
}

// TestBreakGlassRefused is every way in which the glass is not broken.
func TestBreakGlassRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		g := newGlassTest(t, dsn)
		classes := []string{"nino", "upn", "nhs-number", "pnc-id", "benefits", "employment-support", "case-work", "criteria", "support", "links", "interventions", "claims"}
		for _, class := range classes {
			g.expectCode(nightOfficer, class, "FORBIDDEN", breakGlass, g.input(g.apple, class, urgent))
			g.expectCode(reader{role: "COUNCIL_KEY_WORKER", subject: "kim", purpose: "safeguarding"}, class, "FORBIDDEN", breakGlass, g.input(g.apple, class, urgent))
		}
		purpose := nightOfficer
		purpose.purpose = "crime-prevention"
		program := reader{role: "INTEGRATION", as: "POLICE_OFFICER", org: "TVP", subject: "officer-1", purpose: "safeguarding"}
		for what, c := range map[string]struct {
			by    reader
			code  string
			input object
		}{
			"a class that the role may not break": {nightOfficer, "FORBIDDEN", g.input(g.apple, "tenancy", urgent)},
			"a class that is none":                {nightOfficer, "INVALID", g.input(g.apple, "shoes", urgent)},
			"another purpose":                     {purpose, "FORBIDDEN", g.input(g.apple, "social-care", urgent)},
			"a program":                           {program, "FORBIDDEN", g.input(g.apple, "social-care", urgent)},
			"a role without the act":              {coordinator, "FORBIDDEN", g.input(g.apple, "social-care", urgent)},
			"a provider":                          {reader{role: "DWP_PROVIDER", org: "PROGRESS", purpose: "employment-support"}, "FORBIDDEN", g.input(g.apple, "social-care", urgent)},
			"a reason too short":                  {nightOfficer, "INVALID", g.input(g.apple, "social-care", "because it is urge ")},
			"a reason too long":                   {nightOfficer, "INVALID", g.input(g.apple, "social-care", strings.Repeat("x", 501))},
			"a family of which it holds nobody":   {nightOfficer, "NOT_FOUND", g.input(g.cole, "social-care", urgent)},
			"a family that is none":               {nightOfficer, "NOT_FOUND", g.input("Fnobody", "social-care", urgent)},
			"no family":                           {nightOfficer, "INVALID", object{"input": object{"idempotencyKey": g.key(), "class": "social-care", "reason": urgent}}},
			"no key":                              {nightOfficer, "INVALID", object{"input": object{"idempotencyKey": "", "family": g.apple, "class": "social-care", "reason": urgent}}},
		} {
			g.expectCode(c.by, what, c.code, breakGlass, c.input)
		}
		// Somebody of the family whom the force does not hold is no way in, nor is one break to the next.
		amy, _ := g.personOf("council C3")
		adam, _ := g.personOf("police N1")
		of := func(person, class string) object {
			return object{"input": object{"idempotencyKey": g.key(), "person": person, "class": class, "reason": urgent}}
		}
		g.expectCode(nightOfficer, "a person whom it does not hold", "NOT_FOUND", breakGlass, of(amy, "social-care"))
		g.breaks(nightOfficer, g.apple, "social-care")
		g.expectCode(nightOfficer, "a person who is there by a break", "NOT_FOUND", breakGlass, of(amy, "schooling"))
		byPerson := g.ask(t, nightOfficer, breakGlass, of(adam, "schooling")).Data["breakGlass"].(object)["broken"].(object)
		if byPerson["family"] != g.apple {
			t.Errorf("by a person: %v", byPerson)
		}

		// The same key and input again is the same break; with another input it is a mistake.
		input := g.input(g.apple, "family-links", urgent)
		first := g.ask(t, nightOfficer, breakGlass, input).body
		if again := g.ask(t, nightOfficer, breakGlass, input).body; again != first {
			t.Errorf("asked again it is %s, before %s", again, first)
		}
		input["input"].(object)["class"] = "address"
		g.expectCode(nightOfficer, "a key of another break", "CONFLICT", breakGlass, input)
		for range 17 {
			g.breaks(nightOfficer, g.apple, "address")
		}
		g.expectCode(nightOfficer, "one too many", "CONFLICT", breakGlass, g.input(g.apple, "address", urgent))
	})
}

// TestBreakGlassOfAProtectedFamily: no break tells where somebody in a refuge is, nor that there is something to look for.
func TestBreakGlassOfAProtectedFamily(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		g := newGlassTest(t, dsn)
		for _, r := range []reader{nightOfficer, {role: "COUNCIL_KEY_WORKER", subject: "kim", purpose: "safeguarding"}} {
			for _, class := range behindGlass[r.role] {
				g.breaks(r, g.birch, class)
			}
			got := g.ask(t, r, fmt.Sprintf("{ family(id: %q) { %s } }", g.birch, everyField("Family")), nil)
			if !strings.Contains(got.body, "child-protection") {
				t.Errorf("%s is not shown what was broken: %s", r, got.body)
			}
			for _, place := range []string{"Refuge", "OX16", "Banbury", "100000000002", "931001", "SOHA", "nosp-rent", "\"VA\""} {
				if strings.Contains(got.body, place) {
					t.Errorf("%s is told %s", r, place)
				}
			}
			for _, line := range got.Extensions.Withheld {
				if text, _ := json.Marshal(line); strings.Contains(string(text), "restrict") {
					t.Errorf("%s is told that there is a mark: %s", r, text)
				}
			}
		}
	})
}
