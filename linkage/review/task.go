package review

import (
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// Kind is how a task came about.
type Kind string

// The kinds.
const (
	Pair   Kind = "pair"   // the linker is in doubt, or the link was drawn to measure it
	Report Kind = "report" // a reader says that a link is wrong
)

// State is how far a task is.
type State string

// The states. Waiting is not kept: it is Open as somebody sees it who has decided, or is barred.
const (
	Open    State = "open"
	Waiting State = "waiting" // for another reader
	Decided State = "decided"
	Closed  State = "closed" // in doubt no longer, or its decision was withdrawn
)

// Verdict is what a reader makes of two records.
type Verdict string

// The verdicts. CannotTell leaves them as an earlier decision has them, or the linker; a report holds them apart no longer.
const (
	Same       Verdict = "same"
	Different  Verdict = "different"
	Related    Verdict = "related" // two people of one household or family
	CannotTell Verdict = "cannot-tell"
)

// Verdicts lists all of them.
var Verdicts = []Verdict{Same, Different, Related, CannotTell}

// Task is two records of which a person decides. In a report, B is nobody ("" Ref) where there was nothing to hold apart.
type Task struct {
	ID       string
	Kind     Kind
	State    State
	A, B     linkage.Key // A is the lesser
	OpenedAt time.Time
	Version  int // changes when the task moves on, or one of its records says something else

	// What the model said that was in doubt; nil where no model was asked.
	Model                   string
	Weight, Same, Household *float64

	// Sample is a link drawn of all links, to measure them; Quiet one that nobody doubts. Neither is ever shown.
	Sample, Quiet bool

	Second    bool // two readers decide
	Verdict   Verdict
	DecidedAt time.Time
	Decisions []Decision // the first first

	// Of a report.
	Reason   string
	Reporter Reporter

	// Person is whom the records were together: of a report when it was made, of a pair when it was decided; "" where they were
	// two then.
	Person string

	// Of the reader to whom it is shown: Barred is who may not decide it, having been shown how its records compare or changed
	// what is said of them; Sealed, that how they compare is not to be shown.
	Barred, Sealed bool

	// The people whom the two are now, and their families; "" where a record is no longer held.
	PersonA, FamilyA, PersonB, FamilyB string
}

// Reporter is who said that a link is wrong.
type Reporter struct {
	Subject string
	Role    models.Role // whose grants the caller had
	Org     string
}

// Decision is one reader's.
type Decision struct {
	Verdict       Verdict
	Note          string
	By            string
	At            time.Time
	WithdrawnAt   time.Time // zero while it stands
	WithdrawnBy   string
	WithdrawnNote string
}

// DecidedBy reports whether the subject has decided the task.
func (t *Task) DecidedBy(subject string) bool {
	for _, d := range t.Decisions {
		if d.By == subject {
			return true
		}
	}
	return false
}

// SeenBy is the task as the subject may see it: while it is open, of the decisions its own alone, and no score until then. Nor is
// there one of a task that was closed before the subject decided: it may come again.
func (t Task) SeenBy(subject string) Task {
	t.Sealed = t.State != Decided && !t.DecidedBy(subject)
	if t.Sealed {
		t.Model, t.Weight, t.Same, t.Household = "", nil, nil, nil
	}
	if t.State != Open {
		return t
	}
	var own []Decision
	for _, d := range t.Decisions {
		if d.By == subject {
			own = append(own, d)
		}
	}
	t.Decisions = own
	if len(own) > 0 || t.Barred {
		t.State = Waiting
	}
	return t
}

// Blind reports whether the task, as it is seen by a reader, waits for that reader's own decision.
func (t *Task) Blind() bool { return t.State == Open }
