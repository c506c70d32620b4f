package review

import "time"

// Event is what became of a person or a family when records were linked anew: some of what had one id has another since.
type Event struct {
	At       time.Time
	Kind     EventKind
	From, To string
	Reason   string   // what led to it, in words without personal data
	Weight   *float64 // bits: of the pair of records that told; nil where none did
	Model    string   // that linked them; "" where people did
}

// EventKind says what an event left of the two.
type EventKind string

// The kinds.
const (
	Merged EventKind = "merged" // of From nothing is left: it redirects
	Parted EventKind = "split"  // To is new
	Moved  EventKind = "moved"  // both were there before, and are
)
