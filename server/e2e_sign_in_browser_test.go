package main

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestSignInInABrowser has a person sign in and out in a real browser, which holds the pages to their policies and the cookies to
// their names. Where CI is set it must run; elsewhere `make browser` brings what it needs.
func TestSignInInABrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	node, nodeErr := exec.LookPath("node")
	_, driverErr := os.Stat("../tools/browser/node_modules/playwright-core")
	if err != nil || nodeErr != nil || driverErr != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the browser is missing: make browser")
		}
		t.Skip("the browser is missing: make browser")
	}
	s := newSignInTest(t, dbtest.SQLite(t), "")
	text, err := exec.CommandContext(t.Context(), node, "../tools/browser/sign_in.mjs", s.front, "Quentin Quill", browser).Output()
	if err != nil {
		var ended *exec.ExitError
		if errors.As(err, &ended) {
			t.Fatalf("%s", ended.Stderr)
		}
		t.Fatal(err)
	}
	var found struct {
		Faults                 []string
		At, Page, Script, Left string
		Cookies, Kept          []struct {
			Name, Domain, Path, SameSite string
			HTTPOnly, Secure             bool
		}
	}
	if err := json.Unmarshal(text, &found); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(s.front)
	if err != nil {
		t.Fatal(err)
	}
	if found.At != s.front+"/" || !strings.Contains(found.Page, "INFORMATION_GOVERNANCE") || found.Left != s.front+"/" || len(found.Faults) > 0 {
		t.Errorf("the browser ends at %s and %s, shows %q and says %q", found.At, found.Left, found.Page, found.Faults)
	}
	if len(found.Cookies) != 1 || found.Script != "" || len(found.Kept) != 0 {
		t.Fatalf("the browser keeps %+v, tells scripts %q, and keeps afterwards %+v", found.Cookies, found.Script, found.Kept)
	}
	if c := found.Cookies[0]; c.Name != sessionCookie || c.Domain != at.Hostname() || c.Path != "/" || c.SameSite != "Lax" || !c.HTTPOnly || !c.Secure {
		t.Errorf("the cookie is %+v", c)
	}
}
