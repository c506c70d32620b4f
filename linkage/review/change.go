package review

import (
	"time"

	"thrivingfamilies.example/hub/linkage"
)

// Decide is a reader's decision of a task.
type Decide struct {
	Key     string // idempotency
	Task    string
	Version int // of the task as the reader saw it
	Verdict Verdict
	Note    string
}

// Withdraw takes back what was decided of a task.
type Withdraw struct {
	Key     string
	Task    string
	Version int
	Note    string
}

// Wrong is a reader's word that records of one person are not all of one person. Source is the record that is wrongly there;
// nil: those of the reader's own organisation do not belong with the others.
type Wrong struct {
	Key    string
	Person string // the id as the reader gave it
	Source *linkage.Key
	Reason string
	By     Reporter

	// What was found of the reader's scope before: the person's id of now, or why nothing can be done. A report that was made
	// already is answered as it was all the same, as what it held apart may have left the scope by it.
	Live    string `json:"-"`
	Refused error  `json:"-"`
}

// SameReport is for how long one organisation's reports of the same records are one: the others are answered as the first was,
// and change nothing.
const SameReport = time.Hour

// Reported is what a report has come to. The fields are kept as JSON.
type Reported struct {
	Task   string
	Person string // whom the records that were held apart are now
}

// Mark says of two records that they are never to be linked, or, with Withdrawn, no longer so.
type Mark struct {
	Key       string
	A, B      linkage.Key
	Withdrawn bool
}
