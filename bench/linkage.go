package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// linkageSettings are the flags of the benchmark of the linker.
type linkageSettings struct {
	data     string // the folder of labelled files
	families int    // of the county whose people are the large file
	write    string
}

// job is one linkage, done by both linkers.
type job struct {
	name, about string
	files       []string // in the folder of labelled files; none: the large file
	args        []string // of link-file
}

var jobs = []job{
	{"febrl4", "FEBRL4, two files of 5,000", []string{"febrl4a.csv", "febrl4b.csv"}, []string{"--truth-pattern", `^rec-(\d+)-`}},
	{"historical_50k", "historical people", []string{"historical_50k.csv"}, []string{"--truth", "cluster"}},
	{"fake_1000", "fake_1000", []string{"fake_1000.csv"}, []string{"--truth", "cluster"}},
	{"people_4", "the large file, four rules", nil, []string{"--truth", "person", "--settings", "linkage/settings/four.yaml"}},
	{"people_6", "the large file, six rules", nil, []string{"--truth", "person", "--settings", "linkage/settings/six.yaml"}},
}

// grade is what one linker reached and what it took.
type grade struct {
	pairs, best, clusters float64 // F1 at 0.95, the best, and of clusters at the linker's own threshold
	precision             float64 // of pairs at 0.95
	expected              float64 // over true matches
	wall, cpu             time.Duration
	peakMB, candidates    int
}

// measureLinkage runs the linker and its peer in turns over the same files.
func measureLinkage(ctx context.Context, s linkageSettings) (err error) {
	dir, err := os.MkdirTemp("", "thrive-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program := thrive{path: filepath.Join(dir, "thrive"), dir: dir}
	say("building the program")
	if out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program.path, "./server").CombinedOutput(); err != nil { //nolint:gosec // a path in a folder of ours
		return fmt.Errorf("building the program (run this in the module's folder): %w\n%s", err, out)
	}
	say("installing the peer")
	python, err := output(ctx, "bench/peers/linkage/install.sh")
	if err != nil {
		return err
	}
	people, err := largeFile(ctx, program, python, dir, s.families)
	if err != nil {
		return err
	}
	var report bytes.Buffer
	fmt.Fprint(&report, host(), ".\n\n| file | linker | pairs at 0.95: precision | F1 | best F1 | clusters F1 | expected / true | candidate pairs | wall s | CPU s | memory MB |\n",
		"|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, j := range jobs {
		say("%s", j.about)
		ours, err := link(ctx, program, j, s.data, people)
		if err != nil {
			return err
		}
		peer, err := peerLink(ctx, python, dir, j, s.data, people)
		if err != nil {
			return err
		}
		ours.row(&report, j.about, "`thrive link-file`")
		peer.row(&report, "", "Splink 4")
		fmt.Fprintf(&report, "| | CPU, Splink over ours | | | | | | | | %.1f | |\n", peer.cpu.Seconds()/ours.cpu.Seconds())
	}
	if _, err := io.Copy(os.Stdout, bytes.NewReader(report.Bytes())); err != nil || s.write == "" {
		return err
	}
	return publish(s.write, report.String())
}

func (g grade) row(w io.Writer, about, linker string) {
	fmt.Fprintf(w, "| %s | %s | %.4f | %.4f | %.4f | %.4f | %.3f | %d | %.1f | %.1f | %d |\n", about, linker,
		g.precision, g.pairs, g.best, g.clusters, g.expected, g.candidates, g.wall.Seconds(), g.cpu.Seconds(), g.peakMB)
}

// largeFile makes a county, and one file of all its people with the truth.
func largeFile(ctx context.Context, program thrive, python, dir string, families int) (string, error) {
	say("making a county of %d identified families", families)
	county, people := filepath.Join(dir, "county"), filepath.Join(dir, "people.csv")
	if _, _, err := program.run(ctx, "", "generate", county, "--families", fmt.Sprint(families), "--seed", "1"); err != nil {
		return "", err
	}
	_, err := output(ctx, python, "bench/peers/linkage/people.py", county, people)
	return people, err
}

func link(ctx context.Context, program thrive, j job, data, people string) (grade, error) {
	args := []string{"link-file"}
	for _, f := range j.files {
		args = append(args, filepath.Join(data, f))
	}
	if j.files == nil {
		args = append(args, people)
	}
	out, c, err := program.run(ctx, "", append(append(args, j.args...), "--json")...)
	if err != nil {
		return grade{}, err
	}
	type score struct{ Precision, F1 float64 }
	var said struct {
		Pairwise, Clusters struct {
			Sure score `json:"at_0.95"`
			Best score `json:"best"`
		}
		ExpectedOverTrue float64 `json:"expected_over_true"`
		Counts           struct {
			Candidates int `json:"candidates"`
		} `json:"counts"`
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return grade{}, fmt.Errorf("reading what link-file says of %s: %w", j.name, err)
	}
	return grade{
		pairs: said.Pairwise.Sure.F1, best: said.Pairwise.Best.F1, precision: said.Pairwise.Sure.Precision, clusters: said.Clusters.Sure.F1,
		expected: said.ExpectedOverTrue, wall: c.wall, cpu: c.cpu, peakMB: c.peak >> 10, candidates: said.Counts.Candidates,
	}, nil
}

func peerLink(ctx context.Context, python, dir string, j job, data, people string) (grade, error) {
	file := filepath.Join(dir, j.name+".json")
	args := []string{"bench/peers/linkage/peer.py", j.name, "--out", file}
	if j.files == nil {
		args = append(args, "--people", people)
	} else {
		args = append(args, "--data", data)
	}
	if _, err := output(ctx, python, args...); err != nil {
		return grade{}, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return grade{}, err
	}
	type score struct{ Precision, F1 float64 }
	var said struct {
		Wall       float64 `json:"wall_seconds"`
		CPU        float64 `json:"cpu_seconds"`
		Peak       float64 `json:"peak_rss_mb"`
		Candidates int     `json:"candidate_pairs"`
		Expected   float64 `json:"expected_over_true"`
		Sure       score   `json:"pairs_at_0.95"`
		Best       score   `json:"pairs_best"`
		Clusters   score   `json:"clusters_best"`
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return grade{}, fmt.Errorf("reading what the peer says of %s: %w", j.name, err)
	}
	seconds := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	return grade{
		pairs: said.Sure.F1, best: said.Best.F1, precision: said.Sure.Precision, clusters: said.Clusters.F1, expected: said.Expected,
		wall: seconds(said.Wall), cpu: seconds(said.CPU), peakMB: int(said.Peak), candidates: said.Candidates,
	}, nil
}

// output runs a command and returns its last line.
func output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // a script of this repository
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", name, err, said.Bytes())
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1], nil
}
