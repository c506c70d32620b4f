package sharing

import "regexp"

// Period is how long something is kept, as "6 years", "18 months" or "90 days".
type Period string

var period = regexp.MustCompile(`^(1 (day|month|year)|([2-9]|[1-9][0-9]{1,3}) (days|months|years))$`)

// Valid reports whether p is written so.
func (p Period) Valid() bool { return period.MatchString(string(p)) }
