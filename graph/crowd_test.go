package graph

import (
	"strings"
	"testing"
)

// TestCrowded counts fields of one name at one place, through fragments, and nothing else.
func TestCrowded(t *testing.T) {
	long := " # " + strings.Repeat("long ", longText/5)
	for name, c := range map[string]struct {
		query string
		want  bool
	}{
		"a few":                         {`{ viewer {` + strings.Repeat(" a: role", maxAlike) + ` } }` + long, false},
		"one more":                      {`{ viewer {` + strings.Repeat(" a: role", maxAlike+1) + ` } }` + long, true},
		"short":                         {`{ viewer {` + strings.Repeat(" a: role", maxAlike+1) + ` } }`, false},
		"at other places":               {`{` + strings.Repeat(` b: viewer { a: role }`, maxAlike) + `}` + long, false},
		"below one name":                {`{` + strings.Repeat(` b: viewer { a: role a: org }`, maxAlike/2+1) + `}` + long, true},
		"in a fragment, again":          {`{` + strings.Repeat(` viewer { ...F ...F }`, maxAlike) + `} fragment F on Viewer { a: role }` + long, false},
		"in fragments":                  {`{ viewer { ...F ...G } } fragment F on Viewer {` + strings.Repeat(" a: role", 60) + `} fragment G on Viewer {` + strings.Repeat(" a: org", 60) + `}` + long, true},
		"in inline fragments":           {`{ viewer {` + strings.Repeat(" ... { a: role }", maxAlike+1) + `} }` + long, true},
		"in a fragment nobody uses":     {`{ viewer { role } } fragment F on Viewer {` + strings.Repeat(" a: role", maxAlike+1) + `}` + long, true},
		"a fragment within itself":      {`{ viewer { ...F } } fragment F on Viewer { ...F role }` + long, false},
		"a fragment endless downwards":  {`{ viewer { ...F } } fragment F on Viewer { viewer { ...F } }` + long, true},
		"what is no GraphQL":            {`{` + long, false},
		"a fragment that is not there":  {`{ viewer { ...F } }` + long, false},
		"a name at many places, nested": {`{ families { nodes {` + strings.Repeat(" id id ... { id }", 33) + ` } } }` + long, false},
	} {
		if got := crowded(c.query); got != c.want {
			t.Errorf("%s: crowded %t, want %t", name, got, c.want)
		}
	}
}

// TestFewFaultsAreFound validates what is wrong in very many ways.
func TestFewFaultsAreFound(t *testing.T) {
	faults := came{query: `{ viewer {` + strings.Repeat(" a: role a: org nothing", 90) + ` } }`}.faults(Schema())
	if len(faults) == 0 || len(faults) > 2*maxFaults {
		t.Errorf("%d faults are found", len(faults))
	}
}
