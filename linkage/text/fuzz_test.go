package text

import (
	"strings"
	"testing"
)

// Pairs that the fuzzers start from: the published examples, and what has made such functions stumble.
var seeds = [][2]string{
	{"", ""},
	{"", "a"},
	{"MARTHA", "MARHTA"},
	{"DIXON", "DICKSONX"},
	{"ca", "abc"},
	{"kitten", "sitting"},
	{"abcd", "badc"},
	{"żółć", "żółw"},
	{"\xff\xfe", "\xfea"},
	{"a\u0301", "á"},
	{"\uFFFD", "\xff"},
	{strings.Repeat("ab", 40), strings.Repeat("ba", 40)},
	{"aaaaaaaa", "aaaa"},
	{"smith", "schmidt"},
	{"界界", "界"},
}

func fuzzPairs(f *testing.F, check func(t fataler, a, b string)) {
	for _, pair := range seeds {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 250 {
			t.Skip("the slow functions would take too long")
		}
		check(t, a, b)
	})
}

func FuzzJaroWinkler(f *testing.F) { fuzzPairs(f, checkJaro) }

func FuzzDistance(f *testing.F) {
	fuzzPairs(f, func(t fataler, a, b string) {
		if len(a)+len(b) <= 60 { // the slowest of the slow
			checkDistances(t, a, b)
		}
	})
}

func FuzzSignature(f *testing.F) {
	fuzzPairs(f, func(t fataler, a, b string) {
		if len(a)+len(b) <= 60 {
			checkSignature(t, a, b)
		}
	})
}

func FuzzMetaphone(f *testing.F) {
	for _, name := range []string{
		"", "Smith", "Schmidt", "Filipowicz", "Mac Gregor", "San Jacinto", "van gelder", "Breaux", "hwaw", "Ça ñ", "ǅ", "\xff", "gh",
		"cc", "bacchus", "McLaughlin", "Rogier", "Mazurkiewicz", "tth", "sch", "illo", "Jose ", "K", "ſ",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { checkMetaphone(t, name) })
}
