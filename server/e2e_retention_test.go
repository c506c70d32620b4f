package main

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestRetentionOfAServedHub erases by the starting agreements, which keep nothing of the county of 2012 that nobody sends any more.
func TestRetentionOfAServedHub(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, _ := p.personOf("council C2")
		if out := must(t, "retention", "--dry-run").out; out != "nothing is kept longer than agreements say\n" {
			t.Errorf("on the day of the import it says\n%s", out)
		}
		late := must(t, "retention", "--dry-run", "--on", "2999-01-01").out
		if !strings.Contains(late, "police") || !strings.Contains(late, "offences") || !strings.Contains(late, "18 months") || !strings.HasSuffix(late, "nothing was changed\n") {
			t.Errorf("long after it says\n%s", late)
		}
		inDatabase(t, dsn, `UPDATE imports SET started_at = '2013-01-07T09:00:00Z' WHERE partner = 'police'`)
		if out := must(t, "retention", "--erase").out; !strings.Contains(out, "offences") || !strings.Contains(out, "erased, but for what is sheltered") {
			t.Errorf("it says\n%s", out)
		}
		read := `query ($id: ID!) { person(id: $id) { surname offences { disposal } } }`
		if person, _ := p.ask(t, coordinator, read, object{"id": adam}).Data["person"].(object); person == nil || person["surname"] == nil || len(objects(person["offences"])) != 0 {
			t.Errorf("of a person whom others hold too is shown %v", person)
		}
		if people := p.families(t, officer, "id"); len(people) != 0 {
			t.Errorf("police hold nobody, and are shown %v", people)
		}
		if out := must(t, "audit", "verify").out; !strings.HasPrefix(out, "the log holds: ") {
			t.Errorf("the log: %s", out)
		}
		nodes := objects(p.ask(t, governing, `{ accessLog(filter: {kind: ERASURE}) { nodes { operation shown { subject } } } }`, nil).Data["accessLog"].(object)["nodes"])
		if len(nodes) == 0 || nodes[0]["operation"] != "retention" {
			t.Errorf("the log has %v", nodes)
		}
	})
}
