// Package main measures the hub beside the plainest way of doing the same, on this machine and in one run: an import
// beside Postgres's own COPY of the same rows, the family view beside a handler of one hand-written statement, and the log
// beside one INSERT for each entry; and, by itself, the linker beside Splink.
//
// Invariants: the program measured is the one that operators run, built and started as they do; every peer is measured in
// the same run, in turns, on the same throw-away Postgres; nothing leaves the machine; all people are made up.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// settings are the flags.
type settings struct {
	rows, linked, rounds, families, connections int
	seconds                                     time.Duration
	write                                       string
}

// serverSettings are Postgres's: as it comes, but for the memory of a small server. Unlike in tests, what is committed is
// on the disk.
var serverSettings = []string{"fsync=on", "full_page_writes=on", "shared_buffers=512MB", "max_wal_size=4GB"}

func main() {
	var s settings
	flag.IntVar(&s.rows, "rows", 1_000_000, "rows of the feed that is imported beside COPY")
	flag.IntVar(&s.linked, "linked", 20_000, "rows of the feed that is imported with linking and documents")
	flag.IntVar(&s.rounds, "rounds", 3, "rounds of import and COPY, in turns; the median counts")
	flag.IntVar(&s.families, "families", 200, "identified families of the county whose family views are read; 0 leaves reading out")
	flag.IntVar(&s.connections, "connections", 16, "readers at once")
	flag.DurationVar(&s.seconds, "for", 8*time.Second, "how long each kind of reader reads")
	flag.StringVar(&s.write, "write", "", "a Markdown file (bench/README.md) whose part between the markers is replaced by the results")
	var l linkageSettings
	flag.StringVar(&l.shared, "linkage", "", "measure the linker beside Splink instead, on the labelled files and the county in this folder: data/linkage and county")
	flag.IntVar(&l.families, "large", 17_400, "with -linkage: identified families of the county whose people are the large file; 17,400 are a million records")
	flag.BoolVar(&l.short, "short", false, "with -linkage: without Splink and without the large file")
	flag.BoolVar(&l.hub, "hub", true, "with -linkage: also look for people in a hub that holds the large file")
	peer := flag.String("peer", "", "serve the hand-written family view of this database: for the benchmark itself")
	engine := flag.String("engine", "", "link this file of people in this process and print what the engine takes: for the benchmark itself")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var err error
	switch {
	case *peer != "":
		err = servePeer(ctx, *peer)
	case *engine != "":
		err = serveEngine(ctx, *engine, flag.Arg(0))
	case l.shared != "":
		l.write = s.write
		err = measureLinkage(ctx, l)
	default:
		err = measure(ctx, s)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measure runs everything and prints the results as Markdown.
func measure(ctx context.Context, s settings) (err error) {
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
	postgres, err := dbtest.Start(serverSettings...)
	if err != nil {
		return err
	}
	defer postgres.Stop()

	var report bytes.Buffer
	if err := machine(ctx, postgres.DSN, &report); err != nil {
		return err
	}
	if err := imports(ctx, s, program, postgres.DSN, &report); err != nil {
		return err
	}
	if s.families > 0 {
		if err := reads(ctx, s, program, postgres.DSN, &report); err != nil {
			return err
		}
	}
	say("deciding")
	if err := deciding(&report); err != nil {
		return err
	}
	if err := logging(ctx, s, program, postgres.DSN, &report); err != nil {
		return err
	}
	if _, err := io.Copy(os.Stdout, bytes.NewReader(report.Bytes())); err != nil || s.write == "" {
		return err
	}
	return publish(s.write, report.String())
}

// say tells a person at the terminal what is going on.
func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format(time.TimeOnly)+" "+format+"\n", args...)
}
