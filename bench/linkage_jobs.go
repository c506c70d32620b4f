package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// job is one linkage, done by both linkers.
type job struct {
	name, about string
	files       []string // ours
	args        []string // of link-file
	truth       []string // more, with which it says how good the result is
	plain       []string // in their place, so that it does not take the truth for evidence
	peer        string   // Splink's job
	peerArgs    []string
}

// labelledJobs are the labelled files in a folder, with the settings that are ours for any file, and those of Splink's
// documentation for each.
func labelledJobs(folder string) []job {
	from := []string{"--data", folder}
	files := func(names ...string) (paths []string) {
		for _, name := range names {
			paths = append(paths, filepath.Join(folder, name))
		}
		return paths
	}
	column := []string{"--truth", "cluster"}
	without := []string{"--columns", "cluster=-"}
	return []job{
		{
			name: "febrl4", about: "FEBRL4, two files of 5,000", files: files("febrl4a.csv", "febrl4b.csv"),
			truth: []string{"--truth-pattern", `^rec-(\d+)-`}, peer: "febrl4", peerArgs: from,
		},
		{name: "historical_50k", about: "historical people", files: files("historical_50k.csv"), truth: column, plain: without, peer: "historical_50k", peerArgs: from},
		{name: "fake_1000", about: "fake_1000", files: files("fake_1000.csv"), truth: column, plain: without, peer: "fake_1000", peerArgs: from},
	}
}

// countyJob is the people of the county: ours as the five agencies' files, Splink's as one file of all of them.
func countyJob(together string, each []string) job {
	return peopleJob("county", "the county's people, five agencies", each, []string{"--id", "person_ref"}, "people_6", together)
}

// largeJobs are the large file by four rules and by six, the same for both linkers.
func largeJobs(people string) (jobs []job) {
	for _, rules := range [][2]string{{"people_4", "four"}, {"people_6", "six"}} {
		args := []string{"--settings", "linkage/settings/" + rules[1] + ".yaml"}
		jobs = append(jobs, peopleJob(rules[0], "the large file, "+rules[1]+" rules", []string{people}, args, rules[0], people))
	}
	return jobs
}

// peopleJob is a linkage of people of which the column person is the truth.
func peopleJob(name, about string, files, args []string, peer, peerFile string) job {
	return job{
		name: name, about: about, files: files, args: args,
		truth: []string{"--truth", "person"}, plain: []string{"--columns", "person=-"}, peer: peer, peerArgs: []string{"--people", peerFile},
	}
}

// grade is what one linker reached and what it took.
type grade struct {
	pairs, best, clusters float64 // F1 at 0.95, the best, and of clusters at the linker's own threshold
	precision             float64 // of pairs at 0.95
	expected              float64 // over true matches
	records, scored       int
	cost
	predict float64 // CPU seconds of scoring pairs, Splink's alone
}

// linkRun is one job, done.
type linkRun struct {
	job
	ours grade
	peer *grade
}

// link does the jobs, each by ours and then by Splink.
func (b *linkageBench) link(ctx context.Context, jobs []job) error {
	for _, j := range jobs {
		say("%s", j.about)
		done := linkRun{job: j}
		var err error
		if done.ours, err = b.linkFile(ctx, j); err != nil {
			return err
		}
		if b.python != "" {
			if done.peer, err = b.peerLink(ctx, j); err != nil {
				return err
			}
		}
		b.found.runs = append(b.found.runs, done)
	}
	return nil
}

// linkFile links twice: for the time, as people link who do not know the truth, and for how good it is.
func (b *linkageBench) linkFile(ctx context.Context, j job) (grade, error) {
	timed, took, err := b.linkOnce(ctx, j, j.plain)
	if err != nil {
		return grade{}, err
	}
	g, _, err := b.linkOnce(ctx, j, j.truth)
	if err == nil && g.scored != timed.scored {
		err = fmt.Errorf("%s: %d pairs were scored with the truth, and %d without", j.name, g.scored, timed.scored)
	}
	g.cost = took
	return g, err
}

func (b *linkageBench) linkOnce(ctx context.Context, j job, more []string) (grade, cost, error) {
	args := append([]string{"link-file", "--json", "--no-progress"}, j.files...)
	out, c, err := b.program.run(ctx, "", append(append(args, j.args...), more...)...)
	if err != nil {
		return grade{}, c, err
	}
	type score struct{ Precision, F1 float64 }
	var said struct {
		Pairwise, Clusters struct {
			Sure score `json:"at_0.95"`
			Best score `json:"best"`
		}
		ExpectedOverTrue float64 `json:"expected_over_true"`
		Counts           struct{ Records, Candidates int }
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return grade{}, c, fmt.Errorf("reading what link-file says of %s: %w", j.name, err)
	}
	return grade{
		pairs: said.Pairwise.Sure.F1, best: said.Pairwise.Best.F1, precision: said.Pairwise.Sure.Precision, clusters: said.Clusters.Sure.F1,
		expected: said.ExpectedOverTrue, records: said.Counts.Records, scored: said.Counts.Candidates,
	}, c, nil
}

// peerLink has Splink do it. Of a job that also looks records up, the figures are kept.
func (b *linkageBench) peerLink(ctx context.Context, j job) (*grade, error) {
	file := filepath.Join(b.program.dir, j.name+".json")
	args := append([]string{"bench/peers/linkage/peer.py", j.peer, "--out", file}, j.peerArgs...)
	if j.name == "people_4" {
		args = append(args, "--lookups", fmt.Sprint(peerLookups))
	}
	if _, err := output(ctx, b.python, args...); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	type score struct{ Precision, F1 float64 }
	type stage struct{ Wall, CPU float64 }
	var said struct {
		Wall     float64 `json:"wall_seconds"`
		CPU      float64 `json:"cpu_seconds"`
		Peak     float64 `json:"peak_rss_mb"`
		Records  int
		Scored   int     `json:"candidate_pairs"`
		Expected float64 `json:"expected_over_true"`
		Sure     score   `json:"pairs_at_0.95"`
		Best     score   `json:"pairs_best"`
		Clusters score   `json:"clusters_best"`
		Stages   map[string]stage
		Lookups  lookupFigures
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return nil, fmt.Errorf("reading what the peer says of %s: %w", j.name, err)
	}
	if said.Lookups.Count > 0 {
		b.found.lookups = said.Lookups
	}
	seconds := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	return &grade{
		pairs: said.Sure.F1, best: said.Best.F1, precision: said.Sure.Precision, clusters: said.Clusters.F1, expected: said.Expected,
		records: said.Records, scored: said.Scored, predict: said.Stages["predict"].CPU,
		cost: cost{wall: seconds(said.Wall), cpu: seconds(said.CPU), peak: int(said.Peak * 1024)},
	}, nil
}
