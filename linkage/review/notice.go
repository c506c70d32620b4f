package review

import (
	"cmp"
	"slices"
	"time"

	"thrivingfamilies.example/hub/models"
)

// Shown is one reply in which a person was shown, as the log has it.
type Shown struct {
	At      time.Time
	Subject string
	Role    models.Role // whose grants the reader had
	Org     string
	Classes []string
}

// Notice is somebody who was shown records of two people as one, and is to be told (UK GDPR art. 19).
type Notice struct {
	Subject     string
	Role        models.Role
	Org         string
	Classes     []string // of data, as the log names them
	First, Last time.Time
	Times       int
}

// Notices gathers those to be told, in the order in which they were first shown it. The reporter knows, so do those who
// decided, and so does the organisation in whose name the report was made; but the council, which keeps the links, tells its
// own staff too. Of a doubt that proved right nobody is the reporter.
func Notices(by Reporter, decisions []Decision, shown []Shown) []Notice {
	aware := map[string]bool{by.Subject: by.Role != ""}
	for _, d := range decisions {
		aware[d.By] = true
	}
	outside := by.Role != "" && by.Role.Partner() != models.Council
	type reader struct{ subject, role, org string }
	at := map[reader]int{}
	notices := []Notice{}
	for _, s := range shown {
		if aware[s.Subject] || outside && sameOrg(by, s) {
			continue
		}
		who := reader{s.Subject, string(s.Role), s.Org}
		i, ok := at[who]
		if !ok {
			i = len(notices)
			at[who] = i
			notices = append(notices, Notice{Subject: s.Subject, Role: s.Role, Org: s.Org, First: s.At, Last: s.At})
		}
		n := &notices[i]
		n.Times++
		if s.At.Before(n.First) {
			n.First = s.At
		}
		if s.At.After(n.Last) {
			n.Last = s.At
		}
		n.Classes = append(n.Classes, s.Classes...)
	}
	for i := range notices {
		slices.Sort(notices[i].Classes)
		notices[i].Classes = slices.Compact(notices[i].Classes)
	}
	slices.SortStableFunc(notices, func(a, b Notice) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Org, b.Org))
	})
	return notices
}

// sameOrg reports whether a reader is of the organisation that reported. One that reports for its partner as a whole speaks
// for all of it.
func sameOrg(by Reporter, s Shown) bool {
	return s.Role.Partner() == by.Role.Partner() && (by.Org == "" || s.Org == "" || s.Org == by.Org)
}
