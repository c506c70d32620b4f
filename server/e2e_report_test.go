package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

const reportWrongLink = "mutation ($input: ReportWrongLinkInput!) { reportWrongLink(input: $input) { report person { id addresses { contributedBy } offences { disposal } } } }"

// TestReport has a police officer say that a link is wrong, and follows it to the notices and back.
func TestReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, whole := p.personOf("council C2")
		without := strings.Replace(whole, "police N1, ", "", 1)
		if without == whole {
			t.Fatalf("the police are not linked: %s", whole)
		}
		worker := reader{role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "family-support"}
		assign(t, dsn, p.ask(t, coordinator, `query ($id: ID!) { person(id: $id) { family { id } } }`, object{"id": adam}).Data["person"].(object)["family"].(object)["id"].(string),
			sharing.Assigned, "worker-1")
		const look = `query ($id: ID!) { person(id: $id) { forename addresses { contributedBy } offences { disposal } } }`
		sees := func(r reader, id string) string {
			return fmt.Sprint(p.ask(t, r, look, object{"id": id}).Data["person"])
		}
		if before := sees(worker, adam); !strings.Contains(before, "disposal") || !strings.Contains(sees(officer, adam), "COUNCIL") {
			t.Fatalf("nothing to hold: the key worker sees %s", before)
		}
		input := func(more object) object {
			given := object{"idempotencyKey": p.key(), "person": adam, "reason": "our nominal is his cousin of the same name"}
			for k, v := range more {
				given[k] = v
			}
			return object{"input": given}
		}
		p.expectCode(officer, "a reason too short", "INVALID", reportWrongLink, input(object{"reason": "wrong"}))
		p.expectCode(officer, "somebody out of scope", "NOT_FOUND", reportWrongLink, input(object{"person": "Pnobody"}))
		p.expectCode(officer, "naming a source", "FORBIDDEN", reportWrongLink, input(object{"source": object{"partner": "COUNCIL", "ref": "C2"}}))
		p.expectCode(ann, "a coordinator without a source", "INVALID", reportWrongLink, input(nil))
		p.expectCode(ann, "a source that is none", "INVALID", reportWrongLink, input(object{"source": object{"partner": "COUNCIL", "ref": "C1"}}))
		p.expectSources("nothing was reported yet", "council C2", whole)

		given := input(nil)
		done := p.ask(t, officer, reportWrongLink, given).Data["reportWrongLink"].(object)
		task, theirs := done["report"].(string), done["person"].(object)
		p.expectSources("reported", "council C2", without)
		if text := fmt.Sprint(theirs); strings.Contains(text, "COUNCIL") || !strings.Contains(text, "POLICE") || !strings.Contains(text, "disposal") || theirs["id"] == adam {
			t.Errorf("the officer is shown %s", text)
		}
		if led := fmt.Sprint(p.ask(t, officer, `query ($id: ID!) { person(id: $id) { id addresses { contributedBy } offences { disposal } } }`, object{"id": adam}).Data["person"]); led != fmt.Sprint(theirs) {
			t.Errorf("the old id leads the officer to %s, and the report to %v", led, theirs)
		}
		const home = `query ($id: ID!) { person(id: $id) { family { members { person { id } } } } }`
		if family := fmt.Sprint(p.ask(t, ann, home, object{"id": adam}).Data["person"]); strings.Contains(family, theirs["id"].(string)) || !strings.Contains(family, adam) {
			t.Errorf("whom the report says is somebody else is of the family %s", family)
		}
		if after := sees(worker, adam); strings.Contains(after, "disposal") || !strings.Contains(after, "COUNCIL") {
			t.Errorf("the key worker sees %s", after)
		}
		if again := p.ask(t, officer, reportWrongLink, given).Data["reportWrongLink"]; fmt.Sprint(again) != fmt.Sprint(done) {
			t.Errorf("reported again with the same key: %v, before %v", again, done)
		}
		colleague := officer
		colleague.subject = "officer-9"
		if again := p.ask(t, colleague, reportWrongLink, input(nil)).Data["reportWrongLink"]; fmt.Sprint(again) != fmt.Sprint(done) {
			t.Errorf("reported again by a colleague: %v, before %v", again, done)
		}
		p.decideReport(task, adam, without)
		if got := p.withdraw(ann, task); got["state"] != "CLOSED" {
			t.Errorf("withdrawn: %v", got)
		}
		p.expectSources("withdrawn", "council C2", whole)
		if r := must(t, "audit", "verify"); !strings.HasPrefix(r.out, "the log holds: ") {
			t.Errorf("verify says %q", r.out)
		}
		if export := must(t, "audit", "export").out; strings.Count(export, `\"operation\":\"reportWrongLink\"`) != 2 || strings.Contains(export, "cousin") {
			t.Error("the log does not hold both reports, without their words")
		}
	})
}

// decideReport has two coordinators find that the report was right.
func (p *panel) decideReport(task, adam, without string) {
	p.t.Helper()
	seen := p.task(ann, task)
	if seen["kind"] != "REPORT" || seen["state"] != "OPEN" || seen["reportedBy"] != "POLICE_OFFICER" || seen["reason"] != "our nominal is his cousin of the same name" {
		p.t.Errorf("the coordinator is shown %v", seen)
	}
	got := p.decide(ann, task, "DIFFERENT")
	if got["state"] != "WAITING" || len(objects(got["notices"])) > 0 {
		p.t.Errorf("after one of two: %v", got)
	}
	got = p.decide(bob, task, "DIFFERENT")
	told := map[string]string{}
	for _, n := range objects(got["notices"]) {
		told[n["subject"].(string)] = fmt.Sprint(n["role"], n["classes"], n["times"])
	}
	if got["verdict"] != "DIFFERENT" || told["officer-1"]+told["ann"]+told["bob"] != "" || told["worker-1"] == "" || !strings.HasPrefix(told["worker-1"], "COUNCIL_KEY_WORKER[address identity offences") {
		p.t.Errorf("decided: %v; to be told: %v", got["verdict"], told)
	}
	p.expectSources("decided", "council C2", without)
	confidence := p.ask(p.t, coordinator, "query ($id: ID!) { person(id: $id) { linkConfidence } }", object{"id": adam}).Data["person"].(object)["linkConfidence"]
	if confidence != "AUTOMATIC" {
		p.t.Errorf("once decided the link is %v", confidence)
	}
}

// keyOrPerson is what an entry about a mark must not hold.
var keyOrPerson = regexp.MustCompile(`"(C3|S1|P[a-z2-7]{16}|query|shown)\\"`)

// TestMark keeps two records apart for good, and shows nobody that it does.
func TestMark(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		_, whole := p.personOf("council C3")
		if !strings.Contains(whole, "schools S1") {
			t.Fatalf("they are not linked: %s", whole)
		}
		p.doubt("Tmarked", "council C3", "schools S1", false)
		pair := func(ref string) object {
			return object{"input": object{"idempotencyKey": p.key(), "a": object{"partner": "SCHOOLS", "ref": ref}, "b": object{"partner": "COUNCIL", "ref": "C3"}}}
		}
		const mark = "mutation ofC1andS1($input: DoNotLinkInput!) { markDoNotLink(input: $input) { done } }"
		p.expectCode(ann, "a record that is none", "NOT_FOUND", mark, pair("S99"))
		p.ask(t, ann, mark, pair("S1"))
		if _, now := p.personOf("council C3"); strings.Contains(now, "schools S1") {
			t.Errorf("marked, they are one person: %s", now)
		}
		if task := p.task(bob, "Tmarked"); task["state"] != "CLOSED" {
			t.Errorf("the task is %v", task)
		}
		export := must(t, "audit", "export").out
		if strings.Contains(export, "ofC1andS1") {
			t.Error("the log has the name that the caller gave the operation, which may say what was marked")
		}
		for _, line := range strings.Split(export, "\n") {
			if strings.Contains(line, `\"operation\":\"markDoNotLink\"`) && keyOrPerson.MatchString(line) {
				t.Errorf("the log says whom it is about: %s", line)
			}
		}
		p.ask(t, ann, strings.Replace(mark, "markDoNotLink", "withdrawDoNotLink", 1), pair("S1"))
		p.expectSources("taken away", "council C3", whole)
	})
}
