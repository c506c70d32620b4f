package report

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
)

// Text writes the page for a terminal or a file.
func Text(w io.Writer, p Page) error {
	out := bufio.NewWriter(w)
	t := printer{out}
	t.title("Linkage report: " + p.Title)
	t.line("%s", p.Task)
	if !p.Fit.Converged && p.Fit.Steps > 0 {
		t.line("\n*** %s ***", p.Fit)
	}
	t.table("", func(row func(...any)) {
		for _, f := range p.Figures() {
			row(f.Name, f.Value)
		}
	})
	if warnings := p.Warnings(); len(warnings) > 0 {
		t.section("Warnings")
		for _, w := range warnings {
			t.line("\n%s", w)
		}
	}
	t.read(p)
	t.parameters(p)
	t.blocking(p)
	t.pairs(p)
	t.people(p)
	if p.Truth != nil {
		t.scores(p, p.Truth)
	}
	t.line("\nMade by %s.", p.Program)
	return out.Flush()
}

// printer writes plain text.
type printer struct{ w io.Writer }

func (t printer) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

func (t printer) title(s string) { t.line("%s\n%s\n", s, strings.Repeat("=", len([]rune(s)))) }

func (t printer) section(s string) { t.line("\n%s\n%s", s, strings.Repeat("-", len([]rune(s)))) }

// table lines up the columns of the rows that fill gives it.
func (t printer) table(caption string, fill func(row func(...any))) {
	t.line("")
	if caption != "" {
		t.line("%s", caption)
	}
	columns := tabwriter.NewWriter(t.w, 0, 0, 2, ' ', 0)
	fill(func(cells ...any) {
		fmt.Fprint(columns, "  ")
		for i, c := range cells {
			if i > 0 {
				fmt.Fprint(columns, "\t")
			}
			fmt.Fprint(columns, c)
		}
		fmt.Fprintln(columns)
	})
	_ = columns.Flush() // to a buffer, whose error is seen at the end
}

func (t printer) read(p Page) {
	t.section("What was read")
	for _, f := range p.Files {
		t.table(fmt.Sprintf("%s: %s", f.Name, counted(f.Rows, "row")), func(row func(...any)) {
			for _, c := range f.Columns {
				row(c.Name, "-> "+c.Tells(), c.How)
			}
		})
	}
	t.section("Settings")
	t.table("", func(row func(...any)) {
		for _, s := range p.Settings {
			row(s.Name, s.Value)
		}
		row("model", p.Model)
	})
}

func (t printer) parameters(p Page) {
	t.section("Parameters and match weights")
	t.table("How common each class is among all pairs", func(row func(...any)) {
		row("one person", chance(p.Prior.Same), oneIn(p.Prior.Same))
		row("two people of one household", chance(p.Prior.Household), oneIn(p.Prior.Household))
		row("strangers", chance(p.Prior.Unrelated), "all others")
	})
	if !p.Homes() {
		t.line("\n%s", noHomes)
	}
	scale := p.weightScale()
	for _, c := range p.Comparisons {
		t.table("Comparison: "+c.Name, func(row func(...any)) {
			if !p.Homes() {
				row("level", "m", "u", "log2(m/u)", "match weight")
				for _, l := range c.Levels {
					row(l.Name, chance(l.M), chance(l.U), bits(l.Weight()), textBar(scale, l.Weight()))
				}
				return
			}
			row("level", "m", "h", "u", "log2(m/u)", "log2(h/u)", "match weight")
			for _, l := range c.Levels {
				row(l.Name, chance(l.M), chance(l.H), chance(l.U), bits(l.Weight()), bits(l.Home()), textBar(scale, l.Weight()))
			}
		})
		if c.Untold {
			t.line("  %s", untold)
		}
	}
	for _, says := range p.DependentSay() {
		t.line("\n%s", says)
	}
}

// textBar draws a weight to either side of an upright stroke, 30 letters for the whole scale; what goes on beyond it ends
// with a double arrow.
func textBar(s scale, w float64) string {
	const letters = 30
	if math.IsNaN(w) {
		w = 0
	}
	beyond := math.Abs(w) > mostBits
	w = min(max(w, s.from), s.to)
	each := (s.to - s.from) / letters
	left, n := int(math.Round(-s.from/each)), int(math.Round(math.Abs(w)/each))
	switch {
	case w < 0 && beyond:
		return "«" + strings.Repeat("<", max(left-1, 0)) + "|"
	case w < 0:
		return strings.Repeat(" ", max(left-n, 0)) + strings.Repeat("<", min(n, left)) + "|"
	case beyond:
		return strings.Repeat(" ", left) + "|" + strings.Repeat(">", n) + "»"
	}
	return strings.Repeat(" ", left) + "|" + strings.Repeat(">", n)
}

func (t printer) blocking(p Page) {
	t.section("Blocking")
	t.table(p.Brought(), func(row func(...any)) {
		row("rule", "keys shared", "pairs")
		for _, r := range p.Rules {
			row(r.Name, whole(int64(r.Keys)), whole(r.Pairs))
		}
	})
	if len(p.Capped) > 0 {
		t.table("Keys left out, because too many records share them", func(row func(...any)) {
			row("rule", "keys", "records that share the commonest")
			for _, c := range p.Capped {
				row(c.Rule, whole(int64(c.Keys)), whole(int64(c.Largest)))
			}
		})
	}
	t.line("\nEstimated share of all matches that these rules brought together: %s", percent(p.Reached))
}

func (t printer) pairs(p Page) {
	t.section("Pairs")
	t.line("\n%s", p.PairsSay())
	most := int64(1)
	for _, b := range p.Weights {
		most = max(most, b.Count)
	}
	t.table("Pairs by weight; the bars show powers of ten", func(row func(...any)) {
		for _, b := range p.Weights {
			bar := ""
			if b.Count > 0 {
				bar = strings.Repeat("#", 1+int(6*math.Log10(float64(b.Count))))
			}
			row(trimmed(decimals(b.From, 1)), whole(b.Count), bar)
		}
	})
	t.section("Convergence")
	t.line("\n%s.", upper(p.Fit.String()))
	if rises := p.Fit.Rises(); len(rises) > 0 {
		t.table("Log-likelihood in the last round", func(row func(...any)) {
			row("steps done", "bits", "rise")
			for _, r := range rises {
				row(r.Steps, r.Bits, r.Rise)
			}
		})
	}
}

func (t printer) people(p Page) {
	t.section("People and households")
	t.line("\n%s", strings.Join(p.PeopleSay(), "\n"))
	for _, of := range []struct {
		name  string
		sizes []Size
	}{{"people", p.People}, {"households", p.Households}} {
		t.table(upper(of.name)+" found, by how many records they have", func(row func(...any)) {
			row("records", of.name)
			for _, s := range bySize(of.sizes) {
				row(s.Records, whole(int64(s.Groups)))
			}
		})
	}
}

func (t printer) scores(p Page, truth *Truth) {
	t.section("Scores")
	t.line("\nThe truth is known of %s; pairs of them that are one person: %s. Recall is over all of these.", counted(truth.Known, "record"), whole(truth.Pairs))
	t.table("", func(row func(...any)) {
		row("", "precision", "recall", "F1")
		s := truth.Sure
		row(fmt.Sprintf("links, probability %g and more", p.Sure), mark(s.Precision), mark(s.Recall), mark(s.F1))
		if len(truth.Curve) > 0 {
			s = truth.Best.Score
			row(fmt.Sprintf("pairs at the best threshold, %s bits", decimals(truth.Best.Weight, 2)), mark(s.Precision), mark(s.Recall), mark(s.F1))
		}
		s = truth.Clusters
		row("pairs within the people found", mark(s.Precision), mark(s.Recall), mark(s.F1))
		s = truth.BCubed
		row("people found, B-cubed", mark(s.Precision), mark(s.Recall), mark(s.F1))
	})
	t.line("\nTrue people found whole and alone: %s of %s, %s", whole(truth.Exact.Hits), whole(truth.Exact.Of), range95(truth.Exact))
	t.line("Expected over true matches: %s", mark(truth.ExpectedOverTrue))
	for _, g := range truth.Groups {
		t.table("Error by "+g.By, func(row func(...any)) {
			row("group", "records", "precision (95 % interval)", "recall (95 % interval)")
			for _, s := range g.Scores {
				row(s.Group, whole(s.Records), range95(s.Precision), range95(s.Recall))
			}
		})
	}
}
