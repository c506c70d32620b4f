package sharing

// Clue is one thing that is known of a person who is looked for, and through which lenses the reader may look by it.
type Clue struct {
	Name   string // as the caller knows it: "surname"
	Value  string
	Lenses []Lens
}

// FamilyFilter narrows a list of families; the zero value lists all within reach.
type FamilyFilter struct {
	Surname *Clue
	Status  string
}
