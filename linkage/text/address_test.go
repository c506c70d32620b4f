package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFoldAddress(t *testing.T) {
	for given, want := range map[string]string{
		"":                          "",
		" , ,":                      "",
		"12 High St":                "12 high street",
		"12, High Street.":          "12 high street",
		"Flat 2, 14 High St.":       "flat 2 14 high street",
		"Apt 2 14 high street":      "flat 2 14 high street",
		"Apartment 2, Ash Court":    "flat 2 ash court",
		"12 St Mary's Rd":           "12 st marys road",
		"12 Saint Marys Road":       "12 st marys road",
		"Unit 12 St":                "unit 12 st", // of which saint is not known
		"3 The Cres":                "3 the crescent",
		"3 The Cr":                  "3 the crescent",
		"1 Ash Av":                  "1 ash avenue",
		"1 Ash Ave":                 "1 ash avenue",
		"1 Ash Ln":                  "1 ash lane",
		"1 Ash Cl":                  "1 ash close",
		"1 Ash Dr":                  "1 ash drive",
		"1 Ash Gdn":                 "1 ash gardens",
		"1 Ash Gdns":                "1 ash gardens",
		"1 Ash Ct":                  "1 ash court",
		"1 Ash Pl":                  "1 ash place",
		"1 Ash Sq":                  "1 ash square",
		"1 Ash Ter":                 "1 ash terrace",
		"1 Ash Terr":                "1 ash terrace",
		"14a–16 Église Road":        "14a 16 eglise road",
		"12 High St, Oxford, OX1":   "12 high street oxford ox1",
		"Rose Cottage , Mill  Lane": "rose cottage mill lane",
	} {
		if got := FoldAddress(given); got != want {
			t.Errorf("FoldAddress(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestFoldAddressProperties(t *testing.T) {
	word := rapid.OneOf(
		rapid.String(), rapid.SampledFrom([]string{"12", "14a", "St", "saint", "Rd", "High", "flat", ",", ", ", "O'", "é"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkAddress(t, strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "words"), " "))
	})
}

func FuzzFoldAddress(f *testing.F) {
	for _, s := range []string{"", "12 High St", "Flat 2, 14 St Mary's Rd", "High, St", "Ash Saint", "ﷺ st", "\xff,\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkAddress(t, s) })
}

// checkAddress checks everything that is said of FoldAddress on one line. Of bytes that are no UTF-8, see checkFold.
func checkAddress(t fataler, s string) {
	s = strings.ToValidUTF8(s, "\uFFFD")
	folded := FoldAddress(s)
	words := strings.Fields(folded)
	if strings.Join(words, " ") != folded {
		t.Fatalf("FoldAddress(%q) = %q: not words with one space between", s, folded)
	}
	for _, w := range words {
		if Fold(w) != w {
			t.Fatalf("FoldAddress(%q) = %q: %q is not folded", s, folded, w)
		}
		if _, ok := roads[w]; ok {
			t.Fatalf("FoldAddress(%q) = %q: %q is not in full", s, folded, w)
		}
	}
	// Once the commas are gone, a lone "st" at the end may be read again, as a street. Nothing else is.
	if again := FoldAddress(folded); again != folded &&
		(!slices.Contains(words, "st") || again != strings.TrimSuffix(folded, "st")+"street") {
		t.Fatalf("FoldAddress(%q) = %q, then %q", s, folded, again)
	}
}
