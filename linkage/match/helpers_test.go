package match

import (
	"flag"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// fataler is the part of a test, a fuzz test, a benchmark and a property test that a check needs.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// everything has a column for each field.
var everything = []Column{
	{Name: "given", Field: Given},
	{Name: "known", Field: Known},
	{Name: "middle", Field: Middle},
	{Name: "surname", Field: Surname},
	{Name: "former", Field: Former},
	{Name: "dob", Field: Birth},
	{Name: "sex", Field: Sex},
	{Name: "house", Field: House},
	{Name: "line1", Field: Address},
	{Name: "line2", Field: Address},
	{Name: "town", Field: Town},
	{Name: "postcode", Field: Postcode},
	{Name: "uprn", Field: Property},
	{Name: "nino", Field: Number},
	{Name: "telephone", Field: Phone},
	{Name: "email", Field: Email},
	{Name: "birthplace", Field: Other},
}

// row is the values of a record that is written as "given=Ann; surname=Lee", in the order of the columns.
func row(t fataler, columns []Column, record string) []string {
	t.Helper()
	values := make([]string, len(columns))
	for part := range strings.SplitSeq(record, ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if name == "" {
			continue
		}
		for i, c := range columns {
			if c.Name == name {
				values[i], name = value, ""
			}
		}
		if !ok || name != "" {
			t.Fatalf("%q of %q is no column", part, record)
		}
	}
	return values
}

func newTable(t fataler, columns ...Column) *Table {
	t.Helper()
	table, err := NewTable(columns...)
	if err != nil {
		t.Fatalf("NewTable: %v", err)
	}
	return table
}

// tableOf is a table of everything with these records, each of source 0.
func tableOf(t fataler, records ...string) *Table {
	t.Helper()
	table := newTable(t, everything...)
	for _, r := range records {
		table.Append(0, row(t, everything, r))
	}
	return table
}

// values are what people of a small town have in each column, by the column's name: few enough that most of what can
// happen between two records does.
var values = map[string][]string{
	"given":      {"", "", "Ann", "Anne", "Bob", "Robert", "A", "Lee", "Jo-Ann", "Анна"},
	"known":      {"", "", "", "", "Bob", "Ann", "Nan"},
	"middle":     {"", "", "", "Jane", "Jayne", "Jane Ann"},
	"surname":    {"", "", "Lee", "Leigh", "Smith", "Smyth", "Smithson", "Ann", "Bob", "Иванов"},
	"former":     {"", "", "", "", "Smith", "Jones"},
	"dob":        {"", "", "1980-05-02", "1980-02-05", "1980-01-01", "1980-05-03", "1950-12-31", "1950-11-30", "2001-10-20"},
	"sex":        {"", "F", "M"},
	"house":      {"", "", "", "12", "21"},
	"line1":      {"", "", "12 High Street", "12a High Street", "14 High Street", "12 Hihg Street", "1 Mill Lane", "Rose Cottage", "no fixed abode"},
	"line2":      {"", "", "", "12 High Street"},
	"town":       {"", "", "Oxford", "Oxfrod", "East Oxford", "Banbury"},
	"postcode":   {"", "", "OX1 1AA", "OX1 1AB", "OX1 2ZZ", "OX1 1BC", "OX2 9XX", "SW1A 1AA", "12345", "123456789", "123456780", "ZZ99 3VZ"},
	"uprn":       {"", "", "", "100", "200"},
	"nino":       {"", "", "", "QQ123456C", "QQ123465C", "AB987654D"},
	"telephone":  {"", "", "", "01865 722000", "+44 1865 722000", "01865 722001", "07700 900123"},
	"email":      {"", "", "", "ann@example.org", "ann@example.com", "anne@example.org", "bob@example.net"},
	"nino2":      {"", "", "", "QQ123456C", "AB987654D"},
	"birthplace": {"", "", "", "devon", "west devon", "kent"},
}

// drawRow draws the values of a record: mostly the town's, now and then anything.
func drawRow(t *rapid.T, columns []Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = rapid.SampledFrom(values[c.Name]).Draw(t, c.Name)
		if out[i] == "" && rapid.IntRange(0, 19).Draw(t, "odd") == 0 {
			out[i] = rapid.StringN(0, 8, -1).Draw(t, "odd "+c.Name)
		}
	}
	return out
}

// drawTable draws a table of up to most records of up to three sources.
func drawTable(t *rapid.T, most int, columns ...Column) *Table {
	table := newTable(t, columns...)
	for range rapid.IntRange(0, most).Draw(t, "records") {
		table.Append(rapid.IntRange(0, 2).Draw(t, "source"), drawRow(t, columns))
	}
	return table
}

// someColumns draws some of the columns of everything.
func someColumns(t *rapid.T) (columns []Column) {
	for _, c := range everything {
		if rapid.IntRange(0, 3).Draw(t, "column") > 0 {
			columns = append(columns, c)
		}
	}
	return columns
}

// oftener checks what is quickly checked so many times as often as other properties.
func oftener(t *testing.T, times int, check func(t *rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	n, err := strconv.Atoi(before)
	if err != nil {
		t.Fatal(err)
	}
	if err := checks.Set(strconv.Itoa(n * times)); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := checks.Set(before); err != nil {
			t.Error(err)
		}
	}()
	rapid.Check(t, check)
}

// quick are the default settings, where it takes fewer pairs to learn.
func quick() Settings {
	s := DefaultSettings()
	s.RandomPairs = 100000
	return s
}
