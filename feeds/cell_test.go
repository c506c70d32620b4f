package feeds

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/models"
)

func TestCells(t *testing.T) {
	var (
		born    = Column{Name: "born", Kind: Day, Past: true}
		ended   = Column{Name: "ended", Kind: Day}
		started = Column{Name: "started", Kind: Day}
		mark    = Column{Name: "mark", Kind: YesNo}
		count   = Column{Name: "count", Kind: Number}
		kind    = Column{Name: "kind", Kind: Code, Codes: []string{"child-in-need"}}
		benefit = Column{Name: "benefit", Kind: Code, Codes: []string{"JSA"}}
		name    = Column{Name: "name"}
		must    = Column{Name: "must", Required: true}
		nhs     = Column{Name: "nhs", Check: identifier.NHSNumber}
		sex     = people().Columns[people().Column("sex")]
	)
	const (
		noDate    = "is not a date: write it as 2012-03-04 or 04/03/2012"
		aFormula  = "begins like a spreadsheet formula"
		noNumber  = "is not a whole number"
		noAnswer  = "neither yes nor no"
		tooFar    = "is more than a year ahead"
		tooEarly  = "is before 1850"
		notBorn   = "is in the future"
		blankMust = "is blank: this row means nothing without it"
	)
	for _, e := range []struct {
		name   string
		column Column
		cell   string
		want   any
		note   string
		fault  string
	}{
		{"day", ended, "2012-03-04", models.Date("2012-03-04"), "", ""},
		{"day the other way", ended, "04/03/2012", models.Date("2012-03-04"), "", ""},
		{"day with padding", ended, "\u00a02012-03-04 ", models.Date("2012-03-04"), "", ""},
		{"no day", ended, " ", models.Date(""), "", ""},
		{"29 February", ended, "29/02/2012", models.Date("2012-02-29"), "", ""},
		{"29 February 1900", ended, "29/02/1900", models.Date(""), "", noDate},
		{"30 February", ended, "2012-02-30", models.Date(""), "", noDate},
		{"31 April", ended, "2012-04-31", models.Date(""), "", noDate},
		{"month first", ended, "03/14/2012", models.Date(""), "", noDate},
		{"short digits", ended, "4/3/2012", models.Date(""), "", noDate},
		{"two-digit year", ended, "04/03/12", models.Date(""), "", noDate},
		{"with a time", ended, "2012-03-04 00:00", models.Date(""), "", noDate},
		{"words", ended, "not known!", models.Date(""), "", noDate},
		{"sign for a digit", ended, "2012-+3-04", models.Date(""), "", noDate},
		{"year 1849", ended, "1849-12-31", models.Date(""), "", tooEarly},
		{"year 1850", ended, "1850-01-01", models.Date("1850-01-01"), "", ""},
		{"a year ahead", ended, "2014-01-05", models.Date("2014-01-05"), "", ""},
		{"over a year ahead", started, "2014-01-06", models.Date(""), "", tooFar},
		{"ends in many years", ended, "2040-01-06", models.Date("2040-01-06"), "", ""},
		{"ends in over a hundred", ended, "2113-01-06", models.Date(""), "", "is more than a hundred years ahead"},
		{"born today", born, "2013-01-05", models.Date("2013-01-05"), "", ""},
		{"born tomorrow", born, "2013-01-06", models.Date(""), "", notBorn},
		{"yes", mark, "Yes", true, "", ""},
		{"t", mark, "t", true, "", ""},
		{"1", mark, "1", true, "", ""},
		{"n", mark, "N", false, "", ""},
		{"blank is no", mark, "", false, "", ""},
		{"what is neither protects", mark, "perhaps", true, noAnswer, ""},
		{"number", count, "126", 126, "", ""},
		{"nought", count, "0", 0, "", ""},
		{"a million", count, "1000000", 1000000, "", ""},
		{"over a million", count, "1000001", nil, "", noNumber},
		{"negative", count, "-1", nil, "", noNumber},
		{"decimal", count, "1.5", nil, "", noNumber},
		{"with a comma", count, "1,000", nil, "", noNumber},
		{"no number", count, "", nil, "", ""},
		{"endless number", count, strings.Repeat("9", 999), nil, "", noNumber},
		{"code", kind, "child-in-need", "child-in-need", "", ""},
		{"code in words", kind, " Child In_Need", "child-in-need", "", ""},
		{"unknown code", kind, "Child Lost", "child-lost", "child-lost", ""},
		{"benefit", benefit, "jsa", "JSA", "", ""},
		{"unknown benefit", benefit, "xyz", "XYZ", "XYZ", ""},
		{"female", sex, "female", "F", "", ""},
		{"m", sex, "m", "M", "", ""},
		{"unknown sex", sex, "U", "", "", ""},
		{"another sex", sex, "n", "N", "N", ""},
		{"text", name, "  Zoë O'Neil ", "Zoë O'Neil", "", ""},
		{"sum", name, "=1+1", "", "", aFormula},
		{"command", name, "@SUM(A1)", "", "", aFormula},
		{"plus", name, "+44 1865 000000", "", "", aFormula},
		{"minus and a letter", name, "-cmd", "", "", aFormula},
		{"formula behind spaces", name, "  =1+1", "", "", aFormula},
		{"tab", name, "\tx", "", "", aFormula},
		{"minus and a digit", name, "-5", "-5", "", ""},
		{"hyphen", name, "-", "-", "", ""},
		{"formula in a code", kind, "=x", "", "", aFormula},
		{"1,000 characters", name, strings.Repeat("é", 1000), strings.Repeat("é", 1000), "", ""},
		{"1,001 characters", name, strings.Repeat("é", 1001), "", "", "is longer than 1,000 characters"},
		{"blank but required", must, "\u00a0", "", "", blankMust},
		{"sound identifier as written", nhs, "943 476 5919", "943 476 5919", "", ""},
		{"unsound identifier as written", nhs, "9434765918", "9434765918", "the check digit does not fit", ""},
	} {
		t.Run(e.name, func(t *testing.T) {
			v := e.column.parse(e.cell, around("2013-01-05"))
			got := v.value
			if n, ok := got.(*int); ok && n != nil {
				got = *n
			} else if ok {
				got = nil
			}
			if got != e.want || v.note != e.note {
				t.Errorf("got %#v with the note %q, want %#v with %q", got, v.note, e.want, e.note)
			}
			if (v.fault == "") != (e.fault == "") || !strings.Contains(v.fault, e.fault) {
				t.Errorf("got the fault %q, want %q", v.fault, e.fault)
			}
		})
	}
}

func TestVisible(t *testing.T) {
	for _, e := range []struct{ name, in, want string }{
		{"plain", "Zoë", "Zoë"},
		{"not UTF-8", "Zo\xeb", `Zo\xeb`},
		{"NUL, line end, escape", "a\x00b\nc\x1b[1m", `a\x00b\x0ac\x1b[1m`},
		{"cut", strings.Repeat("é", 300), strings.Repeat("é", 200)},
		{"cut after escaping", strings.Repeat("\x00", 300), strings.Repeat(`\x00`, 50)},
	} {
		t.Run(e.name, func(t *testing.T) {
			if got := visible(e.in, shownRunes); got != e.want {
				t.Errorf("got %q, want %q", got, e.want)
			}
		})
	}
}
