package main

import (
	"cmp"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/report"
)

// linkOutcome is what came of a run, and the report of it.
type linkOutcome struct {
	people *peopleFiles
	result *match.Result
	page   report.Page
}

// mostPoints of a curve are drawn.
const mostPoints = 200

// outcome makes the report of a run.
func (l *linkFileCommand) outcome(people *peopleFiles, settings match.Settings, result *match.Result) *linkOutcome {
	r, m := &result.Report, result.Model
	page := report.Page{
		Program: "thrive " + programVersion(), Model: m.Version,
		Prior: report.Prior(m.Prior), Records: r.Records, Possible: people.possible(l.across()), Candidates: r.Candidates,
		Reached: quality.Share(r.BlockingRecall), Sure: settings.Sure, Expected: r.Expected, Unlinkable: r.Unlinkable,
		Fit:    report.Fit{Steps: r.Fit.Steps, Converged: r.Fit.Converged, Likelihood: r.Fit.Likelihood},
		People: groupSizes(result.Clusters), Households: groupSizes(result.Households), Settings: settingsList(settings, m),
		Remarks: people.remarks,
		Joining: report.Joining{Floor: settings.Cluster.Of(m).Floor, Rise: settings.Cluster.Rise},
	}
	page.Title, page.Task = l.task(people)
	for _, f := range people.files {
		page.Files = append(page.Files, f.page())
	}
	for _, c := range m.Comparisons {
		comparison := report.Comparison{Name: c.Name, Untold: c.Untold}
		for _, level := range c.Levels {
			comparison.Levels = append(comparison.Levels, report.Level{Name: level.Name, M: level.Same, H: level.Household, U: level.Unrelated})
		}
		page.Comparisons = append(page.Comparisons, comparison)
	}
	for _, d := range r.Fit.Dependent {
		page.Dependent = append(page.Dependent, report.Dependence{A: d.A, B: d.B, Bits: d.Bits})
	}
	for _, b := range r.Blocks {
		page.Rules = append(page.Rules, report.Rule{Name: b.Rule, Keys: b.Keys, Pairs: b.Pairs})
	}
	page.Capped = capsByRule(r.Capped)
	for _, b := range r.Histogram {
		page.Weights = append(page.Weights, report.Bin{From: b.From, Count: b.Count})
	}
	for _, p := range result.Pairs {
		if p.Same < 0.5 && result.Clusters[p.A] == result.Clusters[p.B] {
			page.Weak++
		}
		switch same := float64(p.Same); {
		case same >= settings.Sure:
			page.Links++
		case same >= 0.5:
			page.Doubtful++
		}
	}
	if people.truth != nil {
		page.Truth = people.scores(result)
	}
	return &linkOutcome{people: people, result: result, page: page}
}

// task is what was linked, and how.
func (l *linkFileCommand) task(people *peopleFiles) (title, task string) {
	names := make([]string, len(people.files))
	for i, f := range people.files {
		names[i] = f.name
	}
	switch {
	case len(names) == 1:
		return names[0], "Duplicates within one file."
	case l.Dedupe:
		return strings.Join(names, " with "), "Links across the files, and duplicates within each."
	}
	return strings.Join(names, " with "), "Links across the files; each file is taken to hold a person once."
}

// possible is how many pairs of rows there are to compare.
func (p *peopleFiles) possible(across bool) float64 {
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	all := pairs(len(p.ids))
	if across {
		for _, f := range p.files {
			all -= pairs(f.rowCount)
		}
	}
	return all
}

// page is the file's part of the report.
func (f *filePlan) page() report.File {
	out := report.File{Name: f.name, Rows: f.rowCount}
	for i, u := range f.shown() {
		c := report.Column{Name: shownHead(f.heads[i]), Use: u.says(), Used: u.used(), How: u.how(), Note: u.note}
		out.Columns = append(out.Columns, c)
	}
	return out
}

// groupSizes counts groups by their size; group has that of each row.
func groupSizes(group []uint32) []report.Size {
	sizes, counts := map[uint32]int{}, map[int]int{}
	for _, g := range group {
		sizes[g]++
	}
	for _, n := range sizes {
		counts[n]++
	}
	var out []report.Size
	for _, n := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, report.Size{Records: n, Groups: counts[n]})
	}
	return out
}

// capsByRule sums up what was left out of blocking.
func capsByRule(caps []match.Cap) []report.Cap {
	byRule := map[string]*report.Cap{}
	for _, c := range caps {
		of := byRule[c.Rule]
		if of == nil {
			of = &report.Cap{Rule: c.Rule}
			byRule[c.Rule] = of
		}
		of.Keys++
		of.Largest = max(of.Largest, c.Records)
	}
	out := make([]report.Cap, 0, len(byRule))
	for _, rule := range slices.Sorted(maps.Keys(byRule)) {
		out = append(out, *byRule[rule])
	}
	return out
}

// settingsList is the settings as their file has them, but for the blocking rules, which have a table of their own, and
// what the hub alone uses. The floor is that of the run.
func settingsList(settings match.Settings, m *match.Model) []report.Setting {
	var list []report.Setting
	var walk func(prefix string, items yaml.MapSlice)
	walk = func(prefix string, items yaml.MapSlice) {
		for _, item := range items {
			name := prefix + fmt.Sprint(item.Key)
			switch value := item.Value.(type) {
			case yaml.MapSlice:
				if name != "hub" {
					walk(name+" ", value)
				}
			case []any:
			default:
				list = append(list, report.Setting{Name: name, Value: fmt.Sprint(value)})
			}
		}
	}
	var items yaml.MapSlice
	if text, err := yaml.Marshal(settings); err == nil && yaml.UnmarshalWithOptions(text, &items, yaml.UseOrderedMap()) == nil {
		walk("", items)
	}
	for i := range list {
		if c := settings.Cluster; list[i].Name == "cluster floor" {
			list[i].Value = fmt.Sprintf("%s, which is %g less %g for each doubling of the records of a person", rounded(c.Of(m).Floor, 2), c.Floor, c.Many)
		}
	}
	return list
}

// scores compares a result with the truth.
func (p *peopleFiles) scores(result *match.Result) *report.Truth {
	found := make([]quality.Pair, len(result.Pairs))
	for i, pair := range result.Pairs {
		found[i] = quality.Pair{A: pair.A, B: pair.B, Weight: float64(pair.Weight), Probability: float64(pair.Same)}
	}
	clusters := make([]int32, len(result.Clusters))
	for i, c := range result.Clusters {
		clusters[i] = int32(c) //nolint:gosec // G115: a table holds fewer records than that
	}
	expected := result.Report.Expected
	if p.truth.Known() < len(p.ids) {
		expected = quality.Expected(found, *p.truth)
	}
	curve := quality.Curve(found, *p.truth)
	best, _ := quality.Best(curve)
	return &report.Truth{
		Known: p.truth.Known(), Pairs: p.truth.Pairs(), Sure: quality.Pairwise(found, *p.truth), Best: best,
		Clusters: quality.Clusters(clusters, *p.truth), BCubed: quality.BCubed(clusters, *p.truth), Exact: quality.Exact(clusters, *p.truth),
		ExpectedOverTrue: quality.ExpectedOverTrue(expected, *p.truth), Curve: quality.Thin(curve, mostPoints),
		Groups: p.traitGroups(found),
	}
}

// dense numbers groups from 1, in the order of their first rows.
func dense(group []uint32) []int {
	numbers := map[uint32]int{}
	out := make([]int, len(group))
	for i, g := range group {
		out[i] = cmp.Or(numbers[g], len(numbers)+1)
		numbers[g] = out[i]
	}
	return out
}

// programVersion is the module's version, as `thrive version` has it.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "of unknown version"
}
