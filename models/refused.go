package models

// Refused is why a change is not made, in words fit for whoever asked for it: what can be mended, and no personal data.
// Nothing has been changed when it is returned.
type Refused struct {
	Kind    RefusedKind
	Message string
}

// RefusedKind is what a program does about it; the texts are the contract's error codes.
type RefusedKind string

// The kinds.
const (
	Conflict    RefusedKind = "CONFLICT"    // something else was decided meanwhile: read again, then ask again
	NotFound    RefusedKind = "NOT_FOUND"   // there is nothing of that id in the caller's scope
	Invalid     RefusedKind = "INVALID"     // the request says something that cannot be
	Unavailable RefusedKind = "UNAVAILABLE" // the hub cannot do it now
)

// Error is the message.
func (r *Refused) Error() string { return r.Message }

// Refuse makes a Refused.
func Refuse(kind RefusedKind, message string) error { return &Refused{kind, message} }
