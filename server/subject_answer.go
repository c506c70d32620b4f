package main

import (
	"cmp"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// subjectAnswer is what is held of a person, for the person. What is held back silently leaves no trace in it: it is the same as
// where nothing is held. Review is for whoever decides what is released, and is in no copy that leaves.
type subjectAnswer struct {
	Person    string          `json:"person"`
	Received  models.Date     `json:"receivedOn,omitempty"`
	Due       models.Date     `json:"dueOn,omitempty"`
	Held      []subjectPart   `json:"held"`
	Remarks   []subjectRemark `json:"remarks"`
	SeenBy    []subjectSeen   `json:"seenBy"`
	LeftOut   []subjectReason `json:"leftOut"`
	Statement string          `json:"statement"`
	Review    *subjectReview  `json:"review,omitempty"`

	exemptions []models.Exemption
	keeps      map[wordOn]bool // of which something is held back
	hidden     bool            // an address in the family is protected: no organisation is named, as a school or a landlord tells the place
}

// subjectStatement stands in every answer, so that it tells of none.
const subjectStatement = "The law lets some things be left out of an answer, some of them without saying so. Whether anything is left out of this one " +
	"in that way is neither confirmed nor denied. You may ask for what is wrong to be put right, and complain to the Information Commissioner."

// subjectPart is what one row of a partner's says of the person, of one class.
type subjectPart struct {
	Class    models.Class      `json:"class"`
	Title    string            `json:"title"`
	Partner  models.Partner    `json:"partner"`
	Org      string            `json:"org,omitempty"`
	Received models.Date       `json:"receivedOn"`
	Ended    string            `json:"ended,omitempty"` // changed or withdrawn since
	Values   map[string]string `json:"values"`
}

// Worded are the values by the words of their columns: "date of birth".
func (p subjectPart) Worded() map[string]string {
	worded := make(map[string]string, len(p.Values))
	for name, value := range p.Values {
		worded[strings.ReplaceAll(name, "_", " ")] = value
	}
	return worded
}

// subjectRemark is what somebody has against a fact that is told.
type subjectRemark struct {
	Class models.Class       `json:"class"`
	Kind  models.RemarkKind  `json:"kind"`
	Says  string             `json:"says"`
	State models.RemarkState `json:"state"`
	On    models.Date        `json:"on"`
}

// subjectSeen is who was shown something of the person on a day: an organisation's readers of a role, not a person.
type subjectSeen struct {
	On      models.Date `json:"on"`
	Role    string      `json:"role"`
	Org     string      `json:"org,omitempty"`
	Purpose string      `json:"purpose,omitempty"`
	Classes string      `json:"classes"`
}

// subjectReason says that something was left out, and by which law.
type subjectReason struct {
	What string `json:"what"`
	Law  string `json:"law"`
}

// subjectReview is for whoever decides.
type subjectReview struct {
	Exemptions []models.Exemption `json:"exemptions"` // proposed, or once it was released, decided
	HeldBack   []subjectPart      `json:"heldBack"`
	SeenBy     []subjectSeen      `json:"seenBy"` // that are left out
}

func newSubjectAnswer(person string, request *models.SubjectRequest, applicant, hidden bool, exemptions []models.Exemption) *subjectAnswer {
	a := &subjectAnswer{
		Person: person, Held: []subjectPart{}, Remarks: []subjectRemark{}, SeenBy: []subjectSeen{}, LeftOut: []subjectReason{}, Statement: subjectStatement, exemptions: exemptions, hidden: hidden, keeps: map[wordOn]bool{},
	}
	if request != nil {
		a.Received, a.Due = request.ReceivedOn, request.DueOn()
	}
	if !applicant {
		a.Review = &subjectReview{Exemptions: exemptions, HeldBack: []subjectPart{}, SeenBy: []subjectSeen{}}
	}
	return a
}

// hold puts a row where it belongs.
func (a *subjectAnswer) hold(row store.HeldRow) {
	part := subjectPart{
		Class: row.Class, Title: row.Class.Title(), Partner: row.Partner, Org: row.Org, Received: models.NewDate(row.ReceivedAt), Ended: row.Ended, Values: row.Values,
	}
	if a.hidden {
		part.Org = ""
	}
	e := sharing.HeldBack(a.exemptions, row.Class, row.Partner, row.Marked)
	if e == nil {
		a.Held = append(a.Held, part)
		return
	}
	a.keeps[wordOn{row.Class, row.Partner}] = true
	if a.Review != nil {
		a.Review.HeldBack = append(a.Review.HeldBack, part)
	}
	if reason := (subjectReason{part.Title, e.Law}); !e.Silent && !slices.Contains(a.LeftOut, reason) {
		a.LeftOut = append(a.LeftOut, reason)
	}
}

// remark adds what somebody has against a fact, where facts of its class and partner are told and none of them is held back.
func (a *subjectAnswer) remark(r models.Remark) {
	if a.tells(r.Class, r.Partner) && !a.keeps[wordOn{r.Class, r.Partner}] {
		a.Remarks = append(a.Remarks, subjectRemark{r.Class, r.Kind, r.Says, r.State, models.NewDate(r.RecordedAt)})
	}
}

// wordOn is what one partner says of one class.
type wordOn struct {
	class   models.Class
	partner models.Partner
}

// tells reports whether the answer tells anything of a class, and of a partner's; "" is any.
func (a *subjectAnswer) tells(class models.Class, partner models.Partner) bool {
	return slices.ContainsFunc(a.Held, func(p subjectPart) bool {
		return (class == "" || p.Class == class) && (partner == "" || p.Partner == partner)
	})
}

// watchful are the purposes of which a reader's interest would itself tip off.
var watchful = []string{string(models.CrimePrevention), string(models.Safeguarding)}

// seen lists who was shown something, the last first; call it when all that is held is there. It names only classes of which the
// answer tells something, and readers of the council or of a partner whose word it tells: whoever reads a person holds one. Reads for
// crime prevention and safeguarding, by a broken glass, and by information governance are left out too.
func (a *subjectAnswer) seen(known []audit.Known, entries []audit.Logged) {
	for _, e := range entries {
		role := models.Role(cmp.Or(e.Actor.ActsAs, e.Actor.Role))
		hides := slices.Contains(watchful, e.Purpose) || len(e.Glass) > 0 || role == models.Governance || role == "" ||
			role.Partner() != models.Council && !a.tells("", role.Partner())
		var classes, silent []string
		for id, of := range e.Shown {
			if !slices.ContainsFunc(known, func(k audit.Known) bool { return k.ID == id }) {
				continue
			}
			for _, class := range of {
				if hides || !a.tells(models.Class(class), "") {
					silent = append(silent, class)
				} else {
					classes = append(classes, class)
				}
			}
		}
		whole := subjectSeen{On: models.NewDate(e.At), Role: string(role), Org: e.Actor.Org, Purpose: e.Purpose}
		if a.hidden {
			whole.Org = ""
		}
		a.list(&a.SeenBy, whole, classes)
		if a.Review != nil {
			a.list(&a.Review.SeenBy, whole, silent)
		}
	}
}

func (a *subjectAnswer) list(to *[]subjectSeen, seen subjectSeen, classes []string) {
	slices.Sort(classes)
	seen.Classes = strings.Join(slices.Compact(classes), ", ")
	if seen.Classes != "" && !slices.Contains(*to, seen) {
		*to = append(*to, seen)
	}
}
