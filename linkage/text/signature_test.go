package text

import (
	"math"
	"math/bits"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFieldsFillTheSignatureAndDoNotOverlap(t *testing.T) {
	sum := others + fields['0']
	seen := others | fields['0']
	for c := 'a'; c <= 'z'; c++ {
		sum += fields[c]
		seen |= fields[c]
	}
	if sum != math.MaxUint64 || seen != math.MaxUint64 {
		t.Errorf("fields add up to %x and cover %x", sum, seen)
	}
}

func TestSignatureCountsLetters(t *testing.T) {
	for s, want := range map[string]int{
		"":         0,
		"mary":     4,
		"aaaa":     3, // three of the letters that names repeat
		"bbbb":     2, // two of the rest
		"MaRy":     4,
		"flat1234": 6, // digits are one letter
		"éжł-'’":   2, // and so is everything else
	} {
		if got := bits.OnesCount64(uint64(Sign(s))); got != want {
			t.Errorf("Sign(%q) has %d bits, want %d", s, got, want)
		}
	}
	if Sign("mary") != Sign("army") || Sign("mary") != Sign("MARY") || Sign("mary") == Sign("marie") {
		t.Error("a signature must keep letters, and neither their order nor their case")
	}
}

func TestApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"mary", "mary", 0},
		{"mary", "army", 0},
		{"mary", "marie", 2},
		{"smith", "smyth", 1},
		{"smith", "jones", 4},
		{"", "jones", 5},
		{"anna", "ann", 1},
		{"emma", "gemma", 1},
	} {
		if got := Sign(c.a).Apart(Sign(c.b)); got != c.want {
			t.Errorf("%q, %q: %d apart, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestBound(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"", "", 1},
		{"", "mary", 0},
		{"mary", "mary", 1},
		{"mary", "army", 1}, // the order may be the same, for all that is known
		{"smith", "jones", 0.520},
		{"smith", "wardle", 0},
		{"jon", "john", 0.942}, // JaroWinkler is 0.933
	} {
		if got := bound(c.a, c.b); math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%q, %q: bound %.4f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

func TestBoundOfLengthsThatCannotBeIsStillInRange(t *testing.T) {
	if got := Bound(Sign("smith"), Sign("jones"), 1, 1); got != 0 {
		t.Errorf("bound %v, want 0", got)
	}
}

func bound(a, b string) float64 {
	return Bound(Sign(a), Sign(b), utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

func TestSignatureProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := names(t)
		checkSignature(t, a, b)
	})
}

// checkSignature checks both bounds, against the slow functions, on one pair.
func checkSignature(t fataler, a, b string) {
	s, o := Sign(a), Sign(b)
	switch apart := s.Apart(o); {
	case apart != o.Apart(s) || bound(a, b) != bound(b, a):
		t.Fatalf("%q, %q: not symmetric", a, b)
	case apart > slowDamerauLevenshtein(a, b): // which is no more than OSA, nor OSA than Levenshtein's
		t.Fatalf("%q, %q: %d apart by signature, but by edits %d", a, b, apart, slowDamerauLevenshtein(a, b))
	case bound(a, b) < slowJaroWinkler(a, b) || bound(a, b) > 1:
		t.Fatalf("%q, %q: bound %v, but JaroWinkler %v", a, b, bound(a, b), slowJaroWinkler(a, b))
	}
}

// What the signature is for: most pairs of different surnames are ruled out by it.
func TestMostUnlikeNamesAreRuledOut(t *testing.T) {
	pairs, left := 0, 0
	for i, a := range surnames {
		for _, b := range surnames[:i] {
			pairs++
			if bound(a, b) >= 0.92 {
				left++
			}
		}
	}
	if left*10 > pairs {
		t.Errorf("%d of %d pairs would still be compared", left, pairs)
	}
}
