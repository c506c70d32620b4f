package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// How many random operations are asked, and from which seed: THRIVE_CANARY=20000 for a long run, THRIVE_SEED to repeat one.
var (
	canaryOperations = cmp.Or(os.Getenv("THRIVE_CANARY"), "600")
	canarySeed       = cmp.Or(os.Getenv("THRIVE_SEED"), "2012")
)

// TestCanaries fills a county with values that stand nowhere else, asks all that the schema lets ask as every role, and
// looks in everything that comes back for a value that the matrix forbids.
func TestCanaries(t *testing.T) {
	operations, err := strconv.Atoi(canaryOperations)
	if err != nil {
		t.Fatalf("THRIVE_CANARY: %v", err)
	}
	if testing.Short() {
		operations = min(operations, 100)
	}
	seed, err := strconv.ParseUint(canarySeed, 10, 64)
	if err != nil {
		t.Fatalf("THRIVE_SEED: %v", err)
	}
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		a := breed(t)
		a.importAll()
		a.decide(dsn)
		must(t, "link")
		c := &cage{t: t, hub: serveHub(t), birds: a.birds, forbidden: map[reader][]canary{}}
		c.settle(dsn)
		for _, odd := range []string{"\x00", "F\x00", "\U0010ffff", strings.Repeat("P", 100000)} { // which Postgres and SQLite take differently
			const query = `query ($odd: ID!, $text: String!) { person(id: $odd) { id } family(id: $odd) { id } findAddresses(search: $text) { town }
				findPeople(search: {surname: $text, postcode: $text, nino: $text}) { matchedOn } }`
			c.keepsIn(coordinator, query, send(t, c.hub.request(t, coordinator, http.MethodPost, query, object{"odd": odd, "text": odd})))
		}
		for _, r := range canaryReaders() {
			c.everything(r)
			c.search(r)
		}
		g := &generator{rand: rand.New(rand.NewPCG(seed, seed)), cage: c}
		for range operations {
			g.ask()
		}
		for _, m := range c.birds {
			if log := c.hub.log.String(); contains(log, m.text) {
				t.Errorf("the log holds %q (%s)", m.text, m.where)
			}
		}
		t.Logf("%d operations over the schema, %d answered with data, of %d readers; %d canaries", c.asked, c.answered, len(canaryReaders()), len(c.birds))
	})
}

// importAll sends every feed in, organisation by organisation, and looks at what the program says meanwhile.
func (a *aviary) importAll() {
	a.t.Helper()
	for _, partner := range models.Partners {
		for _, org := range a.orgs(string(partner)) {
			args := []string{"import", string(partner), a.path(source{string(partner), org}), "--no-progress"}
			if org != "" {
				args = append(args, "--org", org)
			}
			r := must(a.t, args...)
			for _, m := range a.birds {
				if said := strings.ToLower(r.out + r.err); contains(said, m.text) && !m.code {
					a.t.Errorf("importing %s tells %q (%s)", partner, m.text, m.where)
				}
			}
		}
	}
}

// cage is the county once it is served, and what may not leave it.
type cage struct {
	t               *testing.T
	hub             *hubUnderTest
	birds           []canary
	forbidden       map[reader][]canary
	people          []string // ids, in the order of names
	families        []string
	asked, answered int
}

// settle gives the families key workers and claims, and the programme's own records, full of canaries too.
func (c *cage) settle(dsn string) {
	c.t.Helper()
	names := map[string]string{}
	for _, f := range c.hub.families(c.t, reasoned, "id members { person { id forename surname } }") {
		for _, p := range members(f) {
			names[p["forename"].(string)] = p["id"].(string)
			names[p["surname"].(string)] = f["id"].(string)
		}
	}
	for _, b := range birds {
		c.people = append(c.people, names["Zq"+b.name])
	}
	for _, family := range []string{"Ash", "Elm", "Oak", "Yew"} {
		id := names["Zq"+family]
		c.families = append(c.families, id)
		parts := caseParts("Zqx" + family)
		addCases(c.t, dsn, id, parts)
		for class, words := range map[string][]string{
			"criteria": {"rules", "evidence"}, "case-work": {"worker", "plan", "note", "author", "action", "owner", "consent"},
			"support": {"name", "team", "phone", "night"}, "interventions": {"intervention"}, "claims": {"claim"},
		} {
			for _, w := range words {
				text := strings.ToLower(w + " Zqx" + family)
				c.birds = append(c.birds, canary{text: text, where: class + " of " + family, class: class, family: family, told: []source{{"council", ""}}, record: true})
			}
		}
	}
	if slices.Contains(c.people, "") || len(slices.Compact(slices.Sorted(slices.Values(c.people)))) != len(birds) {
		c.t.Fatalf("people were not linked as they should be: %v", names)
	}
	for _, family := range []string{"Ash", protectedFamily} {
		assign(c.t, dsn, names["Zq"+family], sharing.Assigned, "worker-1")
	}
	for _, family := range []string{"Elm", protectedFamily} {
		assign(c.t, dsn, names["Zq"+family], sharing.Claimed, "")
	}
}

// canaryReaders are every role for every purpose that it may state, for each organisation and for its partner as a whole.
func canaryReaders() []reader {
	orgs := map[models.Role][]string{
		models.PoliceOfficer: {"", "TVP"}, models.SchoolOfficer: {"", "931001", "931002"}, models.HousingOfficer: {"", "SOHA", "GREENSQ"},
		models.Provider: {"", "WORKWISE", "PROGRESS"}, models.Jobcentre: {"", "OXFORD"},
	}
	var readers []reader
	for _, role := range models.Roles {
		outside := orgs[role] != nil
		if !outside {
			orgs[role] = []string{""}
		}
		for _, purpose := range role.Purposes() {
			for _, org := range orgs[role] {
				r := reader{role: string(role), org: org, purpose: string(purpose)}
				if role == models.KeyWorker {
					r.subject = "worker-1"
				}
				readers = append(readers, r)
				if outside {
					r.as, r.role = r.role, string(models.Integration)
					readers = append(readers, r)
				}
			}
		}
	}
	stranger := reader{name: "another key worker", role: string(models.KeyWorker), subject: "worker-2", purpose: "safeguarding"}
	return append(readers, stranger, reasoned)
}

// keepsIn looks in a reply for what the reader may not be shown, and demands that it is sound.
func (c *cage) keepsIn(r reader, asked string, got reply) {
	c.t.Helper()
	c.asked++
	if c.forbidden[r] == nil {
		c.forbidden[r] = slices.DeleteFunc(slices.Clone(c.birds), func(m canary) bool { return mayShow(r, m) })
	}
	var headers strings.Builder
	_ = got.header.Write(&headers)
	said := strings.ToLower(headers.String() + got.body)
	for _, m := range c.forbidden[r] {
		if contains(said, m.text) {
			c.t.Fatalf("%s is shown %q (%s: class %s)\nby %s", r, m.text, m.where, m.class, asked)
		}
	}
	var answer struct {
		Data   map[string]any
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
		Extensions struct{ Withheld []any }
	}
	if err := json.Unmarshal([]byte(got.body), &answer); err != nil {
		c.t.Fatalf("%s: the reply (%d) is not JSON: %.300s\nto %s", r, got.status, got.body, asked)
	}
	for _, e := range answer.Errors {
		if e.Extensions.Code == "" || e.Extensions.Code == "INTERNAL" || e.Message == "" {
			c.t.Fatalf("%s: the error %q has the code %q\nto %s", r, e.Message, e.Extensions.Code, asked)
		}
	}
	if answer.Data != nil {
		c.answered++
	}
}

// contains finds a canary that stands by itself.
func contains(said, text string) bool {
	for from := 0; ; {
		at := strings.Index(said[from:], text)
		if at < 0 {
			return false
		}
		begin, end := from+at, from+at+len(text)
		if (begin == 0 || !wordSign(said[begin-1])) && (end == len(said) || !wordSign(said[end])) {
			return true
		}
		from = end
	}
}

func wordSign(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// everything asks for all fields of all families, in which every record that the reader may see must stand, too: so that
// the table is as near to what is shown as it can be, and nothing is found because nothing is shown.
func (c *cage) everything(r reader) {
	c.t.Helper()
	got := send(c.t, c.hub.request(c.t, r, http.MethodPost, everyFamily(), nil))
	c.keepsIn(r, "everything", got)
	receipts := "{ imports(first: 200) { nodes { " + everyField("Import") + " } } }"
	c.keepsIn(r, receipts, send(c.t, c.hub.request(c.t, r, http.MethodPost, receipts, nil)))
	body := strings.ToLower(got.body)
	for _, m := range c.birds {
		if m.record && mayShow(r, m) && !m.receiptOnly(r) && !contains(body, m.text) {
			c.t.Errorf("%s is not shown %q (%s: class %s)", r, m.text, m.where, m.class)
		}
	}
}

// receiptOnly is a code that the reader may be told only in a receipt.
func (m canary) receiptOnly(r reader) bool {
	m.code = false
	return !mayShow(r, m)
}

// searchBy are the ways to look for somebody, and the columns whose values they take.
var searchBy = map[string][]string{
	"forename": {"forename", "known_as"}, "surname": {"surname", "former_surname"}, "dateOfBirth": {"date_of_birth"}, "postcode": {"postcode"},
	"uprn": {"uprn"}, "nino": {"nino"}, "upn": {"upn"}, "uln": {"uln"}, "nhsNumber": {"nhs_number"}, "pncId": {"pnc_id"},
}

// search looks for everybody by each value: what the reader may not be shown finds nobody, or is refused.
func (c *cage) search(r reader) {
	c.t.Helper()
	for field, columns := range searchBy {
		var query strings.Builder
		var sought []canary
		for _, m := range c.birds {
			words := strings.Fields(m.where)
			if slices.ContainsFunc(columns, func(column string) bool { return slices.Contains(words, column) && slices.Contains(words, "people") }) {
				fmt.Fprintf(&query, " a%d: findPeople(search: {%s: %q}) { person { id } }", len(sought), field, m.text)
				sought = append(sought, m)
			}
		}
		got := send(c.t, c.hub.request(c.t, r, http.MethodPost, "{"+query.String()+" }", nil))
		var answer struct{ Data map[string][]any }
		if err := json.Unmarshal([]byte(got.body), &answer); err != nil || len(sought) == 0 {
			c.t.Fatalf("%s: looking by %s, %d values: %v: %.200s", r, field, len(sought), err, got.body)
		}
		c.asked++
		for i, m := range sought {
			if found := len(answer.Data[fmt.Sprint("a", i)]) > 0; found != mayShow(r, m) {
				c.t.Errorf("%s finds somebody by %s %q: %v (%s: class %s)", r, field, m.text, found, m.where, m.class)
			}
		}
	}
}
