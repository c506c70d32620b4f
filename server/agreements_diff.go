package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// diffCommand compares two folders of agreements by what they let people see and do.
type diffCommand struct {
	Old string `arg:"" help:"The folder of the agreements as they are."`
	New string `arg:"" help:"The folder of the agreements as they would be."`
}

// Run implements `thrive agreements diff`.
func (d *diffCommand) Run(_ context.Context, p *program) error {
	old, err := setOf(d.Old)
	if err != nil {
		return err
	}
	next, err := setOf(d.New)
	if err != nil {
		return err
	}
	tellAgreements(p.out, old, next)
	changes := sharing.Diff(old, next)
	if len(changes) == 0 {
		_, err := fmt.Fprintln(p.out, "Nobody gains or loses anything.")
		return err
	}
	for _, role := range models.Roles {
		table, first := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0), true
		for _, c := range changes {
			if c.Clause.Role != role {
				continue
			}
			if first {
				fmt.Fprintf(p.out, "\n%s\n", role)
				first = false
			}
			fmt.Fprintln(table, "  "+changed(c))
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// setOf reads the agreements of a folder that the user named.
func setOf(dir string) (*sharing.Set, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, refuse("there is no folder %s", dir)
	}
	return settings{Agreements: dir}.sharingSet()
}

// tellAgreements says which agreements are new, gone or changed at all: not every change is one of who sees what.
func tellAgreements(w io.Writer, old, next *sharing.Set) {
	before := map[string]*sharing.Agreement{}
	for _, a := range old.Agreements() {
		before[a.ID] = a
	}
	for _, a := range next.Agreements() {
		was := before[a.ID]
		delete(before, a.ID)
		switch {
		case was == nil:
			fmt.Fprintf(w, "Agreement %s is new: %s, under %s\n", a.ID, a.Title, a.Gateway)
		case was.Gateway != a.Gateway:
			fmt.Fprintf(w, "Agreement %s rests on another law: %s, before: %s\n", a.ID, a.Gateway, was.Gateway)
		case was.SHA256 != a.SHA256:
			fmt.Fprintf(w, "Agreement %s has changed\n", a.ID)
		}
	}
	for _, a := range old.Agreements() {
		if before[a.ID] != nil {
			fmt.Fprintf(w, "Agreement %s is gone\n", a.ID)
		}
	}
}

// changed is one change as a line of a table.
func changed(c sharing.Change) string {
	verb, other := "loses", "instead: "
	if c.Gained {
		verb, other = "gains", "before: "
	}
	what := string(c.Clause.Class)
	if c.Clause.Act != "" {
		what = string(c.Clause.Act)
	}
	beside := make([]string, 0, len(c.Beside))
	for _, b := range c.Beside {
		words := b.Word()
		if b.Days() != c.Clause.Days() {
			words += " " + b.Days()
		}
		if !slices.Equal(b.Purposes, c.Purposes) {
			words += " for " + forPurposes(b.Role, b.Purposes)
		}
		beside = append(beside, words)
	}
	if len(beside) == 0 {
		beside = []string{"nothing"}
	}
	place := c.Clause.Agreement.Place(c.Clause.Path()...)
	return strings.Join([]string{
		verb, what, c.Clause.Word(), c.Clause.Days(), "for " + forPurposes(c.Clause.Role, c.Purposes), other + strings.Join(beside, "; "), "(" + place + ")",
	}, "\t")
}

// forPurposes names the purposes, in two words where they are all that the role may state.
func forPurposes(role models.Role, purposes []models.Purpose) string {
	if slices.Equal(purposes, role.Purposes()) {
		return "every purpose"
	}
	return purposeWords(purposes, ", ")
}
