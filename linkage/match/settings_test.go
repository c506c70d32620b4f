package match

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/linkage/settings"
)

// fewest are settings with nothing left out that must be there.
const fewest = `version: 1
random-pairs: 1000
training-pairs: 1000
largest-block: 2
blocking:
  - on: dob
sure: 0.95
cluster:
  clip: 12
`

func TestReadSettings(t *testing.T) {
	instead := func(old, as string) string {
		if !strings.Contains(fewest, old) {
			t.Fatalf("%q is not in the settings", old)
		}
		return strings.Replace(fewest, old, as, 1)
	}
	for what, c := range map[string]struct {
		text string
		want string // "" where they are taken
	}{
		"the fewest":             {fewest, ""},
		"a block of its own":     {instead("on: dob", "{on: dob, most: 2}"), ""},
		"no file":                {"", "settings: there is nothing in the file"},
		"an unknown key":         {fewest + "colour: red\n", `settings: [10:1] unknown field "colour"`},
		"an unknown key inside":  {instead("clip:", "klip:"), `settings: [9:3] unknown field "klip"`},
		"an unknown key of rule": {instead("on: dob", "{on: dob, least: 2}"), `settings: [6:15] unknown field "least"`},
		"a key twice":            {fewest + "sure: 0.9\n", `settings: [10:1] mapping key "sure" already defined at [7:1]`},
		"a word for a number":    {instead("1000", "many"), "settings: [2:15] cannot unmarshal string into Go struct field Settings.RandomPairs of type int"},
		"no YAML":                {"version: [", "settings: [1:10] sequence end token ']' not found"},
		"another version":        {instead("version: 1", "version: 2"), "settings: version must be 1"},
		"no version":             {instead("version: 1\n", ""), "settings: version must be 1"},
		"no rules":               {instead("\n  - on: dob", " []"), "settings: blocking needs at least one rule"},
		"few random pairs":       {instead("random-pairs: 1000", "random-pairs: 999"), "settings: random-pairs must be at least 1000"},
		"few training pairs":     {instead("training-pairs: 1000", "training-pairs: 0"), "settings: training-pairs must be at least 1000"},
		"a block of one":         {instead("largest-block: 2", "largest-block: 1"), "settings: largest-block must be at least 2"},
		"a rule's block of one":  {instead("on: dob", "{on: dob, most: 1}"), `settings: blocking rule "dob": most must be at least 2`},
		"a rule's block below 0": {instead("on: dob", "{on: dob, most: -1}"), `settings: blocking rule "dob": most must be at least 2`},
		"never sure":             {instead("sure: 0.95", "sure: 1"), "settings: sure must lie between 0.5 and 1"},
		"sure of anything":       {instead("sure: 0.95", "sure: 0.5"), "settings: sure must lie between 0.5 and 1"},
		"nothing counts":         {instead("clip: 12", "clip: 0"), "settings: clip must be above 0"},
		"edges not kept":         {fewest + "keep: 1\n", "settings: edge must be no less than keep, as what is not kept joins nothing"},
		"a rule twice":           {instead("- on: dob", "- on: dob, sex\n  - on: DOB,sex"), `settings: blocking rule "DOB,sex" stands there twice`},
		"a rule that is none":    {instead("on: dob", "on: shoe size"), `settings: blocking rule "shoe size": "shoe size" is neither a field nor a way to look at one and the field`},
	} {
		_, err := ReadSettings(strings.NewReader(c.text))
		if got := message(err); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", what, got, c.want)
		}
	}
}

// What a file does not say is as in the default settings; a list that it says is the whole list.
func TestSettingsThatAreNotSaid(t *testing.T) {
	for text, change := range map[string]func(*Settings){
		"version: 1\n":                         func(*Settings) {},
		"version: 1\nblocking:\n  - on: dob\n": func(s *Settings) { s.Blocking = []Rule{{On: "dob"}} },
		"version: 1\nblocking:\n  - {on: uprn, most: 7}\n  - on: dob\ncluster:\n  floor: 2\nhub:\n  doubt:\n    from: -1\n": func(s *Settings) {
			s.Blocking, s.Cluster.Floor, s.Hub.Doubt.From = []Rule{{"uprn", 7}, {"dob", 0}}, 2, -1
		},
		"version: 1\nkeep: 0\ncluster:\n  edge: 0\n": func(s *Settings) { s.Keep, s.Cluster.Edge = 0, 0 },
	} {
		want := DefaultSettings()
		change(&want)
		got, err := ReadSettings(strings.NewReader(text))
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %v, %s", text, err, d)
		}
	}
}

func TestEmbeddedSettings(t *testing.T) {
	files, err := settings.Files.ReadDir(".")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d settings, %v", len(files), err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".yaml")
		s, err := NamedSettings(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		blocks, err := tableOf(t, "given=Ann").Block(s)
		if err != nil || len(blocks.rules) < len(s.Blocking) {
			t.Errorf("%s: %d of %d rules on a table of everything, %v", name, len(blocks.rules), len(s.Blocking), err)
		}
	}
	for _, name := range []string{"four", "six"} { // as they say of themselves
		s, want := mustNamed(name), DefaultSettings()
		want.RandomPairs, want.TrainingPairs, want.Keep, want.Hub, want.Blocking = 1000000, want.TrainingPairs/2, want.Cluster.Edge, Hub{}, s.Blocking
		if d := cmp.Diff(want, s); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		for _, r := range s.Blocking {
			if !slices.Contains(DefaultSettings().Blocking, r) {
				t.Errorf("%s: the default settings have no rule %q", name, r.On)
			}
		}
	}
	if d, err := NamedSettings("default"); err != nil || len(d.Blocking) != len(DefaultSettings().Blocking) {
		t.Errorf("the default settings: %v", err)
	}
	if _, err := NamedSettings("none"); message(err) != `no settings are called "none"` {
		t.Errorf("settings that are none: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a program that asks for settings that it does not bring along goes on")
		}
	}()
	mustNamed("none")
}

// Where people have many records, one that fits nobody well is seldom of somebody new.
func TestTheFloorFallsWithTheRecordsOfAPerson(t *testing.T) {
	j := Joining{Floor: 1, Many: 2}
	for others, want := range map[float64]float64{0: 1, 1: -1, 3: -3, 7: -5} {
		m := &Model{Records: 1001, Prior: Prior{Same: others / 1000}}
		if got := j.Of(m).Floor; math.Abs(got-want) > 1e-9 {
			t.Errorf("with %v other records of each person the floor is %v, want %v", others, got, want)
		}
	}
}
