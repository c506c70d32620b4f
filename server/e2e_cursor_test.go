package main

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/internal/dbtest"
)

// pagedLists is how each list of the schema is read, and by whom; those of one sheet are one list in another order or cut.
var pagedLists = map[string]struct {
	arguments, sheet string
	by               reader
}{
	"families":        {"", "families", reader{role: "COUNCIL_COORDINATOR", purpose: "data-quality"}},
	"reviewTasks":     {"", "tasks", reader{role: "COUNCIL_COORDINATOR", purpose: "data-quality"}},
	"imports":         {"", "imports", reader{role: "COUNCIL_COORDINATOR", purpose: "data-quality"}},
	"accessLog":       {"", "log", reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}},
	"breakGlassUses":  {"", "glass", reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}},
	"subjectRequests": {"", "requests", governing},
	"whoHasSeen":      {`, person: "PERSON"`, "log", reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}},
}

// Where a page begins is sealed: whoever has a cursor learns nothing of the list by it, and it means something to the same
// caller in the same list alone.
func TestCursorsAreSealed(t *testing.T) {
	for _, field := range graph.Schema().Query.Fields {
		if _, ok := pagedLists[field.Name]; strings.HasSuffix(field.Type.Name(), "Connection") && !ok {
			t.Errorf("%s is a list in pages whose cursors are not tested here", field.Name)
		}
	}
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		for i, pair := range [][2]string{{"council C1", "police N1"}, {"council C2", "police N2"}} {
			p.doubt(fmt.Sprintf("RT%d", i), pair[0], pair[1], false)
		}
		adam, _ := p.personOf("council C2")
		for range 3 {
			p.ask(t, officer, `query ($id: ID!) { person(id: $id) { forename } }`, object{"id": adam})
		}
		family := p.ask(t, officer, `query ($id: ID!) { person(id: $id) { family { id } } }`, object{"id": adam}).Data["person"].(object)["family"].(object)["id"]
		urgent := officer
		urgent.purpose = "safeguarding"
		for _, class := range []string{"schooling", "social-care"} {
			p.ask(t, urgent, breakGlass, object{"input": object{"idempotencyKey": p.key(), "family": family, "class": class, "reason": "a child may be in danger tonight"}})
		}
		for _, day := range []string{"2012-09-03", "2012-09-04"} {
			inDatabase(t, dsn, `INSERT INTO subject_requests (id, person_id, asker, identity, received_on, recorded_at, recorded_by) VALUES ($1, $2, 'the-person', 'passport', $1, '2012-09-04T09:00:00Z', 'ig-1')`, day, adam)
		}
		query := func(list string) string {
			return `query ($after: String) { page: ` + list + `(first: 1, after: $after` + strings.ReplaceAll(pagedLists[list].arguments, "PERSON", adam) + `) {
				edges { cursor node { __typename } } pageInfo { hasNextPage endCursor } } }`
		}
		page := func(list string, after any) (endCursor string, more bool) {
			t.Helper()
			found := p.ask(t, pagedLists[list].by, query(list), object{"after": after}).Data["page"].(object)
			info := found["pageInfo"].(object)
			return info["endCursor"].(string), info["hasNextPage"].(bool)
		}
		refused := func(list, what string, by reader, after string) {
			t.Helper()
			if data, code := p.attempt(by, query(list), object{"after": after}); code != "INVALID" {
				t.Errorf("%s after %s: %q, %v", list, what, code, data)
			}
		}
		cursors := map[string]string{}
		for list := range pagedLists {
			cursor, more := page(list, nil)
			again, _ := page(list, nil)
			if !more {
				t.Fatalf("%s has one page alone: nothing is tested", list)
			}
			if cursor == again {
				t.Errorf("%s: the cursor of one place reads the same twice", list)
			}
			if after, _ := page(list, cursor); after == cursor {
				t.Errorf("%s: the next page is the same", list)
			}
			if raw, err := base64.RawURLEncoding.DecodeString(cursor); err != nil || len(raw) < 60 {
				t.Errorf("%s: the cursor is %q", list, cursor)
			}
			cursors[list] = cursor
		}
		for list, one := range pagedLists {
			cursor := cursors[list]
			for at := range cursor {
				changed := []byte(cursor)
				changed[at] ^= 3
				if at%7 == 0 {
					refused(list, "a changed cursor", one.by, string(changed))
				}
			}
			other := one.by
			other.subject = "somebody-else"
			refused(list, "the cursor of somebody else", other, cursor)
			other = one.by
			other.org = "oxford"
			refused(list, "the cursor of another organisation", other, cursor)
			refused(list, "a number", one.by, base64.RawURLEncoding.EncodeToString([]byte("log:1")))
			for another, cursor := range cursors {
				if pagedLists[another].sheet != one.sheet {
					refused(list, "the cursor of "+another, one.by, cursor)
				}
			}
		}
	})
}
