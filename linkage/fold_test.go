package linkage

import (
	"testing"

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
		"SØREN ÆRØ":        "sorenaero",
		"ﬁona":             "fiona",
		"İpek":             "ipek",
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

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, Fold(once))
		}
		if once := FoldAddress(s); FoldAddress(once) != once {
			t.Fatalf("FoldAddress(%q) = %q, then %q", s, once, FoldAddress(once))
		}
	})
}

func TestFoldPostcode(t *testing.T) {
	for given, want := range map[string]string{"OX1 1AA": "ox11aa", " ox11aa ": "ox11aa", "OX1": "ox1", "": ""} {
		if got := FoldPostcode(given); got != want {
			t.Errorf("FoldPostcode(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestFoldAddress(t *testing.T) {
	for given, want := range map[string]string{
		"":                          "",
		"12 High St":                "12 high street",
		"12, High Street.":          "12 high street",
		"Flat 2, 14 High St.":       "flat 2 14 high street",
		"Apt 2 14 high street":      "flat 2 14 high street",
		"12 St Mary's Rd":           "12 st marys road",
		"12 Saint Marys Road":       "12 st marys road",
		"3 The Cres":                "3 the crescent",
		"1 Ash Ave":                 "1 ash avenue",
		"1 Ash Ln":                  "1 ash lane",
		"1 Ash Cl":                  "1 ash close",
		"1 Ash Dr":                  "1 ash drive",
		"1 Ash Gdns":                "1 ash gardens",
		"1 Ash Ct":                  "1 ash court",
		"1 Ash Pl":                  "1 ash place",
		"1 Ash Sq":                  "1 ash square",
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
