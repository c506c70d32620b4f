package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Marks are what is known of a person that stands above every grant.
type Marks struct {
	Sensitive   bool // a partner sent a sensitive record of the person
	PlaceHidden bool // an address of the person's family, or of somebody who shares a home with it, is restricted
	Child       bool // the person is under AdultAge on the day, as far as the reader is shown a date of birth
}

// AdultAge is the age, in years, from which a person's record is an adult's.
const AdultAge = 18

// Override is a rule that stands above every agreement; "" is none.
type Override string

// The overrides, each in the words in which an explanation gives it.
const (
	SensitiveRecord Override = "a record of the person is sensitive, and to providers and the Jobcentre such a person does not exist"
	ChildsOwnRecord Override = "the person is under 18, and providers and the Jobcentre see by an adult's own consent only"
	RestrictedPlace Override = "an address is restricted, and only a coordinator who states a reason is shown where the family is"
)

// namesPlace are the classes whose every record names a school, a landlord or a provider.
var namesPlace = []models.Class{models.ClassSchooling, models.ClassTenancy, models.ClassEmploymentSupport}

// Overridden is the rule that keeps the class of a person so marked from the reader, whatever is granted; "" where none does.
// place says that the field tells where somebody is.
func (r Reader) Overridden(m Marks, class models.Class, place bool) Override {
	consented := r.byConsent()
	switch {
	case m.Sensitive && consented:
		return SensitiveRecord
	case m.Child && consented:
		return ChildsOwnRecord
	case m.PlaceHidden && place && !r.SeesPlaces:
		return RestrictedPlace
	case m.PlaceHidden && slices.Contains(namesPlace, class) && r.Role != models.Coordinator:
		return RestrictedPlace // a record without its place would give the mark away
	}
	return ""
}

// byConsent reports whether what the reader sees rests on the consent of the person whom it is about.
func (r Reader) byConsent() bool { return r.Role == models.Provider || r.Role == models.Jobcentre }
