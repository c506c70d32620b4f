package main

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

func TestServeDevelopment(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	address := start(t, "serve", "--listen", "127.0.0.1:0", "--data", data)

	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/": "/sign-in", "/style.css": "body"} {
		r := get(t, address+path, nil)
		if r.status != http.StatusOK || !strings.Contains(r.body, want) {
			t.Errorf("%s answers %d: %s", path, r.status, r.body)
		}
		for header, value := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'none'",
		} {
			if !strings.HasPrefix(r.header.Get(header), value) {
				t.Errorf("%s: %s is %q", path, header, r.header.Get(header))
			}
		}
	}
	r := get(t, address+"/graphql", nil)
	if r.status == http.StatusNotFound || r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("/graphql answers %d, Cache-Control %q", r.status, r.header.Get("Cache-Control"))
	}
	if r := get(t, address+"/nowhere", nil); r.status != http.StatusNotFound {
		t.Errorf("/nowhere answers %d", r.status)
	}
	if r := get(t, address+"/", func(r *http.Request) { r.Host = "evil.example" }); r.status != http.StatusMisdirectedRequest {
		t.Errorf("another host's name is answered with %d", r.status)
	}
}

var pre = regexp.MustCompile(`<pre>(\S+)</pre>`)

func TestSignIn(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	address := start(t, "serve", "--listen", "localhost:0", "--data", data)
	post := func(form url.Values, change func(*http.Request)) reply {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/sign-in", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if change != nil {
			change(request)
		}
		return send(t, request)
	}
	form := url.Values{"role": {"HOUSING_OFFICER"}, "org": {"<SPIRES>"}, "purpose": {"safeguarding"}}
	r := post(form, nil)
	found := pre.FindStringSubmatch(r.body)
	if r.status != http.StatusOK || found == nil {
		t.Fatalf("signing in answers %d: %s", r.status, r.body)
	}
	if c := caller(t, data, found[1]); c.Role != models.HousingOfficer || c.Org != "<SPIRES>" || len(c.Purposes) != 1 {
		t.Errorf("the token is for %+v", c)
	}
	if strings.Contains(r.body, "<SPIRES>") || !strings.Contains(r.body, "Thrive-Purpose: safeguarding") {
		t.Errorf("the page is wrong:\n%s", r.body)
	}
	form.Set("purpose", "evaluation")
	if r := post(form, nil); r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, `role="alert"`) {
		t.Errorf("a purpose of others is answered with %d: %s", r.status, r.body)
	}
	elsewhere := func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }
	if r := post(form, elsewhere); r.status != http.StatusForbidden {
		t.Errorf("a form of another site is answered with %d", r.status)
	}
	form.Set("org", strings.Repeat("x", 2*maxBody))
	if r := post(form, nil); r.status != http.StatusBadRequest {
		t.Errorf("a body that is too long is answered with %d", r.status)
	}
}

// publicKeys is a key set; nobody has its private key.
const publicKeys = `{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"one","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}`

func TestServeRealIssuer(t *testing.T) {
	dir := t.TempDir()
	keys := write(t, filepath.Join(dir, "keys.json"), publicKeys)
	config := write(t, filepath.Join(dir, "hub.yaml"),
		"listen: 0.0.0.0:0 # a real issuer may be served anywhere\nissuer: https://id.example\naudience: elsewhere\njwks: "+keys+"\n")
	t.Setenv("THRIVE_LISTEN", "127.0.0.1:0") // goes before the file
	t.Setenv("THRIVE_DATA", filepath.Join(dir, "data"))
	address := start(t, "serve", "--config", config, "--audience", "thrive")
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Errorf("it listens on %s", address)
	}
	if r := get(t, address+"/", nil); r.status != http.StatusOK || strings.Contains(r.body, "sign-in") {
		t.Errorf("/ answers %d: %s", r.status, r.body)
	}
	if r := get(t, address+"/sign-in", nil); r.status != http.StatusNotFound {
		t.Errorf("/sign-in answers %d", r.status)
	}
	if r := get(t, address+"/healthz", func(r *http.Request) { r.Host = "hub.example" }); r.status != http.StatusOK {
		t.Errorf("by its own name it answers %d", r.status)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "issuer.jwk")); err == nil {
		t.Error("it made a development key")
	}
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1:80": true, "127.1.2.3": true, "[::1]:80": true, "::1": true, "localhost:80": true, "localhost": true,
		"[::ffff:127.0.0.1]:80": true, "0.0.0.0:80": false, "[::]:80": false, ":80": false, "": false, "10.0.0.1:80": false,
		"localhost.evil.example": false, "127.0.0.1.evil.example:80": false, "2130706433": false,
	} {
		if loopback(host) != want {
			t.Errorf("%q: got %v", host, !want)
		}
	}
}

func TestProgressLines(t *testing.T) {
	var w bytes.Buffer
	p := newProgress(&w, "police", 1000)
	for range 99 {
		p.add(10)
	}
	p.end(true)
	if got := strings.Count(w.String(), "\n"); got != 10 || !strings.HasSuffix(w.String(), "police: 100 % read\n") {
		t.Errorf("%d lines:\n%s", got, w.String())
	}
	var none *progress
	none.add(1)
	none.end(true)
}
