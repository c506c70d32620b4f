package main

import (
	"fmt"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

// TestBlind has a coordinator, for whom a task waits, look for what the linker made of it elsewhere: at a task that others have
// decided about the same people, and at other records of theirs.
func TestBlind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.doubt("Ttwo", "police N2", "schools S2", false)
		p.decide(bob, "Ttwo", "CANNOT_TELL")
		if done := p.decide(cat, "Ttwo", "CANNOT_TELL"); done["state"] != "DECIDED" || done["explanation"] == nil {
			t.Errorf("cat, who has decided, is shown %v", done)
		}
		p.doubt("Tone", "council C4", "schools S2", true)
		for _, r := range []reader{ann, cat} {
			if seen := p.task(r, "Ttwo"); seen["state"] != "DECIDED" || seen["explanation"] != nil {
				t.Errorf("%s, for whom another task waits, is shown %v", r, seen)
			}
		}
		for _, pair := range []object{records("SCHOOLS S2", "COUNCIL C4"), records("POLICE N2", "COUNCIL C4"), records("POLICE N2", "SCHOOLS S2"), records("POLICE N2", "SCHOOLS S1")} {
			p.expectCode(ann, "explaining records of the two", "CONFLICT", explain, pair)
		}
		p.decide(ann, "Tone", "CANNOT_TELL")
		if seen := p.task(ann, "Ttwo"); seen["explanation"] == nil {
			t.Errorf("ann, who has decided, is shown %v", seen)
		}
		p.expectCode(ann, "explaining records of the two", "", explain, records("POLICE N2", "SCHOOLS S2"))
		p.expectCode(cat, "explaining records of the two", "CONFLICT", explain, records("POLICE N2", "SCHOOLS S2"))
	})
}

// TestDrawnLooksDoubtful has a link drawn to be read of which the linker is sure. To a coordinator it must look like one in doubt;
// to everybody else it is as it was.
func TestDrawnLooksDoubtful(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		amy, whole := p.personOf("council C3")
		const look = `query ($id: ID!) { person(id: $id) { linkConfidence family { id version } sources { matchWeight matchProbability } } }`
		looks := func(r reader) object {
			return p.ask(t, r, look, object{"id": amy}).Data["person"].(object)
		}
		worker := reader{role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "family-support"}
		assign(t, dsn, looks(ann)["family"].(object)["id"].(string), sharing.Assigned, "worker-1")
		before, workers := looks(ann), looks(worker)
		p.doubt("Tdrawn", "council C3", "schools S1", false)
		inDatabase(t, dsn, "UPDATE review_tasks SET sample = $1, quiet = $1", true)
		now := looks(ann)
		if now["linkConfidence"] != "IN_REVIEW" || now["family"].(object)["version"] == before["family"].(object)["version"] {
			t.Errorf("drawn, it is shown as %v, before %v", now, before)
		}
		for i, source := range objects(now["sources"]) {
			if source["matchWeight"] != nil || source["matchProbability"] != nil || objects(before["sources"])[i]["matchWeight"] == nil {
				t.Errorf("drawn, a source is shown as %v", source)
			}
		}
		if still := looks(worker); fmt.Sprint(still) != fmt.Sprint(workers) || still["linkConfidence"] != "AUTOMATIC" {
			t.Errorf("the key worker is shown %v, before %v", still, workers)
		}
		task := p.ask(t, ann, "{ reviewTask(id: \"Tdrawn\") { kind state openedAt left { person { id } } explanation { weight } } }", nil).Data["reviewTask"].(object)
		if task["kind"] != "PAIR" || task["state"] != "OPEN" || task["openedAt"] != nil || task["left"].(object)["person"] != nil || task["explanation"] != nil {
			t.Errorf("the task is %v", task)
		}
		p.expectCode(ann, "explaining it", "CONFLICT", explain, records("COUNCIL C3", "SCHOOLS S1"))
		if done := p.decide(ann, "Tdrawn", "SAME"); done["state"] != "DECIDED" {
			t.Errorf("decided: %v", done)
		}
		p.expectSources("decided", "council C3", whole)
		if done := looks(ann); done["linkConfidence"] != "CONFIRMED" {
			t.Errorf("decided, it is shown as %v", done)
		}
		quality := p.ask(t, ann, "{ reviewQuality { decided bands { same } } }", nil).Data["reviewQuality"].(object)
		if quality["decided"] != 1.0 || objects(quality["bands"])[7]["same"] != 1.0 {
			t.Errorf("the quality is %v", quality)
		}
	})
}
