package main

import (
	"crypto/tls"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// insecure believes the test's own certificate.
func insecure() http.RoundTripper {
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
}

func TestSignInOfPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := newSignInTest(t, dsn, "")
		if page, _ := s.do(http.MethodGet, s.front+"/", nil, nil); !strings.Contains(page.body, `href="/sign-in"`) {
			t.Errorf("the first page is\n%s", page.body)
		}
		page := s.signIn("u-101")
		if page.status != http.StatusOK || !strings.Contains(page.body, "INFORMATION_GOVERNANCE") || !strings.Contains(page.body, "<code>governance</code>") {
			t.Fatalf("after signing in: %d %s", page.status, page.body)
		}
		secret := s.session()
		got := s.viewer("governance", nil)
		if got.status != http.StatusOK || !strings.Contains(got.body, `"subject":"quill"`) || !strings.Contains(got.body, `"role":"INFORMATION_GOVERNANCE"`) {
			t.Fatalf("the viewer is %d %s", got.status, got.body)
		}
		log := must(t, "audit", "export").out
		if !strings.Contains(log, `\"subject\":\"quill\"`) || strings.Contains(log, secret) {
			t.Error("the log does not tell of the read, or holds the session's secret")
		}
		if held := dump(t, dsn, "sessions"); strings.Contains(held, secret) || !strings.Contains(held, "quill") {
			t.Errorf("the database holds of the session %s", held)
		}

		// The purpose is stated, by a header, and nothing that another site could send is answered.
		if got := s.viewer("", nil); got.status != http.StatusBadRequest || !strings.Contains(got.body, "Thrive-Purpose must be governance") {
			t.Errorf("without a purpose: %d %s", got.status, got.body)
		}
		if got := s.viewer("evaluation", nil); got.status != http.StatusForbidden {
			t.Errorf("with another purpose: %d %s", got.status, got.body)
		}
		foreign := func(header, value string) func(*http.Request) {
			return func(r *http.Request) { r.Header.Set(header, value) }
		}
		for what, change := range map[string]func(*http.Request){
			"of another site": foreign("Sec-Fetch-Site", "cross-site"), "of another origin": foreign("Origin", "https://evil.example"),
		} {
			if got := s.viewer("governance", change); got.status != http.StatusForbidden {
				t.Errorf("a request %s: %d %s", what, got.status, got.body)
			}
		}
		if got := s.viewer("governance", foreign("Content-Type", "text/plain")); got.status != http.StatusUnsupportedMediaType {
			t.Errorf("a form's content type: %d", got.status)
		}
		for _, path := range []string{"/graphql?query=%7Bviewer%7Brole%7D%7D", "/log/entries"} {
			if got, _ := s.do(http.MethodGet, s.front+path, nil, nil); got.status != http.StatusBadRequest {
				t.Errorf("a link to %s: %d %s", path, got.status, got.body)
			}
			if got, _ := s.do(http.MethodGet, s.front+path, nil, foreign("Thrive-Purpose", "governance")); got.status != http.StatusOK {
				t.Errorf("%s with its purpose: %d %s", path, got.status, got.body)
			}
		}
		// A bearer token goes before the session: a bad one is refused, and the session is not asked.
		if got := s.viewer("governance", foreign("Authorization", "Bearer a.b.c")); got.status != http.StatusUnauthorized {
			t.Errorf("a bad token beside a session: %d", got.status)
		}

		second := serveHub(t) // any server of the database knows the session
		s.behind(second)
		if got := s.viewer("governance", nil); got.status != http.StatusOK {
			t.Errorf("at another server: %d %s", got.status, got.body)
		}

		// Signing in anew ends the earlier session; signing out ends the last, here and at the provider.
		earlier := s.session()
		s.signIn("u-101")
		last := s.session()
		if earlier == last {
			t.Error("a session goes on under the same secret")
		}
		withSession := func(secret string) reply {
			browser := s.client
			defer func() { s.client = browser }()
			s.client = s.browser()
			return s.viewer("governance", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: sessionCookie, Value: secret}) })
		}
		if got := withSession(earlier); got.status != http.StatusUnauthorized || !strings.Contains(got.body, "UNAUTHENTICATED") {
			t.Errorf("the earlier session: %d %s", got.status, got.body)
		}
		if got, _ := s.do(http.MethodPost, s.front+"/sign-out", nil, foreign("Sec-Fetch-Site", "cross-site")); got.status != http.StatusForbidden || withSession(last).status != http.StatusOK {
			t.Errorf("another site signs out: %d", got.status)
		}
		page, at := s.do(http.MethodPost, s.front+"/sign-out", nil, nil)
		if at.String() != s.front+"/" || !strings.Contains(page.body, `href="/sign-in"`) || s.session() != "" {
			t.Errorf("signing out ends at %s: %d %s", at, page.status, page.body)
		}
		if got := withSession(last); got.status != http.StatusUnauthorized {
			t.Errorf("a session that was signed out: %d", got.status)
		}
		for _, said := range []string{secret, earlier, last, "u-101", "hub-governance", "the hub's"} {
			if strings.Contains(s.log.String()+second.log.String(), said) {
				t.Errorf("the program's log holds %q", said)
			}
		}
	})
}

// The cookies are the host's own, by https, out of every script's reach.
func TestSignInCookies(t *testing.T) {
	s := newSignInTest(t, dbtest.SQLite(t), "")
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	begun, _ := s.do(http.MethodGet, s.front+"/sign-in", nil, nil)
	at, err := url.Parse(begun.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	asked := at.Query()
	if asked.Get("code_challenge_method") != "S256" || asked.Get("nonce") == "" || asked.Get("state") == "" || asked.Get("response_type") != "code" ||
		asked.Get("redirect_uri") != s.front+"/callback" {
		t.Errorf("the provider is asked %v", asked)
	}
	sealed := begun.header.Get("Set-Cookie")
	for _, want := range []string{attemptCookie + "=", "Path=/", "Max-Age=600", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(sealed, want) {
			t.Errorf("no %q in %s", want, sealed)
		}
	}
	if strings.Contains(sealed, "Domain") || strings.Contains(sealed, asked.Get("state")) || strings.Contains(sealed, asked.Get("nonce")) {
		t.Errorf("the cookie tells what it remembers: %s", sealed)
	}
	if elsewhere, _ := s.do(http.MethodGet, s.address+"/sign-in", nil, nil); elsewhere.header.Get("Location") != s.front+"/sign-in?here" {
		t.Errorf("by another name it leads to %s", elsewhere.header.Get("Location"))
	}
}

// What did not begin here, is not what began, or was declined, signs nobody in.
func TestSignInIsRefused(t *testing.T) {
	s := newSignInTest(t, dbtest.SQLite(t), "")
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	// begin goes as far as the provider's leading back, and returns where it leads.
	begin := func(subject string) *url.URL {
		t.Helper()
		begun, _ := s.do(http.MethodGet, s.front+"/sign-in", nil, nil)
		authorize, _ := s.do(http.MethodGet, begun.header.Get("Location"), nil, nil)
		provider, err := url.Parse(s.provider)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := s.do(http.MethodGet, provider.Scheme+"://"+provider.Host+authorize.header.Get("Location"), nil, nil)
		chosen, _ := s.do(http.MethodPost, s.provider+"/people", url.Values{"request": {hiddenRequest.FindStringSubmatch(page.body)[1]}, "person": {subject}}, nil)
		back, _ := s.do(http.MethodGet, chosen.header.Get("Location"), nil, nil)
		at, err := url.Parse(back.header.Get("Location"))
		if err != nil || !strings.HasPrefix(at.String(), s.front+"/callback?") {
			t.Fatalf("the provider leads to %s", back.header.Get("Location"))
		}
		return at
	}
	changed := func(at *url.URL, name, value string) string {
		query := at.Query()
		query.Set(name, value)
		return s.front + "/callback?" + query.Encode()
	}
	refused := func(what, address string, status int) {
		t.Helper()
		got, _ := s.do(http.MethodGet, address, nil, nil)
		if got.status != status || !strings.Contains(got.body, `role="alert"`) || s.session() != "" {
			t.Errorf("%s: %d %s", what, got.status, got.body)
		}
	}
	refused("a callback that nobody began", s.front+"/callback?code=a&state=b", http.StatusBadRequest)
	refused("another state", changed(begin("u-101"), "state", "b"), http.StatusBadRequest)
	refused("no state", changed(begin("u-101"), "state", ""), http.StatusBadRequest)
	refused("declined", changed(begin("u-101"), "error", "access_denied"), http.StatusForbidden)
	refused("another code", changed(begin("u-101"), "code", "x"), http.StatusBadGateway)

	victim, attacker := s.client, s.browser()
	attacker.CheckRedirect = s.client.CheckRedirect
	s.client = attacker
	theirs := begin("u-101")
	s.client = victim
	refused("another browser's sign-in", theirs.String(), http.StatusBadRequest)
	begin("u-101")
	own := begin("u-101")
	refused("the code of another sign-in", changed(own, "code", theirs.Query().Get("code")), http.StatusBadGateway)

	at := begin("u-101")
	if got, _ := s.do(http.MethodGet, at.String(), nil, nil); got.status != http.StatusSeeOther || s.session() == "" {
		t.Fatalf("a sign-in as it should be: %d %s", got.status, got.body)
	}
	s.client = s.browser()
	refused("once more, by another browser", at.String(), http.StatusBadRequest)

	// Whom no rule fits is told so plainly.
	for _, subject := range []string{"u-103", "u-104", "u-105"} {
		s.client = s.browser()
		got := s.signIn(subject)
		if got.status != http.StatusForbidden || !strings.Contains(got.body, "your account has no role in this hub") || s.session() != "" {
			t.Errorf("%s: %d %s", subject, got.status, got.body)
		}
	}
	for subject, want := range map[string]string{"u-102": `"SCHOOL_OFFICER","org":"931001"`, "u-107": `"SCHOOL_OFFICER","org":"931002"`, "u-106": `"COUNCIL_COORDINATOR","org":null`} {
		s.client = s.browser()
		s.signIn(subject)
		if got := s.viewer("safeguarding", nil); !strings.Contains(got.body, want) {
			t.Errorf("%s is %d %s", subject, got.status, got.body)
		}
	}
	for _, said := range []string{"u-103", "quaint", "Hub-Governance", theirs.Query().Get("code"), theirs.Query().Get("state")} {
		if strings.Contains(s.log.String(), said) {
			t.Errorf("the program's log holds %q", said)
		}
	}
}
