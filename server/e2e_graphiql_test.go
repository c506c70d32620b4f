package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestGraphiQLIsOfferedWhereItIsAllowed looks for the page with and without its flag, and demands its own policy.
func TestGraphiQLIsOfferedWhereItIsAllowed(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if r := get(t, start(t, "serve", "--listen", "127.0.0.1:0", "--data", data)+"/graphiql", nil); r.status != http.StatusNotFound {
		t.Errorf("without its flag /graphiql answers %d", r.status)
	}
	address := start(t, "serve", "--listen", "127.0.0.1:0", "--data", data, "--graphiql")
	r, want := get(t, address+"/graphiql", nil), http.StatusOK
	if !graphiqlBuilt() {
		want = http.StatusNotImplemented
	}
	policy := r.header.Get("Content-Security-Policy")
	if r.status != want || strings.Contains(policy, "http") || !strings.Contains(policy, "script-src 'self';") || r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("/graphiql answers %d, %v", r.status, r.header)
	}
	if elsewhere := get(t, address+"/sign-in", nil).header.Get("Content-Security-Policy"); strings.Contains(elsewhere, "script-src") {
		t.Errorf("another page may run scripts: %s", elsewhere)
	}
	fromElsewhere, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphiql", strings.NewReader(url.Values{"token": {"x"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	fromElsewhere.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	fromElsewhere.Header.Set("Sec-Fetch-Site", "cross-site")
	if r := send(t, fromElsewhere); r.status != http.StatusForbidden {
		t.Errorf("a form from elsewhere is answered %d", r.status)
	}
	got := thrive(t, "serve", "--graphiql", "--issuer", "https://login.example", "--data", data)
	if got.code != misused || !strings.Contains(got.err, "development issuer only") {
		t.Errorf("with a real issuer it ends with %d: %s", got.code, got.err)
	}
}

// TestGraphiQLSaysWhereItIsNotBuilt shows the page of a program that was built without npm.
func TestGraphiQLSaysWhereItIsNotBuilt(t *testing.T) {
	w := httptest.NewRecorder()
	(&hub{}).show(w, http.StatusNotImplemented, "graphiql.html", graphiqlPage{})
	if text := w.Body.String(); !strings.Contains(text, "make assets") || strings.Contains(text, "<script") {
		t.Errorf("the page says %s", text)
	}
}

// TestGraphiQLInABrowser has a person sign in and go on to GraphiQL, which shows them their own schema, asks nobody but the hub and
// keeps nothing. Where CI is set it must run; elsewhere `make browser assets` brings what it needs.
func TestGraphiQLInABrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	node, nodeErr := exec.LookPath("node")
	const script = "../tools/browser/graphiql.mjs"
	_, driverErr := os.Stat("../tools/browser/node_modules/playwright-core")
	if err != nil || nodeErr != nil || driverErr != nil || !graphiqlBuilt() {
		if os.Getenv("CI") != "" {
			t.Fatal("the browser or its assets are missing: make browser assets")
		}
		t.Skip("the browser or its assets are missing: make browser assets")
	}
	t.Setenv("THRIVE_GRAPHIQL", "true")
	useDatabase(t, dbtest.SQLite(t))
	h := serveHub(t)
	for _, role := range []string{"POLICE_OFFICER", "DWP_PROVIDER"} {
		text, err := exec.CommandContext(t.Context(), node, script, h.address, role, browser).Output()
		if err != nil {
			var ended *exec.ExitError
			if errors.As(err, &ended) {
				t.Fatalf("%s: %s", role, ended.Stderr)
			}
			t.Fatal(err)
		}
		var found struct {
			Asked, Faults      []string
			Schema, Answer     answered
			Documented, Stored string
		}
		if err := json.Unmarshal(text, &found); err != nil {
			t.Fatal(err)
		}
		for _, asked := range found.Asked {
			if !strings.HasPrefix(asked, h.address+"/") {
				t.Errorf("%s: the page asks %s", role, asked)
			}
		}
		if len(found.Faults) > 0 {
			t.Errorf("%s: the browser says %q", role, found.Faults)
		}
		schema, _ := found.Schema.Data["__schema"].(object)
		if own := h.introspect(t, reader{role: role}); !reflect.DeepEqual(readIntrospected(schema), own) {
			t.Errorf("%s: GraphiQL has another schema than introspection tells", role)
		}
		if viewer, _ := found.Answer.Data["viewer"].(object); viewer["role"] != role {
			t.Errorf("%s is answered %v", role, found.Answer)
		}
		if !strings.Contains(found.Documented, "findPeople") || strings.Contains(found.Documented, "accessLog") {
			t.Errorf("%s is told of %s", role, found.Documented)
		}
		if found.Stored != `[{},{},""]` {
			t.Errorf("%s: the browser keeps %s", role, found.Stored)
		}
	}
}
