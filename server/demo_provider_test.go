package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/models"
)

// In the demonstration people sign in at its own provider, one for each role, and a program gets its token there.
func TestDemoProvider(t *testing.T) {
	s := &signInTest{t: t, hubUnderTest: &hubUnderTest{log: &lockedBuffer{}}}
	ctx, stop := context.WithCancel(context.Background())
	reading, writing := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		args := []string{"demo", "--data", filepath.Join(t.TempDir(), "data"), "--families", "5", "--listen", "127.0.0.1:0"}
		ended <- run(ctx, args, strings.NewReader(""), writing, s.log)
		_ = writing.Close()
	}()
	t.Cleanup(func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, reading) }()
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Error("the demonstration does not end")
		}
	})
	var out strings.Builder
	lines := bufio.NewScanner(reading)
	for s.address == "" && lines.Scan() {
		out.WriteString(lines.Text() + "\n")
		s.address, _ = strings.CutPrefix(lines.Text(), "Listening on ")
		if s.address == lines.Text() {
			s.address = ""
		}
	}
	s.front, s.provider = s.address, s.address+"/provider"

	for _, role := range models.Roles {
		if role == models.Integration {
			continue
		}
		s.client = s.browser()
		if page := s.signIn(demoSubject(role)); page.status != http.StatusOK || !strings.Contains(page.body, string(role)) {
			t.Fatalf("%s: %d %s", role, page.status, page.body)
		}
		got := s.viewer(string(role.Purposes()[0]), nil)
		if !strings.Contains(got.body, `"role":"`+string(role)+`"`) || !strings.Contains(got.body, `"subject":"`+demoSubject(role)+`"`) {
			t.Errorf("%s is %d %s", role, got.status, got.body)
		}
		if demoStaff[role] == "" {
			t.Errorf("nobody is %s", role)
		}
	}
	home, _ := s.do(http.MethodGet, s.front+"/", nil, nil)
	bench, _ := s.do(http.MethodGet, s.front+"/graphiql", nil, nil)
	if !strings.Contains(home.body, `href="/graphiql"`) || graphiqlBuilt() && (strings.Contains(bench.body, "Bearer") || !strings.Contains(bench.body, "evaluation")) {
		t.Errorf("GraphiQL does not begin with the session: %s", bench.body)
	}
	page, at := s.do(http.MethodPost, s.front+"/sign-out", nil, nil)
	if at.String() != s.front+"/" || !strings.Contains(page.body, `href="/sign-in"`) || s.session() != "" {
		t.Errorf("signing out ends at %s: %d %s", at, page.status, page.body)
	}
	if page, at := s.do(http.MethodGet, strings.Replace(s.front, "127.0.0.1", "localhost", 1)+"/sign-in", nil, nil); at.Host != s.front[len("http://"):] || page.status != http.StatusOK {
		t.Errorf("by the name localhost: %s %d %s", at, page.status, page.body)
	}
	if got, _ := s.do(http.MethodPost, s.provider+"/people", url.Values{"request": {"x"}, "person": {"dev-root"}}, nil); got.status != http.StatusBadRequest {
		t.Errorf("somebody who is not there: %d", got.status)
	}

	if !strings.Contains(out.String(), demoTokenCurl(s.address)) {
		t.Errorf("no command for a program's token in\n%s", out.String())
	}
	token := tokenIn(t, programToken(t, s.provider, demoProgram, demoProgramSecret))
	got := get(t, s.address+"/graphql?query=%7Bviewer%7Brole%20subject%7D%7D", func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Thrive-Purpose", "data-quality")
	})
	if !strings.Contains(got.body, `"role":"INTEGRATION","subject":"demo-program"`) {
		t.Errorf("the program is %d %s", got.status, got.body)
	}
	if got := get(t, s.address+"/token", nil); got.status != http.StatusOK || !strings.Contains(got.body, `action="/token"`) {
		t.Errorf("the development issuer's page is %d %s", got.status, got.body)
	}
}

// A hub that serves has no provider of its own.
func TestServeHasNoProvider(t *testing.T) {
	address := start(t, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"))
	for _, path := range []string{"/provider/.well-known/openid-configuration", "/provider/people", "/callback"} {
		if got := get(t, address+path, nil); got.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got.status)
		}
	}
}
