package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"thrivingfamilies.example/hub/auth/provider"
)

// signInTest is a provider, a hub whose people sign in there, and before the hub what ends TLS, as in a county.
type signInTest struct {
	*hubUnderTest
	t        *testing.T
	provider string // its address
	front    string // the hub's, by https
	client   *http.Client
	target   atomic.Pointer[url.URL] // the server behind the front
}

// invented are the people of the provider.
var invented = []provider.Person{
	{Subject: "u-101", Name: "Quentin Quill", Claims: map[string]any{"groups": []string{"staff", "hub-governance"}, "staff_id": "quill"}},
	{Subject: "u-102", Name: "Queenie Quartz", Claims: map[string]any{"groups": "hub-school", "school_urn": "931001", "staff_id": "quartz"}},
	{Subject: "u-103", Name: "Quincy Quay", Claims: map[string]any{"groups": []string{"hub-school"}, "staff_id": "quay"}}, // of no school
	{Subject: "u-104", Name: "Quilla Quaint", Claims: map[string]any{"groups": []string{"hub-governance-2", "Hub-Governance"}, "staff_id": "quaint"}},
	{Subject: "u-105", Name: "Quillon Quest", Claims: map[string]any{"groups": []string{"hub-governance"}}}, // without a number
	{Subject: "u-106", Name: "Quora Quell", Claims: map[string]any{"realm_access": map[string]any{"roles": []string{"coordinator"}}, "staff_id": "quell"}},
	{Subject: "u-107", Name: "Quade Quota", Claims: map[string]any{"groups": "hub-school"}, More: map[string]any{"school_urn": "931002", "staff_id": "quota"}},
}

const rules = `
subject: staff_id
people:
  - {claim: groups, value: hub-governance, role: INFORMATION_GOVERNANCE}
  - {claim: groups, value: hub-school, role: SCHOOL_OFFICER, org-claim: school_urn, purposes: [safeguarding]}
  - {claim: realm_access.roles, value: coordinator, role: COUNCIL_COORDINATOR}
`

func newSignInTest(t *testing.T, dsn, settings string) *signInTest {
	t.Helper()
	s := &signInTest{t: t}
	front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(s.target.Load())
		r.Out.Host = r.In.Host
	}})
	t.Cleanup(front.Close)
	s.front = front.URL
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var handler http.Handler
	at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" { // browsers ask for it
			w.WriteHeader(http.StatusNoContent)
			return
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(at.Close)
	s.provider = at.URL + "/id"
	handler, err = provider.New(provider.Config{
		Issuer: s.provider, KeyID: "one", Key: key, People: invented,
		Clients: []provider.Client{
			{ID: "hub", Secret: "the hub's", Redirects: []string{s.front + "/callback"}, SignOuts: []string{s.front + "/"}},
			{ID: "feeds", Secret: "the feeds'", Audience: "thrive", Claims: map[string]any{
				"role": "INTEGRATION", "as": "POLICE_OFFICER", "org": "TVP", "purposes": []string{"crime-prevention"},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	useDatabase(t, dsn)
	dir := t.TempDir()
	secret := write(t, filepath.Join(dir, "secret"), "the hub's\n")
	t.Setenv("THRIVE_SIGN_IN", write(t, filepath.Join(dir, "sign-in.yaml"),
		fmt.Sprintf("issuer: %s\nclient: hub\nsecret-file: %s\naddress: %s\n%s%s", s.provider, secret, s.front, settings, rules)))
	s.hubUnderTest = serveHub(t)
	s.behind(s.hubUnderTest)
	s.client = s.browser()
	return s
}

// behind has the front lead to a server.
func (s *signInTest) behind(h *hubUnderTest) {
	u, err := url.Parse(h.address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.target.Store(u)
}

// browser is one with cookies of its own.
func (s *signInTest) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	client := *http.DefaultClient
	client.Jar = jar
	client.Transport = insecure()
	return &client
}

// do sends a request with the browser's cookies.
func (s *signInTest) do(method, address string, form url.Values, change func(*http.Request)) (reply, *url.URL) {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if change != nil {
		change(request)
	}
	answer, err := s.client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(body)}, answer.Request.URL
}

var hiddenRequest = regexp.MustCompile(`name="request" value="([^"]+)"`)

// signIn goes the whole way as a person does, and returns the page at its end.
func (s *signInTest) signIn(subject string) reply {
	s.t.Helper()
	page, _ := s.do(http.MethodGet, s.front+"/sign-in", nil, nil)
	id := hiddenRequest.FindStringSubmatch(page.body)
	if id == nil {
		s.t.Fatalf("the provider's page is %d %s", page.status, page.body)
	}
	page, _ = s.do(http.MethodPost, s.provider+"/people", url.Values{"request": {id[1]}, "person": {subject}}, nil)
	return page
}

// session is the secret of the browser's session; "" where there is none.
func (s *signInTest) session() string {
	u, err := url.Parse(s.front)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range s.client.Jar.Cookies(u) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	return ""
}

// viewer asks who the browser's person is.
func (s *signInTest) viewer(purpose string, change func(*http.Request)) reply {
	s.t.Helper()
	body, _ := json.Marshal(object{"query": "{ viewer { role org subject purpose } }"})
	got, _ := s.do(http.MethodPost, s.front+"/graphql", nil, func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.Header.Set("Content-Type", "application/json")
		if purpose != "" {
			r.Header.Set("Thrive-Purpose", purpose)
		}
		if change != nil {
			change(r)
		}
	})
	return got
}

// dump is all that a table holds.
func dump(t *testing.T, dsn, table string) string {
	t.Helper()
	driver, address := "pgx", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, address = "sqlite3", "file:"+path+"?_pragma=busy_timeout(60000)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		for _, value := range values {
			fmt.Fprintf(&all, "%v ", *value.(*any))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// programToken asks a provider for a program's own token.
func programToken(t *testing.T, provider, id, secret string) reply {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {"openid"}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, provider+"/oauth/token", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret))
	return send(t, request)
}

func tokenIn(t *testing.T, r reply) string {
	t.Helper()
	var given struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(r.body), &given); err != nil || given.Token == "" {
		t.Fatalf("the provider gives %d %s", r.status, r.body)
	}
	return given.Token
}
