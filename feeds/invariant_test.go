package feeds

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
)

// Every line of any text is part of exactly one row or bad row, or it is blank; and how the text arrives does not matter.
func FuzzNothingIsLost(f *testing.F) {
	for _, s := range []string{
		"D1,traced\nD2,untraced\n", "D1,\"traced\nD2,x\"\nD3\n", "\"D1\n,x", "D1,\"a\r\nb\"\r\n\r\n \r\nD2,b", "=1,\xff\n\x00,\t\n", "D1,traced\rD2,x\r\n",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	matches := File{Name: "matches", Columns: []Column{{Name: "a", Kind: Day}, {Name: "b", Kind: Code, Codes: []string{"x"}}}, Key: []string{"a", "b"}}
	f.Fuzz(func(t *testing.T, body string, old bool) {
		text, end := "a,b\n"+body, "\n"
		if old {
			text = "a,b\r" + body
		}
		bare := old && !strings.HasPrefix(strings.TrimLeft(body, "\r"), "\n")
		o, err := readText(t, matches, text)
		if err != nil {
			if body == "" {
				return
			}
			t.Fatal(err)
		}
		if bare {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		}
		all := strings.Split(text, end)
		covered := make([]int, len(all)+1)
		cover := func(line int, raw []byte) {
			r := string(raw)
			if bare {
				r = strings.ReplaceAll(strings.ReplaceAll(r, "\r\n", "\n"), "\r", "\n")
			}
			want := strings.Join(all[line-1:line+strings.Count(r, "\n")], "\n")
			if r != strings.TrimSuffix(want, "\r") && r != want {
				t.Fatalf("line %d is %q, given as %q", line, want, r)
			}
			for i := range strings.Count(r, "\n") + 1 {
				covered[line+i]++
			}
		}
		for _, row := range o.Rows {
			cover(row.Line, row.Raw)
		}
		for _, b := range o.Bad {
			cover(b.Line, b.Raw)
			if !utf8.ValidString(b.Value) || strings.ContainsRune(b.Value, 0) || utf8.RuneCountInString(b.Value) > shownRunes || b.Reason == "" {
				t.Fatalf("not fit to be kept: %+v", b)
			}
		}
		covered[headerLine(all)]++
		for i, line := range all {
			if blank := trim(line) == ""; blank && covered[i+1] > 1 || !blank && covered[i+1] != 1 {
				t.Fatalf("line %d, %q, is part of %d records", i+1, line, covered[i+1])
			}
		}
		pieces, _ := readAll(matches, func(file File, progress func(int), sink func(Row) error, bad func(Bad) error) (Report, error) {
			original := "a,b\n" + body
			if old {
				original = "a,b\r" + body
			}
			return read(iotest.OneByteReader(strings.NewReader(original)), file, testDay, progress, sink, bad)
		})
		if diff := cmp.Diff(o, pieces); diff != "" {
			t.Fatalf("read byte by byte: %s", diff)
		}
	})
}

func headerLine(lines []string) int {
	return 1 + slices.IndexFunc(lines, func(line string) bool { return trim(line) != "" })
}

// Column order, header case, quoting, padding and line endings change neither what a row says nor its hash; a changed cell
// does change it.
func TestDressDoesNotMatter(t *testing.T) {
	people := file(t, models.Schools, "people")
	names := []string{"unknown one", "x2"}
	for _, c := range people.Columns {
		names = append(names, c.Name)
	}
	rapid.Check(t, func(rt *rapid.T) {
		cells := make([]string, len(names))
		for i := range cells {
			pattern := `[a-zA-Z,"' é\n]{0,8}`
			if c := people.Column(names[i]); c >= 0 && (people.Columns[c].Kind != Text || people.Columns[c].Check != nil) {
				pattern = `[a-zA-Z,"' é]{0,8}` // line ends are for free text
			}
			cells[i] = rapid.StringMatching(pattern).Draw(rt, names[i])
		}
		set := func(name, value string) { cells[slices.Index(names, name)] = value }
		set("person_ref", "S1")
		set("date_of_birth", "2001-02-03")
		set("restricted", "yes")
		set("sensitive", "")
		plain := dress(names, cells, rand.New(rand.NewPCG(0, 0)), false)
		fancy := dress(names, cells, rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1)), true)
		a, err := readText(t, people, plain)
		b, err2 := readText(t, people, fancy)
		if err != nil || err2 != nil || len(a.Rows) != 1 || len(b.Rows) != 1 {
			rt.Fatalf("%v %v %v %v of\n%s\n%s", err, err2, a.Bad, b.Bad, plain, fancy)
		}
		if a.Rows[0].Hash != b.Rows[0].Hash || !cmp.Equal(a.Rows[0].Values, b.Rows[0].Values) || a.Rows[0].Ref != b.Rows[0].Ref {
			rt.Fatalf("differ:\n%s\n%s", plain, fancy)
		}
		i := rapid.IntRange(0, len(cells)-1).Draw(rt, "changed")
		if names[i] == "date_of_birth" || names[i] == "restricted" || names[i] == "sensitive" {
			return
		}
		cells[i] += "z"
		if c, err := readText(t, people, dress(names, cells, rand.New(rand.NewPCG(0, 0)), false)); err != nil || c.Rows[0].Hash == a.Rows[0].Hash {
			rt.Fatalf("a changed %s does not show: %v", names[i], err)
		}
	})
}

// dress writes a file of one row; fancy in another order, case, padding and line ending.
func dress(names, cells []string, r *rand.Rand, fancy bool) string {
	order, end := r.Perm(len(names)), "\n"
	if fancy {
		end = "\r\n"
	} else {
		slices.Sort(order)
	}
	var head, row []string
	for _, i := range order {
		name, cell := names[i], cells[i]
		if fancy {
			name = " " + strings.ToUpper(strings.ReplaceAll(name, "_", "-"))
			cell = "\u00a0" + strings.ReplaceAll(cell, "\n", end) + " "
		}
		head = append(head, name)
		row = append(row, `"`+strings.ReplaceAll(cell, `"`, `""`)+`"`)
	}
	return strings.Join(head, ",") + end + strings.Join(row, ",") + end
}
