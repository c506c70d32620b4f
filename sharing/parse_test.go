package sharing_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

const good = `id: police
title: Crime and disorder
partner: police
gateway: Crime and Disorder Act 1998 s.115
purposes: [safeguarding]
from: 2012-04-01
until: 2015-03-31
grants:
  POLICE_OFFICER:
    offences: {scope: known, detail: VALUE, by: [own, council]}
`

// with swaps one piece of the good agreement for another.
func with(t *testing.T, old, other string) string {
	t.Helper()
	if strings.Count(good, old) != 1 {
		t.Fatalf("%q stands not once in the agreement", old)
	}
	return strings.Replace(good, old, other, 1)
}

func TestParse(t *testing.T) {
	a, err := sharing.Parse("police.yaml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	terms := a.Grants[models.PoliceOfficer][models.ClassOffences]
	if terms.Scope != sharing.Known || terms.Detail != models.DetailValue || len(terms.By) != 2 {
		t.Errorf("%+v", terms)
	}
	sum := sha256.Sum256([]byte(good))
	if a.SHA256 != hex.EncodeToString(sum[:]) {
		t.Error("the hash is not of the file's bytes")
	}
	for day, want := range map[models.Date]bool{
		"": false, "2012-03-31": false, "2012-04-01": true, "2015-03-31": true, "2015-04-01": false,
	} {
		if a.InForce(day) != want {
			t.Errorf("in force on %q: %t", day, !want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	_, grants, _ := strings.Cut(good, "grants:")
	for _, test := range []struct{ name, old, other, want string }{
		{"unknown key", "partner:", "partnr: x\npartner:", `, line 3: unknown field "partnr": correct its spelling or take it out`},
		{"unknown key of terms", "by:", "bye:", `, line 10: unknown field "bye": correct its spelling or take it out`},
		{"key twice", "partner:", "id: x\npartner:", `, line 3: mapping key "id" already defined at [1:1]: compare it with another agreement`},
		{"role twice", "  POLICE_OFFICER:", "  POLICE_OFFICER: {}\n  POLICE_OFFICER:", `, line 10: mapping key "POLICE_OFFICER" already defined at [9:3]: compare it with another agreement`},
		{"class twice", "    offences:", "    offences: {scope: all, detail: VALUE}\n    offences:", `, line 11: mapping key "offences" already defined at [10:5]: compare it with another agreement`},
		{"not YAML", "[safeguarding]", "[safeguarding", `, line 6: ',' or ']' must be specified: compare it with another agreement`},
		{"terms in a word", "{scope: known, detail: VALUE, by: [own, council]}", "VALUE", `, line 10: string was used where mapping is expected: compare it with another agreement`},
		{"a list for a day", "2015-03-31", "[1]", `, line 7: the value is not of the kind that belongs there: compare it with another agreement`},
		{"something after it", "council]}\n", "council]}\n---\nid: second\n", `: something follows the agreement: give each agreement a file of its own`},
		{"no id", "id: police\n", "", `: id, title and gateway must all be given`},
		{"unknown partner", "partner: police", "partner: nhs", `: partner "nhs" is none of [council police schools housing dwp]`},
		{"no purposes", "[safeguarding]", "[]", `: purposes is empty: name at least one`},
		{"unknown purpose", "[safeguarding]", "[marketing]", `: purpose "marketing" is none of [identification family-support `},
		{"no from", "from: 2012-04-01\n", "", `: from must be a day written as 2012-03-04`},
		{"bad from", "2012-04-01", "1 April 2012", `: from must be a day written as 2012-03-04`},
		{"bad until", "2015-03-31", "2015-02-30", `: until must be a day written as 2012-03-04`},
		{"until before from", "2015-03-31", "2012-03-31", `: until is before from: correct one of the two`},
		{"no grants", "grants:" + grants, "", `: grants is empty: name at least one role`},
		{"unknown role", "POLICE_OFFICER", "POLICE", `: role "POLICE" cannot be granted anything: name one of [COUNCIL_COORDINATOR `},
		{"a role without grants", "POLICE_OFFICER", "INTEGRATION", `: role "INTEGRATION" cannot be granted anything: name one of [COUNCIL_COORDINATOR `},
		{"no classes", "  POLICE_OFFICER:", "  RESEARCHER: {}\n  POLICE_OFFICER:", `: grants.RESEARCHER is empty: name at least one class`},
		{"unknown class", "offences", "crimes", `: grants.POLICE_OFFICER.crimes: no such data class: name one of [identity address `},
		{"unknown scope", "known", "none", `: grants.POLICE_OFFICER.offences: scope "none" is none of all, known, own, acted`},
		{"no scope", "scope: known, ", "", `: grants.POLICE_OFFICER.offences: scope "" is none of all, known, own, acted`},
		{"unknown detail", "VALUE", "value", `: grants.POLICE_OFFICER.offences: detail "value" is none of VALUE, BAND, FLAG`},
		{"detail of nothing", "VALUE", "NONE", `: grants.POLICE_OFFICER.offences: detail "NONE" is none of VALUE, BAND, FLAG`},
		{"nobody's word", "[own, council]", "[]", `: grants.POLICE_OFFICER.offences: by is empty: leave it out or name whose word is shown`},
		{"unknown contributor", "[own, council]", "[own, nhs]", `: grants.POLICE_OFFICER.offences: by "nhs" is neither a partner nor own nor own-tenancy`},
		{"two faults at once", "scope: known, detail: VALUE", "scope: x, detail: y", `: grants.POLICE_OFFICER.offences: detail "y" is none of VALUE, BAND, FLAG; grants.POLICE_OFFICER.offences: scope "x" is none of all, known, own, acted`},
		{"empty", good, "", `: the file is empty: write the agreement or take the file away`},
		{"only a comment", good, "# to come\n", `: the file is empty: write the agreement or take the file away`},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, err := sharing.Parse("draft.yaml", []byte(with(t, test.old, test.other)))
			if err == nil || a != nil {
				t.Fatal("accepted")
			}
			got := err.Error()
			if !strings.HasPrefix(got, "agreement draft.yaml"+test.want) {
				t.Errorf("\n got %s\nwant agreement draft.yaml%s", got, test.want)
			}
			if strings.ContainsAny(got, "\n") || strings.HasSuffix(got, ".") {
				t.Errorf("not one sentence: %q", got)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, test := range []struct {
		name   string
		folder fs.FS
		want   string
	}{
		{"two of one id", fstest.MapFS{"b.yaml": file(good), "a.yaml": file(good)}, `agreement b.yaml: the id "police" is that of a.yaml: give each its own`},
		{"a bad file", fstest.MapFS{"b.yaml": file(good), "c.yaml": file("")}, `agreement c.yaml: the file is empty: write the agreement or take the file away`},
		{"none", fstest.MapFS{"notes.txt": file(good)}, `the agreements folder holds no .yaml file: without an agreement nothing is shared`},
		{"no folder", os.DirFS("testdata/nowhere"), `the agreements folder holds no .yaml file: without an agreement nothing is shared`},
		{"a folder for a file", fstest.MapFS{"a.yaml/b": file(good)}, `reading the agreements: read a.yaml: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := sharing.Load(test.folder); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("\n got %v\nwant %s", err, test.want)
			}
		})
	}
}

// FuzzParse: whatever is read is an agreement that keeps every promise, and whatever is refused is refused in a sentence
// that names the file.
func FuzzParse(f *testing.F) {
	names, _ := fs.Glob(agreements.Files, "*.yaml")
	for _, name := range names {
		text, err := fs.ReadFile(agreements.Files, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(good))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := sharing.Parse("fuzz.yaml", text)
		if err != nil {
			if got := err.Error(); !strings.HasPrefix(got, "agreement fuzz.yaml") || strings.Contains(got, "\n") {
				t.Errorf("%q", got)
			}
			return
		}
		if a.ID == "" || a.Gateway == "" || !a.Partner.Valid() || len(a.Purposes) == 0 || !a.InForce(a.From) || len(a.SHA256) != 64 {
			t.Errorf("%+v", a)
		}
		for role, classes := range a.Grants {
			for class, terms := range classes {
				if role.Partner() == "" || !class.Valid() || !terms.Detail.Covers(models.DetailFlag) || terms.By != nil && len(terms.By) == 0 {
					t.Errorf("%s %s: %+v", role, class, terms)
				}
			}
		}
	})
}
