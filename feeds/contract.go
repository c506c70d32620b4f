package feeds

import "thrivingfamilies.example/hub/models"

// Kind says what a column's cells hold and so the type of its place in Row.Values.
type Kind int

// The kinds, with the type of their values. A blank cell is the zero value: "", no day, a nil pointer, false.
const (
	Text   Kind = iota // string, as written but trimmed
	Day                // models.Date, from 2012-03-04 or 04/03/2012
	Number             // *int, whole, 0 to 1,000,000
	YesNo              // bool
	Code               // string of a code list, normalised
)

// Column is one column of the contract.
type Column struct {
	Name     string
	Kind     Kind
	Required bool // a blank cell quarantines the row, a missing column refuses the file
	Past     bool // of a Day: it may not come after the day of reading
	// Codes are the known codes; with none every code is known. An unknown one is kept and reported in a notice. Where the
	// first is in capitals cells are brought to capitals, else to small letters with hyphens.
	Codes []string
	// Aliases are other ways to write a code, in the form to which the column's cells are brought.
	Aliases map[string]string
	// Check is an identifier's check. An unsound cell is reported in a notice; the cell is kept as written either way.
	Check func(string) (canonical string, err error)
}

// Reference says that a column names a row of another file of the same partner and organisation. A blank cell, where the
// column may be blank, names nothing.
type Reference struct{ Column, File string }

// File is one file of the contract.
type File struct {
	Name    string // without .csv
	Columns []Column
	// Key are the columns whose values, joined by "|", are the row's Ref. Of several, a "|" or "\" within one has a "\"
	// before it, so that two keys never make one Ref.
	Key  []string
	Refs []Reference
	// rule is what must hold between a row's values: the column at fault and why, or "" twice.
	rule func(values []any) (column, reason string)
}

// Column is the place of the named column in Columns and so in Row.Values, or -1.
func (f File) Column(name string) int {
	for i, c := range f.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// Files are the files that a partner may send, in the order in which they must be imported: people first, and a file after
// those to which it refers. The manifest is not among them; for a partner that does not exist there are none.
func Files(p models.Partner) []File { return contract[p] }

// FileNamed is the partner's file of that name, without .csv; false where the contract has none.
func FileNamed(p models.Partner, name string) (File, bool) {
	for _, f := range contract[p] {
		if f.Name == name {
			return f, true
		}
	}
	return File{}, false
}

var contract = map[models.Partner][]File{
	models.Council: {people(nhsNumber), relationships, involvements},
	models.Police:  {people(pncID), offences, asbIncidents, asbOrders, callouts},
	models.Schools: {people(upn, uln, schoolRole), relationships, enrolments, attendance, exclusions},
	models.Housing: {people(nino), tenancies, occupants, actions},
	models.DWP:     {people(nino), matches, claims, provisions, employments},
}

func text(name string) Column   { return Column{Name: name} }
func day(name string) Column    { return Column{Name: name, Kind: Day} }
func number(name string) Column { return Column{Name: name, Kind: Number} }
func yesNo(name string) Column  { return Column{Name: name, Kind: YesNo} }

func code(name string, known ...string) Column { return Column{Name: name, Kind: Code, Codes: known} }

// required is c where a blank makes the row meaningless.
func (c Column) required() Column { c.Required = true; return c }

func key(columns ...string) []string { return columns }

var (
	toPerson  = Reference{Column: "person_ref", File: "people"}
	toOther   = Reference{Column: "other_ref", File: "people"}
	toTenancy = Reference{Column: "tenancy_ref", File: "tenancies"}
)
