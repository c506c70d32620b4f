package main

import (
	"encoding/json"
	"math"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// thrive link --explain prints what each comparison adds and what it comes to, and says how a record is written where it
// cannot read one.
func TestLinkExplain(t *testing.T) {
	useDatabase(t, "sqlite:"+filepath.Join(t.TempDir(), "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	out := must(t, "link", "--explain", "council/C1", "housing/H1").out
	for _, want := range []string{"same household", "date of birth", "both the same", "total, bits", "probability", "weight ", "model "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, "-0.0") || strings.Contains(out, "+0.0") {
		t.Errorf("nothing has a sign in\n%s", out)
	}
	for _, pair := range [][]string{{"council/C1"}, {"council/C1", "nobody/H1"}, {"council/C1", "housing/"}, {"council", "housing/H1"}} {
		if r := thrive(t, append([]string{"link", "--explain"}, pair...)...); r.code != misused || !strings.Contains(r.err, "council/C1") {
			t.Errorf("%s: %d %s", pair, r.code, r.err)
		}
	}
	for says, pair := range map[string][2]string{
		"council/C1 is one":                   {"council/C1", "council/C1"},
		"no record housing/Soha/H999 is held": {"council/C1", "housing/Soha/H999"},
		"no record council/C999 is held":      {"council/C999", "housing/H1"},
	} {
		if r := thrive(t, "link", "--explain", pair[0], pair[1]); r.code != misused || !strings.Contains(r.err, says) || r.out != "" {
			t.Errorf("%v: %d %q %q, want %q", pair, r.code, r.err, r.out, says)
		}
	}
}

func TestLinkExplainAddsUp(t *testing.T) {
	useDatabase(t, "sqlite:"+filepath.Join(t.TempDir(), "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	type bits struct{ Same, Household, Unrelated float64 }
	var said struct {
		Weight                      float64
		Probabilities, Start, Total bits
		Steps                       []bits
	}
	if err := json.Unmarshal([]byte(must(t, "link", "--explain", "council/C1", "housing/H1", "--json").out), &said); err != nil {
		t.Fatal(err)
	}
	sum := said.Start
	for _, s := range said.Steps {
		sum = bits{sum.Same + s.Same, sum.Household + s.Household, sum.Unrelated + s.Unrelated}
	}
	p := said.Probabilities
	odds := sum.Same - math.Log2(math.Exp2(sum.Household)+math.Exp2(sum.Unrelated))
	if len(said.Steps) < 5 || sum != said.Total || math.Abs(p.Same+p.Household+p.Unrelated-1) > 1e-9 || math.Abs(said.Weight-odds) > 1e-6 {
		t.Errorf("%+v", said)
	}
}

// It says what the two are taken to be and by what, and tells the log whom it was about, and no more.
func TestLinkExplainSaysWhatTheyAre(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "hub.db")
	useDatabase(t, dsn)
	importFeeds(t, filepath.Join("testdata", "small"))
	apart := must(t, "link", "--explain", "council/C1", "housing/H2").out
	if !strings.Contains(apart, "they are not linked now") {
		t.Errorf("of two people it says\n%s", apart)
	}
	decideSame(t, dsn, linkage.Key{Partner: models.Council, Ref: "C1"}, linkage.Key{Partner: models.Housing, Ref: "H4"})
	must(t, "link")
	one := must(t, "link", "--explain", "housing/H4", "council/C1").out
	person := regexp.MustCompile(`they are one person now, (\S+)`).FindStringSubmatch(one)
	if person == nil || !strings.Contains(one, "council/C1 by a decision of people") || !strings.Contains(one, "people decided of the two: one person") {
		t.Fatalf("of one person it says\n%s", one)
	}
	for _, line := range strings.Split(must(t, "audit", "export").out, "\n") {
		if strings.Contains(line, "link --explain") && strings.Contains(line, person[1]) {
			for _, want := range []string{`\"kind\":\"consultation\"`, `\"subject\":\"operator:`, `[\"links\"]`, `\"waiting\":false`} {
				if !strings.Contains(line, want) {
					t.Errorf("the entry has no %s: %s", want, line)
				}
			}
			return
		}
	}
	t.Error("the log does not tell of it")
}
