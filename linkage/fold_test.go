package linkage

import "testing"

// How text is folded is tested where it is done, in package text.
func TestFold(t *testing.T) {
	for what, c := range map[string]struct {
		fold        func(string) string
		given, want string
	}{
		"a name":             {Fold, "O'Brien-Łoś", "obrienlos"},
		"an address":         {FoldAddress, "Flat 2, 14 High St.", "flat 2 14 high street"},
		"a postcode":         {FoldPostcode, "OX1 1AA", "ox11aa"},
		"a postcode, spaced": {FoldPostcode, " ox11aa ", "ox11aa"},
		"half a postcode":    {FoldPostcode, "OX1", "ox1"},
		"no postcode":        {FoldPostcode, "", ""},
	} {
		if got := c.fold(c.given); got != c.want {
			t.Errorf("%s: %q is folded to %q, want %q", what, c.given, got, c.want)
		}
	}
}
