package main

import (
	"fmt"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

const history = `query ($id: ID!) { person(id: $id) { id history { at kind from to reason weight model } family { id history { kind from to reason } } } }`

// TestHistory reads what became of a person when records were linked anew, as those who may and who may not.
func TestHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, _ := p.personOf("council C2")
		dora, _ := p.personOf("dwp D4")
		told := func(r reader) (events []object) {
			t.Helper()
			return objects(p.ask(t, r, history, object{"id": adam}).Data["person"].(object)["history"])
		}
		if events := told(ann); len(events) > 0 {
			t.Errorf("before anything is told %v", events)
		}
		p.doubt("Tone", "council C2", "police N1", false)
		p.decide(ann, "Tone", "DIFFERENT")
		other, _ := p.personOf("police N1")
		p.withdraw(ann, "Tone")
		events := told(ann)
		if len(events) != 2 || events[0]["kind"] != "SPLIT" || events[0]["from"] != adam || events[0]["to"] != other || events[0]["weight"] != nil ||
			events[0]["reason"] != "a decision: people said that they are two" {
			t.Fatalf("told is %v", events)
		}
		if e := events[1]; e["kind"] != "MERGED" || e["from"] != other || e["to"] != adam || e["weight"] == nil || e["model"] == nil || e["at"] == nil ||
			e["reason"] != "a decision was withdrawn: their records agree" {
			t.Errorf("then %v", e)
		}
		p.doubt("Ttwo", "council C2", "housing H2", true)
		if e := told(ann)[1]; e["weight"] != nil {
			t.Errorf("while a task about him waits, %v", e)
		}
		p.decide(ann, "Ttwo", "SAME")
		if e := told(ann)[1]; e["weight"] == nil || told(bob)[1]["weight"] != nil {
			t.Errorf("who has decided is told %v, who has not %v", e, told(bob)[1])
		}
		reply := p.ask(t, officer, history, object{"id": adam})
		if him := reply.Data["person"].(object); him["history"] != nil || him["family"].(object)["history"] != nil || !strings.Contains(fmt.Sprint(reply.Extensions.Withheld), "person.family.history") {
			t.Errorf("an officer is shown %v, withheld %v", him, reply.Extensions.Withheld)
		}

		// Whoever sees the links of some families alone is not told who the others are.
		assign(t, dsn, p.ask(t, ann, history, object{"id": adam}).Data["person"].(object)["family"].(object)["id"].(string), sharing.Claimed, "")
		inDatabase(t, dsn, `INSERT INTO link_events (at, kind, person_id, other_id, reason, weight, model) VALUES ('2013-01-07T09:00:00Z', 'person moved', $1, $2, 'a test', 1.5, 'm')`, dora, adam)
		auditor := reader{role: "COUNCIL_AUDITOR", purpose: "claim-audit"}
		for r, from := range map[reader]any{ann: dora, auditor: nil} {
			events := told(r)
			if last := events[len(events)-1]; last["kind"] != "MOVED" || last["from"] != from || last["to"] != adam {
				t.Errorf("%s is told %v", r, last)
			}
		}
	})
}
