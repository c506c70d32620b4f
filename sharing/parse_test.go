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
	if a.Place("grants", "POLICE_OFFICER", "offences") != "police.yaml, line 10" || a.Place("grants", "DWP_PROVIDER") != "police.yaml, line 8" {
		t.Error("the lines are wrong")
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
		{"key twice", "partner:", "id: x\npartner:", `, line 3: mapping key "id" already defined at [1:1]: take one of the two out`},
		{"role twice", "  POLICE_OFFICER:", "  POLICE_OFFICER: {}\n  POLICE_OFFICER:", `, line 10: mapping key "POLICE_OFFICER" already defined at [9:3]: take one of the two out`},
		{"class twice", "    offences:", "    offences: {scope: all, detail: VALUE}\n    offences:", `, line 11: mapping key "offences" already defined at [10:5]: take one of the two out`},
		{"not YAML", "[safeguarding]", "[safeguarding", `, line 6: ',' or ']' must be specified: compare it with another agreement`},
		{"terms in a word", "{scope: known, detail: VALUE, by: [own, council]}", "VALUE", `, line 10: string was used where mapping is expected: compare it with another agreement`},
		{"a list for a day", "2015-03-31", "[1]", `, line 7: the value is not of the kind that belongs there: compare it with another agreement`},
		{"something after it", "council]}\n", "council]}\n---\nid: second\n", `: something follows the agreement: give each agreement a file of its own`},
		{"no id", "id: police\n", "", `, line 1: id is missing: say a short name that no other agreement has`},
		{"unknown partner", "partner: police", "partner: nhs", `, line 3: partner "nhs" is none of [council police schools housing dwp]`},
		{"no purposes", "[safeguarding]", "[]", `, line 5: purposes is empty: name at least one`},
		{"unknown purpose", "[safeguarding]", "[marketing]", `, line 5: purpose "marketing" is none of [identification family-support `},
		{"no from", "from: 2012-04-01\n", "", `, line 1: from must be a day written as 2012-03-04`},
		{"bad from", "2012-04-01", "1 April 2012", `, line 6: from must be a day written as 2012-03-04`},
		{"bad until", "2015-03-31", "2015-02-30", `, line 7: until must be a day written as 2012-03-04`},
		{"until before from", "2015-03-31", "2012-03-31", `, line 7: until is before from: correct one of the two`},
		{"no grants", "grants:" + grants, "", `, line 1: grants is empty: name at least one role`},
		{"unknown role", "POLICE_OFFICER", "POLICE", `, line 9: role "POLICE" cannot be granted anything: name one of [COUNCIL_COORDINATOR `},
		{"a role without grants", "POLICE_OFFICER", "INTEGRATION", `, line 9: role "INTEGRATION" cannot be granted anything: name one of [COUNCIL_COORDINATOR `},
		{"no classes", "  POLICE_OFFICER:", "  RESEARCHER: {}\n  POLICE_OFFICER:", `, line 9: grants.RESEARCHER is empty: name at least one class`},
		{"unknown class", "offences", "crimes", `, line 10: grants.POLICE_OFFICER.crimes: no such data class: name one of [identity address `},
		{"unknown scope", "known", "none", `, line 10: grants.POLICE_OFFICER.offences: scope "none" is none of all, known, own, acted`},
		{"no scope", "scope: known, ", "", `, line 10: grants.POLICE_OFFICER.offences: scope "" is none of all, known, own, acted`},
		{"unknown detail", "VALUE", "value", `, line 10: grants.POLICE_OFFICER.offences: detail "value" is none of VALUE, BAND, FLAG`},
		{"detail of nothing", "VALUE", "NONE", `, line 10: grants.POLICE_OFFICER.offences: detail "NONE" is none of VALUE, BAND, FLAG`},
		{"nobody's word", "[own, council]", "[]", `, line 10: grants.POLICE_OFFICER.offences: by is empty: leave it out or name whose word is shown`},
		{"unknown contributor", "[own, council]", "[own, nhs]", `, line 10: grants.POLICE_OFFICER.offences: by "nhs" is neither a partner nor own nor own-tenancy`},
		{"two faults at once", "scope: known, detail: VALUE", "scope: x, detail: y", `, line 10: grants.POLICE_OFFICER.offences: detail "y" is none of VALUE, BAND, FLAG; agreement draft.yaml, line 10: grants.POLICE_OFFICER.offences: scope "x" is none of all, known, own, acted`},
		{"a key without a value", "until: 2015-03-31", "until:", `, line 7: until has no value: give it one or take it out`},
		{"an item without a value", "[own, council]", "[own, ~]", `, line 10: grants.POLICE_OFFICER.offences.by.1 has no value: give it one or take it out`},
		{"a purpose twice", "[safeguarding]", "[safeguarding, safeguarding]", `, line 5: purposes: "safeguarding" stands there twice: take one out`},
		{"a contributor twice", "[own, council]", "[own, own]", `, line 10: grants.POLICE_OFFICER.offences.by: "own" stands there twice: take one out`},
		{"no acts", "grants:", "acts: {}\ngrants:", `, line 8: acts is empty: leave it out or name at least one role`},
		{"nobody signed", "from:", "signatories: []\nfrom:", `, line 6: signatories is empty: name the posts that signed, or leave it out until they have`},
		{"a signatory without a name", "from:", "signed-on: 2012-03-01\nsignatories: [\"\"]\nfrom:", `, line 7: a signatory has no name: write the post`},
		{"a signatory twice", "from:", "signed-on: 2012-03-01\nsignatories: [Chief Constable, Chief Constable]\nfrom:", `, line 7: signatories: "Chief Constable" stands there twice: take one out`},
		{"signed by nobody", "from:", "signed-on: 2012-03-01\nfrom:", `, line 6: signed-on is given, but not who signed: add signatories`},
		{"signed on no day", "from:", "signatories: [Chief Constable]\nfrom:", `, line 6: signatories are given, but not when they signed: add signed-on`},
		{"signed on a bad day", "from:", "signed-on: March\nfrom:", `, line 6: signed-on must be a day written as 2012-03-04`},
		{"signed after it began", "from:", "signatories: [Chief Constable]\nsigned-on: 2012-04-02\nfrom:", `, line 7: signed-on is after from: nothing may be shared before it is signed, so correct one of the two`},
		{"reviewed before it began", "from:", "review-by: 2012-03-31\nfrom:", `, line 6: review-by is before from: correct one of the two`},
		{"keeps nothing", "from:", "retention: {}\nfrom:", `, line 6: retention is empty: leave it out or say how long a class is kept`},
		{"keeps what is no class", "from:", "retention: {crimes: 6 years}\nfrom:", `, line 6: retention.crimes: no such data class: name one of [identity `},
		{"keeps another's class", "from:", "retention: {benefits: 6 years}\nfrom:", `, line 6: retention.benefits: police does not own that class: say it in an agreement of [dwp]`},
		{"keeps for no period", "from:", "retention: {asb: forever}\nfrom:", `, line 6: retention.asb: "forever" is no period: write it as 90 days, 18 months or 6 years`},
		{"two faults on two lines", "safeguarding]\nfrom: 2012-04-01", "marketing]\nfrom: April", `, line 5: purpose "marketing" is none of [identification family-support employment-support crime-prevention safeguarding claim-audit evaluation data-quality governance]; agreement draft.yaml, line 6: from must`},
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
		{"two of one id", fstest.MapFS{"b.yaml": file(good), "a.yaml": file(good)}, `agreement b.yaml, line 1: the id "police" is that of a.yaml: give each its own`},
		{"two bad files", fstest.MapFS{"b.yaml": file(""), "c.yaml": file("")}, `agreement b.yaml: the file is empty: write the agreement or take the file away; agreement c.yaml: the file is empty`},
		{"one that would not be read", fstest.MapFS{"b.yaml": file(good), "c.yml": file(good)}, `agreement c.yml: only names that end in .yaml are read: rename it, or take it away`},
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

const signed = good + `signatories: [Chief Constable, "Director for Children, Education and Families"]
signed-on: 2012-03-26
review-by: 2015-01-31
retention: {offences: 6 years, asb: 1 year, callouts: 90 days}
`

func TestParseSigned(t *testing.T) {
	a, err := sharing.Parse("police.yaml", []byte(signed))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Signatories) != 2 || a.SignedOn != "2012-03-26" || a.ReviewBy != "2015-01-31" || a.Retention[models.ClassASB] != "1 year" {
		t.Errorf("%+v", a)
	}
}

// What a governance officer is shown to copy must be an agreement.
func TestTheExampleOfTheGuideIsAnAgreement(t *testing.T) {
	guide, err := os.ReadFile("../docs/agreements.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(guide), "```yaml\n")
	example, _, ended := strings.Cut(example, "```")
	if !found || !ended {
		t.Fatal("the guide has no example")
	}
	a, err := sharing.Parse("police.yaml", []byte(example))
	if err != nil || a.Retention[models.ClassCallouts] != "18 months" || len(a.Acts) != 1 || len(a.Signatories) != 2 {
		t.Errorf("%v: %+v", err, a)
	}
}

func TestPeriods(t *testing.T) {
	for p, want := range map[sharing.Period]bool{
		"1 day": true, "2 days": true, "10 months": true, "6 years": true, "2555 days": true,
		"": false, "6": false, "0 days": false, "1 days": false, "2 day": false, "06 years": false, "6 weeks": false, "6 years ": false, "10000 days": false,
	} {
		if p.Valid() != want {
			t.Errorf("%q: %t", p, !want)
		}
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
	f.Add([]byte(signed))
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
		if (a.SignedOn == "") != (len(a.Signatories) == 0) || a.SignedOn > a.From || a.ReviewBy != "" && a.ReviewBy < a.From {
			t.Errorf("%+v", a)
		}
		for class, kept := range a.Retention {
			if !class.Valid() || !kept.Valid() {
				t.Errorf("%s is kept for %s", class, kept)
			}
		}
		if place := a.Place("id"); !strings.HasPrefix(place, "fuzz.yaml, line ") || strings.HasSuffix(place, " 0") {
			t.Errorf("it stands at %q", place)
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
