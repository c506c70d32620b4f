package review

// CorrectionKind is what a correction of families does.
type CorrectionKind string

// The kinds.
const (
	Move  CorrectionKind = "move"  // one person into another family
	Merge CorrectionKind = "merge" // families into one
	Split CorrectionKind = "split" // some of a family out of it, as a family of their own
)

// Correct is a reader's word on families: see linkage.Correction, of people in place of records.
type Correct struct {
	Key      string // idempotency
	Kind     CorrectionKind
	People   []string // whom it is about, as the reader gave them
	Families []Seen   // those that it changes, as the reader gave them
	Reason   string

	// What was found of the reader's scope before: the people of the families, or why nothing can be done. A correction that
	// was made already is answered as it was all the same, as the families are others since.
	About, With, Without []string `json:"-"`
	Refused              error    `json:"-"`
}

// Seen is a family at a version as the reader saw it.
type Seen struct {
	Family  string
	Version int
}

// WithdrawCorrection takes a correction back.
type WithdrawCorrection struct {
	Key        string
	Correction string
	Reason     string

	Refused error `json:"-"` // as in Correct
}

// Corrected is what a correction has come to: the families in which the people are now. The fields are kept as JSON.
type Corrected struct {
	Correction string
	Families   []string
}
