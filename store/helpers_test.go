package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// sent are the files of a feed: their text, by their names without .csv.
type sent map[string]string

// rows is a file of a header and rows.
func rows(header string, lines ...string) string {
	return strings.Join(append([]string{header}, lines...), "\n") + "\n"
}

// folder writes a feed.
func folder(t testing.TB, files sent) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// imported imports a feed and checks that its receipt adds up.
func imported(t testing.TB, s *store.Store, files sent, o store.ImportOptions) models.Receipt {
	t.Helper()
	o.Follow = true
	receipt := take(t, s, folder(t, files), o)
	for _, f := range receipt.Files {
		if f.Rows != f.New+f.Changed+f.Same+f.Quarantined {
			t.Errorf("%s does not add up: %+v", f.Name, f)
		}
	}
	return receipt
}

// tryImport imports a feed that may be refused.
func tryImport(ctx context.Context, t *testing.T, s *store.Store, files sent, o store.ImportOptions) error {
	t.Helper()
	feed, err := feeds.Open(folder(t, files))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = feed.Close() }()
	o.Now, o.By, o.Follow = now, audit.Actor{Subject: "test"}, true
	_, err = s.Import(ctx, feed, o)
	return err
}

// counts is what became of each file's rows, in words; what is none is left out.
func counts(r models.Receipt) string {
	var files []string
	for _, f := range r.Files {
		var said []string
		for _, c := range []struct {
			n    int
			what string
		}{{f.New, "new"}, {f.Changed, "changed"}, {f.Same, "same"}, {f.Withdrawn, "withdrawn"}, {f.Quarantined, "bad"}} {
			if c.n > 0 {
				said = append(said, fmt.Sprintf("%d %s", c.n, c.what))
			}
		}
		files = append(files, f.Name+": "+strings.Join(said, ", "))
	}
	return strings.Join(files, "; ")
}

// expect compares lines.
func expect(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// unchanged reports how the tables differ from what they were.
func unchanged(t testing.TB, what string, before, after map[string][]string) {
	t.Helper()
	for _, difference := range dbtest.Differ(after, before) {
		t.Errorf("%s: %s", what, difference)
	}
}
