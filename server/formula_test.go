package main

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPlainCell(t *testing.T) {
	for cell, want := range map[string]string{
		"":            "",
		"row1":        "row1",
		"=cmd()":      "'=cmd()",
		"+2":          "'+2",
		"@3":          "'@3",
		"-1+cmd()":    "'-1+cmd()",
		"-":           "'-",
		"-x":          "'-x",
		"-1e5":        "'-1e5",
		"-1.2.3":      "'-1.2.3",
		"\t=1":        "'\t=1",
		"\r=1":        "'\r=1",
		"'tis":        "''tis", // or it would be read back as tis
		"-1":          "-1",    // a number is no formula
		"-9223372036": "-9223372036",
		"-0.5":        "-0.5",
		"a=1":         "a=1",
	} {
		if got := plainCell(cell); got != want {
			t.Errorf("%q is written %q, want %q", cell, got, want)
		}
	}
}

// Whatever stands in a cell can be read back: an apostrophe at its beginning is taken away.
func TestPlainCellReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[=+@'\t\r-]{0,3}[0-9a-z.]{0,4}`).Draw(t, "cell")
		written := plainCell(cell)
		if strings.IndexAny(written, "=+@\t\r") == 0 {
			t.Fatalf("%q is written %q", cell, written)
		}
		if back := strings.TrimPrefix(written, "'"); back != cell {
			t.Fatalf("%q is read back as %q", cell, back)
		}
	})
}

func TestLinkFileGuardsFormulas(t *testing.T) {
	dir := t.TempDir()
	ids := strings.NewReplacer("row0-0", "=cmd()", "row0-1", "+2", "row1-0", "@3", "row1-1", "-4", "Email", "=Email")
	path := write(t, filepath.Join(dir, "=people.csv"), ids.Replace(peopleText(20, nil)))
	out := filepath.Join(dir, "out")
	must(t, "link-file", path, "--out", out, "--columns", "email==Email", "--settings", quick(t))
	written := map[string]bool{}
	for _, name := range []string{"pairs.csv", "clusters.csv", "households.csv"} {
		for _, row := range rowsOf(t, filepath.Join(out, name)) {
			for _, cell := range row {
				written[cell] = true
				if strings.IndexAny(cell, "=+@") == 0 {
					t.Fatalf("%s holds the cell %q", name, cell)
				}
			}
		}
	}
	for _, want := range []string{"'=people", "'=cmd()", "'+2", "'@3", "-4", "'=Email"} {
		if !written[want] {
			t.Errorf("no cell is %q", want)
		}
	}
}
