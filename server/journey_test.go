package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// TestJourney is an operator's first day: a county is made, migrated, imported and linked, and the log is checked.
func TestJourney(t *testing.T) {
	feeds := county(t)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		t.Setenv("THRIVE_DATABASE", dsn)
		t.Setenv("THRIVE_DATA", filepath.Join(t.TempDir(), "data"))
		if strings.HasPrefix(dsn, "postgres") {
			if r := thrive(t, "import", "dwp", filepath.Join(feeds, "dwp")); r.code != failed || !strings.Contains(r.err, "run thrive migrate") {
				t.Errorf("importing before migrating ended with %d: %s", r.code, r.err)
			}
			if r := must(t, "migrate", "--check"); !strings.HasPrefix(r.out, "would run ") {
				t.Errorf("the check says %q", r.out)
			}
			must(t, "migrate")
			t.Setenv("THRIVE_OWNER_DATABASE", dsn)
			t.Setenv("THRIVE_DATABASE", dbtest.Serving(dsn))
		}
		rows := 0
		for _, partner := range models.Partners {
			rows += importJSON(t, "import", string(partner), filepath.Join(feeds, string(partner)), "--json", "--defer-link").New
		}
		if rows == 0 {
			t.Fatal("nothing was imported")
		}
		if r := must(t, "migrate", "--check"); !strings.Contains(r.out, "at this version's schema") {
			t.Errorf("the check says %q", r.out)
		}
		again := importJSON(t, "import", "council", filepath.Join(feeds, "council"), "--json", "--no-progress")
		if again.New+again.Changed > 0 || again.Same == 0 {
			t.Errorf("the same bytes again: %+v", again)
		}
		var counts store.LinkCounts
		if err := json.Unmarshal([]byte(must(t, "link", "--json").out), &counts); err != nil || counts.Families == 0 || counts.People < counts.Families {
			t.Errorf("linking gave %+v, %v", counts, err)
		}
		checkLog(t)
		checkReads(t, counts.Families)
	})
}

func importJSON(t *testing.T, args ...string) models.FileReceipt {
	t.Helper()
	r := must(t, args...)
	var receipt models.Receipt
	if err := json.Unmarshal([]byte(r.out), &receipt); err != nil {
		t.Fatalf("the receipt is not JSON: %v", err)
	}
	total := receipt.Total()
	if (total.Quarantined > 0) != (r.code == quarantined) {
		t.Errorf("it ended with %d, %d rows in quarantine", r.code, total.Quarantined)
	}
	return total
}

// checkLog exports the log, checks it, and then each of several ways of tampering with it.
func checkLog(t *testing.T) {
	t.Helper()
	if r := must(t, "audit", "verify"); !strings.HasPrefix(r.out, "the log holds: 7 entries") {
		t.Errorf("verify says %q", r.out)
	}
	export := must(t, "audit", "export").out
	lines := strings.SplitAfter(export, "\n")
	path := filepath.Join(t.TempDir(), "log.ndjson")
	verify := func(text string) result { return thrive(t, "audit", "verify", write(t, path, text)) }
	if r := verify(export); r.code != done {
		t.Errorf("the export is refused: %s", r.err)
	}
	for name, text := range map[string]string{
		"changed": strings.Replace(export, "import council", "import nothing", 1),
		"dropped": lines[0] + strings.Join(lines[2:], ""),
		"swapped": lines[1] + lines[0] + strings.Join(lines[2:], ""),
		"no JSON": "x\n",
	} {
		if r := verify(text); r.code != failed || !strings.HasPrefix(r.err, "thrive: the log does not hold: ") {
			t.Errorf("%s: verify ended with %d: %s", name, r.code, r.err)
		}
	}
}

func TestQuarantineExit(t *testing.T) {
	t.Setenv("THRIVE_DATA", filepath.Join(t.TempDir(), "data"))
	feed := t.TempDir()
	write(t, filepath.Join(feed, "people.csv"), "person_ref,forename,surname,date_of_birth\n1,Ann,Example,2001-02-03\n2,Bob,Example,31/31/2001\n")
	r := thrive(t, "import", "council", feed)
	if r.code != quarantined || !strings.Contains(r.out, "people.csv:3 date_of_birth: ") || strings.Contains(r.out+r.err, "31/31/2001") {
		t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
	}
	if strings.Contains(r.err, "thrive:") {
		t.Errorf("what is done is told as a failure: %q", r.err)
	}
	write(t, filepath.Join(feed, "manifest.csv"), "org\nSPIRES\n")
	if r := thrive(t, "import", "council", feed, "--org", "ISIS"); r.code != misused || !strings.Contains(r.err, "--org") {
		t.Errorf("two organisations: ended with %d: %s", r.code, r.err)
	}
}

func TestDatabaseIsPrivate(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "migrate", "--data", data)
	for _, path := range []string{data, filepath.Join(data, "thrive.db")} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if r := thrive(t, "migrate", "--check", "--data", data+"2"); r.code != done || !strings.HasPrefix(r.out, "would run ") {
		t.Errorf("the check ended with %d: %s", r.code, r.out)
	}
	if _, err := os.Stat(data + "2"); err == nil {
		t.Error("the check made a folder")
	}
}

// ask sends the query of families and returns what the reply holds.
func ask(t *testing.T, address, token, purpose string) (status int, answer graphqlReply) {
	t.Helper()
	text, err := json.Marshal(map[string]string{"query": familiesQuery})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphql", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Thrive-Purpose", purpose)
	r := send(t, request)
	if err := json.Unmarshal([]byte(r.body), &answer); err != nil {
		t.Fatalf("the reply is not JSON: %s", r.body)
	}
	return r.status, answer
}

// graphqlReply is a reply to a query of families.
type graphqlReply struct {
	Data struct {
		Families struct {
			TotalCount int
			Nodes      []struct {
				Members []struct{ Person struct{ Forename *string } }
			}
		}
	}
	Errors     []struct{ Message string }
	Extensions struct {
		Withheld []struct{ Path, Class, Reason string }
	}
}

const familiesQuery = `{ families(first: 200) { totalCount nodes { id members { role person { forename offences { disposal } benefitClaims { benefit } } } } } }`

// checkReads serves the database and reads it as several roles would.
func checkReads(t *testing.T, families int) {
	t.Helper()
	address := start(t, "serve", "--listen", "127.0.0.1:0", "--log-level", "error")
	token := func(role string) string { return lastLine(must(t, "token", "--role", role).out) }

	if status, r := ask(t, address, "x.y.z", "family-support"); status != http.StatusUnauthorized || len(r.Errors) == 0 {
		t.Errorf("without a token it answers %d", status)
	}
	_, all := ask(t, address, token("COUNCIL_COORDINATOR"), "family-support")
	if got := all.Data.Families; got.TotalCount != families || len(got.Nodes) != families || len(all.Errors) > 0 {
		t.Errorf("a coordinator has %d families of %d: %v", got.TotalCount, families, all.Errors)
	}
	_, some := ask(t, address, token("POLICE_OFFICER"), "crime-prevention")
	if n := some.Data.Families.TotalCount; n == 0 || n >= families || len(some.Errors) > 0 {
		t.Errorf("the police have %d families of %d: %v", n, families, some.Errors)
	}
	withheld := map[string]bool{}
	for _, line := range some.Extensions.Withheld {
		withheld[line.Class] = true
	}
	if !withheld["benefits"] || withheld["offences"] {
		t.Errorf("from the police is withheld %v", withheld)
	}
	_, none := ask(t, address, token("COUNCIL_KEY_WORKER"), "family-support")
	if none.Data.Families.TotalCount != 0 || len(none.Errors) > 0 {
		t.Errorf("a key worker without families has %d: %v", none.Data.Families.TotalCount, none.Errors)
	}
	if r := must(t, "audit", "verify"); !strings.HasPrefix(r.out, "the log holds: 10 entries") {
		t.Errorf("after three reads, verify says %q", r.out)
	}
}
