package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/linkage/quality"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a page with everything in it.
func sample() Page {
	truth := quality.Truth{Person: []int32{0, 0, 1, 1, 2, 2, 3, 3}}
	found := []quality.Pair{
		{A: 0, B: 1, Weight: 12, Probability: 0.9998},
		{A: 2, B: 3, Weight: 9, Probability: 0.998},
		{A: 4, B: 5, Weight: 5, Probability: 0.97},
		{A: 1, B: 2, Weight: 4.5, Probability: 0.958},
		{A: 3, B: 4, Weight: 1, Probability: 0.67},
		{A: 6, B: 7, Weight: -2, Probability: 0.2},
	}
	clusters := []int32{0, 0, 1, 1, 2, 2, 3, 4}
	curve := quality.Curve(found, truth)
	best, _ := quality.Best(curve)
	return Page{
		Title: "left.csv with <right>.csv", Task: "Links across the files; no file holds anybody twice.", Program: "thrive 1.0", Model: "a1b2c3d4e5f6",
		Files: []File{{Name: "left.csv", Rows: 4, Columns: []Column{
			{"first_name", "given", true, "guessed", ""},
			{"cluster", "truth", true, "named", ""},
			{"notes", "not used: says what other columns say", false, "guessed", ""},
			{"born", "dob", true, "guessed", "1 of 4 dates could not be read, such as line 3"},
		}}},
		Settings: []Setting{{"seed", "1"}, {"link from probability", "0.95"}},
		Comparisons: []Comparison{
			{"name", []Level{{"both the same", 0.8, 0.001, 1e-6}, {"surname the same", 0.05, 0.6, 0.0004}, {"different", 0.15, 0.399, 0.9995}}, false},
			{"email", []Level{{"same", 0.9, 0.1, 1e-9}, {"different", 0.1, 0.9, 1}, {"never seen", 0, 0, 0}}, true},
		},
		Prior: Prior{0.0001, 0.0003, 0.9996}, Dependent: []Dependence{{"name", "email", 4.81}},
		Records: 3000, Possible: 4498500,
		Rules: []Rule{{"given, surname", 120, 4000}, {"dob", 90, 1234567}}, Capped: []Cap{{"dob", 3, 2301}},
		Candidates: 1236001, Reached: 0.981, Sure: 0.95, Links: 4, Doubtful: 1, Expected: 4.8, Unlinkable: 1,
		Weights: []Bin{{-3, 700}, {-2, 41}, {-1, 0}, {0, 3}, {1, 1}, {2, 0}, {3, 2}, {4, 1}, {5, 12}, {6, 0}, {7, 0}, {8, 3}, {9, 20}},
		Fit:     Fit{14, true, []float64{-9000, -4000, -2500, -2100, -2040, -2035, -2034.6}},
		Joining: Joining{-4, 1.5}, Weak: 1,
		People: []Size{{1, 2}, {2, 3}}, Households: []Size{{1, 1}, {3, 1}, {4, 1}},
		Truth: &Truth{
			Known: 8, Pairs: 4, Sure: quality.Pairwise(found, truth), Best: best, Clusters: quality.Clusters(clusters, truth),
			BCubed: quality.BCubed(clusters, truth), Exact: quality.Exact(clusters, truth), ExpectedOverTrue: 1.2, Curve: curve,
			Groups: []Groups{{"sex", quality.ByGroup(found, truth, strings.Split("FFMMFFMM", ""))}},
		},
	}
}

func html(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, p); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.String())
	return b.String()
}

func text(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wellFormed reads a page as strict XML, and holds it to what makes it readable for everybody.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(page))
	decoder.Strict = true
	ids, links := map[string]bool{}, []string{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range start.Attr {
			attributes[a.Name.Local] = a.Value
		}
		switch name := start.Name.Local; {
		case name == "th" && attributes["scope"] == "":
			t.Error("a heading of a table without scope")
		case name == "svg" && attributes["role"] != "img" && attributes["aria-hidden"] != "true":
			t.Error("a drawing that is neither named nor hidden")
		case name == "svg" && attributes["role"] == "img":
			for _, id := range []string{"-title", "-says"} {
				if named := attributes["aria-labelledby"]; !strings.Contains(named+" ", id+" ") {
					t.Errorf("a drawing is named by %q, which has no %s", named, id)
				}
			}
			links = append(links, strings.Fields(attributes["aria-labelledby"])...)
		case name == "script", name == "link", name == "img", attributes["src"] != "":
			t.Errorf("<%s> needs more than the page", name)
		}
		if id := attributes["id"]; id != "" {
			if ids[id] {
				t.Errorf("two elements are called %s", id)
			}
			ids[id] = true
		}
		if to, ok := strings.CutPrefix(attributes["href"], "#"); ok {
			links = append(links, to)
		} else if attributes["href"] != "" {
			t.Errorf("a link out of the page: %s", attributes["href"])
		}
	}
	for _, to := range links {
		if !ids[to] {
			t.Errorf("nothing is called %s", to)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!", "ZgotmplZ", "&lt;no value"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page says %s", bad)
		}
	}
	if tables, captions := strings.Count(page, "<table"), strings.Count(page, "<caption>"); tables != captions {
		t.Errorf("%d tables, %d captions", tables, captions)
	}
}

func TestGolden(t *testing.T) {
	for name, got := range map[string]string{"report.txt": text(t, sample()), "report.html": html(t, sample())} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestPages(t *testing.T) {
	poor := Page{Title: "a.csv", Reached: quality.Share(math.NaN()), Sure: 0.95, Fit: Fit{Steps: 1, Converged: true}}
	loose := sample()
	loose.Fit.Converged = false
	given := poor
	given.Fit = Fit{}
	nobody := poor
	nobody.Truth = &Truth{Sure: quality.Pairwise(nil, quality.Truth{}), ExpectedOverTrue: quality.Share(math.NaN())}
	none := poor
	none.Fit.Likelihood = nil
	flat := poor
	flat.Weights, flat.Fit.Likelihood = []Bin{{4, 1}}, []float64{-3, -3}
	for name, c := range map[string]struct {
		page      Page
		says, not string
	}{
		"nothing found":       {poor, "not defined", "DID NOT"},
		"not converged":       {loose, "THE ESTIMATION DID NOT CONVERGE", ""},
		"nothing learnt":      {given, "the model was given", "DID NOT"},
		"truth of nobody":     {nobody, "not defined", "best threshold"},
		"pairs":               {loose, "1,236,001 different pairs were brought together, of 4,498,500 possible ones; counted under each rule that finds them they are 1,238,567", ""},
		"the last round":      {loose, "Log-likelihood in the last round", "after each step"},
		"no round":            {none, "converged after 1 step", "Log-likelihood"},
		"one weight, no rise": {flat, "converged after 1 step", "DID NOT"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, got := range []string{html(t, c.page), text(t, c.page)} {
				if !strings.Contains(strings.ToLower(got), strings.ToLower(c.says)) {
					t.Errorf("does not say %q", c.says)
				}
				if c.not != "" && strings.Contains(got, c.not) {
					t.Errorf("says %q", c.not)
				}
			}
		})
	}
}

// What was measured before a step is what the steps before it reached: nothing is known of what the last one gained.
func TestRises(t *testing.T) {
	got := Fit{Likelihood: []float64{-9000, -4000.25, -4000.25}}.Rises()
	want := []Rise{{0, "-9,000.000", ""}, {1, "-4,000.250", "4,999.750"}, {2, "-4,000.250", "0.000"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A chart has the colours that most people can tell apart, and every table can be moved to and fro where it is wide.
func TestChartsAndTables(t *testing.T) {
	page := html(t, sample())
	_, drawn, _ := strings.Cut(page, "<body>")
	for _, colour := range regexp.MustCompile(`#[0-9A-Fa-f]{6}`).FindAllString(drawn, -1) {
		if !slices.Contains([]string{blue, orange, turquoise, plum, "#dededa", "#0b0c0c"}, colour) {
			t.Errorf("something is %s", colour)
		}
	}
	if tables, wrapped := strings.Count(page, "<table"), strings.Count(page, `<div class="scroll" tabindex="0"><table`); tables != wrapped || tables < 10 {
		t.Errorf("%d of %d tables are in a box that scrolls", wrapped, tables)
	}
	if strings.Contains(drawn, "−0.00") || strings.Contains(drawn, "-0.0") {
		t.Error("nought has a sign")
	}
}

// What is more than a bar can show has an arrow where the bar ends, and its number is not cut.
func TestLongBars(t *testing.T) {
	p := sample()
	p.Comparisons = []Comparison{{Name: "nhs_number", Levels: []Level{
		{"same", 0.9, 0.1, 1e-9}, {"half", 0.1, 0.1, 1e-6}, {"never so of one person", 0, 0.5, 0.5}, {"far", 1e-9, 0.3, 0.9}, {"not seen", 0, 0, 0},
	}}}
	rows := p.weightBars()[0].Rows
	for i, want := range []struct {
		beyond, left bool
		label        string
	}{{true, false, "+29.75"}, {false, false, "+16.61"}, {true, true, "never"}, {true, true, "−29.75"}, {false, false, "never seen"}} {
		if b := rows[i].Bars[0]; b.Beyond != want.beyond || b.Left != want.left || b.Label != want.label {
			t.Errorf("%s: %+v, want %+v", rows[i].Name, b, want)
		}
	}
	if last := rows[4].Bars[0]; last.Width != "0%" || rows[0].Bars[0].End != "82%" || rows[2].Bars[0].End != "17%" {
		t.Errorf("bars end at %s and %s; what was never seen is %s wide", rows[0].Bars[0].End, rows[2].Bars[0].End, last.Width)
	}
	if page := html(t, p); strings.Count(page, `<path d="M1 -8`) != 2 || !strings.Contains(page, "Comparison: nhs_number") || strings.Contains(page, "Nhs") {
		t.Error("an arrow is missing, or the comparison is called otherwise")
	}
	if got := text(t, p); !strings.Contains(got, "»") || !strings.Contains(got, "«") {
		t.Errorf("the text has no arrows:\n%s", got)
	}
}

// The bars of a histogram stand on nought, and grow.
func TestHistogram(t *testing.T) {
	h := Page{Sure: 0.95, Weights: []Bin{{-1, 1}, {0, 0}, {1, 10}, {5, 999}}}.histogram()
	var heights []string
	for _, c := range h.Columns {
		heights = append(heights, c.Height)
	}
	if got := strings.Join(heights, " "); got != "22.1 76.4 220" {
		t.Errorf("heights are %s", got)
	}
	if h.YTicks[0].Label != "0" || h.YTicks[0].At != "220" || h.Columns[1].Fill != turquoise || h.Columns[2].Fill != blue {
		t.Errorf("%+v", h)
	}
}

func TestBySize(t *testing.T) {
	got := bySize([]Size{{1, 5}, {2, 1}, {10, 2}, {11, 3}, {20, 4}, {21, 1}, {100, 1}, {101, 1}, {5000, 2}})
	want := []sized{{"1", 5}, {"2", 1}, {"10", 2}, {"11 to 20", 7}, {"21 to 50", 1}, {"51 to 100", 1}, {"101 and more", 3}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestPlainWords(t *testing.T) {
	p := sample()
	p.Joining, p.Links, p.Doubtful, p.Unlinkable, p.Expected, p.Weak = Joining{-4, 1.5}, 1, 1, 1, 1.2, 1
	p.Files[0].Rows, p.Truth.Known, p.Truth.Pairs = 1, 1, 1
	for _, got := range []string{html(t, p), text(t, p)} {
		for _, want := range []string{"a probability of about 0.059", "1.5 more for each doubling", "themselves likelier two people: 1", "1 match.", "1 (0.03 %)", "left.csv: 1 row"} {
			if !strings.Contains(got, want) {
				t.Errorf("does not say %q", want)
			}
		}
		for _, bad := range []string{"1 records", "1 pairs", "1 are", "1 rows", "1 matches"} {
			if strings.Contains(got, bad) {
				t.Errorf("says %q", bad)
			}
		}
	}
}

func TestEscapes(t *testing.T) {
	p := sample()
	p.Title = `"><script>alert(1)</script>`
	p.Files[0].Columns[0].Name = `<b onclick='x'>`
	p.Comparisons[0].Name = `</style><i>`
	for _, bad := range []string{"<script", "<b ", "<i>"} {
		if strings.Contains(html(t, p), bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		whole(0): "0", whole(-1234): "-1,234", whole(303961): "303,961", whole(1000000): "1,000,000",
		about(4.8): "5", about(1e20): "1e+20", percent(0.98765): "98.77 %", mark(1): "1.0000",
		chance(0.5): "0.5000", chance(0.00001234): "1.2e-05", oneIn(0): "none", oneIn(0.0001): "1 in 10,000",
		bits(3): "+3.00", bits(math.Inf(-1)): "never", bits(math.Inf(1)): "always", bits(math.NaN()): "",
		decimals(-0.004, 2): "0.00", decimals(-0.04, 1): "0.0", decimals(-1.25, 1): "-1.2", decimals(10, 0): "10", decimals(0, 0): "0",
		grouped(-1234567.8): "-1,234,567.800", grouped(-0.0001): "0.000", grouped(999): "999.000",
		number(-2500000): "−2.5 million", number(-12000): "−12,000", number(0.05): "0.05", px(-0.04): "0", px(12.5): "12.5",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		from, to float64
		want     string
	}{
		{0, 1, "0 0.2 0.4 0.6 0.8 1"},
		{-12, 24, "−10 −5 0 5 10 15 20"},
		{-3, 10, "−2 0 2 4 6 8 10"},
		{4, 4, "4"},
	} {
		var labels []string
		for _, tick := range (scale{c.from, c.to, 0, 100}).ticks(pc) {
			labels = append(labels, tick.Label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%g to %g: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}
