package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Who gives several files is told that each is taken to hold a person once, and where that cannot be so.
func TestLinkFileTellsOfRepeatsWithinAFile(t *testing.T) {
	dir := t.TempDir()
	const head = "id,given_name,surname,dob\n"
	a := write(t, filepath.Join(dir, "a.csv"), head+"1,Ann,Lee,1980-05-21\n2,Ann,Lee,1980-05-21\n3,ANN,Lee,21/05/1980\n4,Bob,Ray,1970-01-02\n")
	b := write(t, filepath.Join(dir, "b.csv"), head+"1,Ann,Lee,1980-05-21\n2,Cat,Fox,1960-03-04\n3,Bob,Ray,1970-01-02\n4,Bob,Ray,1970-01-02\n")
	const once = "Each file is taken to hold a person once; --dedupe looks within files too.\n"
	for name, c := range map[string]struct {
		args []string
		says []string
		not  string
	}{
		"two files":       {[]string{a, b}, []string{once, "a.csv: each of 2 rows says in every column", "b.csv: 1 row says in every column", "starting values"}, ""},
		"within each too": {[]string{a, b, "--dedupe"}, nil, "Each file"},
		"one file":        {[]string{a}, []string{"starting values"}, "in every column that"},
	} {
		r := must(t, append([]string{"link-file", "--settings", quick(t)}, c.args...)...)
		for _, want := range c.says {
			if !strings.Contains(r.out, want) {
				t.Errorf("%s: does not say %q: %s", name, want, r.out)
			}
		}
		if c.not != "" && strings.Contains(r.out, c.not) {
			t.Errorf("%s: says %q: %s", name, c.not, r.out)
		}
	}
	var said struct{ Warnings []string }
	if err := json.Unmarshal([]byte(must(t, "link-file", a, b, "--json", "--settings", quick(t)).out), &said); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(said.Warnings, func(w string) bool { return strings.Contains(w, "a.csv: each of 2 rows") }) {
		t.Errorf("the JSON warns of %q", said.Warnings)
	}
}

// The floor in the report is that of the run.
func TestLinkFileTellsTheFloor(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	people := write(t, filepath.Join(t.TempDir(), "people.csv"), peopleText(150, nil))
	must(t, "link-file", people, "--out", out, "--settings", quick(t))
	text, err := os.ReadFile(filepath.Join(out, "report.txt"))
	if err != nil || !regexp.MustCompile(`cluster floor +-\d\.\d\d, which is 0 less 2 for each doubling of the records of a person`).Match(text) {
		t.Errorf("%v, the report says %s", err, text)
	}
}

// Records that too many say alike are one person, and what was left out is told on the console.
func TestLinkFileTellsWhatWasLeftOut(t *testing.T) {
	dir := t.TempDir()
	settings := write(t, filepath.Join(dir, "few.yaml"), "version: 1\nrandom-pairs: 20000\nlargest-block: 20\nblocking:\n  - on: dob\n  - on: given, surname\n")
	people := write(t, filepath.Join(dir, "people.csv"), peopleText(150, nil)+rows("", 30, func(i int) string {
		return fmt.Sprintf("same%d, Zoe, Zander, 1980-05-21, f, 9 low road, ox1 1aa, zoe@qmail.example, zoe", i)
	})[1:])
	r := must(t, "link-file", people, "--truth", "Who", "--settings", settings, "--json")
	s := scoresOf(t, r.out)
	if s.Counts.Clusters != 151 || f1(s.Clusters) < 0.99 {
		t.Errorf("%+v, %v", s.Counts, s.Clusters)
	}
	if r := must(t, "link-file", people, "--settings", settings); !strings.Contains(r.out, "Keys left out, because too many records share them: 2; 30 share the commonest") {
		t.Errorf("what was left out is not told: %s", r.out)
	}
}
