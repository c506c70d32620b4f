package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
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

// How many operations are generated and asked, and from which seed: THRIVE_CANARY=200000 for a long run, THRIVE_SEED for others.
var (
	canaryOperations = cmp.Or(os.Getenv("THRIVE_CANARY"), "20000")
	canarySeed       = cmp.Or(os.Getenv("THRIVE_SEED"), "2012")
)

// TestCanaries fills a county with values that stand nowhere else, asks all that the schema lets ask as every role, for every
// purpose, as near to and as far from the families as there is, under every state of the agreements, and looks in everything that
// comes back for a value that the matrix forbids.
func TestCanaries(t *testing.T) {
	operations, err := strconv.Atoi(canaryOperations)
	if err != nil {
		t.Fatalf("THRIVE_CANARY: %v", err)
	}
	if testing.Short() {
		operations = min(operations, 300)
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
		c := &cage{birds: a.birds}
		t.Run("settled", func(t *testing.T) {
			c.enter(t, agreementState{force: always})
			c.settle(dsn)
		})
		states := agreementStates(t)
		for i, state := range states {
			if testing.Short() && i%3 > 0 {
				continue // each third, under the race detector
			}
			t.Run(state.name, func(t *testing.T) {
				state.use(t)
				c.enter(t, state)
				c.oddities()
				for _, r := range canaryReaders() {
					c.everything(r)
					c.search(r)
				}
				share := operations / (2 * len(states))
				if i == 0 { // all agreements in force, as most of the time
					share = operations - share*(len(states)-1)
				}
				setRapid(t, "rapid.seed", strconv.FormatUint(seed+uint64(i), 10))
				c.generate(share)
				for _, m := range c.birds {
					if log := c.hub.log.String(); contains(log, m.text) {
						t.Errorf("the log holds %q (%s)", m.text, m.where)
					}
				}
			})
		}
		t.Logf("%d operations over the schema, of which %d were generated, %d answered with data, of %d readers under %d states of the agreements; %d canaries",
			c.asked, c.generated, c.answered, len(canaryReaders()), len(states), len(c.birds))
	})
}

// setRapid sets one of the property tester's own flags until the test ends.
func setRapid(t *testing.T, name, value string) {
	t.Helper()
	was := flag.Lookup(name).Value.String()
	if err := flag.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(name, was) })
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
	t         *testing.T
	hub       *hubUnderTest
	state     agreementState
	birds     []canary
	forbidden map[reader][]canary
	people    []string // ids, in the order of names
	families  []string

	asked, generated, answered int
}

// enter serves the county under a state of the agreements until the test ends.
func (c *cage) enter(t *testing.T, state agreementState) {
	t.Helper()
	tokens := map[string]string{}
	if c.hub != nil {
		tokens = c.hub.tokens
	}
	c.t, c.hub, c.state, c.forbidden = t, serveHub(t), state, map[reader][]canary{}
	c.hub.tokens = tokens
}

// oddities are ids and texts that Postgres and SQLite take differently.
func (c *cage) oddities() {
	c.t.Helper()
	for _, odd := range []string{"\x00", "F\x00", "\U0010ffff", strings.Repeat("P", 100000)} {
		const query = `query ($odd: ID!, $text: String!) { person(id: $odd) { id } family(id: $odd) { id } findAddresses(search: $text) { town }
			findPeople(search: {surname: $text, postcode: $text, nino: $text}) { matchedOn } }`
		c.keepsIn(coordinator, query, send(c.t, c.hub.request(c.t, coordinator, http.MethodPost, query, object{"odd": odd, "text": odd})))
	}
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
	c.doubt(dsn, names)
	for _, family := range []string{"Ash", protectedFamily} {
		assign(c.t, dsn, names["Zq"+family], sharing.Assigned, "worker-1")
	}
	for _, family := range []string{"Elm", protectedFamily} {
		assign(c.t, dsn, names["Zq"+family], sharing.Claimed, "")
	}
}

// doubt opens a task about every two records of a family, and about some of different families.
func (c *cage) doubt(dsn string, names map[string]string) {
	c.t.Helper()
	const open = `INSERT INTO review_tasks (id, kind, a_partner, a_org, a_ref, b_partner, b_org, b_ref, state, opened_at, second, reason)
		SELECT $1 || row_number() OVER (ORDER BY a.ref, a.partner, b.ref, b.partner), 'pair', a.partner, a.org, a.ref, b.partner, b.org, b.ref,
			'open', '2013-01-07T09:00:00Z', false, $2 FROM links a JOIN persons p ON p.id = a.person_id JOIN links b ON a.ref < b.ref JOIN persons q ON q.id = b.person_id `
	inDatabase(c.t, dsn, "DELETE FROM review_tasks") // what the linker doubts itself
	for _, family := range []string{"Ash", "Elm", "Oak", "Yew"} {
		inDatabase(c.t, dsn, open+"WHERE p.family_id = $3 AND q.family_id = $4", "T"+family, "reason Zqx"+family, names["Zq"+family], names["Zq"+family])
		text := strings.ToLower("reason Zqx" + family)
		c.birds = append(c.birds, canary{text: text, where: "reason of a report of " + family, class: "links", family: family, told: []source{{"council", ""}}})
	}
	inDatabase(c.t, dsn, open+"WHERE p.family_id <> q.family_id AND a.partner = b.partner", "Tcross", "")
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

// keepsIn demands of a reply that it is sound, and holds nothing that the reader may not be shown.
func (c *cage) keepsIn(r reader, asked string, got reply) {
	c.t.Helper()
	if wrong := c.wrong(r, got); wrong != "" {
		c.t.Fatalf("%s: %s\nby %s", r, wrong, asked)
	}
}

// wrong says what is wrong with a reply, "" where nothing is.
func (c *cage) wrong(r reader, got reply) string {
	c.asked++
	if c.forbidden[r] == nil {
		c.forbidden[r] = slices.DeleteFunc(slices.Clone(c.birds), func(m canary) bool { return c.mayShow(r, m) })
	}
	var headers strings.Builder
	_ = got.header.Write(&headers)
	said := strings.ToLower(headers.String() + got.body)
	for _, m := range c.forbidden[r] {
		if contains(said, m.text) {
			return fmt.Sprintf("is shown %q (%s: class %s)", m.text, m.where, m.class)
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
		return fmt.Sprintf("the reply (%d) is not JSON: %.300s", got.status, got.body)
	}
	for _, e := range answer.Errors {
		if e.Extensions.Code == "" || e.Extensions.Code == "INTERNAL" || e.Message == "" {
			return fmt.Sprintf("the error %q has the code %q", e.Message, e.Extensions.Code)
		}
	}
	if answer.Data != nil {
		c.answered++
	}
	return ""
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
	tasks := "{ reviewTasks(first: 200) { totalCount nodes { " + everyField("ReviewTask") + " } } reviewQuality { decided } }"
	shown := send(c.t, c.hub.request(c.t, r, http.MethodPost, tasks, nil))
	c.keepsIn(r, tasks, shown)
	for _, family := range []string{"Ash", "Elm", "Oak", "Yew"} {
		if m := c.bird("reason zqx" + strings.ToLower(family)); c.mayShow(r, m) != contains(strings.ToLower(shown.body), m.text) {
			c.t.Errorf("%s is shown the tasks of %s, or not: %.300s", r, family, shown.body)
		}
	}
	receipts := "{ imports(first: 200) { nodes { " + everyField("Import") + " } } }"
	c.keepsIn(r, receipts, send(c.t, c.hub.request(c.t, r, http.MethodPost, receipts, nil)))
	body := strings.ToLower(got.body)
	for _, m := range c.birds {
		if m.record && c.mayShow(r, m) && !c.receiptOnly(r, m) && !contains(body, m.text) {
			c.t.Errorf("%s is not shown %q (%s: class %s)", r, m.text, m.where, m.class)
		}
	}
}

// bird is the canary of that text.
func (c *cage) bird(text string) canary {
	return c.birds[slices.IndexFunc(c.birds, func(m canary) bool { return m.text == text })]
}

// receiptOnly is a code that the reader may be told only in a receipt.
func (c *cage) receiptOnly(r reader, m canary) bool {
	m.code = false
	return !c.mayShow(r, m)
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
			if found := len(answer.Data[fmt.Sprint("a", i)]) > 0; found != c.mayShow(r, m) {
				c.t.Errorf("%s finds somebody by %s %q: %v (%s: class %s)", r, field, m.text, found, m.where, m.class)
			}
		}
	}
}
