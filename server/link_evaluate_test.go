package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// A truth is read with its byte order mark, and the log tells in counts that the links were held against it.
func TestLinkEvaluate(t *testing.T) {
	dir := t.TempDir()
	useDatabase(t, "sqlite:"+filepath.Join(dir, "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	truth := write(t, filepath.Join(dir, "truth.csv"), "\ufeffpartner,person_ref,person,family\ncouncil,C1,p1,f1\nhousing,H1,p1,f1\ncouncil,C2,p2,f1\n")
	var said struct {
		Records          int
		People, Families struct{ F1 *float64 }
		ExpectedOverTrue *float64                    `json:"expected_over_true"`
		BCubed           struct{ Precision float64 } `json:"people_b_cubed"`
	}
	if err := json.Unmarshal([]byte(must(t, "link", "--evaluate", truth, "--json").out), &said); err != nil {
		t.Fatal(err)
	}
	if said.Records != 3 || said.People.F1 == nil || said.Families.F1 == nil || said.ExpectedOverTrue == nil || said.BCubed.Precision == 0 {
		t.Errorf("%+v", said)
	}
	entries := 0
	for _, line := range strings.Split(must(t, "audit", "export").out, "\n") {
		if strings.Contains(line, `\"operation\":\"link --evaluate\"`) {
			entries++
			if !strings.Contains(line, `\"kind\":\"consultation\"`) || !strings.Contains(line, `\"known\":3`) || strings.Contains(line, "C1") || strings.Contains(line, "shown") {
				t.Errorf("the log tells %s", line)
			}
		}
	}
	if entries != 1 {
		t.Errorf("the log tells of it %d times", entries)
	}
}

// A truth need not know families: then nothing is said of them.
func TestLinkEvaluateWithoutFamilies(t *testing.T) {
	dir := t.TempDir()
	useDatabase(t, "sqlite:"+filepath.Join(dir, "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	with := write(t, filepath.Join(dir, "with.csv"), "partner,person_ref,person,family\ncouncil,C1,p1,f1\nhousing,H1,p1,f1\ncouncil,C2,p2,f1\n")
	without := write(t, filepath.Join(dir, "without.csv"), "person,person_ref,partner\np1,C1,council\np1,H1,housing\np2,C2,council\n")
	said := map[string]evaluation{}
	for _, truth := range []string{with, without} {
		var e evaluation
		if err := json.Unmarshal([]byte(must(t, "link", "--evaluate", truth, "--json").out), &e); err != nil {
			t.Fatal(err)
		}
		said[truth] = e
	}
	a, b := said[with], said[without]
	if a.Records != b.Records || a.PeopleBCubed != b.PeopleBCubed || !a.Families.F1.Defined() {
		t.Errorf("with families %+v, without %+v", a, b)
	}
	if b.Families.F1.Defined() || b.FamiliesBCubed.Precision.Defined() {
		t.Errorf("of families it says %+v, %+v", b.Families, b.FamiliesBCubed)
	}
	if r := must(t, "link", "--evaluate", without); strings.Contains(r.out, "families") || !strings.Contains(r.out, "people, B-cubed") {
		t.Errorf("says %s", r.out)
	}
}

func TestLinkEvaluateRefuses(t *testing.T) {
	dir := t.TempDir()
	useDatabase(t, "sqlite:"+filepath.Join(dir, "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	for says, text := range map[string]string{
		"knows none of the":     "partner,person_ref,person,family\ncouncil,nobody,p1,f1\n",
		"has no column person:": "partner,person_ref,family\ncouncil,C1,f1\n",
		"its first line must":   "",
		"wrong number of field": "partner,person_ref,person,family\ncouncil,C1\n",
	} {
		r := thrive(t, "link", "--evaluate", write(t, filepath.Join(dir, "truth.csv"), text))
		if r.code != misused || !strings.Contains(r.err, says) || r.out != "" || strings.Count(r.err, "\n") != 1 {
			t.Errorf("%q: %d %q %q, want %q", text, r.code, r.out, r.err, says)
		}
	}
	if export := must(t, "audit", "export").out; strings.Contains(export, "link --evaluate") {
		t.Error("the log tells of what was refused")
	}
}
