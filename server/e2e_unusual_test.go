package main

import (
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

const unusualReading = `query ($from: Time, $until: Time) { unusualReading(from: $from, until: $until) { kind reader role org says count entries } }`

// TestUnusualReading registers who a reader is, and finds that it looked at its own.
func TestUnusualReading(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, _ := p.personOf("council C2")
		him := p.ask(t, coordinator, `query ($id: ID!) { person(id: $id) { surname addresses { postcode } } }`, object{"id": adam}).Data["person"].(object)
		surname, postcode := him["surname"].(string), objects(him["addresses"])[0]["postcode"].(string)
		p.ask(t, officer, `query ($id: ID!) { person(id: $id) { surname } }`, object{"id": adam})
		own := func() map[string]object {
			t.Helper()
			found := map[string]object{}
			for _, one := range objects(p.ask(t, governing, unusualReading, nil).Data["unusualReading"]) {
				if kind := one["kind"].(string); strings.HasPrefix(kind, "OWN_") {
					found[kind+" "+one["reader"].(string)] = one
				}
			}
			return found
		}
		if found := own(); len(found) != 0 {
			t.Errorf("before anybody is registered is found %v", found)
		}
		register := func(lines ...string) result {
			return thrive(t, "audit", "readers", write(t, filepath.Join(t.TempDir(), "readers.csv"), strings.Join(append([]string{"subject,surname,postcode"}, lines...), "\n")+"\n"))
		}
		if r := register(officer.subject+","+strings.ToUpper(surname)+",", "somebody-else,"+surname+","+postcode, "dev-council_coordinator,,"+strings.ToLower(postcode)); r.code != done || r.out != "3 readers registered, instead of those before\n" {
			t.Fatalf("registering ended with %d %s%s", r.code, r.out, r.err)
		}
		found := own()
		one := found["OWN_SURNAME "+officer.subject]
		if one == nil || found["OWN_SURNAME somebody-else"] != nil || len(found) > 2 {
			t.Fatalf("found is %v", found)
		}
		if one["role"] != officer.role || one["org"] != officer.org || one["count"] != 1.0 || one["says"] != "was shown somebody of the reader's own surname, once on 1 day" {
			t.Errorf("of the officer is said %v", one)
		}
		out := must(t, "audit", "unusual").out
		if !strings.Contains(out, officer.subject+", POLICE_OFFICER TVP: was shown somebody of the reader's own surname, once on 1 day (entries ") {
			t.Errorf("the command says\n%s", out)
		}
		if strings.Contains(out, surname) || strings.Contains(out, postcode) || strings.Contains(out, adam) {
			t.Errorf("it tells who was read:\n%s", out)
		}
		if r := must(t, "audit", "unusual", "--json").out; !strings.Contains(r, `"kind": "own-surname"`) {
			t.Errorf("as JSON it says\n%s", r)
		}
		if out := must(t, "audit", "unusual", "--from", "2012-01-01", "--until", "2012-02-01").out; out != "nothing unusual was read\n" {
			t.Errorf("of another time it says\n%s", out)
		}
		for _, other := range []reader{coordinator, officer} {
			if got := objects(p.ask(t, other, unusualReading, nil).Data["unusualReading"]); len(got) != 0 {
				t.Errorf("%s is shown %v", other, got)
			}
		}
		p.expectCode(governing, "no time at all", "INVALID", unusualReading, object{"from": "2013-01-02T00:00:00Z", "until": "2013-01-01T00:00:00Z"})
		p.expectCode(governing, "two years", "INVALID", unusualReading, object{"from": "2013-01-02T00:00:00Z", "until": "2015-01-01T00:00:00Z"})
		for lines, want := range map[string]string{
			",Lee,OX1 1AA":               "line 2 has no subject",
			"a,Lee,OX1 1AA\na,Lee,":      "line 3 has a subject that stood before",
			"a,Lee":                      "line 2 is no row of three values",
			"a,Lee,OX1 1AA\nb,\"Le\"e,x": "line 3 is no row of three values",
		} {
			if r := register(lines); r.code != misused || !strings.Contains(r.err, want) || strings.Contains(r.err, "Lee") {
				t.Errorf("%q ended with %d %s, want %s", lines, r.code, r.err, want)
			}
		}
		if len(own()) != len(found) {
			t.Error("a faulty file changed the register")
		}
	})
}
