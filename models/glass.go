package models

import "time"

// GlassBreak is one reader's breaking of the glass: for a few hours it is shown one class of one family that is withheld from
// it, for an urgent reason of safeguarding. Information governance reviews each.
type GlassBreak struct {
	ID        string
	Subject   string // who broke it, as Role of Org; nobody else is shown anything by it
	Role      Role
	Org       string // "" reads for the partner as a whole
	Family    string
	Class     Class
	Agreement string // that permitted it, by its id
	Reason    string
	OpenedAt  time.Time
	ExpiresAt time.Time // from this moment on it shows nothing
	EndedAt   *time.Time
	EndedBy   string // who ended it before it expired
	Reads     int    // entries of the log in which something was shown by it
	Review    *GlassReview
}

// GlassReview is what information governance said of a break.
type GlassReview struct {
	At      time.Time
	By      string
	Verdict GlassVerdict
	Note    string
}

// GlassVerdict is whether a break was justified.
type GlassVerdict string

// The verdicts.
const (
	Justified    GlassVerdict = "justified"
	NotJustified GlassVerdict = "not-justified"
)

// GlassState is how a break stands.
type GlassState string

// The states. A break may be open and reviewed at once; of the two the list asks for one.
const (
	GlassOpen       GlassState = "open"       // it shows something at this moment
	GlassUnreviewed GlassState = "unreviewed" // nobody has said whether it was justified
	GlassReviewed   GlassState = "reviewed"
)

// OpenAt reports whether the break still shows something at the moment.
func (b GlassBreak) OpenAt(at time.Time) bool {
	return b.EndedAt == nil && !at.Before(b.OpenedAt) && at.Before(b.ExpiresAt)
}

// breakable are the classes that somebody in danger may hang on. Those under DWP's regulation are not among them, nor what
// tells of those: the criteria, of which one is a benefit, the support that follows from them, and the links, which say who
// holds somebody. Nor is what no danger asks for: identifiers, case work, interventions, claims.
var breakable = map[Class]bool{
	ClassIdentity: true, ClassAddress: true, ClassFamilyLinks: true, ClassOffences: true, ClassASB: true, ClassCallouts: true,
	ClassSchooling: true, ClassTenancy: true, ClassSocialCare: true,
}

// Breakable reports whether an agreement may let the glass before the class be broken.
func (c Class) Breakable() bool { return breakable[c] }
