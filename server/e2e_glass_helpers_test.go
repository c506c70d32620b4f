package main

import (
	"cmp"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

const (
	useFields = `id reader role partner org family class agreement reason openedAt expiresAt endedAt endedBy reads review { verdict reviewedBy reviewedAt note }`

	breakGlass       = "mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { broken { " + useFields + " } } }"
	endBreakGlass    = "mutation ($input: EndBreakGlassInput!) { endBreakGlass(input: $input) { broken { " + useFields + " } } }"
	reviewBreakGlass = "mutation ($input: ReviewBreakGlassInput!) { reviewBreakGlass(input: $input) { broken { " + useFields + " } } }"
	breakGlassUses   = `query ($state: BreakGlassState, $first: Int, $after: String) { breakGlassUses(state: $state, first: $first, after: $after) {
		nodes { ` + useFields + ` } pageInfo { hasNextPage endCursor } } }`
)

// clock is a time that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// newClockPanel is the small county, served by the clock: its tokens are made and checked by it, too. Each call of serve is one
// more server of the same database.
func newClockPanel(t *testing.T, dsn string, at time.Time) (p *panel, c *clock, serve func() *panel) {
	t.Helper()
	useDatabase(t, dsn)
	importFeeds(t, filepath.Join("testdata", "small"))
	c = &clock{now: at}
	serve = func() *panel { return clockPanel(t, dsn, c) }
	return serve(), c, serve
}

func clockPanel(t *testing.T, dsn string, c *clock) *panel {
	t.Helper()
	hubLog := &lockedBuffer{}
	program := &program{settings: programSettings(t), now: c.read, log: slog.New(slog.NewJSONHandler(hubLog, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	agreements, err := program.newLiveAgreements()
	if err != nil {
		t.Fatal(err)
	}
	known, err := developmentReaders(program)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dbtest.Serving(dsn))
	if err != nil {
		t.Fatal(err)
	}
	h := &hub{readers: known, store: db, agreements: agreements, now: c.read, log: program.log}
	if err := h.readShared(t.Context()); err != nil {
		t.Fatal(err)
	}
	handler, err := h.routes()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		_ = db.Close()
	})
	return &panel{t: t, dsn: dsn, hubUnderTest: &hubUnderTest{address: server.URL, log: hubLog, mint: func(r reader) string {
		subject := cmp.Or(r.subject, "dev-"+r.role)
		token, err := known.issuer.Token(auth.TokenRequest{Role: models.Role(r.role), As: models.Role(r.as), Org: r.org, Subject: subject, TTL: time.Hour}, c.read())
		if err != nil {
			t.Fatal(err)
		}
		return token
	}}}
}

// programSettings are those of the environment, as the program reads them.
func programSettings(t *testing.T) settings {
	t.Helper()
	var c commands
	if _, err := parse(&c, []string{"version"}, nil, nil); err != nil {
		t.Fatal(err)
	}
	return c.Settings
}
