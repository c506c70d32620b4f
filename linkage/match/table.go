package match

import (
	"fmt"
	"slices"
)

// The slots of a cleaned record, in which codes stand; the slots of numbers, telephones, emails and others follow.
const (
	slotGiven = iota
	slotKnown
	slotMiddle
	slotSurname
	slotFormer
	slotBirth
	slotSex
	slotHouse
	slotStreet
	slotTown
	slotPostcode
	slotProperty
	fixed
)

// Table is records of people, cleaned and coded, row by row. Records are named by their place, from 0.
type Table struct {
	columns []Column
	slots   []slot
	cells   []uint32 // len(slots) of each record
	source  []uint32
	reader  reader
}

// slot is what one column of codes holds.
type slot struct {
	name  string
	field Field
	words *words
	taken bool // the input has a column for it
}

// Names of the fixed slots, as reports have them.
var slotFields = [fixed]Field{
	Given, Known, Middle, Surname, Former, Birth, Sex, House, Address, Town, Postcode, Property,
}

// NewTable is an empty table for rows of these columns. Several may be lines of an address, middle names, numbers,
// telephones, emails and others, these four each of another name; of any other field there is one.
func NewTable(columns ...Column) (*Table, error) {
	t := &Table{columns: columns, slots: make([]slot, fixed, fixed+len(columns))}
	names := newWords()
	for i, field := range slotFields {
		dictionary := newWords()
		switch i {
		case slotGiven, slotKnown, slotMiddle, slotSurname, slotFormer:
			dictionary = names
		}
		t.slots[i] = slot{name: string(field), field: field, words: dictionary}
	}
	seen, named := map[Field]string{}, map[string]bool{}
	for _, c := range columns {
		if !slices.Contains(Fields, c.Field) {
			return nil, fmt.Errorf("column %q: no field is called %q", c.Name, c.Field)
		}
		switch c.Field {
		case Number, Phone, Email, Other:
			if named[c.Name] {
				return nil, fmt.Errorf("two columns are called %q: give one another name", c.Name)
			}
			named[c.Name] = true
			t.slots = append(t.slots, slot{name: c.Name, field: c.Field, words: newWords(), taken: true})
			continue
		case Address, Middle:
		default:
			if first, ok := seen[c.Field]; ok {
				return nil, fmt.Errorf("columns %q and %q are both %s: name one of them", first, c.Name, c.Field)
			}
		}
		seen[c.Field] = c.Name
		for at, field := range slotFields {
			if field == c.Field || field == House && c.Field == Address {
				t.slots[at].taken = true
			}
		}
	}
	if over, _ := radix(t.comparisons()); over {
		return nil, fmt.Errorf("%d columns are too many to be compared together: leave some out", len(columns))
	}
	t.reader = t.newReader()
	return t, nil
}

// Len is how many records there are.
func (t *Table) Len() int { return len(t.source) }

// Append adds one record of a source, its values in the order of the columns, and returns its place.
func (t *Table) Append(source int, values []string) int {
	at := len(t.cells)
	for range t.slots {
		t.cells = append(t.cells, 0)
	}
	t.reader.read(t.cells[at:], values)
	t.source = append(t.source, uint32(source))
	return len(t.source) - 1
}

// read are the codes of a record that is not in the table.
func (t *Table) read(values []string) []uint32 {
	row := make([]uint32, len(t.slots))
	t.reader.read(row, values)
	return row
}

// row is a record's codes.
func (t *Table) row(i int) []uint32 {
	n := len(t.slots)
	return t.cells[i*n : (i+1)*n : (i+1)*n]
}

// word is what a slot of a row says.
func (t *Table) word(slot int, row []uint32) *word { return &t.slots[slot].words.list[row[slot]] }
