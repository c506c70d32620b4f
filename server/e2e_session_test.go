package main

import (
	"net/http"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// A session ends when it is not used, and in any case; what is over is thrown away by the next that begins.
func TestSessionsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := newSignInTest(t, dsn, "idle: 30m\nlasts: 10h\n")
		in := func() bool { return s.viewer("governance", nil).status == http.StatusOK }
		ago := func(column, moment string) { inDatabase(t, dsn, "UPDATE sessions SET "+column+" = '"+moment+"'") }
		s.signIn("u-101")
		if !in() {
			t.Fatal("a session that began is refused")
		}
		ago("seen_at", "2014-06-02 12:00:00+00:00")
		if in() {
			t.Error("a session goes on that was not used for years")
		}
		s.signIn("u-101")
		ago("ends_at", "2014-06-02 12:00:00+00:00")
		if in() {
			t.Error("a session goes on that should have ended")
		}
		s.signIn("u-101")
		if !in() || strings.Count(dump(t, dsn, "sessions"), "quill") != 1 {
			t.Error("sessions that are over are kept")
		}
	})
}

// Who is revoked is signed out at once, on every server, by subject or by the session's id, and nobody else.
func TestRevocationEndsSessions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := newSignInTest(t, dsn, "")
		second := serveHub(t)
		in := func() (all []bool) {
			for _, h := range []*hubUnderTest{s.hubUnderTest, second} {
				s.behind(h)
				all = append(all, s.viewer("safeguarding", nil).status == http.StatusOK)
			}
			return all
		}
		s.signIn("u-102")
		bystander := s.client
		s.client = s.browser()
		s.signIn("u-106")
		if got := in(); !got[0] || !got[1] {
			t.Fatalf("a session is refused before anything is revoked: %v", got)
		}
		must(t, "revoke", "--subject", "quell", "--reason", "the laptop was left on a train")
		if got := in(); got[0] || got[1] {
			t.Errorf("a session of a revoked subject goes on: %v", got)
		}
		if page := s.signIn("u-106"); page.status != http.StatusForbidden || !strings.Contains(page.body, "taken back a moment ago") {
			t.Errorf("signing in right after is %d %s", page.status, page.body)
		}
		inDatabase(t, dsn, "UPDATE revoked_tokens SET revoked_at = '2014-06-02 12:00:00+00:00', ends_at = '2014-06-02 13:01:00+00:00'")
		eventually(t, "a revocation that could refuse nothing any more is thrown away", func() bool { return dump(t, dsn, "revoked_tokens") == "" })
		if page := s.signIn("u-106"); page.status != http.StatusOK {
			t.Errorf("signing in later is %d %s", page.status, page.body)
		}
		log := strings.Split(must(t, "audit", "export").out, `\"subject\":\"quartz\"`)
		s.client = bystander
		if got := in(); !got[0] || !got[1] || len(log) > 1 {
			t.Fatalf("another's session ended as well: %v", got)
		}
		_, of, _ := strings.Cut(must(t, "audit", "export").out, `\"subject\":\"quartz\"`)
		_, of, _ = strings.Cut(of, `\"token\":\"`)
		id, _, _ := strings.Cut(of, `\"`)
		must(t, "revoke", "--token", id, "--reason", "a session that nobody knows of")
		if got := in(); got[0] || got[1] {
			t.Errorf("a session that was revoked goes on: %v", got)
		}
	})
}

// A session goes on when the key of sessions rotates, for as long as the earlier key is accepted.
func TestSessionsKeyRotates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := newSignInTest(t, dsn, "")
		in := func() bool { return s.viewer("governance", nil).status == http.StatusOK }
		s.signIn("u-101")
		must(t, "keys", "rotate", "sessions")
		inDatabase(t, dsn, "UPDATE ring_keys SET from_at = '2014-06-02 12:00:00+00:00' WHERE purpose = 'sessions' AND number = 1")
		inUse := func() bool { // by the new key
			earlier := s.client
			defer func() { s.client = earlier }()
			s.client = s.browser()
			s.signIn("u-101")
			return in()
		}
		if !in() || !inUse() {
			t.Error("a session ends as a key rotates")
		}
		// A day after the new key was first used, what the earlier one made is refused.
		inDatabase(t, dsn, "UPDATE ring_keys SET from_at = '2014-06-03 12:00:00+00:00' WHERE purpose = 'sessions' AND number = 2")
		eventually(t, "a session of the earlier key is refused", func() bool { return !in() })
		s.signIn("u-101")
		if !in() {
			t.Error("a session of the new key is refused")
		}
		must(t, "keys", "rotate", "sessions", "--forget")
		eventually(t, "a session of a forgotten key is refused", func() bool { return !in() })
	})
}

// A program gets tokens for itself from the same provider, and the hub believes them by the same verification.
func TestClientCredentials(t *testing.T) {
	s := newSignInTest(t, dbtest.SQLite(t), "")
	t.Setenv("THRIVE_ISSUER", s.provider)
	t.Setenv("THRIVE_AUDIENCE", "thrive")
	t.Setenv("THRIVE_JWKS", s.provider+"/keys")
	h := serveHub(t)
	if got := programToken(t, s.provider, "feeds", "wrong"); got.status == http.StatusOK {
		t.Errorf("with a wrong secret: %s", got.body)
	}
	if got := programToken(t, s.provider, "hub", "the hub's"); got.status == http.StatusOK {
		t.Errorf("by the client with which people sign in: %s", got.body)
	}
	token := tokenIn(t, programToken(t, s.provider, "feeds", "the feeds'"))
	viewer := func(purpose string) reply {
		return get(t, h.address+"/graphql?query=%7Bviewer%7Brole%20org%20subject%7D%7D", func(r *http.Request) {
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Thrive-Purpose", purpose)
		})
	}
	if got := viewer("crime-prevention"); got.status != http.StatusOK || !strings.Contains(got.body, `"org":"TVP","subject":"feeds"`) {
		t.Errorf("the program is %d %s", got.status, got.body)
	}
	if got := viewer("safeguarding"); got.status != http.StatusForbidden {
		t.Errorf("by a purpose that it has not: %d", got.status)
	}
	if strings.Contains(h.log.String(), token) {
		t.Error("the program's log holds the token")
	}
}
