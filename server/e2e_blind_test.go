package main

import (
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
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
