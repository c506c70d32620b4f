package sharing

import (
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Asked is one field for one reader: what a decision is explained of.
type Asked struct {
	Reader Reader
	Class  models.Class
	Detail models.Detail
	Place  bool // the field tells where somebody is
}

// Somebody is one person, as an explanation must know them.
type Somebody struct {
	ID        string
	Relations Relations
	Marks     Marks
	Absent    bool // nothing that is granted reaches the person, who does not exist for the reader
}

// Explain says in one sentence what decides a field for the reader, before anybody is looked at: the clauses that grant it,
// or the one that comes nearest.
func (s *Set) Explain(q Asked) string {
	a := s.Access(q.Reader)
	if refusal, ok := a.Field(q.Class, q.Detail); !ok {
		return q.no("", s.whyNot(q, refusal)) + s.throughGlass(q)
	}
	var whys []string
	for _, g := range a.Verdict(q.Class).Grants {
		if g.Terms.Detail.Covers(q.Detail) {
			whys = append(whys, g.words(q.Reader.Role))
		}
	}
	return q.yes("", strings.Join(whys, "; "))
}

// ExplainOf says in one sentence what decides the field of one person.
func (s *Set) ExplainOf(q Asked, who Somebody) string {
	a, of := s.Access(q.Reader), " of "+who.ID
	if rule := q.Reader.Overridden(who.Marks, q.Class, q.Place); rule != "" {
		return q.no(of, string(rule)+", whatever is granted")
	}
	if refusal, ok := a.Field(q.Class, q.Detail); !ok {
		return q.no(of, s.whyNot(q, refusal)) + s.throughGlass(q)
	}
	if who.Absent {
		return q.no(of, "nothing that is granted for that purpose reaches this person, who does not exist for the reader")
	}
	var granting, beyond []string
	for _, g := range a.Verdict(q.Class).Grants {
		switch why := g.words(q.Reader.Role); {
		case !g.Terms.Detail.Covers(q.Detail):
		case g.reaches(who.Relations):
			granting = append(granting, why)
		default:
			beyond = append(beyond, why)
		}
	}
	if len(granting) == 0 {
		return q.no(of, strings.Join(beyond, "; ")+", and this person is not one of them") + s.throughGlass(q)
	}
	return q.yes(of, strings.Join(granting, "; "))
}

// ExplainAct says in one sentence what decides whether the reader may do something.
func (s *Set) ExplainAct(r Reader, act models.Act) string {
	granting, refusal := s.Access(r).May(act)
	what := fmt.Sprintf("%s for %s on %s", act.Title(), r.Purpose, r.On)
	if len(granting) == 0 {
		why := "no agreement grants it to that role"
		for _, a := range s.agreements {
			if a.ID == refusal.Agreement {
				why = a.law("acts", string(r.Role), string(act)) + map[Reason]string{
					WrongPurpose: " grants it, but not for that purpose", NoAgreement: " would grant it, but is not in force on that day",
				}[refusal.Reason]
			}
		}
		return fmt.Sprintf("No: %s may not %s: %s.", r.Role, what, why)
	}
	whys := make([]string, len(granting))
	for i, a := range granting {
		whys[i] = a.law("acts", string(r.Role), string(act)) + " grants it"
	}
	return fmt.Sprintf("Yes: %s may %s: %s.", r.Role, what, strings.Join(whys, "; "))
}

// throughGlass says by which agreement the role may break the glass before the class in an emergency; "" where none lets it.
func (s *Set) throughGlass(q Asked) string {
	r := q.Reader
	r.Purpose = models.Safeguarding
	agreement, _ := s.Access(r).MayBreak(q.Class)
	if agreement == nil {
		return ""
	}
	glass := agreement.BreakGlass[r.Role]
	return fmt.Sprintf(" In an emergency it may break the glass before it, for safeguarding, for %s: %s permits it.", hours(glass.Lasts()), agreement.law("break-glass", string(r.Role)))
}

func (q Asked) yes(of, why string) string { return "Yes: " + q.what("may see", of) + ": " + why + "." }

func (q Asked) no(of, why string) string {
	return "No: " + q.what("may not see", of) + ": " + why + "."
}

func (q Asked) what(may, of string) string {
	r := q.Reader
	return fmt.Sprintf("%s %s %s %s%s for %s on %s", r.Role, may, q.Class.Title(), inWords(q.Detail), of, r.Purpose, r.On)
}

func inWords(d models.Detail) string {
	switch d {
	case models.DetailValue:
		return "in full"
	case models.DetailBand:
		return "as a band"
	case models.DetailFlag:
		return "as a yes or no"
	}
	return "in no detail"
}

// whyNot gives the refusal with the clause that decided.
func (s *Set) whyNot(q Asked, refusal Refusal) string {
	for _, a := range s.agreements {
		if a.ID != refusal.Agreement {
			continue
		}
		_, lesser := a.Grants[q.Reader.Role][q.Class]
		switch {
		case refusal.Reason == WrongPurpose:
			return a.law("purposes") + " grants it, but not for that purpose"
		case refusal.Reason == NoAgreement && q.Reader.On < a.From:
			return a.law("from") + " would grant it, but is not in force on that day: it begins on " + string(a.From)
		case refusal.Reason == NoAgreement:
			return a.law("until") + " would grant it, but is not in force on that day: it ended on " + string(a.Until)
		case lesser:
			return a.law("grants", string(q.Reader.Role), string(q.Class)) + " grants it " +
				inWords(a.Grants[q.Reader.Role][q.Class].Detail) + " and no more, and no other grants so much to that role"
		}
		return a.law("grants") + " governs it, and neither it nor another grants it to that role"
	}
	return "no agreement grants it to anybody"
}

// law names the agreement, its law, and where the clause stands.
func (a *Agreement) law(path ...string) string {
	if place := a.Place(path...); place != "" {
		return fmt.Sprintf("agreement %s (%s; %s)", a.ID, a.Gateway, place)
	}
	return fmt.Sprintf("agreement %s (%s)", a.ID, a.Gateway)
}

// words are the clause by which the grant holds for the role.
func (g Grant) words(role models.Role) string {
	sentence := fmt.Sprintf("%s grants it %s, of %s",
		g.Agreement.law("grants", string(role), string(g.Class)), inWords(g.Terms.Detail), g.Terms.Scope.words())
	if len(g.Terms.By) > 0 {
		sentence += ", as told by " + strings.Join(g.Terms.By, " or ")
	}
	return sentence
}

func (s Scope) words() string {
	return map[Scope]string{
		All: "everybody", Known: "people whom its own organisation holds", Own: "its own people",
		Acted: "people on whom its own organisation took an action",
	}[s]
}
