package main

import (
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestNobodyComesToSeeTheScoreFirst has coordinators try to see how two records compare by having their task closed, and decide of
// them after all when another is opened.
func TestNobodyComesToSeeTheScoreFirst(t *testing.T) {
	const a, b = "council C4", "schools S2"
	pair := object{"idempotencyKey": "", "a": object{"partner": "COUNCIL", "ref": "C4"}, "b": object{"partner": "SCHOOLS", "ref": "S2"}}
	for name, close := range map[string]func(p *panel) (sawNothing []reader, barred []reader){
		"marked, and the mark taken away": func(p *panel) ([]reader, []reader) {
			for i, change := range []string{"markDoNotLink", "withdrawDoNotLink"} {
				pair["idempotencyKey"] = p.key()
				p.ask(p.t, []reader{ann, cat}[i], "mutation ($input: DoNotLinkInput!) { "+change+"(input: $input) { done } }", object{"input": pair})
			}
			return []reader{ann, bob, cat}, []reader{ann, cat}
		},
		"decided, and withdrawn by another": func(p *panel) ([]reader, []reader) {
			if done := p.decide(ann, "Tfirst", "DIFFERENT"); done["explanation"] == nil {
				p.t.Errorf("who has decided is shown %v", done)
			}
			p.withdraw(cat, "Tfirst")
			return []reader{bob}, []reader{ann, cat}
		},
		"in doubt no longer, and asked how they compare": func(p *panel) ([]reader, []reader) {
			inDatabase(p.t, p.dsn, "UPDATE review_tasks SET state = 'closed' WHERE id = 'Tfirst'")
			p.expectCode(ann, "explaining what nobody need decide", "", explain, records("COUNCIL C4", "SCHOOLS S2"))
			return []reader{ann, bob, cat}, []reader{ann}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.doubt("Tfirst", a, b, false)
				sawNothing, barred := close(p)
				for _, r := range sawNothing {
					if seen := p.task(r, "Tfirst"); seen["state"] != "CLOSED" || seen["explanation"] != nil {
						t.Errorf("of the closed task %s is shown %v", r, seen)
					}
				}
				inDatabase(t, dsn, "DELETE FROM review_tasks WHERE id <> 'Tfirst' AND state = 'open'") // what the linker doubts is for other tests
				p.doubt("Tsecond", a, b, false)
				for _, r := range barred {
					if seen := p.task(r, "Tsecond"); seen["state"] != "WAITING" || seen["explanation"] != nil || len(objects(seen["decisions"])) > 0 {
						t.Errorf("of the next task %s is shown %v", r, seen)
					}
					p.expectCode(r, "deciding the next task", "CONFLICT", decideReview, p.decision(r, "Tsecond", "SAME"))
				}
				if done := p.decide(bob, "Tsecond", "DIFFERENT"); done["state"] != "DECIDED" {
					t.Errorf("bob, who knew nothing, is shown %v", done)
				}
			})
		})
	}
}
