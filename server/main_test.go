package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	full := filepath.Dir(write(t, filepath.Join(dir, "file"), "x"))
	badAgreement := t.TempDir()
	write(t, filepath.Join(badAgreement, "a.yaml"), "id: a\nsurprise: 1\n")
	config := func(text string) string { return write(t, filepath.Join(t.TempDir(), "config.yaml"), text) }
	cases := []struct {
		name string
		args string
		code int
		says string
	}{
		{"no command", "", misused, "expected one of"},
		{"unknown command", "fly", misused, "unexpected argument fly"},
		{"unknown flag", "version --fast", misused, "unknown flag --fast"},
		{"agreements without a command", "agreements", misused, "check"},
		{"no partner of that name", "import parish " + dir, misused, "must be one of"},
		{"no such feed", "import council " + dir + "/none", misused, "no such folder or zip"},
		{"feed without CSV", "import council " + t.TempDir(), misused, "no CSV file"},
		{"generate where something lies", "generate " + full, misused, "is not empty"},
		{"generate nobody", "generate " + dir + "/new --families 0", misused, "at least one"},
		{"generate on no day", "generate " + dir + "/new --on 2012-02-30", misused, "2012-02-30"},
		{"generate too many errors", "generate " + dir + "/new --errors 1.5", misused, "0 to 1"},
		{"token without a role", "token", misused, "--role"},
		{"token of no role", "token --role KING", misused, "role is not one"},
		{"token for a purpose of others", "token --role RESEARCHER --purpose safeguarding", misused, "RESEARCHER may state evaluation"},
		{"token for a day", "token --role RESEARCHER --ttl 24h", misused, "an hour"},
		{"token for no time", "token --role RESEARCHER --ttl 0s", misused, "an hour"},
		{"token beside a real issuer", "token --role RESEARCHER --issuer https://id.example", misused, "development issuer"},
		{"integration for nobody", "token --role INTEGRATION", misused, "names no role to act as"},
		{"link without a database", "link", failed, "there is no database"},
		{"verify without a database", "audit verify", failed, "there is no database"},
		{"verify no file", "audit verify " + dir + "/none", misused, "no such file"},
		{"agreements: no folder", "agreements check " + dir + "/none", misused, "there is no folder"},
		{"agreements: none in it", "agreements check " + dir, misused, "no .yaml file"},
		{"agreements: a wrong one", "agreements check " + badAgreement, misused, "surprise"},
		{"serve under wrong agreements", "serve --agreements " + badAgreement, misused, "surprise"},
		{"revoke nobody", "revoke --reason because-it-was-lost-on-a-train", misused, "name a reader by --subject, or one token by --token"},
		{"revoke both", "revoke --subject a --token b --reason because-it-was-lost-on-a-train", misused, "name a reader"},
		{"revoke for no reason", "revoke --subject a", misused, "say why by --reason"},
		{"retention, of neither mind", "retention", misused, "say --dry-run"},
		{"retention, of both", "retention --dry-run --erase", misused, "say --dry-run"},
		{"erasing on another day", "retention --erase --on 2012-01-01", misused, "--on goes with --dry-run"},
		{"schema of no role", "schema --role KING", misused, "KING is no role"},
		{"schema of a program for nobody", "schema --role INTEGRATION", misused, "say with --as which"},
		{"schema of a person as another", "schema --role POLICE_OFFICER --as DWP_PROVIDER", misused, "acts as nobody else"},
		{"the whole schema as another", "schema --as DWP_PROVIDER", misused, "name the role"},
		{"schema on no day", "schema --role POLICE_OFFICER --on yesterday", misused, "yesterday"},
		{"matrix of no role", "agreements matrix --role KING", misused, "KING"},
		{"matrix on no day", "agreements matrix --on today", misused, "--on"},
		{"explain a purpose of others", "agreements explain --role RESEARCHER --field Person.nino --purpose safeguarding", misused, "evaluation"},
		{"explain to an integration", "agreements explain --role INTEGRATION --field Person.nino", misused, "no role that agreements grant"},
		{"development on all addresses", "serve --listen 0.0.0.0:0", misused, "loopback"},
		{"development on all v6 addresses", "serve --listen [::]:0", misused, "loopback"},
		{"development on no host", "serve --listen :0", misused, "loopback"},
		{"development on another host", "serve --listen hub.example:0", misused, "loopback"},
		{"issuer without keys", "serve --issuer https://id.example --audience thrive", misused, "--jwks"},
		{"issuer without audience", "serve --issuer https://id.example --jwks keys.json", misused, "--audience"},
		{"keys without issuer", "serve --jwks keys.json", misused, "--issuer"},
		{"keys by plain http", "serve --issuer https://id.example --audience thrive --jwks http://id.example/keys", misused, "https"},
		{"demo with another database", "demo --database sqlite:x.db", misused, "--database"},
		{"demo for the world", "demo --listen 0.0.0.0:8080", misused, "loopback"},
		{"no such kind of database", "migrate --database mysql://u:hunter2@h/d", failed, "sqlite:PATH or postgres://"},
		{"config that is not there", "serve --config " + dir + "/none", misused, "configuration"},
		{"config of an unknown setting", "serve --config " + config("lisen: 127.0.0.1:0"), misused, `no setting "lisen"`},
		{"config with a list", "serve --config " + config("listen: [a, b]"), misused, "one plain value"},
		{"config that is none", "serve --config " + config("listen: 'x\n"), misused, "YAML or JSON"},
		{"config with a forbidden value", "serve --config " + config("log-level: shrill"), misused, "shrill"},
		{"config listens to the world", "serve --config " + config("listen: 0.0.0.0:0"), misused, "loopback"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("THRIVE_DATA", filepath.Join(t.TempDir(), "data"))
			r := thrive(t, strings.Fields(c.args)...)
			if r.code != c.code || !strings.Contains(r.err, c.says) {
				t.Errorf("ended with %d, want %d, and said %q, want in it %q", r.code, c.code, r.err, c.says)
			}
			if !strings.HasPrefix(r.err, "thrive: ") || strings.Count(r.err, "\n") != 1 {
				t.Errorf("not one sentence: %q", r.err)
			}
			if r.out != "" {
				t.Errorf("wrote to standard output: %q", r.out)
			}
		})
	}
}

func TestNoPasswordInErrors(t *testing.T) {
	for _, address := range []string{
		"postgres://thrive:hunter2@127.0.0.1:1/thrive?connect_timeout=1",
		"postgres://thrive:hunter2@127.0.0.1:notaport/thrive",
		"postgres://thrive:hun%zzter2@127.0.0.1/thrive",
		"mysql://thrive:hunter2@h/d",
	} {
		r := thrive(t, "link", "--database", address)
		if r.code != failed || strings.Contains(r.err, "hunter2") || strings.Contains(r.err, "ter2") {
			t.Errorf("ended with %d and said %q", r.code, r.err)
		}
	}
	for text, want := range map[string]string{
		"dial postgres://u:p@ss@host/db: refused": "thrive: dial postgres://u:…@host/db: refused",
		"user=u password=secret host=h":           "thrive: user=u password=… host=h",
		"two\n lines":                             "thrive: two lines",
	} {
		if got := sentence(errString(text)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

type errString string

func (e errString) Error() string { return string(e) }

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"agreements", "explain", "--help"}} {
		r := thrive(t, args...)
		if r.code != done || !strings.HasPrefix(r.out, "Usage: thrive") || r.err != "" {
			t.Errorf("%v ended with %d: %q %q", args, r.code, r.out, r.err)
		}
	}
	if r := thrive(t, "version"); r.code != done || !strings.HasPrefix(r.out, "thrive ") {
		t.Errorf("version ended with %d: %q", r.code, r.out)
	}
}
