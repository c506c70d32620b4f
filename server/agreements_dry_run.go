package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// dryRunCommand replays the log of who saw what against agreements that are not in force yet.
type dryRunCommand struct {
	Log string `arg:"" help:"An export of the log, of thrive audit export; - for standard input."`
	New string `arg:"" help:"The folder of the agreements as they would be. They are compared with those of --agreements, else those built in."`
	On  string `placeholder:"DATE" help:"Decide as on this day (default: the day of each entry)."`
}

// Run implements `thrive agreements dry-run`.
func (d *dryRunCommand) Run(_ context.Context, p *program) error {
	run := dryRun{}
	var err error
	if run.old, err = p.sharingSet(); err != nil {
		return err
	}
	if run.next, err = setOf(d.New); err != nil {
		return err
	}
	if d.On != "" {
		if run.on, err = models.ParseDate(d.On); err != nil {
			return invalid{fmt.Errorf("--on: %w", err)}
		}
	}
	in := p.in
	if d.Log != "-" {
		file, err := os.Open(d.Log)
		if err != nil {
			return invalid{err}
		}
		defer file.Close()
		in = file
	}
	if err := run.all(in, p.out); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%d of %s would differ\n", run.differ, counted(run.replies, "reply"))
	if run.others > 0 {
		fmt.Fprintf(p.out, "Note: %d of them were decided by other agreements than those that are compared here: name the folder of those with --agreements\n", run.others)
	}
	return nil
}

// dryRun is one replay on its way.
type dryRun struct {
	old, next               *sharing.Set
	on                      models.Date
	replies, differ, others int
}

// all replays each line of the export.
func (d *dryRun) all(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, audit.MaxLine)
	for n := 1; lines.Scan(); n++ {
		var record audit.Record
		var entry audit.Entry
		err := json.Unmarshal(lines.Bytes(), &record)
		if err == nil && record.Checkpoint != "" {
			continue
		}
		if err != nil || json.Unmarshal([]byte(record.Body), &entry) != nil {
			return refuse("line %d of the log cannot be read as an entry: check it with thrive audit verify", n)
		}
		if line := d.entry(record.Seq, entry); line != "" {
			fmt.Fprintln(out, line)
		}
	}
	if err := lines.Err(); err != nil {
		return invalid{fmt.Errorf("reading the log: %w", err)}
	}
	return nil
}

// entry says how the reply of the entry would differ; "" where it would not, or was none.
func (d *dryRun) entry(seq int64, e audit.Entry) string {
	role := models.Role(e.Actor.Role)
	if e.Actor.ActsAs != "" {
		role = models.Role(e.Actor.ActsAs)
	}
	if role == "" || e.Kind != audit.Consultation && e.Kind != audit.Disclosure {
		return ""
	}
	d.replies++
	if e.Set != "" && e.Set != d.old.SHA256() {
		d.others++
	}
	r := sharing.Reader{Role: role, Org: e.Actor.Org, Subject: e.Actor.Subject, Purpose: models.Purpose(e.Purpose), On: models.NewDate(e.At.UTC())}
	if d.on != "" {
		r.On = d.on
	}
	differences := append(d.shown(r, e), d.withheld(r, e)...)
	if len(differences) == 0 {
		return ""
	}
	d.differ++
	reader := string(role)
	if e.Actor.Org != "" {
		reader += " of " + e.Actor.Org
	}
	return fmt.Sprintf("entry %d, %s: %s, %s for %s, %d people or families\n  %s", seq, e.At.UTC().Format(time.RFC3339),
		e.Actor.Subject, reader, e.Purpose, len(e.Shown), strings.Join(differences, "\n  "))
}

// shown says what of that which was shown would be shown otherwise.
func (d *dryRun) shown(r sharing.Reader, e audit.Entry) []string {
	of := map[models.Class]int{}
	for _, classes := range e.Shown {
		for _, class := range classes {
			of[models.Class(class)]++
		}
	}
	var differences []string
	for _, class := range models.Classes {
		replayed := sharing.Replay(d.old, d.next, r, class, "")
		if of[class] == 0 || replayed.Same() {
			continue
		}
		differences = append(differences, fmt.Sprintf("%s, shown of %d: %s", class, of[class], otherwise(replayed)))
	}
	return differences
}

// withheld says what of that which was withheld would not be, or for another reason.
func (d *dryRun) withheld(r sharing.Reader, e audit.Entry) []string {
	var differences []string
	for _, held := range e.Withheld {
		field, err := graph.ResolvePath(held.Path)
		if err != nil || field.Class != models.Class(held.Class) {
			field = graph.FieldClass{Class: models.Class(held.Class)} // the schema was another then: all of the class is compared
		}
		if replayed := sharing.Replay(d.old, d.next, r, field.Class, field.Detail); !replayed.Same() {
			differences = append(differences, fmt.Sprintf("%s at %s, withheld as %s: %s", held.Class, held.Path, held.Reason, otherwise(replayed)))
		}
	}
	return differences
}

// otherwise says how a class would be decided otherwise.
func otherwise(r sharing.Replayed) string {
	switch {
	case r.After.Reason != "" && r.Before.Reason != "":
		return "would be withheld as " + refused(r.After) + ", and was as " + refused(r.Before)
	case r.After.Reason != "":
		return "would be withheld as " + refused(r.After) + ", and was granted as " + granted(r.Had)
	case r.Before.Reason != "":
		return "would be granted as " + granted(r.Will)
	}
	return "would be granted as " + granted(r.Will) + ", and was as " + granted(r.Had)
}

func refused(r sharing.Refusal) string {
	if r.Agreement == "" {
		return string(r.Reason)
	}
	return string(r.Reason) + " (" + r.Agreement + ")"
}

func granted(clauses []sharing.Clause) string {
	words := make([]string, 0, len(clauses))
	for _, c := range clauses {
		if word := c.Word(); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " and ")
}
