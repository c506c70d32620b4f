package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

//go:generate go run . agreements matrix --format md --out ../docs/sharing.md

// matrixCommand prints the sharing matrix.
type matrixCommand struct {
	Role   string `help:"Only this role (default: all)."`
	On     string `placeholder:"DATE" help:"The day (default: today)."`
	Format string `enum:"text,md,csv,html" default:"text" help:"As text, md (Markdown), csv or html, one page that needs nothing else."`
	Out    string `placeholder:"FILE" help:"Write it to a file, whole or not at all."`
}

// Run implements `thrive agreements matrix`.
func (m *matrixCommand) Run(_ context.Context, p *program) error {
	on, err := dayOrToday(m.On, p)
	if err != nil {
		return err
	}
	set, err := p.sharingSet()
	if err != nil {
		return err
	}
	fields, err := fieldsByClass()
	if err != nil {
		return err
	}
	table := matrix{set: set, fields: fields, stated: m.On}
	for _, role := range models.Roles {
		if role != models.Integration && (m.Role == "" || role == roleNamed(m.Role)) {
			table.roles = append(table.roles, role)
			table.rules = append(table.rules, set.Matrix(role, on))
			table.acts = append(table.acts, set.Licences(role, on))
		}
	}
	if len(table.roles) == 0 {
		return refuse("%s is no role that agreements grant anything to", roleNamed(m.Role))
	}
	var text bytes.Buffer
	write := map[string]func(io.Writer) error{"text": table.text, "md": table.markdown, "csv": table.csv, "html": table.html}[m.Format]
	if err := write(&text); err != nil {
		return err
	}
	if m.Out != "" {
		return writeWhole(m.Out, text.Bytes())
	}
	_, err = text.WriteTo(p.out)
	return err
}

// matrix is what roles see of each class on a day.
type matrix struct {
	set    *sharing.Set
	roles  []models.Role
	rules  [][]sharing.Rule    // of each role
	acts   [][]sharing.Licence // of each role
	fields map[models.Class][]string
	stated string // the day, where one was asked for: without it, the same agreements give the same text on every day
}

// fieldsByClass lists the fields of each class, in order.
func fieldsByClass() (map[models.Class][]string, error) {
	classes, err := graph.FieldClasses()
	fields := map[models.Class][]string{}
	for name, field := range classes {
		if field.Detail != models.DetailValue {
			name += " (" + strings.ToLower(string(field.Detail)) + ")"
		}
		fields[field.Class] = append(fields[field.Class], name)
	}
	for _, names := range fields {
		slices.Sort(names)
	}
	return fields, err
}

// voices are those whose word the rule shows.
func voices(r sharing.Rule) string {
	if r.Detail == models.DetailNone {
		return ""
	}
	if len(r.By) > 0 {
		return strings.Join(r.By, ", ")
	}
	return partnerWords(r.Class.Owners())
}

func partnerWords(partners []models.Partner) string {
	words := make([]string, len(partners))
	for i, partner := range partners {
		words[i] = string(partner)
	}
	return strings.Join(words, ", ")
}

func (m matrix) text(w io.Writer) error {
	for i, role := range m.roles {
		fmt.Fprintf(w, "%s\n", role)
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, r := range m.rules[i] {
			fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%s\n", r.Class, r.Cell(), purposeWords(r.Purposes, ", "), r.Reason, r.Gateway)
		}
		for _, l := range m.acts[i] {
			fmt.Fprintf(table, "  %s\tmay%s\t%s\t\t%s\n", l.Act, behind(l), purposeWords(l.Purposes, ", "), l.Gateway)
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func (m matrix) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{strings.Fields("role class detail scope by purposes reason agreement gateway fields")}
	for i, role := range m.roles {
		for _, r := range m.rules[i] {
			rows = append(rows, []string{
				string(role), string(r.Class), string(r.Detail), string(r.Scope), voices(r), purposeWords(r.Purposes, " "),
				string(r.Reason), plainCell(r.Agreement), plainCell(r.Gateway), strings.Join(m.fields[r.Class], " "),
			})
		}
	}
	return out.WriteAll(rows)
}

// writeWhole replaces the file: it never holds half of the text.
func writeWhole(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // G301: what the operator asks to write is for all to read
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(text)
	for _, step := range []func() error{func() error { return f.Chmod(0o644) }, f.Close, func() error { return os.Rename(f.Name(), path) }} {
		if err != nil {
			break
		}
		err = step()
	}
	return err
}
