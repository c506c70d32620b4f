package linkage

import (
	"cmp"

	"thrivingfamilies.example/hub/models"
)

// Key names one partner's record of a person: within one organisation of one partner, Ref is unique.
type Key struct {
	Partner models.Partner
	Org     string // "" is the partner as a whole
	Ref     string
}

// Less orders keys by the partner's rank, then organisation, then reference. The least key of a group is its founder.
func (k Key) Less(o Key) bool { return k.compare(o) < 0 }

// compare is total: two words that are no partner have one rank, and are told apart by their text.
func (k Key) compare(o Key) int {
	return cmp.Or(
		cmp.Compare(k.Partner.Rank(), o.Partner.Rank()),
		cmp.Compare(k.Partner, o.Partner),
		cmp.Compare(k.Org, o.Org),
		cmp.Compare(k.Ref, o.Ref),
	)
}

// Record is one partner's record of a person, as linkage sees it. Every value is as the partner wrote it; "" is unknown.
type Record struct {
	Key
	Forename, MiddleNames, Surname, FormerSurname, KnownAs string
	DateOfBirth                                            models.Date
	Sex                                                    string
	AddressLine1, AddressLine2, Town, Postcode, UPRN       string
	NINO, UPN, ULN, NHSNumber, PNCID                       string
	// PersonID is the person that the record is taken to be now; "" for a new record.
	PersonID string
}

// Link is why two members of a Family belong together. A and B are indexes into the input, the lesser key first.
type Link struct {
	A, B int
	Rule string
}
