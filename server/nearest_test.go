package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestMeant(t *testing.T) {
	words := []string{"Surname", "dob", "date of birth", "", "id"}
	for written, want := range map[string]string{
		"surnmae":       `: is it "Surname"?`, // neighbours swapped is one slip
		"SURNAM":        `: is it "Surname"?`,
		"dbo":           `: is it "dob"?`,
		"date_of_brith": `: is it "date of birth"?`,
		"sname":         "", // two letters are too many of five
		"i":             "",
		"nobody":        "",
		"":              "",
	} {
		if got := meant(written, words); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

// A slip in a name that a flag gives is answered with the name that is near.
func TestLinkFileTellsWhatMayBeMeant(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "people.csv"), "id,first_name,surname,born_on\n1,Ann,Lee,x\n2,Bob,Ray,y\n")
	for _, c := range []struct{ flag, value, want string }{
		{"--columns", "given=frist_name", `--columns: there is no column "frist_name": is it "first_name"?`},
		{"--columns", "-=sunrame", `--columns: there is no column "sunrame": is it "surname"?`},
		{"--id", "idd", `--id: there is no column "idd": is it "id"?`},
		{"--truth", "born_no", `--truth: people.csv has no column "born_no": is it "born_on"?`},
	} {
		r := thrive(t, "link-file", path, c.flag+"="+c.value)
		if r.code != misused || !strings.Contains(r.err, c.want) {
			t.Errorf("%s %s: ended with %d and said %q, want %q", c.flag, c.value, r.code, r.err, c.want)
		}
	}
}
