package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/linkage/match"
)

// peopleText is n people, each in two rows or three, with slips: a file of their rows by the numbers that are kept.
func peopleText(n int, keep func(person, row int) bool) string {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(letters int) string {
		var b strings.Builder
		for i := range letters {
			b.WriteByte([]string{"bdfgklmnprst", "aeiou"}[i%2][random.IntN([]int{12, 5}[i%2])])
		}
		return b.String()
	}
	var b strings.Builder
	b.WriteString("\ufeffUnique ID, First name, Surname, DOB, Gender, Address line 1, Postcode, Email, Who\r\n")
	for person := range n {
		given, surname, street := "xq"+word(5), "zx"+word(6), word(7)
		born := fmt.Sprintf("%d-%02d-%02d", 1940+random.IntN(70), 1+random.IntN(12), 1+random.IntN(28))
		house, postcode := 1+random.IntN(90), fmt.Sprintf("ox%d %d%s", 1+random.IntN(20), random.IntN(10), word(2))
		for row := range 2 + person%2 {
			slip := given
			if row == 1 && person%3 == 0 {
				slip = given[:3] + given[4:]
			}
			line := fmt.Sprintf("row%d-%d, %s, %s, %s, %s, \"%d %s road\", %s, %s@qmail.example, person%d",
				person, row, slip, surname, born, []string{"f", "m"}[person%2], house, street, postcode, surname+given[:2], person)
			if keep == nil || keep(person, row) {
				b.WriteString(line + "\r\n")
			}
		}
	}
	return b.String()
}

func rowsOf(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// linkScores is the part of --json that the tests look at.
type linkScores struct {
	Parameters struct {
		Priors      map[string]float64
		Comparisons []struct {
			Name   string
			Levels []struct{ M, H, U, Weight *float64 }
		}
	}
	Counts struct {
		Records, Candidates, Pairs, Clusters, Households int
		Possible                                         float64 `json:"possible_pairs"`
		RulePairs                                        int     `json:"rule_pairs"`
	}
	Pairwise, Clusters map[string]any
	ExpectedOverTrue   *float64 `json:"expected_over_true"`
	Fit                struct{ Converged bool }
}

func scoresOf(t *testing.T, text string) (s linkScores) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return s
}

func f1(scores map[string]any) float64 {
	value, _ := scores["f1"].(float64)
	return value
}

// quick is a file of the default settings with a smaller sample of random pairs.
func quick(t *testing.T) string {
	t.Helper()
	settings := match.DefaultSettings()
	settings.RandomPairs = 20_000
	text, err := yaml.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, filepath.Join(t.TempDir(), "quick.yaml"), string(text))
}

func TestLinkFileDedupe(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "people.csv"), peopleText(150, nil))
	out := filepath.Join(dir, "new", "out")
	r := must(t, "link-file", path, "--truth", "Who", "--out", out, "--json", "--settings", quick(t))
	if !strings.Contains(r.err, "First name") || !strings.Contains(r.err, "-> given") || !strings.Contains(r.err, "(guessed)") {
		t.Errorf("the guess is not shown: %s", r.err)
	}
	s := scoresOf(t, r.out)
	if s.Counts.Records != 375 || s.Counts.Clusters != 150 || f1(s.Pairwise) < 0.99 || f1(s.Clusters) < 0.99 {
		t.Errorf("%+v, pairwise %v, clusters %v", s.Counts, s.Pairwise, s.Clusters)
	}
	for _, scores := range []map[string]any{s.Pairwise, s.Clusters} {
		for _, at := range []string{"at_0.95", "best"} {
			nested, _ := scores[at].(map[string]any)
			if nested == nil || nested["precision"] == nil || nested["recall"] == nil || nested["f1"] == nil {
				t.Errorf("no %s in %v", at, scores)
			}
		}
	}
	if note, _ := s.Clusters["note"].(string); !strings.Contains(note, "one clustering") || !(s.Clusters["floor"].(float64) < 0) {
		t.Errorf("clusters do not say what they are: %v", s.Clusters)
	}
	for _, name := range regexp.MustCompile(`"(\w+)":`).FindAllStringSubmatch(r.out, -1) {
		if name[1] != strings.ToLower(name[1]) || name[1] == "hub" {
			t.Errorf("the JSON has a key %s", name[1])
		}
	}
	if s.ExpectedOverTrue == nil || *s.ExpectedOverTrue < 0.9 || *s.ExpectedOverTrue > 1.1 {
		t.Errorf("expected over true: %v", s.ExpectedOverTrue)
	}
	if len(s.Parameters.Comparisons) == 0 || len(s.Parameters.Comparisons[0].Levels) == 0 || s.Parameters.Priors["same"] == 0 {
		t.Errorf("parameters: %+v", s.Parameters)
	}

	pairs := rowsOf(t, filepath.Join(out, "pairs.csv"))
	head := []string{"source_a", "id_a", "source_b", "id_b", "weight", "p_match", "p_household"}
	if d := cmp.Diff(head, pairs[0][:len(head)]); d != "" || len(pairs[0]) != len(head)+len(s.Parameters.Comparisons) {
		t.Errorf("pairs are headed %v", pairs[0])
	}
	if len(pairs)-1 != s.Counts.Pairs || pairs[1][0] != "people" || !strings.HasPrefix(pairs[1][1], "row") {
		t.Errorf("%d pairs, the first %v", len(pairs)-1, pairs[1])
	}
	for file, heading := range map[string]string{"clusters": "cluster", "households": "household"} {
		rows := rowsOf(t, filepath.Join(out, file+".csv"))
		if d := cmp.Diff([]string{"source", "id", heading}, rows[0]); d != "" || len(rows) != 376 {
			t.Errorf("%s: %d rows, headed %v", file, len(rows), rows[0])
		}
		if d := cmp.Diff([]string{"people", "row0-0", "1"}, rows[1]); d != "" {
			t.Errorf("%s begin with %v", file, rows[1])
		}
	}
	noCells(t, path, r.out, out)
	text, err := os.ReadFile(filepath.Join(out, "report.txt"))
	if err != nil || strings.Contains(string(text), "hub ") || !strings.Contains(string(text), "Comparison: Email") || !strings.Contains(string(text), "A person found is") {
		t.Errorf("%v, %s", err, text)
	}

	again := must(t, "link-file", path, "--truth", "Who", "--out", out, "--json", "--settings", quick(t))
	if again.out != r.out {
		t.Error("a second run came out differently")
	}
	if names := listing(t, out); len(names) != 5 {
		t.Errorf("the folder holds %v", names)
	}
}

func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// noCells sees to it that the JSON and the reports hold nothing of what the file says, and that the page can be read.
func noCells(t *testing.T, path, printed, out string) {
	t.Helper()
	texts := map[string]string{"JSON": printed}
	for _, name := range []string{"report.html", "report.txt"} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	decoder := xml.NewDecoder(strings.NewReader(texts["report.html"]))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "\n")
	for cell := range strings.FieldsFuncSeq(body, func(r rune) bool { return strings.ContainsRune(",\r\n\"", r) }) {
		if cell = strings.TrimSpace(cell); len(cell) < 4 {
			continue
		}
		for name, text := range texts {
			if strings.Contains(text, cell) {
				t.Fatalf("%s holds the cell %q", name, cell)
			}
		}
	}
}

func TestLinkFileTwo(t *testing.T) {
	dir := t.TempDir()
	first := write(t, filepath.Join(dir, "people.csv"), peopleText(150, func(_, row int) bool { return row == 0 }))
	if err := os.Mkdir(filepath.Join(dir, "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	second := write(t, filepath.Join(dir, "b", "people.csv"), peopleText(150, func(_, row int) bool { return row == 1 }))
	out := filepath.Join(dir, "out")
	r := must(t, "link-file", first, second, "--truth-pattern", `row(\d+)-`, "--out", out, "--settings", quick(t))
	for _, want := range []string{"b/people.csv, 150 rows", "pairwise at 0.95", "clusters", "report.html", "F1 of links"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("does not say %q: %s", want, r.out)
		}
	}
	if r.err != "" {
		t.Errorf("said %q", r.err)
	}
	for i, row := range rowsOf(t, filepath.Join(out, "pairs.csv")) {
		if i > 0 && (row[0] != filepath.Base(dir)+"/people" || row[2] != "b/people") {
			t.Fatalf("a pair of %s and %s", row[0], row[2])
		}
	}
	within := must(t, "link-file", first, second, "--dedupe", "--json", "--id", "-", "--columns", "unique_id=-", "--truth", "who", "--seed", "7", "--settings", quick(t))
	s := scoresOf(t, within.out)
	if s.Counts.Clusters != 150 || f1(s.Clusters) < 0.99 {
		t.Errorf("within each as well: %+v, %v", s.Counts, s.Clusters)
	}
	if !strings.Contains(within.err, "(row number)") {
		t.Errorf("rows are not counted: %s", within.err)
	}
}

func TestLinkFileNothingFound(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "people.csv"), "id,given_name,surname,who\n1,Ann,Lee,a\n2,Bob,Ray,b\n3,Cat,Fox,c\n4,Dan,Orr,c\n")
	r := must(t, "link-file", path, "--truth", "who", "--json", "--settings", quick(t))
	s := scoresOf(t, r.out)
	if s.Counts.Candidates > 6 || s.Counts.Possible != 6 {
		t.Errorf("of four rows: %+v", s.Counts)
	}
	if p, there := s.Pairwise["precision"]; !there || p != nil || s.Pairwise["recall"] != 0.0 {
		t.Errorf("nothing was found, and pairwise is %v", s.Pairwise)
	}
	if r = must(t, "link-file", path, "--truth", "who", "--settings", quick(t)); !strings.Contains(r.out, "not defined") || !strings.Contains(r.out, "--out DIR") {
		t.Errorf("said %s", r.out)
	}
}

// many19 is 19 cells, numbered where so written.
func many19(cell string) string {
	var b strings.Builder
	for i := range 19 {
		b.WriteString("," + strings.ReplaceAll(cell, "%d", strconv.Itoa(i)))
	}
	return b.String()
}

func TestLinkFileRefusals(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string { return write(t, filepath.Join(dir, name), text) }
	good := file("good.csv", "id,first_name,surname,born_on\n1,Secretname,Lee,x\n2,Bob,Ray,y\n")
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	settings := file("bad.yaml", "version: 1\nsurprise: Secretname\n")
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no file":                {nil, "<file>"},
		"no such file":           {[]string{filepath.Join(dir, "none.csv")}, "no such file"},
		"a pipe":                 {[]string{pipe}, "pipe is no file: give a file, not a pipe"},
		"a folder":               {[]string{dir}, "is no file"},
		"empty":                  {[]string{file("empty.csv", "")}, "empty.csv is empty"},
		"headings alone":         {[]string{file("heads.csv", "id,surname\n")}, "no row"},
		"one row":                {[]string{file("one.csv", "id,surname\n1,Secretname\n")}, "two rows"},
		"nothing guessed":        {[]string{file("odd.csv", "a,b\nSecretname,2\n3,4\n")}, "no column of odd.csv could be guessed"},
		"two headings alike":     {[]string{file("twice.csv", "id,surname,surname\n1,Secretname,x\n")}, "the same heading: rename column 3"},
		"Latin 1":                {[]string{file("latin.csv", "id,surname\n1,Secretname\xe9\n")}, "latin.csv line 2 is not UTF-8"},
		"UTF-16":                 {[]string{file("wide.csv", "\xff\xfei\x00d\x00")}, "not UTF-8"},
		"a short row":            {[]string{file("short.csv", "id,surname,sex\n1,a,f\n2,Secretname\n")}, "short.csv line 3 has more or fewer cells"},
		"a mark left open":       {[]string{file("open.csv", "id,surname\n1,a\n2,\"Secretname\n3,b\n")}, "open.csv line 3 cannot be read"},
		"a mark within":          {[]string{file("within.csv", "id,surname\n1,Secret\"name\n")}, "within.csv line 2 cannot be read"},
		"two of one id":          {[]string{file("dup.csv", "id,surname\nSecretname,a\n2,b\nSecretname,c\n")}, "dup.csv lines 2 and 4 have the same id"},
		"two of one named id":    {[]string{good, "--id", "surname", "--columns", "id=-", file("dup2.csv", "surname,id,given_name\nx,1,a\nx,2,b\n")}, "dup2.csv lines 2 and 3"},
		"no id in a row":         {[]string{file("noid.csv", "id,surname\n1,a\n,Secretname\n")}, "noid.csv line 3 has no id"},
		"no such id":             {[]string{good, "--id", "nobody"}, `--id: there is no column "nobody"`},
		"no such column":         {[]string{good, "--columns", "surname=nobody"}, `--columns: there is no column "nobody"`},
		"no such field":          {[]string{good, "--columns", "colour=surname"}, `no field is called "colour"`},
		"no field":               {[]string{good, "--columns", "surname"}, "of the form field=column"},
		"one column, two":        {[]string{good, "--columns", "given=surname,surname=surname"}, "both given and surname"},
		"none left out":          {[]string{good, "--columns=-=nobody"}, "there is no column"},
		"no such truth":          {[]string{good, "--truth", "nobody"}, `--truth: good.csv has no column "nobody"`},
		"two truths":             {[]string{good, "--truth", "id", "--truth-pattern", "(.)"}, "cannot both"},
		"a pattern that is none": {[]string{good, "--truth-pattern", "("}, "no regular expression"},
		"a pattern of no group":  {[]string{good, "--truth-pattern", "x"}, "no group"},
		"a pattern that misses":  {[]string{good, "--truth-pattern", "(zzz)"}, "nothing says who"},
		"too many columns": {
			[]string{file("wide2.csv", "id"+many19("x%d")+"\n1"+many19("a")+"\n2"+many19("b")+"\n"), "--columns", strings.TrimPrefix(many19("number=x%d"), ",")},
			"19 columns are number",
		},
		"no such settings": {[]string{good, "--settings", filepath.Join(dir, "none.yaml")}, "reading the settings"},
		"wrong settings":   {[]string{good, "--settings", settings}, "surprise"},
		"out is a file":    {[]string{good, "--out", good}, "is no folder"},
		"no seed":          {[]string{good, "--seed", "-1"}, "--seed"},
	} {
		t.Run(name, func(t *testing.T) {
			r := thrive(t, append([]string{"link-file"}, c.args...)...)
			if r.code != misused || !strings.Contains(r.err, c.says) {
				t.Errorf("ended with %d and said %q, want in it %q", r.code, r.err, c.says)
			}
			if !strings.HasPrefix(r.err, "thrive: ") || strings.Count(r.err, "\n") != 1 || strings.Contains(r.err, "Secretname") {
				t.Errorf("not one sentence without data: %q", r.err)
			}
			if r.out != "" {
				t.Errorf("wrote to standard output: %q", r.out)
			}
		})
	}
}

// The three labelled data sets are linked as the contract says, with nothing named but the truth.
func TestLinkFileLabelled(t *testing.T) {
	data := filepath.Join(sharedFolder, "data", "linkage")
	if _, err := os.Stat(data); err != nil {
		t.Skipf("no labelled data: set THRIVE_SHARED to the folder that holds data/linkage (%v)", err)
	}
	for name, c := range map[string]struct {
		args     []string
		clusters float64
		long     bool
	}{
		"fake_1000": {[]string{"fake_1000.csv", "--truth", "cluster"}, 0.97, false},
		"febrl4":    {[]string{"febrl4a.csv", "febrl4b.csv", "--truth-pattern", `^rec-(\d+)`}, 0.999, true},
	} {
		t.Run(name, func(t *testing.T) {
			if c.long && testing.Short() {
				t.Skip("long")
			}
			args := []string{"link-file", "--json"}
			for _, arg := range c.args {
				if strings.HasSuffix(arg, ".csv") {
					arg = filepath.Join(data, arg)
				}
				args = append(args, arg)
			}
			s := scoresOf(t, must(t, args...).out)
			if f1(s.Clusters) < c.clusters || !s.Fit.Converged {
				t.Errorf("clusters: %v, converged: %v", s.Clusters, s.Fit.Converged)
			}
		})
	}
}

func TestGroupsOfTraits(t *testing.T) {
	var by []string
	people := &peopleFiles{}
	for _, text := range []string{"F", "male", "", "2"} {
		people.traits = append(people.traits, trait{sex: sexOf(text), year: yearOf("02/05/19" + []string{"80", "60"}[len(by)%2])})
		by = append(by, text)
	}
	if got := []byte{people.traits[0].sex, people.traits[1].sex, people.traits[2].sex, people.traits[3].sex}; !slices.Equal(got, []byte{'f', 'm', 0, 'f'}) {
		t.Errorf("sexes are %q", got)
	}
	for date, want := range map[string]int16{"1980-05-02": 1980, "2/5/1980": 1980, "19800502": 1980, "": 0, "80": 0, "0080-05-02": 0, "31/12/9999": 0, "1066-01-01": 1066} {
		if got := yearOf(date); got != want {
			t.Errorf("the year of %q is %d", date, got)
		}
	}
}
