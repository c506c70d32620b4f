package match

import (
	"fmt"
	"strings"
)

// Field says what a column of people holds.
type Field string

// The fields. Several columns may be one Field: lines of an address, two sorts of number. A Number is of one person, as one that an
// authority gave is; a telephone and an email may be a whole household's. Other is anything else that two
// records of one person tend to share, such as a place of birth.
const (
	Given    Field = "given"
	Middle   Field = "middle"
	Known    Field = "known-as"
	Surname  Field = "surname"
	Former   Field = "former"
	Birth    Field = "dob"
	Sex      Field = "sex"
	House    Field = "house"
	Address  Field = "address"
	Town     Field = "town"
	Postcode Field = "postcode"
	Property Field = "uprn"
	Number   Field = "number"
	Phone    Field = "telephone"
	Email    Field = "email"
	Other    Field = "other"
)

// Fields are all of them, in the order in which a newcomer would name them.
var Fields = []Field{
	Given, Middle, Known, Surname, Former, Birth, Sex, House, Address, Town, Postcode, Property, Number, Phone, Email, Other,
}

// Column is one column of the input.
type Column struct {
	Name  string // as the input's header has it: numbers, telephones, emails and others are compared under this name
	Field Field
	// Check returns the canonical form of a number, or an error for one that cannot be right and is no evidence. Without
	// it every number is taken as it is, and one slip apart counts as nearly equal.
	Check func(string) (string, error)
}

// ParseField is the field of that name.
func ParseField(name string) (Field, error) {
	names := make([]string, len(Fields))
	for i, f := range Fields {
		if string(f) == strings.ToLower(strings.TrimSpace(name)) {
			return f, nil
		}
		names[i] = string(f)
	}
	return "", fmt.Errorf("no field is called %q: take one of %s", name, strings.Join(names, ", "))
}
