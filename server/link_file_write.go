package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/linkage/report"
)

// prepareOut makes the folder for the result, for the owner alone: it tells who is who.
func (l *linkFileCommand) prepareOut() error {
	if l.Out == "" {
		return nil
	}
	if info, err := os.Stat(l.Out); err == nil && !info.IsDir() {
		return refuse("--out: %s is no folder", l.Out)
	}
	if err := os.MkdirAll(l.Out, 0o700); err != nil {
		return invalid{fmt.Errorf("--out: %w", err)}
	}
	return nil
}

// write writes the result. A file is there whole or not at all: what was there before stays until then.
func (l *linkFileCommand) write(ctx context.Context, o *linkOutcome) error {
	if l.Out == "" {
		return nil
	}
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"pairs.csv", func(w io.Writer) error { return o.writePairs(ctx, w) }},
		{"clusters.csv", func(w io.Writer) error { return o.writeGroups(w, "cluster", o.result.Clusters) }},
		{"households.csv", func(w io.Writer) error { return o.writeGroups(w, "household", o.result.Households) }},
		{"report.html", func(w io.Writer) error { return report.HTML(w, o.page) }},
		{"report.txt", func(w io.Writer) error { return report.Text(w, o.page) }},
	} {
		if err := writePrivate(filepath.Join(l.Out, f.name), f.write); err != nil {
			return fmt.Errorf("writing %s: %w", f.name, err)
		}
	}
	return nil
}

// writePrivate writes a file beside its place, for the owner alone, and then puts it there.
func writePrivate(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already, where all went well
	out := bufio.NewWriterSize(f, 1<<20)
	if err := errors.Join(write(out), out.Flush(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// writePairs writes the pairs: their rows, the score, and the level of each comparison, blank where there is nothing to
// compare.
func (o *linkOutcome) writePairs(ctx context.Context, w io.Writer) error {
	comparisons := o.result.Model.Comparisons
	row := []string{"source_a", "id_a", "source_b", "id_b", "weight", "p_match", "p_household"}
	for _, c := range comparisons {
		row = append(row, plainCell(c.Name))
	}
	out := csv.NewWriter(w)
	if err := out.Write(row); err != nil {
		return err
	}
	p := o.people
	for i, pair := range o.result.Pairs {
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row = append(row[:0], p.sourceCell(pair.A), plainCell(p.ids[pair.A]), p.sourceCell(pair.B), plainCell(p.ids[pair.B]),
			rounded(float64(pair.Weight), 3), probability(pair.Same), probability(pair.Household))
		for at, level := range o.result.Levels(pair) {
			name := ""
			if level > 0 {
				name = comparisons[at].Levels[level-1].Name
			}
			row = append(row, name)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// rounded writes a number to so many decimals; what rounds to nought has no sign.
func rounded(x float64, places int) string {
	s := strconv.FormatFloat(x, 'f', places, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// probability writes one so that it reads back as it was.
func probability(p float32) string { return strconv.FormatFloat(float64(p), 'g', -1, 32) }

// sourceCell is how a row's file is called, as a cell.
func (p *peopleFiles) sourceCell(row uint32) string { return plainCell(p.files[p.source[row]].source) }

// writeGroups writes the group of each row, numbered from 1 in the order of their first rows.
func (o *linkOutcome) writeGroups(w io.Writer, name string, group []uint32) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"source", "id", name}); err != nil {
		return err
	}
	for i, number := range dense(group) {
		if err := out.Write([]string{o.people.sourceCell(uint32(i)), plainCell(o.people.ids[i]), strconv.Itoa(number)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
