package signin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/auth/signin"
)

const good = `issuer: https://login.example
client: hub
address: https://hub.example/
people:
  - {claim: groups, value: coordinators, role: COUNCIL_COORDINATOR}
`

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sign-in.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConfig(t *testing.T) {
	c, err := signin.Read(file(t, good))
	if err != nil {
		t.Fatal(err)
	}
	if idle, lasts := c.Spans(); idle != 30*time.Minute || lasts != 10*time.Hour || c.Subject != "sub" || c.Address != "https://hub.example" || c.Host() != "hub.example" {
		t.Errorf("what was left out is %+v", c)
	}
	with := func(old, now string) string { return strings.Replace(good, old, now, 1) }
	for name, test := range map[string]struct{ text, says string }{
		"an unknown name":        {good + "clinet: x\n", "unknown field \"clinet\""},
		"a name twice":           {good + "client: x\n", "client"},
		"an issuer by http":      {with("https://login.example", "http://login.example"), "issuer must be an https address: http is for this machine only"},
		"an issuer with a user":  {with("https://login", "https://me:word@login"), "issuer must be an https address"},
		"no address":             {with("address: https://hub.example/\n", ""), "address must be an https address"},
		"an address with a path": {with("hub.example/", "hub.example/tfh"), "address must have no path"},
		"no client":              {with("client: hub\n", ""), "client is missing"},
		"no secret in the file":  {good + "secret-file: /nowhere\n", "secret-file cannot be read or is empty"},
		"too long":               {good + "lasts: 25h\n", "lasts must be from 1s to 24h"},
		"no span":                {good + "idle: soon\n", "idle must be from 1s to 24h"},
		"nobody":                 {strings.SplitN(good, "people", 2)[0], "people is empty"},
		"an unknown role":        {with("COUNCIL_COORDINATOR", "ROOT"), "people, rule 1: its role is not one of the contract's"},
		"a program's role":       {with("COUNCIL_COORDINATOR", "INTEGRATION"), "people, rule 1: INTEGRATION is a program's role"},
		"a role without a value": {with("coordinators", `""`), "people, rule 1: it needs a claim and the value"},
		"two organisations":      {with("}", ", org: a, org-claim: b}"), "people, rule 1: org and org-claim exclude each other"},
		"another's purpose":      {with("}", ", purposes: [evaluation]}"), "people, rule 1: its role may state none of its purposes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := signin.Read(file(t, test.text))
			if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "word@") {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
	for _, broken := range []string{"", "- a", "people: {a: [", "people:\n  - &a *a\n", "a: !!binary x\n", "\x00", "people: 1", "<<: *x"} {
		if _, err := signin.Read(file(t, broken)); err == nil {
			t.Errorf("%q is read", broken)
		}
	}
	if _, err := signin.Read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there is read")
	}
}
