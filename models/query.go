package models

// Wanted is the partners of each class whose parts of a document are to be read. What is not in it is not read.
type Wanted map[Class][]Partner

// DocumentPart is one part of a family's document, with what it is.
type DocumentPart struct {
	Class   Class
	Partner Partner
	Part    Part
}

// FoundPerson is a person whom a search found.
type FoundPerson struct{ PersonID, FamilyID string }

// FoundAddress is an address that a search found, with those who have it.
type FoundAddress struct {
	Address PersonAddress
	People  []FoundPerson
}

// ImportFilter is whose receipts are listed: Partner "" is any, Org nil any organisation of it.
type ImportFilter struct {
	Partner Partner
	Org     *string
}
