package linkage

import "thrivingfamilies.example/hub/models"

// Member is one person, as the grouping of families sees it.
type Member struct {
	PersonID string
	FamilyID string // the family that the person is in now; "" for a new person
	Founder  Key    // the least key of the person's records
	// Residences are where the person lives or lived: one for the address of each record, one for each tenancy.
	Residences []Residence
	// Homes are home keys of which it is not known which belong together: each counts as a residence of its own.
	Homes       []string
	Surnames    []string         // every surname in the person's records, former ones too
	Senders     []models.Partner // whose records the person has
	DateOfBirth models.Date      // tells with the dates of residences and ties who is of age
}

// Tie is what somebody says of two people. A kind that is not below says nothing, nor does a tie to somebody who is not
// among the members.
type Tie struct {
	A, B string // ids of people; of ParentOf and CarerOf the child is B
	Kind string
	// From and Until are the days on which it began and ended; "" is unknown, and as Until that it lasts. Parents and
	// siblings are so for ever; of all others one that has ended says nothing.
	From, Until models.Date
	Weight      float64 // of Household, the probability: 1 where people decided so
}

// The kinds of tie.
const (
	ParentOf  = "parent-of"
	CarerOf   = "carer-of"
	PartnerOf = "partner-of"
	SiblingOf = "sibling-of"
	CoTenant  = "co-tenant" // a landlord lists both in one tenancy for the same days
	Household = "household" // two records are of two people of one household, as the linker's P(H) or people say
	Together  = "together"  // people said: one family
	Apart     = "apart"     // people said: not one family
	Held      = "held"      // a report says that A's records are somebody else's than B's, and nobody has decided it: see Disputed
	Two       = "two"       // people said: two persons, where one is known by nothing but records of which they said it
)

// Family is a set of people taken to be one family. Members are indexes into the input, in the order of their founders;
// families come in the order of their least founder.
//
// A household is who lives together now: see Households. A family may have two homes, as when a parent has moved out, and
// a home may have no family, as a shared house.
type Family struct {
	Members []int
	Reasons []Link // every pair of members that a rule joins, by founder
	Refused []Link // every pair of a member and somebody outside that a rule would join, and after a comma why it did not
}

// Families puts everybody into exactly one family, of one person too. It takes what speaks for two people, best first,
// and makes one family of theirs:
//
//  1. people said so;
//  2. they are tied, and live in one home now;
//  3. they live in one home now, and have a surname alike;
//  4. they have a surname alike, and shared a home once, or have one but for a slip in the postcode;
//  5. they are tied and live apart, unless the child is of age: grown children who have left are families of their own.
//
// Who has several homes lives in the one that most of their records and tenancies give. Who has left one, as a tenancy
// tells, does not live there, and is not joined with those who came after.
//
// Two things stop it. Nobody is put together with somebody from whom people said that they are apart, not even through
// others. And two families do not become one through somebody who belongs to both while the rest of them live apart: of
// the pairs that it would bring together, more must have something that speaks for them than live apart. So a parent who
// lives elsewhere alone is of the children's family, and one who has made another home with others is not. Whoever is still
// alone when all has been tried goes where anything points.
//
// Of whom people said that they are two, what they have in common, a home and a surname, was taken for one person's and binds
// them no more: others may. Whom a report holds apart is of no family with whom it is held from, and is bound to nobody but
// those whom its own senders alone know: these come before all else, so that who reports sees no family change by who else
// knows them.
//
// Last, whoever is alone joins the family, two or more of it, at their home, if there is only one and nobody else alone
// there: a partner, a step-child or a slip of the pen. Where several live whose names are unlike, it is a shared house.
//
// A home key of more than MaxHome people counts for nothing. No rule looks at today's date: a family does
// not change because a night has passed.
//
// A set of members is closed, and has the families that it has among all, when it holds with each member everybody tied to
// it, everybody of its FamilyID, and everybody with one of its keys; those of tenancies and crowded ones apart, which must
// be left out of all.
func Families(members []Member, ties []Tie) []Family {
	t := newTown(members)
	bonds := append(t.hear(ties), t.namesakes()...)
	t.dispute(bonds)
	sortBonds(bonds)
	g := newGrouping(t, bonds)
	for _, b := range bonds {
		g.join(b)
	}
	g.late = true
	for _, b := range bonds {
		g.join(b)
	}
	for _, b := range g.guests() {
		g.join(b)
	}
	return g.outcome()
}
