package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestDemo(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	args := []string{"demo", "--data", data, "--families", "5", "--listen", "127.0.0.1:0", "--exit-after-ready"}
	out := must(t, args...).out
	tokens := map[models.Role]bool{}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "ey") {
			tokens[caller(t, data, strings.TrimSuffix(line, "\n")).Role] = true
		}
	}
	if len(tokens) != len(models.Roles) {
		t.Errorf("tokens for %d of %d roles", len(tokens), len(models.Roles))
	}
	for _, want := range []string{"Data folder: " + data, "Imported dwp: ", "Linked ", "assigned 10 families", "/sign-in\n", "Listening on http://127.0.0.1:", "curl -s http://127.0.0.1:"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	keyWorkerHas(t, data, demoAssigned)
	again := must(t, args...).out
	if strings.Contains(again, "Imported") || !strings.Contains(again, "served as it is") {
		t.Errorf("the second run printed:\n%s", again)
	}
}

// keyWorkerHas counts the families within the reach of the key worker whose token was printed.
func keyWorkerHas(t *testing.T, data string, want int) {
	t.Helper()
	p := settings{Data: data}
	set, err := p.sharingSet()
	if err != nil {
		t.Fatal(err)
	}
	db, err := p.open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	reader := sharing.Reader{Role: models.KeyWorker, Subject: demoKeyWorker(), Purpose: models.FamilySupport, On: models.NewDate(time.Now())}
	got, err := db.CountFamilies(t.Context(), set.Access(reader).Reach(), reader.On, sharing.FamilyFilter{})
	if err != nil || got != want {
		t.Errorf("the key worker has %d families, want %d: %v", got, want, err)
	}
}

func TestDemoOfAGivenCounty(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	out := must(t, "demo", "--data", data, "--county", county(t), "--listen", "127.0.0.1:0", "--exit-after-ready").out
	if strings.Contains(out, "Made a synthetic county") || !strings.Contains(out, "Listening on ") {
		t.Errorf("it printed:\n%s", out)
	}
	r := thrive(t, "demo", "--data", filepath.Join(t.TempDir(), "data"), "--county", t.TempDir(), "--listen", "127.0.0.1:0", "--exit-after-ready")
	if r.code != misused || !strings.Contains(r.err, "no such folder or zip") {
		t.Errorf("a county without feeds ended with %d: %s", r.code, r.err)
	}
}
