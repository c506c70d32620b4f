package text

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDistances(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		osa, damlev int
	}{
		{"", "", 0, 0},
		{"", "abc", 3, 3},
		{"mary", "mary", 0, 0},
		{"kitten", "sitting", 3, 3},
		{"saturday", "sunday", 3, 3},
		{"ca", "abc", 3, 2}, // the pair that tells the two apart
		{"a cat", "an abct", 4, 3},
		{"martha", "marhta", 1, 1},
		{"jonh", "john", 1, 1},
		{"smith", "smyth", 1, 1},
		{"ab", "ba", 1, 1},
		{"abcd", "badc", 2, 2},
		{"łukasz", "łukazs", 1, 1}, // by letters, not bytes
		{"josé", "jose", 1, 1},
		{"\xff", "\xfe", 0, 0},
		{strings.Repeat("ab", 50), strings.Repeat("ba", 50), 2, 2}, // longer than the room kept for short names
	} {
		if got := OSA(c.a, c.b); got != c.osa {
			t.Errorf("OSA(%q, %q) = %d, want %d", c.a, c.b, got, c.osa)
		}
		if got := DamerauLevenshtein(c.a, c.b); got != c.damlev {
			t.Errorf("DamerauLevenshtein(%q, %q) = %d, want %d", c.a, c.b, got, c.damlev)
		}
	}
}

func TestDistanceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := names(t)
		checkDistances(t, a, b)
	})
}

// checkDistances checks everything that is said of the distances, and of what is decided by them, on one pair.
func checkDistances(t fataler, a, b string) {
	osa, damlev := OSA(a, b), DamerauLevenshtein(a, b)
	equal := string([]rune(a)) == string([]rune(b))
	switch {
	case osa != slowOSA(a, b):
		t.Fatalf("OSA(%q, %q) = %d, the slow one %d", a, b, osa, slowOSA(a, b))
	case damlev != slowDamerauLevenshtein(a, b):
		t.Fatalf("DamerauLevenshtein(%q, %q) = %d, the slow one %d", a, b, damlev, slowDamerauLevenshtein(a, b))
	case osa != OSA(b, a) || damlev != DamerauLevenshtein(b, a):
		t.Fatalf("%q, %q: not symmetric", a, b)
	case damlev > osa || osa > slowLevenshtein(a, b) || osa > max(len([]rune(a)), len([]rune(b))):
		t.Fatalf("%q, %q: not Damerau-Levenshtein %d <= OSA %d <= Levenshtein <= the longer", a, b, damlev, osa)
	case (osa == 0) != equal || (damlev == 0) != equal:
		t.Fatalf("%q, %q: OSA %d, Damerau-Levenshtein %d, equal %v", a, b, osa, damlev, equal)
	case OneTypo(a, b) != (osa == 1) || OneTypo(b, a) != (osa == 1):
		t.Fatalf("OneTypo(%q, %q) = %v, but OSA is %d", a, b, OneTypo(a, b), osa)
	}
	for most := -1; most <= 5; most++ {
		if got := Within(a, b, most); got != (osa <= most) {
			t.Fatalf("Within(%q, %q, %d) = %v, but OSA is %d", a, b, most, got, osa)
		}
	}
}

func TestDamerauLevenshteinIsAMetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := names(t)
		_, c := names(t)
		if ac, ab, bc := DamerauLevenshtein(a, c), DamerauLevenshtein(a, b), DamerauLevenshtein(b, c); ac > ab+bc {
			t.Fatalf("from %q to %q is %d, but only %d+%d by way of %q", a, c, ac, ab, bc, b)
		}
	})
}
