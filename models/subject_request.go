package models

import "time"

// SubjectRequest is somebody's asking what is held of a person (UK GDPR art. 15).
type SubjectRequest struct {
	ID         string
	Person     string // of whom, by the id of that day
	Asker      Asker
	Authority  string // how it was seen that another may ask for the person; "" where the person asks
	Identity   string // how it was seen who asks
	ReceivedOn Date
	RecordedAt time.Time
	RecordedBy string
	ReleasedAt *time.Time
	ReleasedBy string
	Withheld   []Exemption // what whoever released it held back
}

// Asker is who asks what is held of a person.
type Asker string

// The askers. A child who understands what it asks for asks for itself.
const (
	AskerThePerson      Asker = "the-person"
	AskerParent         Asker = "parent"
	AskerRepresentative Asker = "representative"
)

// DueOn is the last day on which the request may be answered: the same day of the next month, or its last where it has no such
// day (UK GDPR art. 12(3), as the Information Commissioner counts). That a month may end on a later working day is not used.
func (r SubjectRequest) DueOn() Date {
	day := r.ReceivedOn.Time()
	due := time.Date(day.Year(), day.Month()+1, day.Day(), 0, 0, 0, 0, time.UTC)
	if due.Day() != day.Day() {
		due = time.Date(day.Year(), day.Month()+2, 0, 0, 0, 0, 0, time.UTC)
	}
	return NewDate(due)
}

// Exemption holds something back from whoever asks what is held: what is of the class and of the partner's word. Of a silent one
// it is neither confirmed nor denied that there is anything.
type Exemption struct {
	Class   Class   `json:"class,omitempty"`   // "" is every class
	Partner Partner `json:"partner,omitempty"` // "" is every partner
	Marked  bool    `json:"marked,omitempty"`  // only what belongs to a record that was sent as sensitive
	Silent  bool    `json:"silent"`
	Law     string  `json:"law"`
	Why     string  `json:"why,omitempty"`
}

// Covers reports whether it holds back what is so.
func (e Exemption) Covers(class Class, partner Partner, marked bool) bool {
	return (e.Class == "" || e.Class == class) && (e.Partner == "" || e.Partner == partner) && (!e.Marked || marked)
}
