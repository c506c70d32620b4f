package match

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/linkage/text"
)

// texts that can be packed: up to eight bytes, none of them 0.
func drawPacked(t *rapid.T) (a, b string) {
	letter := rapid.SampledFrom([]byte("01289ab\x01\x7f\x80\xff"))
	a = string(rapid.SliceOfN(letter, 0, 8).Draw(t, "a"))
	if rapid.Bool().Draw(t, "unrelated") {
		return a, string(rapid.SliceOfN(letter, 0, 8).Draw(t, "b"))
	}
	other := []byte(a)
	for range rapid.IntRange(0, 2).Draw(t, "slips") {
		at := rapid.IntRange(0, len(other)).Draw(t, "at")
		before, after := other[:at], other[at:]
		switch kind := rapid.SampledFrom([]string{"put in", "leave out", "change", "turn"}).Draw(t, "kind"); {
		case kind == "put in" && len(other) < 8:
			other = slices.Concat(before, []byte{letter.Draw(t, "letter")}, after)
		case kind == "leave out" && len(after) > 0:
			other = slices.Concat(before, after[1:])
		case kind == "change" && len(after) > 0:
			other = slices.Concat(before, []byte{letter.Draw(t, "letter")}, after[1:])
		case kind == "turn" && len(after) > 1:
			other = slices.Concat(before, []byte{after[1], after[0]}, after[2:])
		}
	}
	return a, string(other)
}

func TestPackedWordsProperties(t *testing.T) {
	oftener(t, 100, func(t *rapid.T) {
		a, b := drawPacked(t)
		checkPacked(t, a, b)
	})
}

func FuzzPackedWords(f *testing.F) {
	for _, pair := range [][2]string{
		{"", ""},
		{"", "a"},
		{"ox11aa", "ox11ab"},
		{"ox11aa", "xo11aa"},
		{"ox11aa", "ox111aa"},
		{"19800502", "19800520"},
		{"19800502", "91800502"},
		{"ab", "ba"},
		{"abcdefgh", "bcdefgh"},
		{"abcdefgh", "abcdefg"},
		{"aab", "ab"},
		{"\xff\x80", "\x80\xff"},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) { checkPacked(t, a, b) })
}

// checkPacked checks the functions of packed words against what they say of the strings.
func checkPacked(t fataler, a, b string) {
	if len(a) > 8 {
		if pack(a) != 0 {
			t.Fatalf("%q is too long to be packed, and is %#x", a, pack(a))
		}
		return
	}
	if len(b) > 8 || hasZero(a) || hasZero(b) {
		return
	}
	x, y := pack(a), pack(b)
	if unpack(x) != a {
		t.Fatalf("%q is packed to %#x, which is %q", a, x, unpack(x))
	}
	if got, want := changed(x^y), lettersChanged(a, b); got != want {
		t.Fatalf("%q and %q: %d letters changed, want %d", a, b, got, want)
	}
	if got, want := turned(x, y), neighboursTurned(a, b); got != want {
		t.Fatalf("%q and %q: turned %v, want %v", a, b, got, want)
	}
	if got, want := slip(x, y), text.OneTypo(latin(a), latin(b)); got != want || got != slip(y, x) {
		t.Fatalf("%q and %q: a slip %v, the other way round %v, want %v", a, b, got, slip(y, x), want)
	}
}

func hasZero(s string) bool {
	for i := range len(s) {
		if s[i] == 0 {
			return true
		}
	}
	return false
}

func unpack(packed uint64) string {
	var out []byte
	for ; packed != 0; packed >>= 8 {
		out = append(out, byte(packed))
	}
	return string(out)
}

// latin is a text whose letters are the bytes of another, as OneTypo goes by letters. It changes nothing in ASCII.
func latin(s string) string {
	var letters []rune
	for i := range len(s) {
		letters = append(letters, rune(s[i]))
	}
	return string(letters)
}

// lettersChanged is at how many places two texts differ, those that one of them lacks included.
func lettersChanged(a, b string) (n int) {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			n++
		}
	}
	return n
}

// neighboursTurned tries all neighbours.
func neighboursTurned(a, b string) bool {
	for i := 1; i < len(a); i++ {
		letters := []byte(a)
		letters[i-1], letters[i] = letters[i], letters[i-1]
		if string(letters) == b && a != b {
			return true
		}
	}
	return false
}
