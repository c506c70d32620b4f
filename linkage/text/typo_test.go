package text

import "testing"

func TestOneTypo(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"a letter too many":            {"smith", "smitth", true},
		"one too many at the start":    {"smith", "asmith", true},
		"one too many at the end":      {"smith", "smiths", true},
		"a letter changed":             {"smith", "smyth", true},
		"neighbours swapped":           {"smith", "smiht", true},
		"swapped at the start":         {"smith", "msith", true},
		"a letter beyond ASCII":        {"łoś", "łos", true},
		"the only letter":              {"", "a", true},
		"equal":                        {"smith", "smith", false},
		"both empty":                   {"", "", false},
		"swapped across a third":       {"smith", "stimh", false},
		"two changed":                  {"smith", "smyte", false},
		"one changed, one too many":    {"smith", "smythe", false},
		"swapped, and one put between": {"ca", "abc", false},
		"two too many":                 {"smith", "smithes", false},
		"bytes that differ, unread":    {"a\xff", "a\xfe", false},
	} {
		if got := OneTypo(c.a, c.b); got != c.want {
			t.Errorf("%s: OneTypo(%q, %q) = %v", name, c.a, c.b, got)
		}
		if got := OneTypo(c.b, c.a); got != c.want {
			t.Errorf("%s: OneTypo(%q, %q) = %v", name, c.b, c.a, got)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		apart int
	}{
		{"", "", 0},
		{"mary", "mary", 0},
		{"mary", "marie", 2},
		{"jon", "john", 1},
		{"katherine", "catharine", 2},
		{"ca", "abc", 3},
		{"abcd", "badc", 2},
		{"kitten", "sitting", 3},
		{"", "abcd", 4},
	} {
		for most := -1; most <= 5; most++ {
			if got := Within(c.a, c.b, most); got != (c.apart <= most) {
				t.Errorf("Within(%q, %q, %d) = %v, want %v", c.a, c.b, most, got, !got)
			}
		}
	}
}
