package feeds

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

const testDay models.Date = "2013-01-05"

// outcome is what a reading came to, with everything copied that is only valid during a call.
type outcome struct {
	Rows   []Row
	Bad    []Bad
	Report Report
	Read   int // bytes told to progress
}

// readText reads one file's text.
func readText(t testing.TB, file File, text string) (outcome, error) {
	t.Helper()
	return readAll(file, func(file File, progress func(int), sink func(Row) error, bad func(Bad) error) (Report, error) {
		return read(strings.NewReader(text), file, testDay, progress, sink, bad)
	})
}

func readAll(file File, read func(File, func(int), func(Row) error, func(Bad) error) (Report, error)) (outcome, error) {
	var o outcome
	report, err := read(file, func(n int) { o.Read += n }, func(row Row) error {
		row.Raw, row.Values = bytes.Clone(row.Raw), append([]any(nil), row.Values...)
		o.Rows = append(o.Rows, row)
		return nil
	}, func(b Bad) error {
		b.Raw = bytes.Clone(b.Raw)
		o.Bad = append(o.Bad, b)
		return nil
	})
	o.Report = report
	return o, err
}

// short tells rows and bad rows in the order of their lines: "2 good A", "3 bad from=x".
func (o outcome) short() []string {
	var s []string
	rows, bad := o.Rows, o.Bad
	for len(rows)+len(bad) > 0 {
		if len(bad) == 0 || len(rows) > 0 && rows[0].Line < bad[0].Line {
			s = append(s, fmt.Sprintf("%d good %s", rows[0].Line, rows[0].Ref))
			rows = rows[1:]
		} else {
			s = append(s, fmt.Sprintf("%d bad %s=%s", bad[0].Line, bad[0].Column, bad[0].Value))
			bad = bad[1:]
		}
	}
	return s
}

func file(t testing.TB, p models.Partner, name string) File {
	t.Helper()
	f, ok := FileNamed(p, name)
	if !ok {
		t.Fatalf("%s has no file %s", p, name)
	}
	return f
}

// folder writes files, by path, into a new folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

type entry struct{ name, text string }

// zipped writes a zip and returns its path.
func zipped(t testing.TB, entries ...entry) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "feed.zip")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
