package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestOutOfScopeIsLookedForLikeNobody counts the statements that Postgres runs for a reply: somebody out of scope takes the same as
// an id or a value that there never was, so that time tells as little as the reply does.
func TestOutOfScopeIsLookedForLikeNobody(t *testing.T) {
	server := dbtest.Cluster(t, "log_statement=all", "log_line_prefix=")
	useDatabase(t, server.DSN)
	for partner, rows := range map[string]string{
		"dwp":    "person_ref,forename,surname,date_of_birth,nino,postcode\nD1,Zed,Secret,1980-02-03,QQ123456A,OX9 9ZZ\n",
		"police": "person_ref,forename,surname,date_of_birth,postcode\nP1,Ann,Open,1981-03-04,OX1 1AA\n",
	} {
		folder := t.TempDir()
		write(t, filepath.Join(folder, "people.csv"), rows)
		must(t, "import", partner, folder, "--no-progress")
	}
	h := serveHub(t)
	family := h.families(t, reader{role: "COUNCIL_COORDINATOR", purpose: "identification"}, "id members { person { id surname } }")
	var person, home string
	for _, f := range family {
		for _, p := range members(f) {
			if p["surname"] == "Secret" {
				person, home = p["id"].(string), f["id"].(string)
			}
		}
	}
	if person == "" {
		t.Fatal("nobody is out of scope")
	}
	police := reader{role: "POLICE_OFFICER", purpose: "crime-prevention"}
	statements := func(query string) (int, string) {
		t.Helper()
		h.ask(t, police, query, nil) // whatever is prepared once
		before := settledLog(server)
		reply := h.ask(t, police, query, nil)
		ran := settledLog(server)[len(before):]
		return strings.Count(ran, "execute ") + strings.Count(ran, "statement: "), reply.body
	}
	for name, c := range map[string]struct{ there, never string }{
		"a person by id":   {fmt.Sprintf(`{ person(id: %q) { id surname } }`, person), `{ person(id: "Paaaaaaaaaaaaaaaa") { id surname } }`},
		"a family by id":   {fmt.Sprintf(`{ family(id: %q) { id } }`, home), `{ family(id: "Faaaaaaaaaaaaaaaa") { id } }`},
		"by surname":       {`{ findPeople(search: {surname: "Secret"}) { person { id } } }`, `{ findPeople(search: {surname: "Nobody"}) { person { id } } }`},
		"by postcode":      {`{ findPeople(search: {postcode: "OX9 9ZZ"}) { person { id } } }`, `{ findPeople(search: {postcode: "OX8 8ZZ"}) { person { id } } }`},
		"by address":       {`{ findAddresses(search: "OX9 9ZZ") { town } }`, `{ findAddresses(search: "OX8 8ZZ") { town } }`},
		"families by name": {`{ families(filter: {surname: "Secret"}) { totalCount nodes { id } } }`, `{ families(filter: {surname: "Nobody"}) { totalCount nodes { id } } }`},
	} {
		there, thereBody := statements(c.there)
		never, neverBody := statements(c.never)
		if there != never || there == 0 {
			t.Errorf("%s: out of scope takes %d statements, what never was %d", name, there, never)
		}
		if thereBody != neverBody {
			t.Errorf("%s: the replies differ: %s and %s", name, thereBody, neverBody)
		}
	}
}

// settledLog is the server's log once it grows no longer.
func settledLog(server *dbtest.Server) string {
	log := server.Log()
	for {
		time.Sleep(50 * time.Millisecond)
		now := server.Log()
		if len(now) == len(log) {
			return log
		}
		log = now
	}
}
