package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// agreementsCommand is what can be asked of the agreements.
type agreementsCommand struct {
	Check   checkCommand   `cmd:"" help:"Check the agreements, and list them."`
	Matrix  matrixCommand  `cmd:"" help:"Print what each role sees of each data class, and by which law."`
	Explain explainCommand `cmd:"" help:"Say in a sentence why a role may or may not see a field."`
	Diff    diffCommand    `cmd:"" help:"Say who gains and who loses what from one folder of agreements to another."`
	DryRun  dryRunCommand  `cmd:"" help:"Say which replies in the log would differ under other agreements."`
	ViewAs  viewAsCommand  `cmd:"" help:"Show the demonstration's synthetic families as a role would see them."`
}

// checkCommand checks a folder of agreements. It fails on faults; what it warns of and notes may be meant.
type checkCommand struct {
	Dir string `arg:"" optional:"" help:"The folder (default: that of --agreements, else those built in)."`
}

// Run implements `thrive agreements check`.
func (c *checkCommand) Run(_ context.Context, p *program) error {
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil || !info.IsDir() {
			return refuse("there is no folder %s", c.Dir)
		}
		p.Agreements = c.Dir
	}
	set, err := p.sharingSet()
	if err != nil {
		return err
	}
	today := models.NewDate(p.now())
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "agreement\tpartner\ttoday\tsigned on\treview by\tSHA-256")
	for _, a := range set.Agreements() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%.12s\n", a.ID, a.Partner, standing(a, today), orDash(a.SignedOn), orDash(a.ReviewBy), a.SHA256)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "The set of them is %.12s\n", set.SHA256())
	for _, line := range set.Reviews(today) {
		fmt.Fprintln(p.out, "Warning:", line)
	}
	for _, line := range append(set.Unsigned(), set.Overlaps()...) {
		fmt.Fprintln(p.out, "Note:", line)
	}
	return nil
}

func orDash(d models.Date) string {
	if d == "" {
		return "-"
	}
	return string(d)
}

func standing(a *sharing.Agreement, on models.Date) string {
	switch {
	case a.InForce(on):
		return "in force"
	case on < a.From:
		return "from " + string(a.From)
	}
	return "ended " + string(a.Until)
}

func dayOrToday(day string, p *program) (models.Date, error) {
	if day == "" {
		return models.NewDate(p.now()), nil
	}
	on, err := models.ParseDate(day)
	if err != nil {
		return "", invalid{fmt.Errorf("--on: %w", err)}
	}
	return on, nil
}
