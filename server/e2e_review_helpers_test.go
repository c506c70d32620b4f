package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// panel is the small county, served, with readers who decide about its links.
type panel struct {
	*hubUnderTest
	t    *testing.T
	dsn  string
	keys int
}

func newPanel(t *testing.T, dsn string) *panel {
	t.Helper()
	useDatabase(t, dsn)
	importFeeds(t, filepath.Join("testdata", "small"))
	inDatabase(t, dsn, "DELETE FROM review_tasks") // what the linker doubts of it is for other tests
	return &panel{hubUnderTest: serveHub(t), t: t, dsn: dsn}
}

// coordinatorNamed decides about links.
func coordinatorNamed(subject string) reader {
	return reader{name: subject, role: "COUNCIL_COORDINATOR", subject: subject, purpose: "data-quality"}
}

var (
	officer      = reader{name: "officer", role: "POLICE_OFFICER", org: "TVP", subject: "officer-1", purpose: "crime-prevention"}
	schoolOffice = reader{name: "school", role: "SCHOOL_OFFICER", org: "931001", subject: "school-1", purpose: "safeguarding"}
)

// doubt opens a task about two records, written "council C1", for one reader or two: no linker doubts yet.
func (p *panel) doubt(id, a, b string, second bool) {
	p.t.Helper()
	from := func(record string) (string, string) {
		partner, ref, _ := strings.Cut(record, " ")
		return partner, ref
	}
	partnerA, refA := from(a)
	partnerB, refB := from(b)
	inDatabase(p.t, p.dsn, `INSERT INTO review_tasks (id, kind, a_partner, a_org, a_ref, b_partner, b_org, b_ref, state, opened_at, model, weight, p_same, p_household, second)
		VALUES ($1, 'pair', $2, '', $3, $4, '', $5, 'open', '2013-01-07T09:00:00Z', 'test model', 1.5, 0.74, 0.2, $6)`, id, partnerA, refA, partnerB, refB, second)
}

// attempt sends an operation that may be refused, and returns the code of the first error, "" where there is none.
func (p *panel) attempt(r reader, query string, variables object) (object, string) {
	p.t.Helper()
	got := send(p.t, p.request(p.t, r, http.MethodPost, query, variables))
	var a answered
	if err := json.Unmarshal([]byte(got.body), &a); err != nil {
		p.t.Fatalf("%s: the reply is not JSON: %.300s", r, got.body)
	}
	if len(a.Errors) == 0 {
		return a.Data, ""
	}
	extensions, _ := a.Errors[0].Extensions.(object)
	return a.Data, fmt.Sprint(extensions["code"])
}

// expectCode sends an operation that must be refused so.
func (p *panel) expectCode(r reader, what, code, query string, variables object) {
	p.t.Helper()
	if data, got := p.attempt(r, query, variables); got != code {
		p.t.Errorf("%s: %s is answered with %q and %v, want %s", r, what, got, data, code)
	}
}

func (p *panel) key() string {
	p.keys++
	return fmt.Sprint("change ", p.keys)
}

const taskFields = `id version kind state verdict reason reportedBy left { partner ref forename surname dateOfBirth address { postcode } person { id } }
	right { partner ref forename } decisions { verdict note decidedBy withdrawnBy } explanation { model weight probability householdProbability steps { comparison } }
	notices { subject role classes times }`

// task is one task as the reader sees it.
func (p *panel) task(r reader, id string) object {
	p.t.Helper()
	task, _ := p.ask(p.t, r, "query ($id: ID!) { reviewTask(id: $id) { "+taskFields+" } }", object{"id": id}).Data["reviewTask"].(object)
	return task
}

const decideReview = "mutation ($input: DecideReviewInput!) { decideReview(input: $input) { task { " + taskFields + " } } }"

func (p *panel) decision(r reader, id, verdict string) object {
	p.t.Helper()
	return object{"input": object{"idempotencyKey": p.key(), "task": id, "version": p.task(r, id)["version"], "verdict": verdict, "note": "by the date of birth"}}
}

// decide has the reader decide, and returns the task as it is afterwards.
func (p *panel) decide(r reader, id, verdict string) object {
	p.t.Helper()
	return p.ask(p.t, r, decideReview, p.decision(r, id, verdict)).Data["decideReview"].(object)["task"].(object)
}

const withdrawReview = "mutation ($input: WithdrawReviewInput!) { withdrawReview(input: $input) { task { state verdict decisions { withdrawnBy } } } }"

func (p *panel) withdraw(r reader, id string) object {
	p.t.Helper()
	input := object{"idempotencyKey": p.key(), "task": id, "version": p.task(r, id)["version"], "note": "it rests on a misread date"}
	return p.ask(p.t, r, withdrawReview, object{"input": input}).Data["withdrawReview"].(object)["task"].(object)
}

// personOf is whom a coordinator sees a record of: the id, and the partners whose records are the same person.
func (p *panel) personOf(record string) (id string, sources string) {
	p.t.Helper()
	for _, f := range p.families(p.t, coordinator, "members { person { id sources { partner ref } } }") {
		for _, person := range members(f) {
			var all []string
			for _, s := range objects(person["sources"]) {
				all = append(all, strings.ToLower(s["partner"].(string))+" "+s["ref"].(string))
			}
			if text := strings.Join(all, ", "); strings.Contains(text+",", record+",") {
				return person["id"].(string), text
			}
		}
	}
	p.t.Fatalf("nobody has the record %s", record)
	return "", ""
}

func (p *panel) expectSources(what, record, want string) {
	p.t.Helper()
	if _, got := p.personOf(record); got != want {
		p.t.Errorf("%s: %s is one person with %q, want %q", what, record, got, want)
	}
}
