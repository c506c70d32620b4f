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
	Settings   match.Settings `json:"settings"`
	Parameters parametersJSON `json:"parameters"`
	Counts     countsJSON     `json:"counts"`
	Blocking   blockingJSON   `json:"blocking"`
	Fit        match.Fit      `json:"fit"`
	Histogram  []match.Bin    `json:"histogram"`

	Pairwise         *thresholdsJSON `json:"pairwise,omitempty"`
	Clusters         *clustersJSON   `json:"clusters,omitempty"`
	ExpectedOverTrue *quality.Share  `json:"expected_over_true,omitempty"`
	Groups           []groupsJSON    `json:"groups,omitempty"`
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
}

type parametersJSON struct {
	Priors      match.Prior      `json:"priors"`
	Comparisons []comparisonJSON `json:"comparisons"`
}

type comparisonJSON struct {
	Name   string      `json:"name"`
	Levels []levelJSON `json:"levels"`
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
	Candidates     int64         `json:"candidates"` // as often as rules found them
	Scored         int64         `json:"scored"`     // each once
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

// clustersJSON is the score of the clusters; as there is but one clustering, it is the same at 0.95 and at best.
type clustersJSON struct {
	quality.Score
	Sure   quality.Score `json:"at_0.95"`
	Best   quality.Score `json:"best"`
	BCubed quality.Score `json:"b_cubed"`
	Exact  quality.Rate  `json:"exact"`
}

type groupsJSON struct {
	By     string               `json:"by"`
	Scores []quality.GroupScore `json:"scores"`
}

func (o *linkOutcome) json() linkFileJSON {
	r, page := &o.result.Report, &o.page
	out := linkFileJSON{
		Program: page.Program, Model: page.Model, Task: page.Task, Settings: o.result.Model.Settings,
		Parameters: parametersJSON{Priors: o.result.Model.Prior},
		Counts: countsJSON{
			Records: page.Records, Possible: page.Possible, Candidates: page.Candidates, Scored: r.Scored, Pairs: len(o.result.Pairs), Links: page.Links,
			Doubtful: page.Doubtful, Expected: page.Expected, BlockingRecall: page.Reached, Unlinkable: page.Unlinkable,
			Clusters: groupCount(page.People), Households: groupCount(page.Households),
		},
		Blocking: blockingJSON{Rules: r.Blocks, Capped: []cappedJSON{}}, Fit: r.Fit, Histogram: r.Histogram,
	}
	for n, f := range page.Files {
		file := fileJSON{Source: o.people.files[n].source, Rows: f.Rows}
		for _, c := range f.Columns {
			file.Columns = append(file.Columns, columnJSON{c.Name, c.Use, c.How})
		}
		out.Files = append(out.Files, file)
	}
	for _, c := range page.Comparisons {
		comparison := comparisonJSON{Name: c.Name}
		for _, l := range c.Levels {
			comparison.Levels = append(comparison.Levels, levelJSON{l.Name, l.M, l.H, l.U, finite(l.Weight())})
		}
		out.Parameters.Comparisons = append(out.Parameters.Comparisons, comparison)
	}
	for _, s := range page.People {
		out.Counts.Sizes = append(out.Counts.Sizes, sizeJSON{s.Records, s.Groups})
	}
	for _, c := range page.Capped {
		out.Blocking.Capped = append(out.Blocking.Capped, cappedJSON(c))
	}
	if page.Truth != nil {
		out.score(page.Truth)
	}
	return out
}

func (out *linkFileJSON) score(t *report.Truth) {
	best := t.Best
	best.Score = bestScore(t)
	out.Pairwise = &thresholdsJSON{t.Sure, t.Sure, best}
	out.Clusters = &clustersJSON{t.Clusters, t.Clusters, t.Clusters, t.BCubed, t.Exact}
	out.ExpectedOverTrue = &t.ExpectedOverTrue
	out.Counts.Known, out.Counts.TruePairs = t.Known, &t.Pairs
	for _, g := range t.Groups {
		out.Groups = append(out.Groups, groupsJSON(g))
	}
}

func groupCount(sizes []report.Size) (n int) {
	for _, s := range sizes {
		n += s.Groups
	}
	return n
}
