package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

const (
	familyFields   = "id version members { person { id } } corrections { id kind reason madeBy }"
	moveMember     = "mutation ($input: MoveMemberInput!) { moveMember(input: $input) { correction families { " + familyFields + " } } }"
	mergeFamilies  = "mutation ($input: MergeFamiliesInput!) { mergeFamilies(input: $input) { correction families { " + familyFields + " } } }"
	splitFamily    = "mutation ($input: SplitFamilyInput!) { splitFamily(input: $input) { correction families { " + familyFields + " } } }"
	takeCorrection = "mutation ($input: WithdrawFamilyCorrectionInput!) { withdrawFamilyCorrection(input: $input) { correction families { " + familyFields + " } } }"
)

// familyOf is the family of a person as ann sees it.
func (p *panel) familyOf(person string) object {
	p.t.Helper()
	return p.ask(p.t, ann, "query ($id: ID!) { person(id: $id) { family { "+familyFields+" } } }", object{"id": person}).Data["person"].(object)["family"].(object)
}

func asSeen(family object) object { return object{"id": family["id"], "version": family["version"]} }

// because is an input of a change, with a reason and a key of its own.
func (p *panel) because(more object) object {
	input := object{"idempotencyKey": p.key(), "reason": "she told us so at a visit on Monday"}
	for name, value := range more {
		input[name] = value
	}
	return object{"input": input}
}

// expectFamilies demands who is together, by the council's refs: "C1 C2; C3".
func (p *panel) expectFamilies(what, want string) {
	p.t.Helper()
	var got []string
	for _, f := range p.families(p.t, coordinator, "members { person { sources { partner ref } } }") {
		var refs []string
		for _, person := range members(f) {
			for _, s := range objects(person["sources"]) {
				if s["partner"] == "COUNCIL" {
					refs = append(refs, s["ref"].(string))
				}
			}
		}
		if slices.Sort(refs); len(refs) > 0 {
			got = append(got, strings.Join(refs, " "))
		}
	}
	if slices.Sort(got); strings.Join(got, "; ") != want {
		p.t.Errorf("%s: families are %q, want %q", what, strings.Join(got, "; "), want)
	}
}

// TestCorrectFamilies has a coordinator say who is of which family, in every way, and take it back.
func TestCorrectFamilies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		const evidence = "C1 C2 C3 C4; C5 C6"
		p.expectFamilies("by evidence", evidence)
		ben, _ := p.personOf("council C4")
		beth, _ := p.personOf("council C5")
		apples, birches := p.familyOf(ben), p.familyOf(beth)
		move := p.because(object{"person": ben, "from": asSeen(apples), "to": asSeen(birches)})
		p.refuseCorrections(dsn, move, ben, apples, birches)
		p.expectFamilies("after what was refused", evidence)

		done := p.ask(t, ann, moveMember, move).Data["moveMember"].(object)
		p.expectFamilies("moved", "C1 C2 C3; C4 C5 C6")
		if again := p.ask(t, ann, moveMember, move).Data["moveMember"].(object); fmt.Sprint(again) != fmt.Sprint(done) || len(objects(done["families"])) != 2 {
			t.Errorf("asked again with the same key: %v, before %v", again, done)
		}
		p.expectCode(bob, "a version that is past", "CONFLICT", moveMember, p.because(object{"person": ben, "from": asSeen(apples), "to": asSeen(birches)}))
		said := objects(p.familyOf(ben)["corrections"])
		if len(said) != 1 || said[0]["id"] != done["correction"] || said[0]["kind"] != "MOVE" || said[0]["madeBy"] != "ann" || said[0]["reason"] != nil {
			t.Errorf("of the family it is said: %v", said) // the reason is not shown where a place is protected
		}
		withReason := ann
		withReason.reason = "the refuge has asked for the family's history"
		whole := p.ask(t, withReason, "query ($id: ID!) { person(id: $id) { family { corrections { reason } } } }", object{"id": ben})
		if !strings.Contains(fmt.Sprint(whole.Data), "at a visit on Monday") {
			t.Errorf("for a reason it is said: %v", whole.Data)
		}
		p.linkAnew()
		p.expectFamilies("linked anew", "C1 C2 C3; C4 C5 C6")

		merge := p.because(object{"families": []object{asSeen(p.familyOf(ben)), asSeen(p.familyOf(p.of("council C1")))}})
		merged := p.ask(t, ann, mergeFamilies, merge).Data["mergeFamilies"].(object)
		p.expectFamilies("merged", "C1 C2 C3 C4 C5 C6")
		split := p.because(object{"family": asSeen(p.familyOf(ben)), "members": []string{ben, p.of("council C3")}})
		apart := p.ask(t, ann, splitFamily, split).Data["splitFamily"].(object)
		p.expectFamilies("split", "C1 C2 C5 C6; C3 C4")
		for i, step := range []struct{ id, want string }{
			{apart["correction"].(string), "C1 C2 C3 C4 C5 C6"}, {merged["correction"].(string), "C1 C2 C3; C4 C5 C6"}, {done["correction"].(string), evidence},
		} {
			p.ask(t, bob, takeCorrection, p.because(object{"correction": step.id}))
			p.expectFamilies(fmt.Sprint("withdrawn, the last but ", i), step.want)
		}
		p.expectCode(bob, "withdrawing it twice", "NOT_FOUND", takeCorrection, p.because(object{"correction": done["correction"]}))
		if left := objects(p.familyOf(ben)["corrections"]); len(left) > 0 {
			t.Errorf("after all was withdrawn it is said: %v", left)
		}
		if r := must(t, "audit", "verify"); !strings.HasPrefix(r.out, "the log holds: ") {
			t.Errorf("verify says %q", r.out)
		}
		if export := must(t, "audit", "export").out; strings.Count(export, `\"operation\":\"moveMember\"`) != 1 || strings.Contains(export, "at a visit") {
			t.Error("the log does not hold the change once, without its words")
		}
	})
}

func (p *panel) of(record string) string {
	id, _ := p.personOf(record)
	return id
}

func (p *panel) linkAnew() {
	p.t.Helper()
	must(p.t, "link")
	inDatabase(p.t, p.dsn, "DELETE FROM review_tasks")
}

// refuseCorrections has those try who may not correct families, and those who may ask for what cannot be.
func (p *panel) refuseCorrections(dsn string, move object, ben string, apples, birches object) {
	p.t.Helper()
	wrongPurpose, program := ann, ann
	wrongPurpose.purpose = "family-support"
	program.role, program.as = "INTEGRATION", "COUNCIL_COORDINATOR"
	worker := reader{role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "family-support"}
	assign(p.t, dsn, apples["id"].(string), sharing.Assigned, "worker-1")
	for _, r := range []reader{officer, schoolOffice, wrongPurpose, program, worker, {role: "INFORMATION_GOVERNANCE", purpose: "governance"}} {
		p.expectCode(r, "moving", "FORBIDDEN", moveMember, move)
	}
	if seen := p.ask(p.t, worker, "query ($id: ID!) { family(id: $id) { corrections { id } } }", object{"id": apples["id"]}); seen.Data["family"].(object)["corrections"] != nil || len(seen.Extensions.Withheld) != 1 {
		p.t.Errorf("the key worker is shown %v", seen.Data)
	}
	changed := object{"id": apples["id"], "version": 1}
	nobody := object{"id": "Fnobody", "version": 1}
	all := []string{}
	for _, m := range members(apples) {
		all = append(all, m["id"].(string))
	}
	for _, c := range []struct {
		what, code, query string
		input             object
	}{
		{"a version that is none", "CONFLICT", moveMember, object{"person": ben, "from": changed, "to": asSeen(birches)}},
		{"a family that is none", "NOT_FOUND", moveMember, object{"person": ben, "from": asSeen(apples), "to": nobody}},
		{"somebody who is not there", "CONFLICT", moveMember, object{"person": ben, "from": asSeen(birches), "to": asSeen(apples)}},
		{"nobody", "CONFLICT", moveMember, object{"person": "Pnobody", "from": asSeen(apples), "to": asSeen(birches)}},
		{"into the same family", "INVALID", moveMember, object{"person": ben, "from": asSeen(apples), "to": asSeen(apples)}},
		{"without much of a reason", "INVALID", moveMember, object{"person": ben, "from": asSeen(apples), "to": asSeen(birches), "reason": "so"}},
		{"merging one", "INVALID", mergeFamilies, object{"families": []object{asSeen(apples)}}},
		{"merging one with itself", "INVALID", mergeFamilies, object{"families": []object{asSeen(apples), asSeen(apples)}}},
		{"splitting nobody off", "INVALID", splitFamily, object{"family": asSeen(apples), "members": []string{}}},
		{"splitting all off", "INVALID", splitFamily, object{"family": asSeen(apples), "members": all}},
		{"splitting another's off", "CONFLICT", splitFamily, object{"family": asSeen(birches), "members": []string{ben}}},
		{"withdrawing none", "NOT_FOUND", takeCorrection, object{"correction": "Cnone"}},
	} {
		p.expectCode(ann, c.what, c.code, c.query, p.because(c.input))
	}
}
