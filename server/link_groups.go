package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/store"
)

// print writes an evaluation as tables.
func (e evaluation) print(w io.Writer) error {
	fmt.Fprintf(w, "%s with a known truth; expected over true matches %s\n\n", counted(e.Records, "record"), share(e.ExpectedOverTrue))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tprecision\trecall\tF1")
	type row struct {
		name  string
		score quality.Score
	}
	rows := []row{
		{"pairs of probability 0.95 and more", e.Pairwise},
		{"people, pairs", e.People},
		{"people, B-cubed", e.PeopleBCubed},
	}
	if e.Families.F1.Defined() { // else the truth says nothing of them
		rows = append(rows, row{"families, pairs", e.Families}, row{"families, B-cubed", e.FamiliesBCubed})
	}
	for _, row := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", row.name, share(row.score.Precision), share(row.score.Recall), share(row.score.F1))
	}
	for _, name := range slices.Sorted(maps.Keys(e.Groups)) {
		fmt.Fprintf(t, "\n%s\tprecision\t95 %% interval\trecall\t95 %% interval\trecords\n", name)
		for _, g := range e.Groups[name] {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%d\n", g.Group, share(g.Precision.Share()), interval(g.Precision), share(g.Recall.Share()), interval(g.Recall), g.Records)
		}
	}
	return t.Flush()
}

// share is a share to four places, "–" where there is none.
func share(s quality.Share) string {
	if math.IsNaN(float64(s)) {
		return "–"
	}
	return fmt.Sprintf("%.4f", float64(s))
}

func interval(r quality.Rate) string {
	low, high := r.Interval()
	return share(low) + " to " + share(high)
}

// groupings are the groups among which error may be unequal: a name's length and rarity stand in for where it is from, which
// nobody records.
func groupings(records []store.Linked) map[string][]string {
	surnames := map[string]int{}
	for _, r := range records {
		surnames[strings.ToLower(r.Surname)]++
	}
	out := map[string][]string{}
	for _, r := range records {
		out["sex"] = append(out["sex"], label(strings.ToUpper(r.Sex)))
		out["born"] = append(out["born"], decade(string(r.DateOfBirth)))
		out["surname length"] = append(out["surname length"], lengthBand(len([]rune(r.Surname))))
		out["surname rarity"] = append(out["surname rarity"], rarityBand(float64(surnames[strings.ToLower(r.Surname)])/float64(len(records))))
		out["blank fields"] = append(out["blank fields"], fmt.Sprint(blanks(r.Record)))
		out["partner"] = append(out["partner"], string(r.Partner))
	}
	return out
}

func label(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}

func decade(day string) string {
	if len(day) < 4 {
		return "not known"
	}
	return day[:3] + "0s"
}

func lengthBand(letters int) string {
	switch {
	case letters == 0:
		return "blank"
	case letters <= 4:
		return "1 to 4"
	case letters <= 8:
		return "5 to 8"
	}
	return "9 and more"
}

func rarityBand(share float64) string {
	switch {
	case share >= 0.005:
		return "common: 1 in 200 or more"
	case share >= 0.0005:
		return "less common"
	}
	return "rare: under 1 in 2,000"
}

// blanks is how many of the things that identify somebody the record lacks.
func blanks(r linkage.Record) (n int) {
	for _, value := range []string{r.Forename, r.Surname, string(r.DateOfBirth), r.Sex, r.AddressLine1, r.Postcode} {
		if value == "" {
			n++
		}
	}
	return min(n, 3)
}
