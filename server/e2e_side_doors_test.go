package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/internal/dbtest"
)

// corridor is the small county, served, with somebody of whom police may not know: Dora Cole, whom the landlord and DWP hold.
type corridor struct {
	*panel
	dora, cole string // ids of her and of her family
}

// doorTests try each side door of the list in docs/sharing.md.
var doorTests = map[string]func(c corridor){
	"a filter": func(c corridor) {
		for _, value := range []string{"ATTACHED", "CLOSED", "IDENTIFIED"} {
			c.expectCode(officer, "a status", "FORBIDDEN", `query ($s: FamilyStatus!) { families(filter: {status: $s}) { nodes { id } } }`, object{"s": value})
		}
		for _, surname := range []string{"Cole", "Nobody"} {
			c.nothing(`{ families(filter: {surname: "`+surname+`"}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`, `{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}`)
		}
	},
	"an order": func(c corridor) {
		for _, field := range graph.Schema().Query.Fields {
			for _, argument := range field.Arguments {
				if regexp.MustCompile(`(?i)order|sort`).MatchString(argument.Name + argument.Type.Name()) {
					c.t.Errorf("%s takes an order, %s: what does that tell?", field.Name, argument.Name)
				}
			}
		}
		var ids []string
		for _, f := range c.families(c.t, officer, "id") {
			ids = append(ids, f["id"].(string))
		}
		if !slices.IsSorted(ids) || len(ids) < 2 {
			c.t.Errorf("families stand in the order %v", ids)
		}
	},
	"a search for people": func(c corridor) {
		for _, value := range []string{"QQ100004A", "QQ999999A"} {
			c.expectCode(officer, "a NINO", "FORBIDDEN", `query ($v: String!) { findPeople(search: {nino: $v}) { matchedOn } }`, object{"v": value})
		}
		for _, clue := range []string{`surname: "Cole"`, `forename: "Dora"`, `dateOfBirth: "1965-12-13"`, `postcode: "OX26 3CC"`, `uprn: "100000000003"`} {
			c.nothing(`{ findPeople(search: {`+clue+`}) { person { id } } }`, `[]`)
		}
	},
	"a search for addresses": func(c corridor) {
		for _, search := range []string{"3 Canal Street", "OX26 3CC", "2 Refuge Lane", "4 Nowhere Street"} {
			c.nothing(`{ findAddresses(search: "`+search+`") { town occupants { id } } }`, `[]`)
		}
	},
	"a count": func(c corridor) {
		reply := c.ask(c.t, officer, `{ families { totalCount nodes { members { person { id benefitClaims { benefit } } } } } }`, nil)
		families := reply.Data["families"].(object)
		people := 0
		for _, f := range objects(families["nodes"]) {
			people += len(members(f))
		}
		if n := len(objects(families["nodes"])); families["totalCount"] != float64(n) {
			c.t.Errorf("of %d families the count is %v", n, families["totalCount"])
		}
		if line := reply.Extensions.Withheld[0]; line["count"] != float64(people) {
			c.t.Errorf("of %d people the line is %v", people, line)
		}
	},
	"a cursor": func(c corridor) {
		page := c.ask(c.t, coordinator, `{ families(first: 1) { pageInfo { endCursor } } }`, nil).Data["families"].(object)["pageInfo"].(object)
		c.expectCode(officer, "the coordinator's cursor", "INVALID", `query ($after: String!) { families(after: $after) { nodes { id } } }`, object{"after": page["endCursor"]})
	},
	"an id": func(c corridor) {
		form := regexp.MustCompile(`^[PF][a-z2-7]{16}$`)
		ids := map[string]bool{}
		for _, f := range c.families(c.t, coordinator, "id members { person { id } }") {
			for _, p := range members(f) {
				if !form.MatchString(p["id"].(string)) || !form.MatchString(f["id"].(string)) {
					c.t.Errorf("ids are %v and %v", p["id"], f["id"])
				}
				ids[p["id"].(string)], ids[f["id"].(string)] = true, true
			}
		}
		if len(ids) < 3+7 {
			c.t.Errorf("there are %d people and families", len(ids))
		}
	},
	"a look by id": func(c corridor) {
		for field, ids := range map[string][]string{"person": {c.dora, "Paaaaaaaaaaaaaaaa", ""}, "family": {c.cole, "Faaaaaaaaaaaaaaaa", ""}, "reviewTask": {"Thers", "Tnever"}} {
			for _, id := range ids {
				c.nothing(`{ `+field+`(id: "`+id+`") { id } }`, `null`)
			}
		}
		c.nothing(`{ whoHasSeen(person: "`+c.dora+`") { nodes { seq } } }`, `{"nodes":[]}`)
	},
	"an id of the past": func(c corridor) {
		inDatabase(c.t, c.dsn, `INSERT INTO persons (id, family_id, merged_into, made_by, ended) VALUES ('Pwas', '', $1, 1, true)`, c.dora)
		if p := c.ask(c.t, coordinator, `{ person(id: "Pwas") { id } }`, nil).Data["person"]; p == nil {
			c.t.Fatal("the coordinator is not led on: nothing was tested")
		}
		c.nothing(`{ person(id: "Pwas") { id } }`, `null`)
	},
	"the text of an error": func(c corridor) {
		report := `mutation ($input: ReportWrongLinkInput!) { reportWrongLink(input: $input) { __typename } }`
		var said []string
		for _, id := range []string{c.dora, "Paaaaaaaaaaaaaaaa"} {
			input := object{"idempotencyKey": c.key(), "person": id, "reason": "this is somebody else, I am sure"}
			said = append(said, send(c.t, c.request(c.t, officer, http.MethodPost, report, object{"input": input})).body)
		}
		if said[0] != said[1] || !strings.Contains(said[0], "errors") {
			c.t.Errorf("somebody out of scope is refused as %s, nobody as %s", said[0], said[1])
		}
	},
	"several operations at once": func(c corridor) {
		request := c.request(c.t, officer, http.MethodPost, "", nil)
		body := `[{"query":"{ families { nodes { id } } }"},{"query":"{ viewer { role } }"}]`
		request.Body, request.ContentLength, request.GetBody = readCloser(body), int64(len(body)), nil
		if got := send(c.t, request); got.status == http.StatusOK && strings.Contains(got.body, `"data":{`) {
			c.t.Errorf("a list of operations is answered: %s", got.body)
		}
		var aliases strings.Builder
		for i, id := range []string{c.dora, c.cole, "Paaaaaaaaaaaaaaaa"} {
			fmt.Fprintf(&aliases, " p%d: person(id: %q) { id } f%d: family(id: %q) { id }", i, id, i, id)
		}
		for field, found := range c.ask(c.t, officer, "{"+aliases.String()+" }", nil).Data {
			if found != nil {
				c.t.Errorf("%s is %v", field, found)
			}
		}
	},
	"GET": func(c corridor) {
		query := `{ families { nodes { id members { person { id surname benefitClaims { benefit } } } } } }`
		by := map[string]string{}
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			by[method] = send(c.t, c.request(c.t, officer, method, query, nil)).body
		}
		if by[http.MethodGet] != by[http.MethodPost] {
			c.t.Errorf("GET is answered %s\nPOST %s", by[http.MethodGet], by[http.MethodPost])
		}
		adam, _ := c.personOf("police N1")
		input := object{"idempotencyKey": c.key(), "person": adam, "reason": "this is somebody else, I am sure"}
		change := c.request(c.t, officer, http.MethodGet, `mutation ($input: ReportWrongLinkInput!) { reportWrongLink(input: $input) { __typename } }`, object{"input": input})
		if got := send(c.t, change); !strings.Contains(got.body, `"errors"`) {
			c.t.Errorf("a change by GET is answered %d %s", got.status, got.body)
		}
		if now, _ := c.personOf("police N1"); now != adam {
			c.t.Error("a change by GET was made")
		}
	},
	"a persisted operation": func(c corridor) {
		query := `{ viewer { role } }`
		c.ask(c.t, coordinator, query, nil)
		for _, text := range []string{query, "{ families { nodes { id } } }"} {
			body := fmt.Sprintf(`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`, sha256Hex(text))
			request := c.request(c.t, officer, http.MethodPost, "", nil)
			request.Body, request.ContentLength, request.GetBody = readCloser(body), int64(len(body)), nil
			if got := send(c.t, request); !strings.Contains(got.body, `"errors"`) || strings.Contains(got.body, `"role"`) {
				c.t.Errorf("the hash of %s is answered %s", text, got.body)
			}
		}
	},
	"the length of a reply": func(c corridor) {
		lengths := map[int]bool{}
		for _, id := range []string{c.dora, "Paaaaaaaaaaaaaaaa"} {
			lengths[len(send(c.t, c.request(c.t, officer, http.MethodPost, `query ($id: ID!) { person(id: $id) { id surname nino } }`, object{"id": id})).body)] = true
		}
		if len(lengths) > 1 {
			c.t.Errorf("replies have the lengths %v", lengths)
		}
	},
	"a receipt": func(c corridor) {
		police := reader{role: "INTEGRATION", as: "POLICE_OFFICER", purpose: "crime-prevention"}
		for _, node := range objects(c.ask(c.t, police, `{ imports(first: 200) { nodes { partner } } }`, nil).Data["imports"].(object)["nodes"]) {
			if node["partner"] != "POLICE" {
				c.t.Errorf("police are shown a receipt of %v", node["partner"])
			}
		}
		c.nothing(`{ imports(first: 200) { nodes { partner } } }`, `{"nodes":[]}`) // an officer sends nothing
	},
	"the log": func(c corridor) {
		c.nothing(`{ accessLog(first: 200) { nodes { seq } pageInfo { hasNextPage } } }`, `{"nodes":[],"pageInfo":{"hasNextPage":false}}`)
	},
	"GraphiQL": func(c corridor) {
		if got := get(c.t, c.address+"/graphiql", nil); got.status != http.StatusNotFound {
			c.t.Errorf("it is offered without being allowed: %d", got.status)
		}
	},
	"a cache": func(c corridor) {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if got := send(c.t, c.request(c.t, officer, method, `{ viewer { role } }`, nil)); got.header.Get("Cache-Control") != "no-store" {
				c.t.Errorf("%s is answered with Cache-Control %q", method, got.header.Get("Cache-Control"))
			}
		}
	},
}

// nothing asks as the officer, who must be answered with what there is of nobody.
func (c corridor) nothing(query, want string) {
	c.t.Helper()
	got := send(c.t, c.request(c.t, officer, http.MethodPost, query, nil))
	var reply struct{ Data map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(got.body), &reply); err != nil || len(reply.Data) != 1 {
		c.t.Fatalf("%s is answered %s", query, got.body)
	}
	for _, data := range reply.Data {
		if string(data) != want {
			c.t.Errorf("%s is answered %s, want %s", query, data, want)
		}
	}
}

// TestSideDoors tries every door of the list, by its name.
func TestSideDoors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		c := corridor{panel: newPanel(t, dsn)}
		c.doubt("Thers", "housing H4", "dwp D4", false)
		c.dora, _ = c.personOf("housing H4")
		c.cole = c.ask(t, coordinator, `query ($id: ID!) { person(id: $id) { family { id } } }`, object{"id": c.dora}).Data["person"].(object)["family"].(object)["id"].(string)
		for _, door := range sideDoors {
			try := doorTests[door.Name]
			if try == nil {
				if door.Test == "" {
					t.Errorf("nothing tries %s", door.Name)
				}
				continue
			}
			t.Run(door.Name, func(t *testing.T) {
				c := c
				c.panel = &panel{hubUnderTest: c.hubUnderTest, t: t, dsn: dsn, keys: c.keys + 100*len(door.Name)}
				try(c)
			})
		}
	})
	for name := range doorTests {
		if !slices.ContainsFunc(sideDoors, func(d sideDoor) bool { return d.Name == name }) {
			t.Errorf("%s is tried, and is not in the list", name)
		}
	}
}

// TestSideDoorsNameTheirTests looks for the further tests of the list where tests are.
func TestSideDoorsNameTheirTests(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(text)
	}
	for _, door := range sideDoors {
		if door.Test != "" && !strings.Contains(code.String(), "func "+door.Test+"(t *testing.T)") {
			t.Errorf("%s is tried by %s, and there is no such test", door.Name, door.Test)
		}
	}
}

func readCloser(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
