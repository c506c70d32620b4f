package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

	"thrivingfamilies.example/hub/linkage/match"
)

// linkFileCommand is the linker alone, on any CSV files of people. Nothing goes into a database.
type linkFileCommand struct {
	File         string   `arg:"" help:"A CSV file of people: alone it is searched for duplicates."`
	More         []string `arg:"" optional:"" help:"Others, to link with it and with each other."` // apart, so that a flag may stand between
	ID           string   `name:"id" placeholder:"COLUMN" help:"The column that names each row; - counts the rows (default: guessed)."`
	Columns      []string `placeholder:"FIELD=COLUMN,…" help:"What columns hold: name, given, middle, known-as, surname, former, dob, sex, house, address, town, postcode, uprn, number, telephone, email, other. address=a+b takes two; number=- takes none; notes=- leaves a column out (default: guessed, and shown)."`
	Truth        string   `placeholder:"COLUMN" help:"The column that says who each row truly is: prints how good the result is."`
	TruthPattern string   `placeholder:"REGEX" help:"The same, where the id says it: the pattern's first group."`
	Dedupe       bool     `help:"Of several files: look for duplicates within each as well."`
	Out          string   `placeholder:"DIR" help:"Where to write pairs.csv, clusters.csv, households.csv, report.html and report.txt. A cell that would be a formula has an apostrophe in front."`
	SettingsFile string   `name:"settings" placeholder:"FILE" help:"How to link, as YAML; what it does not say is as built in (default: the settings built in, which suit all data)."`
	Seed         *uint64  `placeholder:"N" help:"For the sample of random pairs: the same seed, the same result (default: the settings')."`
	JSON         bool     `name:"json" help:"Print parameters, counts and scores as JSON."`
	NoProgress   bool     `help:"Do not tell how far it is."`
}

// tidy is how much memory may be garbage, in percent of what is not, while files are linked. Large files take most of a small
// machine's memory, and nearly all of it is numbers, among which the collector finds its way quickly.
const tidy = 30

// Run implements `thrive link-file`.
func (l *linkFileCommand) Run(ctx context.Context, p *program) error {
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(tidy))
	}
	settings, err := l.linkSettings()
	if err != nil {
		return err
	}
	people, err := l.read(ctx, p)
	if err != nil {
		return err
	}
	if err := l.prepareOut(); err != nil {
		return err
	}
	shown := p.out
	if l.JSON {
		shown = p.err
	}
	people.show(shown)
	result, err := l.link(ctx, p, people, settings)
	if err != nil {
		return err
	}
	o := l.outcome(people, settings, result)
	if err := l.write(ctx, o); err != nil {
		return err
	}
	if l.JSON {
		return printJSON(p, o.json())
	}
	_, err = fmt.Fprint(p.out, o.brief(l.Out))
	return err
}

// files are the paths of all files.
func (l *linkFileCommand) files() []string { return append([]string{l.File}, l.More...) }

// across reports whether only records of different files are linked.
func (l *linkFileCommand) across() bool { return len(l.More) > 0 && !l.Dedupe }

// linkSettings are the settings of the run.
func (l *linkFileCommand) linkSettings() (match.Settings, error) {
	settings := match.DefaultSettings()
	if l.SettingsFile != "" {
		f, err := os.Open(l.SettingsFile)
		if err != nil {
			return settings, invalid{fmt.Errorf("reading the settings: %w", err)}
		}
		defer f.Close()
		if settings, err = match.ReadSettings(f); err != nil {
			return settings, refuse("%s: %w", l.SettingsFile, err)
		}
	}
	if l.Seed != nil {
		settings.Seed = *l.Seed
	}
	return settings, nil
}

// link runs the engine until it is done or ctx ends; then it is left to itself, as the program is about to end.
func (l *linkFileCommand) link(ctx context.Context, p *program, people *peopleFiles, settings match.Settings) (*match.Result, error) {
	bar := newStages(p.err, l.NoProgress)
	job := match.Job{Settings: settings, Across: l.across(), Progress: bar.tell}
	type outcome struct {
		result *match.Result
		err    error
	}
	over := make(chan outcome, 1)
	go func() {
		result, err := job.Link(people.table)
		over <- outcome{result, err}
	}()
	defer bar.end()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case o := <-over:
		return o.result, o.err
	}
}
