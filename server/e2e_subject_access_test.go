package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
)

const (
	askAccess     = `mutation ($input: RequestSubjectAccessInput!) { requestSubjectAccess(input: $input) { request { ` + requestFields + ` } } }`
	releaseAccess = `mutation ($input: ReleaseSubjectAccessInput!) { releaseSubjectAccess(input: $input) { request { ` + requestFields + ` } } }`
	requestFields = `id person asker authority identity receivedOn dueOn overdue recordedBy releasedAt releasedBy withheld { class partner marked silent law }`
)

var governing = reader{role: "INFORMATION_GOVERNANCE", purpose: "governance", subject: "ig-1"}

// readAnswer is what `thrive subject-access` prints as JSON.
func readAnswer(t *testing.T, args ...string) (answer struct {
	Held, LeftOut, SeenBy, Remarks []object
	Review                         *struct{ Exemptions, HeldBack, SeenBy []object }
},
) {
	t.Helper()
	if err := json.Unmarshal([]byte(must(t, append([]string{"subject-access"}, args...)...).out), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func partsOf(held []object) []string {
	found := []string{}
	for _, part := range held {
		if name := part["partner"].(string) + " " + part["class"].(string); !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// TestSubjectAccess is a request from its coming in to its answer.
func TestSubjectAccess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		adam, _ := p.personOf("council C2")
		p.ask(t, officer, `query ($id: ID!) { person(id: $id) { surname offences { disposal } } }`, object{"id": adam})
		p.ask(t, coordinator, `query ($id: ID!) { person(id: $id) { surname benefitClaims { benefit } } }`, object{"id": adam})
		for class, more := range map[string]object{"identity": {"partner": "COUNCIL", "says": "call me by my other name"}, "offences": {"record": "O1", "says": "it was his brother"}} {
			more["idempotencyKey"], more["person"], more["class"] = p.key(), adam, class
			p.ask(t, coordinatorNamed("c-1"), objectTo, object{"input": more})
		}
		today := models.NewDate(time.Now())
		input := object{"idempotencyKey": p.key(), "person": adam, "asker": "THE_PERSON", "identity": "passport seen at the desk", "receivedOn": string(today)}
		request := p.ask(t, governing, askAccess, object{"input": input}).Data["requestSubjectAccess"].(object)["request"].(object)
		if want := (models.SubjectRequest{ReceivedOn: today}).DueOn(); request["dueOn"] != string(want) || request["overdue"] != false || request["recordedBy"] != "ig-1" || request["releasedAt"] != nil {
			t.Errorf("the request is %v, due on %s", request, want)
		}
		again := p.ask(t, governing, askAccess, object{"input": input}).Data["requestSubjectAccess"].(object)["request"].(object)
		if again["id"] != request["id"] {
			t.Error("asked again with the same key it is another request")
		}
		id := request["id"].(string)

		draft := readAnswer(t, adam, "--request", id)
		if draft.Review == nil || len(draft.Review.Exemptions) == 0 {
			t.Fatalf("the draft is %+v", draft)
		}
		for _, part := range partsOf(draft.Held) {
			if strings.HasPrefix(part, "police ") || strings.HasSuffix(part, "social-care") || strings.HasSuffix(part, "family-links") {
				t.Errorf("the draft would tell of %s", part)
			}
		}
		held := partsOf(draft.Review.HeldBack)
		for _, want := range []string{"police offences", "police identity", "council family-links"} {
			if !slices.Contains(held, want) {
				t.Errorf("held back is %v, and not %s", held, want)
			}
		}
		seen := func(list []object, role string) bool {
			return slices.ContainsFunc(list, func(o object) bool { return o["role"] == role })
		}
		if seen(draft.SeenBy, "POLICE_OFFICER") || !seen(draft.Review.SeenBy, "POLICE_OFFICER") || !seen(draft.SeenBy, "COUNCIL_COORDINATOR") {
			t.Errorf("seen by %v, and held back %v", draft.SeenBy, draft.Review.SeenBy)
		}
		if r := thrive(t, "subject-access", adam, "--request", id, "--applicant"); r.code != misused || !strings.Contains(r.err, "before a person has released it") {
			t.Errorf("before it is released, a copy ended with %d %s", r.code, r.err)
		}

		release := object{"idempotencyKey": p.key(), "request": id, "withhold": []object{
			{"partner": "POLICE", "silent": true, "law": "DPA 2018 Sch. 2 para. 2"}, {"class": "family-links", "silent": false, "law": "DPA 2018 Sch. 2 para. 16"},
		}}
		released := p.ask(t, governing, releaseAccess, object{"input": release}).Data["releaseSubjectAccess"].(object)["request"].(object)
		if released["releasedBy"] != "ig-1" || released["releasedAt"] == nil || len(objects(released["withheld"])) != 2 {
			t.Errorf("released it is %v", released)
		}
		p.expectCode(governing, "released twice", "CONFLICT", releaseAccess, object{"input": object{"idempotencyKey": p.key(), "request": id, "withhold": []object{}}})
		answer := readAnswer(t, adam, "--request", id, "--applicant")
		if answer.Review != nil || len(answer.LeftOut) != 1 || answer.LeftOut[0]["what"] != "family links" {
			t.Errorf("the answer leaves out %v, for review %v", answer.LeftOut, answer.Review)
		}
		if html := must(t, "subject-access", adam, "--request", id, "--applicant", "--format", "html").out; strings.Contains(html, "class=\"review\"") || strings.Contains(html, "police") || !strings.Contains(html, "What is held about you") {
			t.Errorf("the page is %.300s", html)
		}
		if html := must(t, "subject-access", adam, "--request", id, "--format", "html").out; !strings.Contains(html, "class=\"review\"") {
			t.Error("the page for whoever decides has nothing to decide")
		}
		if len(answer.Remarks) != 1 || answer.Remarks[0]["says"] != "call me by my other name" {
			t.Errorf("the answer has the remarks %v", answer.Remarks)
		}
		kinds := map[any]int{}
		for _, node := range objects(p.ask(t, governing, whoHasSeen, object{"id": adam}).Data["whoHasSeen"].(object)["nodes"]) {
			if name, _ := node["operation"].(string); strings.HasPrefix(name, "subject access") {
				kinds[node["kind"]]++
			}
		}
		if kinds["CONSULTATION"] != 2 || kinds["DISCLOSURE"] != 2 {
			t.Errorf("the log has of it %v", kinds)
		}
		list := objects(p.ask(t, governing, `{ subjectRequests { nodes { id } } }`, nil).Data["subjectRequests"].(object)["nodes"])
		open := objects(p.ask(t, governing, `{ subjectRequests(open: true) { nodes { id } } }`, nil).Data["subjectRequests"].(object)["nodes"])
		if len(list) != 1 || len(open) != 0 {
			t.Errorf("there are %v, open %v", list, open)
		}
		for _, other := range []reader{coordinator, officer, schoolOffice} {
			other.purpose = purposeOf(other)
			p.expectCode(other, "somebody else's asking", "FORBIDDEN", askAccess, object{"input": object{
				"idempotencyKey": p.key(), "person": adam, "asker": "THE_PERSON", "identity": "passport seen", "receivedOn": string(today),
			}})
			if got := objects(p.ask(t, other, `{ subjectRequests { nodes { id } } }`, nil).Data["subjectRequests"].(object)["nodes"]); len(got) != 0 {
				t.Errorf("%s is shown %v", other, got)
			}
		}
		for name, change := range map[string]object{
			"nobody":                      {"person": "Paaaaaaaaaaaaaaaa"},
			"another without authority":   {"asker": "PARENT"},
			"an authority of one's own":   {"authority": "a letter from a parent"},
			"no identity":                 {"identity": "-"},
			"a day to come":               {"receivedOn": "2999-01-01"},
			"a day long ago":              {"receivedOn": "2001-01-01"},
			"a representative, too short": {"asker": "REPRESENTATIVE", "authority": "yes"},
		} {
			wrong := object{"idempotencyKey": p.key(), "person": adam, "asker": "THE_PERSON", "identity": "passport seen", "receivedOn": string(today)}
			code := "INVALID"
			for key, value := range change {
				if wrong[key] = value; key == "person" {
					code = "NOT_FOUND"
				}
			}
			p.expectCode(governing, name, code, askAccess, object{"input": wrong})
		}
		if r := thrive(t, "subject-access", "Paaaaaaaaaaaaaaaa"); r.code != misused || !strings.Contains(r.err, "there is nobody of the id") {
			t.Errorf("of nobody it ended with %d %s", r.code, r.err)
		}
		dora, _ := p.personOf("dwp D4")
		if r := thrive(t, "subject-access", dora, "--request", id); r.code != misused || !strings.Contains(r.err, "of another person") {
			t.Errorf("by another's request it ended with %d %s", r.code, r.err)
		}
	})
}

// TestAnAnswerNeitherConfirmsNorDenies asks of somebody twice, before and after the police tell of them: the answers are the same,
// byte by byte.
func TestAnAnswerNeitherConfirmsNorDenies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		small := filepath.Join("testdata", "small")
		for _, partner := range []string{"council", "schools", "housing", "dwp"} {
			must(t, "import", partner, filepath.Join(small, partner), "--no-progress")
		}
		p := &panel{hubUnderTest: serveHub(t), t: t, dsn: dsn}
		adam, _ := p.personOf("council C2")
		objection := func(partner string) {
			t.Helper()
			p.ask(t, coordinatorNamed("c-1"), objectTo, object{"input": object{
				"idempotencyKey": p.key(), "person": adam, "class": "identity", "partner": partner, "says": "this is not my name, says " + partner,
			}})
		}
		objection("COUNCIL")
		asked := object{"idempotencyKey": p.key(), "person": adam, "asker": "THE_PERSON", "identity": "passport seen", "receivedOn": string(models.NewDate(time.Now()))}
		id := p.ask(t, governing, askAccess, object{"input": asked}).Data["requestSubjectAccess"].(object)["request"].(object)["id"].(string)
		p.ask(t, governing, releaseAccess, object{"input": object{"idempotencyKey": p.key(), "request": id, "withhold": []object{
			{"partner": "POLICE", "silent": true, "law": "DPA 2018 Sch. 2 para. 2"},
		}}})
		copies := map[string]string{}
		for _, format := range []string{"json", "html"} {
			copies[format] = must(t, "subject-access", adam, "--request", id, "--applicant", "--format", format).out
		}
		before := must(t, "subject-access", adam).out
		must(t, "import", "police", filepath.Join(small, "police"), "--no-progress")
		p.ask(t, officer, `query ($id: ID!) { person(id: $id) { surname offences { disposal } } }`, object{"id": adam})
		p.ask(t, coordinator, `query ($id: ID!) { person(id: $id) { offences { disposal } pncId callouts { reason } } }`, object{"id": adam})
		objection("POLICE")
		if must(t, "subject-access", adam).out == before {
			t.Fatal("the police told nothing of the person: nothing is tested")
		}
		for format, said := range copies {
			if now := must(t, "subject-access", adam, "--request", id, "--applicant", "--format", format).out; now != said {
				t.Errorf("the answer tells that the police hold something:\n%s\nit was\n%s", now, said)
			}
		}
	})
}
