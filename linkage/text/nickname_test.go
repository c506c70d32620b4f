package text

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sameGroup reports whether a group of the list has both names.
func sameGroup(a, b string) bool {
	return slices.ContainsFunc(Nicknames(a), func(group string) bool { return slices.Contains(Nicknames(b), group) })
}

func TestNamesOfOneGroup(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"robert", "bob", true},
		{"bobby", "rob", true},
		{"elizabeth", "betty", true},
		{"liz", "beth", true},
		{"alex", "alexander", true},
		{"alex", "alexandra", true},
		{"chris", "christine", true},
		{"pat", "patrick", true},
		{"pat", "patricia", true},
		{"sam", "samantha", true},
		{"mohammed", "md", true},
		{"kasia", "katarzyna", true},
		{"mairi", "mary", true},
		{"dai", "dafydd", true},
		{"robert", "robert", true},
		{"robert", "richard", false},
		{"alexander", "alexandra", false}, // both are Alex, but Alex is the group of neither
		{"william", "bob", false},
		{"robert", "wolfgang", false},
		{"wolfgang", "wolfgang", false}, // not in the list
		{"", "", false},
	} {
		if got := sameGroup(c.a, c.b); got != c.want {
			t.Errorf("sameGroup(%q, %q) = %v", c.a, c.b, got)
		}
		if got := sameGroup(c.b, c.a); got != c.want {
			t.Errorf("sameGroup(%q, %q) = %v", c.b, c.a, got)
		}
	}
}

func TestNicknames(t *testing.T) {
	for given, want := range map[string][]string{
		"bob":      {"robert"},
		"robert":   {"robert"},
		"alex":     {"aleksander", "aleksandra", "alexander", "alexandra"},
		"wolfgang": nil,
		"":         nil,
		"#":        nil,
	} {
		if diff := cmp.Diff(want, Nicknames(given)); diff != "" {
			t.Errorf("Nicknames(%q), want -, got +:\n%s", given, diff)
		}
	}
}

func TestNicknamesAreTheCallersOwn(t *testing.T) {
	Nicknames("alex")[0] = "changed"
	if slices.Contains(Nicknames("alex"), "changed") {
		t.Error("a caller changed the list")
	}
}

func TestTheListOfNicknamesIsInOrder(t *testing.T) {
	folded := regexp.MustCompile(`^[a-z]+$`)
	heads := make(map[string]int)
	for n, line := range strings.Split(nicknames, "\n") {
		names := strings.Fields(line)
		if len(names) == 0 || names[0] == "#" {
			continue
		}
		if first := heads[names[0]]; first > 0 {
			t.Errorf("line %d: %q already heads line %d", n+1, names[0], first)
		}
		heads[names[0]] = n + 1
		if len(names) < 2 {
			t.Errorf("line %d: %q alone is no group", n+1, names[0])
		}
		for i, name := range names {
			if !folded.MatchString(name) {
				t.Errorf("line %d: %q is not folded", n+1, name)
			}
			if slices.Contains(names[:i], name) {
				t.Errorf("line %d: %q twice", n+1, name)
			}
			if !sameGroup(name, names[0]) {
				t.Errorf("line %d: %q is not found under %q", n+1, name, names[0])
			}
		}
	}
	if len(heads) < 250 {
		t.Errorf("only %d groups", len(heads))
	}
}
