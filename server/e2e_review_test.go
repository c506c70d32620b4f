package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
)

var ann, bob, cat = coordinatorNamed("ann"), coordinatorNamed("bob"), coordinatorNamed("cat")

const allTasks = "query ($state: ReviewState) { reviewTasks(state: $state) { totalCount nodes { id state } pageInfo { hasNextPage } } }"

// TestReview takes two doubtful links through the hands of those who decide them.
func TestReview(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		_, whole := p.personOf("council C4")
		if !strings.Contains(whole, ", schools S2") {
			t.Fatalf("Ben's records are not linked: %s", whole)
		}
		p.doubt("Tone", "council C4", "schools S2", false)
		p.doubt("Ttwo", "council C1", "police N3", true)
		p.readBlind()
		p.refuseOthers()

		first := p.decision(ann, "Tone", "DIFFERENT")
		stale := p.decision(bob, "Tone", "SAME")
		done := p.ask(t, ann, decideReview, first).Data["decideReview"].(object)["task"].(object)
		if done["state"] != "DECIDED" || done["verdict"] != "DIFFERENT" || len(objects(done["decisions"])) != 1 || done["left"].(object)["person"] == nil {
			t.Errorf("decided: %v", done)
		}
		explanation, _ := done["explanation"].(object)
		if explanation["model"] != "test model" || explanation["weight"] != 1.5 || explanation["probability"] != 0.74 || explanation["steps"] != nil {
			t.Errorf("who has decided is shown %v", explanation)
		}
		p.expectSources("decided", "council C4", strings.Replace(whole, ", schools S2", "", 1))
		p.expectCode(bob, "a stale version", "CONFLICT", decideReview, stale)
		again := p.ask(t, ann, decideReview, first).Data["decideReview"].(object)["task"].(object)
		if told := objects(done["notices"]); len(told) == 0 {
			t.Error("nobody is to be told who was shown them as one")
		}
		delete(done, "notices") // those who look within the minute are told as well
		delete(again, "notices")
		if fmt.Sprint(again) != fmt.Sprint(done) {
			t.Errorf("the same key again is answered with\n%v, before\n%v", again, done)
		}
		other := object{"input": object{"idempotencyKey": first["input"].(object)["idempotencyKey"], "task": "Ttwo", "version": 1, "verdict": "SAME"}}
		p.expectCode(ann, "the key of another change", "CONFLICT", decideReview, other)
		p.expectCode(ann, "a task that is none", "NOT_FOUND", decideReview, object{"input": object{"idempotencyKey": p.key(), "task": "Tnone", "version": 1, "verdict": "SAME"}})
		if got := p.withdraw(bob, "Tone"); got["state"] != "CLOSED" || got["verdict"] != nil || objects(got["decisions"])[0]["withdrawnBy"] != "bob" {
			t.Errorf("withdrawn: %v", got)
		}
		p.expectSources("withdrawn", "council C4", whole)
		p.secondReading()
		if r := must(t, "audit", "verify"); !strings.HasPrefix(r.out, "the log holds: ") {
			t.Errorf("verify says %q", r.out)
		}
		if export := must(t, "audit", "export").out; strings.Count(export, `\"operation\":\"decideReview\"`) != 4 || strings.Count(export, `\"operation\":\"withdrawReview\"`) != 1 ||
			strings.Contains(export, "by the date of birth") || strings.Contains(export, "misread") {
			t.Error("the log does not hold each change once, without its words")
		}
	})
}

const explain = `query ($a: RecordKey!, $b: RecordKey!) { explainLink(a: $a, b: $b) {
	weight probability householdProbability unrelatedProbability
	start { same household unrelated } steps { same household unrelated } total { same household unrelated } } }`

// addsUp checks an explanation: the start and all steps come to the total, and the total makes the probabilities.
func (p *panel) addsUp(e object) {
	p.t.Helper()
	whole := 0.0
	for _, of := range []string{"same", "household", "unrelated"} {
		whole += math.Exp2(e["total"].(object)[of].(float64))
	}
	for of, chance := range map[string]string{"same": "probability", "household": "householdProbability", "unrelated": "unrelatedProbability"} {
		total, sum := e["total"].(object)[of].(float64), e["start"].(object)[of].(float64)
		for _, step := range objects(e["steps"]) {
			sum += step[of].(float64)
		}
		if math.Abs(sum-total) > 1e-9 || math.Abs(e[chance].(float64)-math.Exp2(total)/whole) > 1e-9 {
			p.t.Errorf("%s is %v of a total of %v, and start and steps come to %v", chance, e[chance], total, sum)
		}
	}
}

// records names two, written "COUNCIL C1".
func records(a, b string) object {
	of := func(written string) object {
		partner, ref, _ := strings.Cut(written, " ")
		return object{"partner": partner, "ref": ref}
	}
	return object{"a": of(a), "b": of(b)}
}

// readBlind looks at the queue before anything is decided.
func (p *panel) readBlind() {
	p.t.Helper()
	page := p.ask(p.t, ann, allTasks, object{"state": "OPEN"}).Data["reviewTasks"].(object)
	if page["totalCount"] != 2.0 || len(objects(page["nodes"])) != 2 {
		p.t.Fatalf("the queue is %v", page)
	}
	task := p.task(ann, "Tone")
	left, right := task["left"].(object), task["right"].(object)
	if task["explanation"] != nil || len(objects(task["decisions"])) > 0 || left["forename"] != "Ben" || left["partner"] != "COUNCIL" || left["dateOfBirth"] != "1998-09-10" ||
		left["address"].(object)["postcode"] != "OX4 1AA" || right["ref"] != "S2" || left["person"] != nil || right["person"] != nil {
		p.t.Errorf("the task is %v", task)
	}
	p.expectCode(ann, "explaining a pair that waits for one's decision", "CONFLICT", explain, records("SCHOOLS S2", "COUNCIL C4"))
	p.expectCode(ann, "explaining another pair of their person", "CONFLICT", explain, records("POLICE N2", "SCHOOLS S2"))
	p.expectCode(ann, "explaining another pair of their two people", "CONFLICT", explain, records("SCHOOLS S3", "COUNCIL C5"))
	other := records("SCHOOLS S1", "DWP D4")
	data, code := p.attempt(ann, explain, other)
	if code != "" || data["explainLink"].(object)["weight"].(float64) > 0 {
		p.t.Fatalf("explaining another pair: %v, %s", data, code)
	}
	p.addsUp(data["explainLink"].(object))
	if data, code := p.attempt(ann, explain, object{"a": object{"partner": "SCHOOLS", "ref": "S99\x00"}, "b": object{"partner": "COUNCIL", "ref": "C4"}}); code != "" || data["explainLink"] != nil {
		p.t.Errorf("explaining a record that is none: %v, %s", data, code)
	}
	protected := p.ask(p.t, ann, "{ reviewTask(id: \"Ttwo\") { right { forename address { postcode } org } } }", nil)
	if shown := protected.Data["reviewTask"].(object)["right"].(object); shown["forename"] != "Beth" || shown["address"] != nil || len(protected.Extensions.Withheld) != 2 {
		p.t.Errorf("a protected record is shown as %v, withheld %v", shown, protected.Extensions.Withheld)
	}
	withReason := ann
	withReason.reason = "the refuge has asked whose record it is"
	if shown := p.task(withReason, "Ttwo"); !strings.Contains(fmt.Sprint(p.ask(p.t, withReason, `{ reviewTask(id: "Ttwo") { right { address { postcode } } } }`, nil).Data), "OX16 2BB") {
		p.t.Errorf("with a reason it is shown as %v", shown)
	}
}

// refuseOthers has those try who may not decide.
func (p *panel) refuseOthers() {
	p.t.Helper()
	input := object{"input": object{"idempotencyKey": "x", "task": "Tone", "version": p.task(ann, "Tone")["version"], "verdict": "SAME"}}
	mark := object{"input": object{"idempotencyKey": "x", "a": object{"partner": "COUNCIL", "ref": "C4"}, "b": object{"partner": "SCHOOLS", "ref": "S2"}}}
	const markDoNotLink = "mutation ($input: DoNotLinkInput!) { markDoNotLink(input: $input) { done } }"
	wrongPurpose, program := ann, ann
	wrongPurpose.purpose = "family-support"
	program.role, program.as = "INTEGRATION", "COUNCIL_COORDINATOR"
	auditor := reader{role: "COUNCIL_AUDITOR", purpose: "claim-audit"}
	for _, r := range []reader{officer, schoolOffice, wrongPurpose, program, auditor, {role: "INFORMATION_GOVERNANCE", purpose: "governance"}} {
		p.expectCode(r, "deciding", "FORBIDDEN", decideReview, input)
		p.expectCode(r, "marking", "FORBIDDEN", markDoNotLink, mark)
	}
	for _, r := range []reader{officer, schoolOffice, auditor} {
		page := p.ask(p.t, r, allTasks, nil).Data["reviewTasks"].(object)
		if page["totalCount"] != 0.0 || len(objects(page["nodes"])) > 0 || p.task(r, "Tone") != nil {
			p.t.Errorf("%s is shown tasks: %v", r, page)
		}
	}
	if got := send(p.t, p.request(p.t, ann, http.MethodGet, decideReview, input)); got.status != http.StatusNotAcceptable {
		p.t.Errorf("a change by GET is answered with %d: %s", got.status, got.body)
	}
	if state := p.task(ann, "Tone")["state"]; state != "OPEN" {
		p.t.Errorf("after all that the task is %v", state)
	}
	for r, want := range map[reader]string{ann: "[decideReview markDoNotLink mergeFamilies moveMember recordCorrection recordObjection reportWrongLink settleRemark splitFamily withdrawDoNotLink withdrawFamilyCorrection withdrawReview]", officer: "[recordCorrection recordObjection reportWrongLink]", program: "[recordCorrection recordObjection reportWrongLink]"} {
		r.purpose = map[bool]string{true: "crime-prevention", false: "data-quality"}[r.role == "POLICE_OFFICER"]
		if got := fmt.Sprint(p.ask(p.t, r, "{ viewer { changes } }", nil).Data["viewer"].(object)["changes"]); got != want {
			p.t.Errorf("%s may %s, want %s", r, got, want)
		}
	}
}

// secondReading is a task of the sample: two read it blind, differ, and a third decides.
func (p *panel) secondReading() {
	p.t.Helper()
	if got := p.decide(ann, "Ttwo", "SAME"); got["state"] != "WAITING" || got["verdict"] != nil || got["explanation"] == nil {
		p.t.Errorf("after the first reader: %v", got)
	}
	if got := p.task(bob, "Ttwo"); got["state"] != "OPEN" || got["explanation"] != nil || len(objects(got["decisions"])) > 0 || got["left"].(object)["person"] != nil {
		p.t.Errorf("the second reader is shown %v", got)
	}
	p.expectCode(bob, "explaining other records of the two before deciding", "CONFLICT", explain, records("SCHOOLS S3", "COUNCIL C5"))
	p.expectCode(ann, "explaining them after", "", explain, records("SCHOOLS S3", "COUNCIL C5"))
	p.expectCode(ann, "deciding twice", "CONFLICT", decideReview, p.decision(ann, "Ttwo", "RELATED"))
	_, before := p.personOf("council C1")
	p.decide(bob, "Ttwo", "DIFFERENT")
	p.expectSources("while two differ", "council C1", before)
	got := p.decide(cat, "Ttwo", "RELATED")
	if got["state"] != "DECIDED" || got["verdict"] != "RELATED" || len(objects(got["decisions"])) != 3 {
		p.t.Errorf("after the third: %v", got)
	}
	quality := p.ask(p.t, ann, "{ reviewQuality { decided secondRead agreed kappa bands { same notSame } doubts { from same notSame precision low high } } }", nil).Data["reviewQuality"].(object)
	if quality["decided"] != 1.0 || quality["secondRead"] != 1.0 || quality["agreed"] != 0.0 || objects(quality["doubts"])[7]["notSame"] != 1.0 || objects(quality["bands"])[7]["notSame"] != 0.0 {
		p.t.Errorf("the quality is %v", quality)
	}
	p.qualityForTheOperator(quality)
}

// qualityForTheOperator holds `thrive link --quality` against what reviewQuality shows, and sees that the log tells of it in counts.
func (p *panel) qualityForTheOperator(shown object) {
	p.t.Helper()
	var q linkQuality
	if err := json.Unmarshal([]byte(must(p.t, "link", "--quality", "--json").out), &q); err != nil {
		p.t.Fatal(err)
	}
	doubt := objects(shown["doubts"])[7]
	if q.Records == 0 || q.Links == 0 || !(q.Expected > 0) || q.Model == "" || q.Review.Decided != 1 || q.Review.SecondRead != 1 || q.Review.Agreed != 0 || len(q.Review.Links) != 0 ||
		len(q.Review.Doubts) != 1 || q.Review.Doubts[0].From != doubt["from"] || q.Review.Doubts[0].NotSame != 1 || *q.Review.Doubts[0].Precision != doubt["precision"] || *q.Review.Doubts[0].High != doubt["high"] {
		p.t.Errorf("the operator is told %+v", q)
	}
	r := must(p.t, "link", "--quality")
	for _, want := range []string{"matches by their probabilities", "no link drawn by chance has been decided", "0.7 to 0.8", "1 pair decided in all; of 1 that two read blind, 0 were decided alike"} {
		if !strings.Contains(r.out, want) {
			p.t.Errorf("the operator is not told %q: %s", want, r.out)
		}
	}
	if export := must(p.t, "audit", "export").out; strings.Count(export, `\"operation\":\"link --quality\"`) != 2 {
		p.t.Error("the log does not tell of it")
	}
	if r := thrive(p.t, "link", "--quality", "--evaluate", "truth.csv"); r.code != misused || !strings.Contains(r.err, "one at a time") {
		p.t.Errorf("asked both at once it ends with %d, %s", r.code, r.err)
	}
}

// TestDoubt has the linker itself be in doubt, and a person decide.
func TestDoubt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		folder := t.TempDir()
		write(t, filepath.Join(folder, "people.csv"), "person_ref,forename,surname,date_of_birth,sex,address_line_1,postcode\n"+
			"N9,Dora,Quigley,1965-12-13,F,99 Elsewhere Road,OX9 9ZZ\n")
		must(t, "import", "police", folder, "--no-progress")
		page := p.ask(t, ann, "{ reviewTasks(state: OPEN, kind: PAIR) { nodes { id left { ref } right { ref } } } }", nil).Data["reviewTasks"].(object)
		id := ""
		for _, task := range objects(page["nodes"]) {
			if strings.Contains(fmt.Sprint(task), "N9") {
				id = task["id"].(string)
			}
		}
		if id == "" {
			t.Fatalf("in doubt are %v", page)
		}
		inDatabase(t, dsn, "UPDATE review_tasks SET second = $1", false)
		const dora = "query { findPeople(search: {forename: \"Dora\"}) { person { linkConfidence sources { matchWeight } } } }"
		for _, found := range objects(p.ask(t, ann, dora, nil).Data["findPeople"]) {
			person := found["person"].(object)
			for _, source := range objects(person["sources"]) {
				if person["linkConfidence"] != "IN_REVIEW" || source["matchWeight"] != nil {
					t.Errorf("while it is in doubt: %v", person)
				}
			}
		}
		done := p.decide(ann, id, "SAME")
		explanation, _ := done["explanation"].(object)
		if len(objects(explanation["steps"])) == 0 || explanation["weight"] == nil {
			t.Errorf("the steps are %v", explanation)
		}
		inDatabase(t, dsn, "INSERT INTO link_models (version, body, trained_at) VALUES ('newer', $1, '2030-01-01T09:00:00Z')",
			strings.Replace(string(linkage.Starter().Marshal()), linkage.Starter().Version(), "newer", 1))
		if again, _ := p.task(ann, id)["explanation"].(object); fmt.Sprint(again) != fmt.Sprint(explanation) {
			t.Errorf("once another model links, the explanation is\n%v, before\n%v", again, explanation)
		}
		_, decided := p.personOf("police N9")
		if !strings.Contains(decided, ", ") {
			t.Errorf("decided to be one person they are %s", decided)
		}
		must(t, "link")
		p.expectSources("linked anew", "police N9", decided)
		if found := objects(p.ask(t, ann, dora, nil).Data["findPeople"]); len(found) != 1 || found[0]["person"].(object)["linkConfidence"] != "AUTOMATIC" { // as sure as the least sure of three
			t.Errorf("once decided: %v", found)
		}
	})
}
