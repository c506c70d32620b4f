package text

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestJaroAndJaroWinkler(t *testing.T) {
	for _, c := range []struct {
		a, b          string
		jaro, winkler float64
	}{
		// Winkler's own examples, to three places.
		{"MARTHA", "MARHTA", 0.944, 0.961},
		{"DWAYNE", "DUANE", 0.822, 0.840},
		{"DIXON", "DICKSONX", 0.767, 0.813},
		{"SHACKLEFORD", "SHACKELFORD", 0.970, 0.982},
		{"DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896},
		{"NICHLESON", "NICHULSON", 0.926, 0.956},
		{"JONES", "JOHNSON", 0.790, 0.832},
		{"MASSEY", "MASSIE", 0.889, 0.933},
		{"ABROMS", "ABRAMS", 0.889, 0.922},
		{"ITMAN", "SMITH", 0.467, 0.467},
		{"JERALDINE", "GERALDINE", 0.926, 0.926},
		{"MICHELLE", "MICHAEL", 0.869, 0.921},
		{"JULIES", "JULIUS", 0.889, 0.933},
		{"TANYA", "TONYA", 0.867, 0.880},
		{"SEAN", "SUSAN", 0.783, 0.805},
		{"JON", "JOHN", 0.917, 0.933},
		{"JON", "JAN", 0.778, 0.800},

		{"CRATE", "TRACE", 0.733, 0.733},
		{"JELLYFISH", "SMELLYFISH", 0.896, 0.896},
		{"FAREMVIEL", "FARMVILLE", 0.884, 0.919},
		{"ARNAB", "ARANB", 0.933, 0.947},

		{"", "", 1, 1},
		{"", "a", 0, 0},
		{"a", "a", 1, 1},
		{"a", "b", 0, 0},
		{"ab", "ba", 0, 0}, // no reach: names of two or three letters must have theirs in place
		{"abc", "xyz", 0, 0},
		{"abcdef", "bcadef", 0.944, 0.944}, // three letters out of order are one pair
		{"ŁUKASZ", "ŁUKAZS", 0.944, 0.967}, // by letters, not bytes
		{"żółć", "żółw", 0.833, 0.883},
		{"\xff", "\xfe", 1, 1}, // broken bytes all read the same
	} {
		if got := Jaro(c.a, c.b); math.Abs(got-c.jaro) > 0.0005 {
			t.Errorf("Jaro(%q, %q) = %.4f, want %.3f", c.a, c.b, got, c.jaro)
		}
		if got := JaroWinkler(c.a, c.b); math.Abs(got-c.winkler) > 0.0005 {
			t.Errorf("JaroWinkler(%q, %q) = %.4f, want %.3f", c.a, c.b, got, c.winkler)
		}
	}
}

func TestJaroOfNamesTooLongForAMask(t *testing.T) {
	for _, n := range []int{63, 64, 65, 200} {
		a := strings.Repeat("mary ann ", n)[:n]
		for _, b := range []string{a[:n-1] + "x", "x" + a[1:], "an" + a[2:], "mary", "é" + a} {
			if got, want := Jaro(a, b), slowJaro(a, b); got != want {
				t.Errorf("%d letters: Jaro(%q, %q) = %v, want %v", n, a, b, got, want)
			}
		}
	}
}

func TestJaroWinklerProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := names(t)
		checkJaro(t, a, b)
	})
}

// checkJaro checks everything that is said of the two similarities on one pair.
func checkJaro(t fataler, a, b string) {
	jaro, winkler := Jaro(a, b), JaroWinkler(a, b)
	equal := string([]rune(a)) == string([]rune(b))
	switch {
	case jaro != slowJaro(a, b):
		t.Fatalf("Jaro(%q, %q) = %v, the slow one %v", a, b, jaro, slowJaro(a, b))
	case winkler != slowJaroWinkler(a, b):
		t.Fatalf("JaroWinkler(%q, %q) = %v, the slow one %v", a, b, winkler, slowJaroWinkler(a, b))
	case jaro != Jaro(b, a) || winkler != JaroWinkler(b, a):
		t.Fatalf("%q, %q: not symmetric", a, b)
	case jaro < 0 || winkler < jaro || winkler > 1:
		t.Fatalf("%q, %q: not 0 <= Jaro %v <= JaroWinkler %v <= 1", a, b, jaro, winkler)
	case (jaro == 1) != equal || (winkler == 1) != equal:
		t.Fatalf("%q, %q: Jaro %v, JaroWinkler %v, equal %v", a, b, jaro, winkler, equal)
	}
}

func TestComparingNamesTakesNoMemory(t *testing.T) {
	long := strings.Repeat("é", short)
	for _, pair := range [][2]string{
		{"martha", "marhta"}, {"żółć", "żółw"}, {long, "x" + long[2:]}, {long, long}, {strings.Repeat("a", short), "ab"},
	} {
		a, b := pair[0], pair[1]
		for name, compare := range map[string]func(){
			"Jaro":        func() { Jaro(a, b) },
			"JaroWinkler": func() { JaroWinkler(a, b) },
			"OneTypo":     func() { OneTypo(a, b) },
			"Within":      func() { Within(a, b, 2) },
			"Bound":       func() { Bound(Sign(a), Sign(b), len(a), len(b)) },
		} {
			if n := testing.AllocsPerRun(100, compare); n != 0 {
				t.Errorf("%s(%q, %q): %v allocations", name, a, b, n)
			}
		}
	}
}
