package feeds

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// cutAll cuts a text into records: their cells, or the fault alone.
func cutAll(t testing.TB, src io.Reader) [][]string {
	t.Helper()
	in := &records{lines: newLines(src, nil)}
	if err := in.sniff(); err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for {
		rec, err := in.read()
		if errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if rec.fault != "" {
			all = append(all, []string{"fault: " + rec.fault})
			continue
		}
		all = append(all, split(string(rec.raw), rec.quoted, nil))
	}
}

func TestRecords(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	for _, e := range []struct {
		name, text string
		want       [][]string
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"no line end at the end", "a,b\r\n1,", [][]string{{"a", "b"}, {"1", ""}}},
		{"carriage return at the end", "a\n1\r", [][]string{{"a"}, {"1"}}},
		{"blank lines", "\na\n\r\n \t\n1\n\n", [][]string{{"a"}, {"1"}}},
		{"carriage returns alone", "a,b\r1,2\r\r3,\"4\r5\"\r", [][]string{{"a", "b"}, {"1", "2"}, {"3", "4\r5"}}},
		{"a carriage return within a line", "a\n1\r2\n", [][]string{{"a"}, {"1\r2"}}},
		{"quoted", "a\n\"x,\"\"y\"\"\"\n", [][]string{{"a"}, {`x,"y"`}}},
		{"quoted line ends", "a,b\r\n\"1\r\n\r\n2\",3\r\n", [][]string{{"a", "b"}, {"1\n\n2", "3"}}},
		{"stray mark inside", "a\nx\"y\n1\n", [][]string{{"a"}, {"fault: " + faultInside}, {"1"}}},
		{"text behind a quoted cell", "a\n\"x\"y\n1\n", [][]string{{"a"}, {"fault: " + faultInside}, {"1"}}},
		{"mark never closed", "a\n\"x\n1\n2\n", [][]string{{"a"}, {"fault: " + faultOpen}, {"1"}, {"2"}}},
		{"mark closed by another's opening", "a\n\"x\n\"y\"\n1\n", [][]string{{"a"}, {"fault: " + faultOpen}, {"y"}, {"1"}}},
		{"marks over 100 lines", "a\n\"" + strings.Repeat("\n", 100) + "\"\n1\n", [][]string{{"a"}, {"fault: " + faultOpen}, {"fault: " + faultOpen}, {"1"}}},
		{"marks over 64 KiB", "a\n\"" + strings.Repeat(strings.Repeat("y", 9000)+"\n", 9) + "\"\n", append([][]string{{"a"}, {"fault: " + faultOpen}}, append(nineTimes(strings.Repeat("y", 9000))[1:], []string{"fault: " + faultOpen})...)},
		{"overlong line", "a\n" + long + "\n1\n", [][]string{{"a"}, {"fault: " + faultLong}, {"1"}}},
		{"overlong last line", "a\n1\n" + long + long, [][]string{{"a"}, {"1"}, {"fault: " + faultLong}}},
		{"overlong line within quotes", "a\n\"x\n" + long + "\"\n1\n", [][]string{{"a"}, {"fault: " + faultOpen}, {"fault: " + faultLong}, {"1"}}},
	} {
		t.Run(e.name, func(t *testing.T) {
			if diff := cmp.Diff(e.want, cutAll(t, strings.NewReader(e.text))); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(e.want, cutAll(t, iotest.HalfReader(strings.NewReader(e.text)))); diff != "" {
				t.Errorf("in small pieces: %s", diff)
			}
		})
	}
}

func nineTimes(s string) (all [][]string) {
	for range 9 {
		all = append(all, []string{s})
	}
	return all
}

func TestAReadErrorIsReturned(t *testing.T) {
	broken := errors.New("broken")
	in := &records{lines: newLines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), nil)}
	if _, err := in.read(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.read(); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
}

// Where encoding/csv can read a text at all, the records are the same as its.
func FuzzRecords(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a\r\n\"x\r\ny\",\"\"\"\"\r\n", "\"a\n", "a\"b\nc", ",\n\"\"\n", "\ufeffa\n", "a\r\"b\rc\"\r", "\r\n\r\r\n", "a,\"b\"\r", "\"\n\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if bytes.Count(text, []byte("\n")) >= maxSpanLines || len(text) > maxSpan {
			t.Skip("beyond the bounds")
		}
		got := cutAll(t, bytes.NewReader(text))
		if diff := cmp.Diff(got, cutAll(t, iotest.OneByteReader(bytes.NewReader(text)))); diff != "" {
			t.Fatalf("read byte by byte: %s", diff)
		}
		in := newLines(bytes.NewReader(text), nil)
		if err := in.sniff(); err != nil || in.bareCR {
			return // encoding/csv does not know such line ends
		}
		oracle := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
		oracle.FieldsPerRecord = -1
		all, err := oracle.ReadAll()
		if err != nil {
			return
		}
		empty := func(cells []string) bool { return len(cells) == 1 && trim(cells[0]) == "" } // blank here, a row there
		want := slices.DeleteFunc(all, empty)
		got = slices.DeleteFunc(got, empty)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
