package report

import (
	"math"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage/quality"
)

// Each thing that a reader should know is said where it holds, in the text and on the page, and nowhere else.
func TestWarnings(t *testing.T) {
	good := sample()
	good.Capped, good.Expected, good.Links, good.Dependent, good.Reached = nil, 100, 90, nil, 0.9
	if says := good.Warnings(); len(says) > 0 {
		t.Fatalf("of a good run it says %q", says)
	}
	for _, got := range []string{text(t, good), html(t, good)} {
		if strings.Contains(got, "Warnings") {
			t.Error("a good run has a heading for warnings")
		}
	}
	for name, c := range map[string]struct {
		change func(*Page)
		want   string
	}{
		"little to learn":    {func(p *Page) { p.Expected, p.Links = 9.9, 9 }, "too little to learn from: by their probabilities all pairs hold 10 matches"},
		"one to learn":       {func(p *Page) { p.Expected, p.Links = 1, 1 }, "all pairs hold 1 match."},
		"blocking":           {func(p *Page) { p.Reached = 0.8999 }, "reached only 89.99 % of the matches"},
		"far from the links": {func(p *Page) { p.Links = 50 }, "hold 100 matches, and 50 links were found"},
		"one link":           {func(p *Page) { p.Links = 1 }, "hold 100 matches, and 1 link was found"},
		"what was read":      {func(p *Page) { p.Remarks = []string{"most dates could not be read"} }, "most dates could not be read"},
	} {
		p := good
		c.change(&p)
		if says := p.Warnings(); len(says) != 1 || !strings.Contains(says[0], c.want) {
			t.Errorf("%s: it says %q, want %q", name, says, c.want)
		}
		if got := text(t, p); !strings.Contains(got, c.want) || !strings.Contains(got, "Warnings") {
			t.Errorf("%s: the text does not say %q", name, c.want)
		}
		if got := html(t, p); !strings.Contains(got, `<h2 id="warnings">`) {
			t.Errorf("%s: the page has no warning", name)
		}
	}
	if says := good.LeftOut(); says != "" {
		t.Errorf("nothing was left out, and it says %q", says)
	}
	capped := good
	capped.Capped = []Cap{{"dob", 3, 2301}, {"town", 2, 5000}, {"surname", 1, 40}}
	if says := capped.LeftOut(); !strings.Contains(says, `share them: 6; 5,000 share the commonest, of rule "town".`) || len(capped.Warnings()) > 0 {
		t.Errorf("of keys left out it says %q and warns of %q", says, capped.Warnings())
	}
	for name, change := range map[string]func(*Page){
		"a model given":          func(p *Page) { p.Fit, p.Expected, p.Links = Fit{}, 5, 5 },
		"a recall not known":     func(p *Page) { p.Reached = quality.Share(math.NaN()) },
		"links of half at least": func(p *Page) { p.Links = 51 },
	} {
		p := good
		change(&p)
		if says := p.Warnings(); len(says) > 0 {
			t.Errorf("%s: it says %q", name, says)
		}
	}
}
