package main

import (
	"fmt"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

const (
	remarkFields = `id kind class record says state recordedAt settledAt`
	correct      = `mutation ($input: RecordRemarkInput!) { recordCorrection(input: $input) { remark { ` + remarkFields + ` } } }`
	objectTo     = `mutation ($input: RecordRemarkInput!) { recordObjection(input: $input) { remark { ` + remarkFields + ` } } }`
	settle       = `mutation ($input: SettleRemarkInput!) { settleRemark(input: $input) { remark { ` + remarkFields + ` notices { role org reader lastShownAt } } } }`
	remarksOf    = `query ($id: ID!) { person(id: $id) { remarks { ` + remarkFields + ` } family { version } } }`
)

// TestRemarks has facts said to be wrong, and objected to: it is shown beside the fact to whoever is shown the fact, and to nobody
// else.
func TestRemarks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, _ := p.personOf("council C2")
		key := reader{role: "COUNCIL_COORDINATOR", subject: "c-1", purpose: "data-quality"}
		offence := objects(p.ask(t, key, `query ($id: ID!) { person(id: $id) { offences { offenceRef } } }`, object{"id": adam}).Data["person"].(object)["offences"])[0]["offenceRef"].(string)
		shown := func(r reader) (says []string, version any) {
			t.Helper()
			person, _ := p.ask(t, r, remarksOf, object{"id": adam}).Data["person"].(object)
			if person == nil {
				return nil, nil
			}
			for _, remark := range objects(person["remarks"]) {
				says = append(says, fmt.Sprintf("%s %s %v %s: %s", remark["kind"], remark["class"], remark["record"], remark["state"], remark["says"]))
			}
			return says, person["family"].(object)["version"]
		}
		none, before := shown(officer)
		_, schoolsBefore := shown(schoolOffice)
		if len(none) != 0 {
			t.Fatalf("before anything, there is %v", none)
		}
		input := func(class string, more object) object {
			made := object{"idempotencyKey": p.key(), "person": adam, "class": class, "says": "it was his brother, says he"}
			for name, value := range more {
				made[name] = value
			}
			return object{"input": made}
		}
		made := p.ask(t, key, correct, input("offences", object{"record": offence})).Data["recordCorrection"].(object)["remark"].(object)
		if made["state"] != "RAISED" || made["record"] != offence || made["settledAt"] != nil {
			t.Errorf("the remark is %v", made)
		}
		p.ask(t, key, objectTo, input("identity", object{"partner": "COUNCIL", "says": "call me by my other name"}))
		crime := fmt.Sprintf("CORRECTION offences %s RAISED: it was his brother, says he", offence)
		name := "OBJECTION identity <nil> RAISED: call me by my other name"
		both := fmt.Sprint([]string{crime, name})
		if got, version := shown(officer); fmt.Sprint(got) != both || version == before {
			t.Errorf("the police, who hold him, are shown %v", got)
		}
		if got, version := shown(schoolOffice); strings.Contains(fmt.Sprint(got), "brother") || version == schoolsBefore && len(got) > 0 {
			t.Errorf("a school is shown %v", got)
		}
		entry := objects(p.ask(t, governing, whoHasSeen, object{"id": adam}).Data["whoHasSeen"].(object)["nodes"])
		found := false
		for _, e := range entry {
			for _, who := range objects(e["shown"]) {
				found = found || e["reader"] == officer.subject && strings.Contains(fmt.Sprint(who["classes"]), "offences")
			}
		}
		if !found {
			t.Error("the log does not say that the officer was shown something of an offence")
		}

		p.expectCode(officer, "a change by who may not", "FORBIDDEN", settle, object{"input": object{"idempotencyKey": p.key(), "remark": made["id"], "upheld": true}})
		p.ask(t, officer, `query ($id: ID!) { person(id: $id) { offences { disposal } } }`, object{"id": adam})
		settled := p.ask(t, key, settle, object{"input": object{"idempotencyKey": p.key(), "remark": made["id"], "upheld": true, "note": "the police agree"}}).Data["settleRemark"].(object)["remark"].(object)
		told := fmt.Sprint(settled["notices"])
		if settled["state"] != "UPHELD" || settled["settledAt"] == nil || !strings.Contains(told, officer.subject) || !strings.Contains(told, "POLICE_OFFICER") || strings.Contains(told, schoolOffice.subject) {
			t.Errorf("settled, it is %v", settled)
		}
		p.expectCode(key, "settling it twice", "CONFLICT", settle, object{"input": object{"idempotencyKey": p.key(), "remark": made["id"], "upheld": false}})
		if got, _ := shown(officer); !strings.Contains(fmt.Sprint(got), "UPHELD: it was his brother") {
			t.Errorf("then the police are shown %v", got)
		}
		for what, c := range map[string]struct {
			by    reader
			input object
			code  string
		}{
			"a fact that there is not":     {key, input("offences", object{"record": "nothing"}), "NOT_FOUND"},
			"a class that there is not":    {key, input("gossip", nil), "NOT_FOUND"},
			"a fact that is not shown":     {schoolOffice, input("offences", object{"record": offence}), "NOT_FOUND"},
			"nobody":                       {key, input("offences", object{"person": "Paaaaaaaaaaaaaaaa", "record": offence}), "NOT_FOUND"},
			"names of several":             {key, input("identity", nil), "INVALID"},
			"too little to say":            {key, input("identity", object{"partner": "COUNCIL", "says": "no"}), "INVALID"},
			"information governance's own": {governing, input("offences", object{"record": offence}), "FORBIDDEN"},
		} {
			p.expectCode(c.by, what, c.code, correct, c.input)
		}
		p.expectCode(key, "a remark that there is not", "NOT_FOUND", settle, object{"input": object{"idempotencyKey": p.key(), "remark": "Kaaaaaaaaaaaaaaaa", "upheld": true}})

		// The remark belongs to the fact: whoever the police's record is taken to be of.
		p.doubt("Tapart", "council C2", "police N1", false)
		p.decide(ann, "Tapart", "DIFFERENT")
		other, _ := p.personOf("police N1")
		for id, want := range map[string]string{adam: "call me", other: "brother"} {
			got := fmt.Sprint(p.ask(t, key, remarksOf, object{"id": id}).Data["person"].(object)["remarks"])
			if !strings.Contains(got, want) || strings.Contains(got, "call me") && strings.Contains(got, "brother") {
				t.Errorf("taken apart, %s has %s", id, got)
			}
		}
	})
}
