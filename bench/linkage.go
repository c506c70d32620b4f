package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// linkageSettings are the flags of the benchmark of the linker.
type linkageSettings struct {
	shared   string // the folder that has data/linkage and county
	families int    // of the county whose people are the large file
	hub      bool   // also put the large county into a hub, and look for people there
	short    bool   // ours alone, on the labelled files and the county
	write    string
}

// linkageBench is a benchmark of the linker under way.
type linkageBench struct {
	linkageSettings
	program thrive
	python  string // Splink's; "" where it takes no part
	large   string // the folder of the large county
	people  string // all its people, in one file
	found   measured
}

// measured is all that was found out, for the marks and the table.
type measured struct {
	runs    []linkRun
	county  hubFigures
	engine  engineFigures
	lookups lookupFigures // Splink's
	search  searchFigures
}

// measureLinkage runs the linker and its peer in turns over the same files.
func measureLinkage(ctx context.Context, s linkageSettings) (err error) {
	dir, err := os.MkdirTemp("", "thrive-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := &linkageBench{linkageSettings: s, program: thrive{path: filepath.Join(dir, "thrive"), dir: dir}}
	say("building the program")
	if out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.program.path, "./server").CombinedOutput(); err != nil { //nolint:gosec // a path in a folder of ours
		return fmt.Errorf("building the program (run this in the module's folder): %w\n%s", err, out)
	}
	var report bytes.Buffer
	fmt.Fprint(&report, host())
	if !s.short {
		say("installing the peer")
		if b.python, err = output(ctx, "bench/peers/linkage/install.sh"); err != nil {
			return err
		}
		version, err := output(ctx, b.python, "-c", "import importlib.metadata as m; print('Splink', m.version('splink'), 'on DuckDB', m.version('duckdb'))")
		if err != nil {
			return err
		}
		fmt.Fprint(&report, ", ", version)
	}
	fmt.Fprint(&report, ".\n")
	if err := b.measure(ctx); err != nil {
		return err
	}
	b.found.write(&report)
	if _, err := io.Copy(os.Stdout, bytes.NewReader(report.Bytes())); err != nil || s.write == "" {
		return err
	}
	return publish(s.write, report.String())
}

// measure does all that is measured, one after the other.
func (b *linkageBench) measure(ctx context.Context) error {
	county := filepath.Join(b.shared, "county")
	each, err := labelPeople(county, b.program.dir)
	if err != nil {
		return err
	}
	together := filepath.Join(b.program.dir, "together.csv")
	if b.python != "" {
		if _, err := output(ctx, b.python, joinPeople, county, together); err != nil {
			return err
		}
	}
	if err := b.link(ctx, append(labelledJobs(filepath.Join(b.shared, "data", "linkage")), countyJob(together, each))); err != nil {
		return err
	}
	if err := b.linkCounty(ctx, county); err != nil || b.short {
		return err
	}
	if err := b.makeLarge(ctx); err != nil {
		return err
	}
	if err := b.link(ctx, largeJobs(b.people)); err != nil {
		return err
	}
	if err := b.askEngine(ctx); err != nil || !b.hub {
		return err
	}
	postgres, err := dbtest.Start(serverSettings...)
	if err != nil {
		return err
	}
	defer postgres.Stop()
	return b.searchLarge(ctx, postgres.DSN)
}

// joinPeople makes one file of a county's people, with the truth.
const joinPeople = "bench/peers/linkage/people.py"

// makeLarge makes a county, and one file of all its people with the truth.
func (b *linkageBench) makeLarge(ctx context.Context) error {
	say("making a county of %d identified families", b.families)
	b.large, b.people = filepath.Join(b.program.dir, "county"), filepath.Join(b.program.dir, "people.csv")
	if _, _, err := b.program.run(ctx, "", "generate", b.large, "--families", fmt.Sprint(b.families), "--seed", "1"); err != nil {
		return err
	}
	_, err := output(ctx, b.python, joinPeople, b.large, b.people)
	return err
}

// output runs a command and returns its last line.
func output(ctx context.Context, name string, args ...string) (string, error) {
	out, _, err := watch(exec.CommandContext(ctx, name, args...)) //nolint:gosec // a script of this repository
	return lastLine(out), err
}
