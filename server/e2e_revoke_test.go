package main

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// Two servers of one database refuse what is revoked within seconds, by GraphQL and in the log's feed, and nothing else.
func TestRevocationUnderRunningServers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		second := serveHub(t)
		lost := reader{role: "INFORMATION_GOVERNANCE", subject: "lost-laptop", purpose: "governance"}
		other := reader{role: "INFORMATION_GOVERNANCE", subject: "at-the-desk", purpose: "governance"}
		status := func(h *hubUnderTest, r reader, path string) int {
			t.Helper()
			request := h.request(t, r, http.MethodPost, `{ viewer { subject } }`, nil)
			if path != "" {
				feed, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.address+path, http.NoBody)
				if err != nil {
					t.Fatal(err)
				}
				feed.Header = request.Header
				request = feed
			}
			return send(t, request).status
		}
		servers := []*hubUnderTest{p.hubUnderTest, second}
		second.tokens = p.tokens // the same tokens at both
		for _, h := range servers {
			for _, r := range []reader{lost, other} {
				if got := status(h, r, ""); got != http.StatusOK {
					t.Fatalf("before anything is revoked %s is answered %d", r.subject, got)
				}
			}
		}
		if out := must(t, "revoke", "--subject", "lost-laptop", "--reason", "the laptop was stolen from a car").out; !strings.Contains(out, "in a few seconds") {
			t.Errorf("revoke says %q", out)
		}
		for _, h := range servers {
			for _, path := range []string{"", "/log/entries?limit=1"} {
				eventually(t, "the reader's tokens are refused", func() bool { return status(h, lost, path) == http.StatusUnauthorized })
				if got := status(h, other, path); got != http.StatusOK {
					t.Errorf("another reader is answered %d", got)
				}
			}
		}
		entry := p.ask(t, other, `{ accessLog(filter: {kind: ALTERATION}, first: 1) { nodes { reader reason operation } } }`, nil).Data["accessLog"].(object)
		if got := objects(entry["nodes"])[0]; got["operation"] != "revoke tokens" || got["reason"] != "the laptop was stolen from a car" {
			t.Errorf("the log has %v", got)
		}
		if list := must(t, "revoke").out; strings.Count(list, "lost-laptop") != 1 {
			t.Errorf("the list is\n%s", list)
		}

		payload, err := base64.RawURLEncoding.DecodeString(strings.Split(p.token(t, other), ".")[1])
		if err != nil {
			t.Fatal(err)
		}
		var claims struct{ Jti string }
		if err := json.Unmarshal(payload, &claims); err != nil {
			t.Fatal(err)
		}
		must(t, "revoke", "--token", claims.Jti, "--reason", "it was pasted into a ticket")
		eventually(t, "the token is refused", func() bool { return status(second, other, "") == http.StatusUnauthorized })
		delete(p.tokens, "INFORMATION_GOVERNANCE\x00\x00\x00at-the-desk")
		if got := status(second, other, ""); got != http.StatusOK {
			t.Errorf("another token of the same reader is answered %d", got)
		}
	})
}
