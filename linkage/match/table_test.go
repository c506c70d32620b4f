package match

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// cleaned is what a record says once it is cleaned, slot by slot, the blanks left out.
func cleaned(table *Table, record int) string {
	var parts []string
	for at := range table.slots {
		if w := table.word(at, table.row(record)); w.text != "" {
			parts = append(parts, table.slots[at].name+"="+w.text)
		}
	}
	return strings.Join(parts, "; ")
}

func TestAppendCleans(t *testing.T) {
	for record, want := range map[string]string{
		"": "",
		"given=Ann-Marie; surname=O'Brien; dob=2/5/1980":            "given=annmarie; surname=obrien; dob=19800502",
		"given=Mr; surname=not known; sex=Female":                   "sex=f",
		"known=Nan; middle=Jane Ann; former=Smith":                  "known-as=nan; middle=janeann; former=smith",
		"line1=Flat 2, 14 High St; line2=Oxford; town=Oxford":       "house=flat 2 14; address=high street; town=oxford",
		"line1=Flat 2; line2=14 High St":                            "house=flat 2 14; address=high street",
		"house=12; line1=High St":                                   "house=12; address=high street",
		"house=12; line1=14 High St":                                "house=12; address=high street", // a column of its own goes first
		"house=unknown; line1=14 High St":                           "house=14; address=high street",
		"line1=nfa; town=not known; postcode=ZZ99 3VZ":              "",
		"postcode=OX1 1AA; uprn=100; nino=qq 12":                    "postcode=ox11aa; uprn=100; nino=qq12",
		"nino=n/a; uprn=unknown; email=none; birthplace=Not Stated": "",
		"email=Ann@Example.org; birthplace=St. Ives":                "email=ann@example.org; birthplace=st ives",
	} {
		table := tableOf(t, "", record, record) // the second time all values are known
		for i := 1; i < 3; i++ {
			if got := cleaned(table, i); got != want {
				t.Errorf("%q is cleaned to %q, want %q", record, got, want)
			}
		}
		if got := cleaned(table, 0); got != "" {
			t.Errorf("a blank record is cleaned to %q", got)
		}
	}
}

func TestAppendTellsThePlace(t *testing.T) {
	table := newTable(t, Column{Name: "name", Field: Surname})
	for i := range 3 {
		if at := table.Append(70000+i, []string{"Lee"}); at != i {
			t.Errorf("record %d is put at %d", i, at)
		}
	}
	if table.Len() != 3 || table.source[0] == table.source[1] {
		t.Errorf("%d records of the sources %v", table.Len(), table.source)
	}
}

func TestMiddleNamesOfSeveralColumns(t *testing.T) {
	table := newTable(t, Column{Name: "middle 1", Field: Middle}, Column{Name: "middle 2", Field: Middle}, Column{Name: "middle 3", Field: Middle})
	for want, values := range map[string][]string{
		"middle=janeann": {"Jane", "Ann", ""},
		"middle=jane":    {"", "Jane", "n/a"},
		"middle=ann":     {"unknown", "", "Ann"},
		"":               {"", "", ""},
		"middle=abc":     {"A", "B", "C"},
	} {
		if got := cleaned(table, table.Append(0, values)); got != want {
			t.Errorf("%q are cleaned to %q, want %q", values, got, want)
		}
	}
}

// A number that cannot be right is no evidence: not for, and not against.
func TestCheckedNumbers(t *testing.T) {
	digits := func(s string) (string, error) {
		if strings.Trim(s, "0123456789") != "" {
			return "", errors.New("not digits")
		}
		return strings.TrimLeft(s, "0"), nil
	}
	table := newTable(t, Column{Name: "id", Field: Number, Check: digits}, Column{Name: "uprn", Field: Property, Check: digits})
	for want, values := range map[string][]string{
		"uprn=7; id=12": {"0012", "007"},
		"uprn=7":        {"12x", "7"},
		"id=12":         {"12", "n/a"},
		"":              {"", ""},
	} {
		if got := cleaned(table, table.Append(0, values)); got != want {
			t.Errorf("%q are cleaned to %q, want %q", values, got, want)
		}
	}
}

func TestNewTableRefuses(t *testing.T) {
	many := func(field Field, n int) (columns []Column) {
		for i := range n {
			columns = append(columns, Column{Name: fmt.Sprint(i), Field: field})
		}
		return columns
	}
	for what, c := range map[string]struct {
		columns []Column
		want    string // "" where it takes them
	}{
		"no columns":             {nil, ""},
		"everything":             {everything, ""},
		"the same field twice":   {[]Column{{Name: "a", Field: Surname}, {Name: "b", Field: Surname}}, `columns "a" and "b" are both surname: name one of them`},
		"two lines":              {many(Address, 4), ""},
		"middle names":           {many(Middle, 3), ""},
		"two numbers":            {many(Number, 2), ""},
		"two of one name":        {[]Column{{Name: "id", Field: Number}, {Name: "id", Field: Number}}, `two columns are called "id": give one another name`},
		"one name, two fields":   {[]Column{{Name: "id", Field: Number}, {Name: "id", Field: Other}}, `two columns are called "id": give one another name`},
		"a field that is none":   {[]Column{{Name: "a", Field: "shoe"}}, `column "a": no field is called "shoe"`},
		"a blank field":          {[]Column{{Name: "a"}}, `column "a": no field is called ""`},
		"as many as can be":      {many(Number, 31), ""}, // of four levels each: 62 bits
		"more than can be":       {many(Number, 32), "32 columns are too many to be compared together: leave some out"},
		"everything and many":    {slices.Concat(everything, many(Email, 17)), "34 columns are too many to be compared together: leave some out"},
		"many that wrap to zero": {many(Other, 64), "64 columns are too many to be compared together: leave some out"},
	} {
		_, err := NewTable(c.columns...)
		if got := message(err); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// message is an error's text, "" of none.
func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestParseField(t *testing.T) {
	for _, f := range Fields {
		if got, err := ParseField(" " + strings.ToUpper(string(f)) + " "); err != nil || got != f {
			t.Errorf("%s is read as %q, %v", f, got, err)
		}
	}
	_, err := ParseField("shoe")
	if got := message(err); !strings.HasPrefix(got, `no field is called "shoe": take one of given, middle,`) || !strings.HasSuffix(got, ", other") {
		t.Errorf("an unknown field: %q", got)
	}
}

func TestWords(t *testing.T) {
	w := newWords()
	if w.code("") != 0 || w.name("") != 0 {
		t.Error("the blank is not 0")
	}
	if a, b := w.code("x1"), w.name("bob"); a == b || w.code("x1") != a || w.name("bob") != b || a == 0 || b == 0 {
		t.Errorf("codes %d and %d", a, b)
	}
	robert, bob, ann := w.list[w.name("robert")], w.list[w.name("bob")], w.list[w.name("zzyzx")]
	if robert.nick != bob.nick || robert.hash == bob.hash {
		t.Error("Bob is not short for Robert, or is the same")
	}
	if ann.nick != ann.hash || ann.nicks != nil || ann.long != 5 || ann.sound == 0 || ann.sign == 0 {
		t.Errorf("what is known of a name without short forms: %+v", ann)
	}
	if hashString("") != 0 || hashString("a") == 0 || hashString("ab") == hashString("ba") {
		t.Error("hashes")
	}
	// Published, so that keys and models keep their meaning from one version to the next.
	if got := hashString("smith"); got != 0xbd08af2fbbbab728 {
		t.Errorf("the hash of a text has changed: %#x", got)
	}
}
