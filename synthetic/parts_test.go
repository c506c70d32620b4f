package synthetic

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"thrivingfamilies.example/hub/models"
)

func TestPermutationIsOneToOne(t *testing.T) {
	for _, n := range []uint64{1, 2, 3, 10, 4096, 50_001} {
		p, seen := newPermutation(n, 7, "test"), map[uint64]bool{}
		for i := range n {
			seen[p.of(i)] = true
		}
		if uint64(len(seen)) != n {
			t.Errorf("%d values of %d", len(seen), n)
		}
	}
}

func TestLastTerms(t *testing.T) {
	for on, want := range map[models.Date][]string{
		"2012-12-31": {"2012/13-autumn 2012-09-01", "2011/12-summer 2012-04-09", "2011/12-spring 2012-01-01"},
		"2013-01-01": {"2012/13-spring 2013-01-01", "2012/13-autumn 2012-09-01", "2011/12-summer 2012-04-09"},
		"2013-03-31": {"2012/13-spring 2013-01-01", "2012/13-autumn 2012-09-01", "2011/12-summer 2012-04-09"},
		"2013-04-01": {"2012/13-summer 2013-04-01", "2012/13-spring 2013-01-01", "2012/13-autumn 2012-09-01"},
		"2014-08-31": {"2013/14-summer 2014-04-21", "2013/14-spring 2014-01-01", "2013/14-autumn 2013-09-01"},
	} {
		for i, term := range lastTerms(dayOf(on), 3) {
			if got := term.name + " " + term.first.String(); got != want[i] {
				t.Errorf("on %s: %s, not %s", on, got, want[i])
			}
		}
	}
}

// A typo is one slip: the text stays valid, and its length changes by one letter at most.
func TestTypo(t *testing.T) {
	c, changed := corrupter{rate: 1, rng: rand.New(rand.NewPCG(1, 1))}, 0
	for _, s := range []string{"Łukasz", "Zoë", "O'Brien", "Ng", "OX1 1AA", "12 Mill Lane", "X", ""} {
		for range 200 {
			got := c.typo(s)
			if n := utf8.RuneCountInString(got) - utf8.RuneCountInString(s); !utf8.ValidString(got) || n < -1 || n > 1 {
				t.Errorf("%q became %q", s, got)
			}
			if got != s {
				changed++
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d changed", changed)
	}
}

func TestWrongBirthdaysAreStillDays(t *testing.T) {
	c := corrupter{rate: 1, rng: rand.New(rand.NewPCG(1, 1))}
	for _, s := range []string{"2004-02-29", "1979-12-31", "2001-01-01", "1990-03-04"} {
		for range 200 {
			if got := c.birthday(s); got != "" {
				if _, err := models.ParseDate(got); err != nil {
					t.Errorf("%s became %s", s, got)
				}
			}
		}
	}
}

func TestEncode(t *testing.T) {
	want := "a,\"b,\"\"c\"\"\",,é\n"
	if got := string(encode(nil, []string{"a", `b,"c"`, "", "é"})); got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
