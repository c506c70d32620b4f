package main

import (
	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/report"
)

// linkFileJSON is what --json prints. Scores are there where the truth is known; a share of nothing is null.
type linkFileJSON struct {
	Program    string         `json:"program"`
	Model      string         `json:"model"`
	Task       string         `json:"task"`
	Files      []fileJSON     `json:"files"`
	Settings   settingsJSON   `json:"settings"`
	Parameters parametersJSON `json:"parameters"`
	Counts     countsJSON     `json:"counts"`
	Blocking   blockingJSON   `json:"blocking"`
	Fit        match.Fit      `json:"fit"`
	Warnings   []string       `json:"warnings"`
	Histogram  []match.Bin    `json:"histogram"`

	Pairwise         *thresholdsJSON `json:"pairwise,omitempty"`
	Clusters         *clustersJSON   `json:"clusters,omitempty"`
	ExpectedOverTrue *quality.Share  `json:"expected_over_true,omitempty"`
	Groups           []groupsJSON    `json:"groups,omitempty"`
}

// settingsJSON are the settings of the run, but for what the hub alone uses.
type settingsJSON struct {
	Version       int           `json:"version"`
	Seed          uint64        `json:"seed"`
	RandomPairs   int           `json:"random_pairs"`
	TrainingPairs int           `json:"training_pairs"`
	LargestBlock  int           `json:"largest_block"`
	Blocking      []match.Rule  `json:"blocking"`
	Keep          float64       `json:"keep"`
	Sure          float64       `json:"sure"`
	Cluster       match.Joining `json:"cluster"`
}

type fileJSON struct {
	Source  string       `json:"source"`
	Rows    int          `json:"rows"`
	Columns []columnJSON `json:"columns"`
}

type columnJSON struct {
	Column string `json:"column"`
	Use    string `json:"use"`
	How    string `json:"how"`
	Note   string `json:"note,omitempty"` // what could not be read of it
}

type parametersJSON struct {
	Priors      match.Prior      `json:"priors"`
	Comparisons []comparisonJSON `json:"comparisons"`
}

type comparisonJSON struct {
	Name   string      `json:"name"`
	Levels []levelJSON `json:"levels"`
	Untold bool        `json:"untold,omitempty"` // nothing was learnt of it
}

// levelJSON is a level: m, h and u, and what it weighs, log2(m/u) bits; null where that is infinite.
type levelJSON struct {
	Name   string   `json:"name"`
	M      float64  `json:"m"`
	H      float64  `json:"h"`
	U      float64  `json:"u"`
	Weight *float64 `json:"weight"`
}

type countsJSON struct {
	Records        int           `json:"records"`
	Possible       float64       `json:"possible_pairs"`
	Candidates     int64         `json:"candidates"` // different pairs that blocking brought together
	RulePairs      int64         `json:"rule_pairs"` // the same, each as often as rules did
	Pairs          int           `json:"pairs"`      // in pairs.csv
	Links          int           `json:"links"`      // of the settings' probability and more
	Doubtful       int           `json:"doubtful"`
	Expected       float64       `json:"expected"`
	BlockingRecall quality.Share `json:"blocking_recall"`
	Unlinkable     int           `json:"unlinkable"`
	Clusters       int           `json:"clusters"`
	Households     int           `json:"households"`
	Sizes          []sizeJSON    `json:"cluster_sizes"`
	Known          int           `json:"truth_known,omitempty"`
	TruePairs      *int64        `json:"true_pairs,omitempty"`
}

type sizeJSON struct {
	Records  int `json:"records"`
	Clusters int `json:"clusters"`
}

type blockingJSON struct {
	Rules  []match.RuleCount `json:"rules"`
	Capped []cappedJSON      `json:"capped"`
}

type cappedJSON struct {
	Rule    string `json:"rule"`
	Keys    int    `json:"keys"`
	Largest int    `json:"largest"`
}

// thresholdsJSON is the score at 0.95, and the same again under its name, beside that at the best threshold.
type thresholdsJSON struct {
	quality.Score
	Sure quality.Score `json:"at_0.95"`
	Best quality.Point `json:"best"`
}

// clustersJSON is the score of the clusters. There is one clustering, by a floor and not by a probability: so it is the same
// at 0.95 and at best, and says so.
type clustersJSON struct {
	quality.Score
	Sure   quality.Score `json:"at_0.95"`
	Best   quality.Score `json:"best"`
	Floor  float64       `json:"floor"` // bits: the least mean weight across two clusters that became one
	Note   string        `json:"note"`
	BCubed quality.Score `json:"b_cubed"`
	Exact  quality.Rate  `json:"exact"`
}

// oneClustering is the note on the scores of clusters.
const oneClustering = "clusters are joined by the mean weight across them, which must reach the floor, and at no threshold of probability: at_0.95 and best are both the score of the one clustering in clusters.csv"

type groupsJSON struct {
	By     string               `json:"by"`
	Scores []quality.GroupScore `json:"scores"`
}

func (o *linkOutcome) json() linkFileJSON {
	r, page := &o.result.Report, &o.page
	out := linkFileJSON{
		Program: page.Program, Model: page.Model, Task: page.Task, Settings: shownSettings(o.result.Model.Settings),
		Parameters: parametersJSON{Priors: o.result.Model.Prior},
		Counts: countsJSON{
			Records: page.Records, Possible: page.Possible, Candidates: page.Candidates, Pairs: len(o.result.Pairs), Links: page.Links,
			Doubtful: page.Doubtful, Expected: page.Expected, BlockingRecall: page.Reached, Unlinkable: page.Unlinkable,
			Clusters: groupCount(page.People), Households: groupCount(page.Households),
		},
		Blocking: blockingJSON{Rules: r.Blocks, Capped: []cappedJSON{}}, Fit: r.Fit, Histogram: r.Histogram,
		Warnings: append(page.Warnings(), page.DependentSay()...),
	}
	for n, f := range page.Files {
		file := fileJSON{Source: o.people.files[n].source, Rows: f.Rows}
		for _, c := range f.Columns {
			file.Columns = append(file.Columns, columnJSON{c.Name, c.Use, c.How, c.Note})
		}
		out.Files = append(out.Files, file)
	}
	for _, c := range page.Comparisons {
		comparison := comparisonJSON{Name: c.Name, Untold: c.Untold}
		for _, l := range c.Levels {
			comparison.Levels = append(comparison.Levels, levelJSON{l.Name, l.M, l.H, l.U, finite(l.Weight())})
		}
		out.Parameters.Comparisons = append(out.Parameters.Comparisons, comparison)
	}
	for _, b := range r.Blocks {
		out.Counts.RulePairs += b.Pairs
	}
	for _, s := range page.People {
		out.Counts.Sizes = append(out.Counts.Sizes, sizeJSON{s.Records, s.Groups})
	}
	for _, c := range page.Capped {
		out.Blocking.Capped = append(out.Blocking.Capped, cappedJSON(c))
	}
	if page.Truth != nil {
		out.score(page.Truth, page.Joining.Floor)
	}
	return out
}

func (out *linkFileJSON) score(t *report.Truth, floor float64) {
	best := t.Best
	best.Score = bestScore(t)
	out.Pairwise = &thresholdsJSON{t.Sure, t.Sure, best}
	out.Clusters = &clustersJSON{t.Clusters, t.Clusters, t.Clusters, floor, oneClustering, t.BCubed, t.Exact}
	out.ExpectedOverTrue = &t.ExpectedOverTrue
	out.Counts.Known, out.Counts.TruePairs = t.Known, &t.Pairs
	for _, g := range t.Groups {
		out.Groups = append(out.Groups, groupsJSON(g))
	}
}

func shownSettings(s match.Settings) settingsJSON {
	return settingsJSON{s.Version, s.Seed, s.RandomPairs, s.TrainingPairs, s.LargestBlock, s.Blocking, s.Keep, s.Sure, s.Cluster}
}

func groupCount(sizes []report.Size) (n int) {
	for _, s := range sizes {
		n += s.Groups
	}
	return n
}
