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

func TestLinkEvaluateRefuses(t *testing.T) {
	dir := t.TempDir()
	useDatabase(t, "sqlite:"+filepath.Join(dir, "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	for says, text := range map[string]string{
		"knows none of the":     "partner,person_ref,person,family\ncouncil,nobody,p1,f1\n",
		"has no column family":  "partner,person_ref,person\ncouncil,C1,p1\n",
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
