package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/models"
)

// builtIn copies the agreements that are built in into a folder, that of the police changed.
func builtIn(t *testing.T, old, other string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, agreements.Files); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "police.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(text), old) != 1 {
		t.Fatalf("%q stands not once in the agreement", old)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(t, path, strings.Replace(string(text), old, other, 1))
	return folder
}

// officers is a line of the police agreement as it grants call-outs to police officers.
const officers = "callouts: {scope: known, detail: VALUE}"

func TestAgreementsDiff(t *testing.T) {
	old, next := builtIn(t, "id: police", "id: police"), builtIn(t, officers, "callouts: {scope: known, detail: FLAG}")
	want := "Agreement police has changed\n\nPOLICE_OFFICER\n" +
		"  loses  callouts  VALUE known  from 2012-04-01  for every purpose  instead: FLAG known  (police.yaml, line 41)\n"
	if out := must(t, "agreements", "diff", old, next).out; out != want {
		t.Errorf("it says\n%s\nwant\n%s", out, want)
	}
	if out := must(t, "agreements", "diff", next, old).out; !strings.Contains(out, "  gains  callouts  VALUE known  from 2012-04-01  for every purpose  before: FLAG known  (") {
		t.Errorf("the other way round it says\n%s", out)
	}
	if out := must(t, "agreements", "diff", old, old).out; out != "Nobody gains or loses anything.\n" {
		t.Errorf("of the same it says\n%s", out)
	}
	law := builtIn(t, "gateway: Crime and Disorder Act 1998 s.115", "gateway: another law")
	if out := must(t, "agreements", "diff", old, law).out; !strings.HasPrefix(out, "Agreement police rests on another law: another law, before: Crime and Disorder Act 1998 s.115\n") {
		t.Errorf("of another law it says\n%s", out)
	}
	fewer := t.TempDir()
	write(t, filepath.Join(fewer, "old.yaml"), lapsed)
	out := must(t, "agreements", "diff", old, fewer).out
	for _, line := range []string{
		"Agreement old is new: An agreement that ended, under Crime and Disorder Act 1998 s.115\n", "Agreement police is gone\n",
		"report-link", "for crime-prevention", "instead: FLAG known from 2010-01-01 until 2011-12-31 for crime-prevention", "instead: nothing",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no %q in\n%s", line, out)
		}
	}
	for _, args := range [][]string{{"nowhere", old}, {old, "nowhere"}} {
		if r := thrive(t, append([]string{"agreements", "diff"}, args...)...); r.code != misused || r.err != "thrive: there is no folder nowhere\n" {
			t.Errorf("%v ended with %d: %s", args, r.code, r.err)
		}
	}
}

// TestAgreementsOnTheDemo is governance's morning: it looks at the demonstration as others, asks why, and tries out a change.
func TestAgreementsOnTheDemo(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("THRIVE_DATA", data)
	if r := thrive(t, "agreements", "view-as", "--role", "RESEARCHER"); r.code == done {
		t.Errorf("there is nothing to view, and it says %s", r.out)
	}
	must(t, "demo", "--families", "5", "--listen", "127.0.0.1:0", "--exit-after-ready")

	seen := must(t, "agreements", "view-as", "--role", "POLICE_OFFICER", "--purpose", "crime-prevention").out
	family, person := regexp.MustCompile(`id: (F\w+)`).FindStringSubmatch(seen), regexp.MustCompile(`id: (P\w+)`).FindStringSubmatch(seen)
	if family == nil || person == nil {
		t.Fatalf("it shows no family:\n%s", seen)
	}
	if strings.Contains(seen, "callouts: withheld") {
		t.Errorf("call-outs are withheld from the police:\n%s", seen)
	}
	for _, want := range []string{"      callouts:", "benefitClaims: withheld\n", "whoToCall: not known\n", "\nWithheld:\n", "family.members.person.benefitClaims"} {
		if !strings.Contains(seen, want) {
			t.Errorf("there is no %q in:\n%s", want, seen)
		}
	}
	t.Run("view-as", func(t *testing.T) { viewsAs(t, family[1]) })
	t.Run("explain", func(t *testing.T) { explainsOf(t, person[1]) })
	t.Run("dry-run", dryRuns)
	t.Run("only synthetic people", func(t *testing.T) { refusesRealPeople(t, data, family[1]) })
}

func viewsAs(t *testing.T, family string) {
	view := func(args ...string) result {
		return thrive(t, append([]string{"agreements", "view-as", "--role"}, args...)...)
	}
	query := write(t, filepath.Join(t.TempDir(), "query.graphql"), "{ viewer { role org } }")
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"another role", []string{"COUNCIL_COORDINATOR", "--purpose", "safeguarding", "--family", family}, done, "nino: "},
		{"a key worker's first family", []string{"COUNCIL_KEY_WORKER", "--purpose", "safeguarding"}, done, "nino: withheld"},
		{"nobody's", []string{"RESEARCHER"}, done, "No family exists for this role and purpose.\n"},
		{"another's", []string{"RESEARCHER", "--family", family}, done, "The family " + family + " does not exist for this role and purpose.\n"},
		{"a query", []string{"school-officer", "--purpose", "safeguarding", "--org", "S1", "--query", "@" + query}, done, `"role": "SCHOOL_OFFICER",`},
		{"a query in words", []string{"RESEARCHER", "--query", "{ viewer { role } }"}, done, `"role": "RESEARCHER"`},
		{"a query that is none", []string{"RESEARCHER", "--query", "{ hat }"}, misused, "the query was refused: Cannot query field"},
		{"a query of no file", []string{"RESEARCHER", "--query", "@nowhere"}, misused, "nowhere"},
		{"no role", []string{"INTEGRATION"}, misused, "INTEGRATION is no role that agreements grant anything to"},
		{"another's purpose", []string{"RESEARCHER", "--purpose", "safeguarding"}, misused, "--purpose must be one that RESEARCHER may state: evaluation"},
		{"a database of its own", []string{"RESEARCHER", "--database", "sqlite:x.db"}, misused, "leave --database and THRIVE_DATABASE out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := view(c.args...); r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
				t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
			}
		})
	}
}

func explainsOf(t *testing.T, person string) {
	for _, c := range []struct {
		name, says string
		code       int
		args       []string
	}{
		{
			"whom it holds", "Yes: POLICE_OFFICER may see offences in full of " + person + " for crime-prevention on ", done,
			[]string{"--role", "POLICE_OFFICER", "--purpose", "crime-prevention", "--field", "Family.members.person.offences", "--person", person},
		},
		{
			"not shared", "No: POLICE_OFFICER may not see benefits in full of " + person, done,
			[]string{"--role", "POLICE_OFFICER", "--purpose", "crime-prevention", "--field", "Person.benefitClaims", "--person", person},
		},
		{
			"not there", "nothing that is granted for that purpose reaches this person", done,
			[]string{"--role", "RESEARCHER", "--field", "Person.calloutsInYear", "--person", person},
		},
		{"nobody", "there is no person with the id P0", misused, []string{"--role", "RESEARCHER", "--field", "Person.nino", "--person", "P0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := thrive(t, append([]string{"agreements", "explain"}, c.args...)...); r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
				t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
			}
		})
	}
	if log := must(t, "audit", "export").out; strings.Count(log, `\"operation\":\"agreements explain\"`) != 3 {
		t.Error("the log does not say each time that it was asked of somebody")
	}
}

func dryRuns(t *testing.T) {
	log := write(t, filepath.Join(t.TempDir(), "log.ndjson"), must(t, "audit", "export").out)
	dry := func(args ...string) result { return thrive(t, append([]string{"agreements", "dry-run"}, args...)...) }
	same, less := builtIn(t, "id: police", "id: police"), builtIn(t, officers, "callouts: {scope: known, detail: FLAG}")
	if r := dry(log, same); r.code != done || !regexp.MustCompile(`^0 of \d+ replies would differ\n$`).MatchString(r.out) {
		t.Errorf("the same agreements: %d, %s%s", r.code, r.out, r.err)
	}
	r := dry(log, less)
	for _, want := range []string{
		`(?m)^entry \d+, \S+: dev-police_officer, POLICE_OFFICER for crime-prevention, \d+ people or families$`,
		`(?m)^  callouts, shown of \d+: would be granted as FLAG known, and was as VALUE known$`, `(?m)^1 of \d+ replies would differ$`,
	} {
		if !regexp.MustCompile(want).MatchString(r.out) {
			t.Errorf("no %s in:\n%s%s", want, r.out, r.err)
		}
	}
	if r := dry(log, same, "--agreements", less); !strings.Contains(r.out, "would be granted as VALUE known, and was as FLAG known") || !strings.Contains(r.out, "Note: ") {
		t.Errorf("compared with other agreements than decided: %s%s", r.out, r.err)
	}
	if r := dry(log, same, "--on", "2012-03-31"); !strings.HasPrefix(r.out, "0 of ") {
		t.Errorf("before either is in force: %s%s", r.out, r.err)
	}
	wider := builtIn(t, officers, officers+"\n    benefits: {scope: known, detail: VALUE, by: [dwp]}")
	if r := dry(log, wider); !strings.Contains(r.out, "benefits at family.members.person.benefitClaims, withheld as NOT_SHARED: would be granted as VALUE known by dwp") {
		t.Errorf("with more granted: %s%s", r.out, r.err)
	}
	ended := builtIn(t, "from: 2012-04-01\n", "from: 2012-04-01\nuntil: 2012-04-30\n")
	if r := dry(log, ended); !strings.Contains(r.out, "would be withheld as NO_AGREEMENT (police), and was granted as VALUE known") {
		t.Errorf("with what ended: %s%s", r.out, r.err)
	}
	broken := write(t, filepath.Join(t.TempDir(), "broken.ndjson"), "no entry\n")
	for _, args := range [][]string{{broken, same}, {"nowhere", same}, {log, "nowhere"}, {log, same, "--on", "today"}} {
		if r := dry(args...); r.code != misused {
			t.Errorf("%v ended with %d: %s", args, r.code, r.err)
		}
	}
	if r := thrive(t, "agreements", "dry-run", "-", same); r.out != "0 of 0 replies would differ\n" {
		t.Errorf("of no log: %s%s", r.out, r.err)
	}
}

// refusesRealPeople brings something else into the demonstration's database: from then on nothing is shown.
func refusesRealPeople(t *testing.T, data, family string) {
	feed := filepath.Join(t.TempDir(), string(models.Police))
	if err := os.CopyFS(feed, os.DirFS(filepath.Join(countyFolder(data), string(models.Police)))); err != nil {
		t.Fatal(err)
	}
	people, err := os.ReadFile(filepath.Join(feed, "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(feed, "people.csv"), string(people[:strings.LastIndex(strings.TrimSpace(string(people)), "\n")+1]))
	must(t, "import", "police", feed, "--no-progress")
	r := thrive(t, "agreements", "view-as", "--role", "POLICE_OFFICER", "--purpose", "safeguarding", "--family", family)
	if r.code != misused || r.out != "" || !strings.Contains(r.err, "view-as shows synthetic people only, and import 6, of police, is none of") {
		t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
	}
	if err := os.Remove(filepath.Join(countyFolder(data), "truth.csv")); err != nil {
		t.Fatal(err)
	}
	if r := thrive(t, "agreements", "view-as", "--role", "RESEARCHER"); r.code != misused || !strings.Contains(r.err, "holds no county that thrive demo made") {
		t.Errorf("without the truth about the county it ended with %d: %s", r.code, r.err)
	}
	if err := os.RemoveAll(countyFolder(data)); err != nil {
		t.Fatal(err)
	}
	if r := thrive(t, "agreements", "view-as", "--role", "RESEARCHER"); r.code != misused || !strings.Contains(r.err, "holds no county that thrive demo made") {
		t.Errorf("without the county it ended with %d: %s", r.code, r.err)
	}
}
