package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/report"
)

// brief is the outcome in a few lines.
func (o *linkOutcome) brief(out string) string {
	var b strings.Builder
	if fit := o.page.Fit; !fit.Converged && fit.Steps > 0 {
		fmt.Fprintf(&b, "*** %s ***\n\n", fit)
	}
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, f := range o.page.Figures() {
		fmt.Fprintf(table, "%s\t%s\n", f.Name, f.Value)
	}
	_ = table.Flush()
	if says := o.page.LeftOut(); says != "" {
		fmt.Fprintf(&b, "\n%s\n", says)
	}
	if warnings := append(o.page.Warnings(), o.page.DependentSay()...); len(warnings) > 0 {
		fmt.Fprintln(&b)
		for _, w := range warnings {
			fmt.Fprintf(&b, "Warning: %s\n", w)
		}
	}
	if t := o.page.Truth; t != nil {
		fmt.Fprintln(&b)
		table = tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "scores\tprecision\trecall\tF1")
		for _, row := range []struct {
			name  string
			score quality.Score
		}{{"pairwise at 0.95", t.Sure}, {"pairwise at best, " + bestAt(t), bestScore(t)}, {"clusters", t.Clusters}, {"B-cubed", t.BCubed}} {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", row.name, shownShare(row.score.Precision), shownShare(row.score.Recall), shownShare(row.score.F1))
		}
		_ = table.Flush()
	}
	if out == "" {
		fmt.Fprintln(&b, "\n--out DIR writes the pairs, clusters, households and the report.")
	} else {
		fmt.Fprintf(&b, "\n%s holds pairs.csv, clusters.csv, households.csv, report.html and report.txt.\n", out)
	}
	return b.String()
}

// bestScore is the best score over all thresholds: of nothing where no pair was found.
func bestScore(t *report.Truth) quality.Score {
	if len(t.Curve) == 0 {
		return t.Sure
	}
	return t.Best.Score
}

func bestAt(t *report.Truth) string {
	if len(t.Curve) == 0 {
		return "no pair"
	}
	return rounded(t.Best.Weight, 2) + " bits"
}

func shownShare(s quality.Share) string {
	if !s.Defined() {
		return "not defined"
	}
	return strconv.FormatFloat(float64(s), 'f', 4, 64)
}

// finite is x for JSON, which has no infinite numbers.
func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}
