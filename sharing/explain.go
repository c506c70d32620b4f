package sharing

import (
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Explain says in one sentence what decides a field of the class and detail for the reader.
func (s *Set) Explain(r Reader, class models.Class, detail models.Detail) string {
	a := s.Access(r)
	what := fmt.Sprintf("%s %s for %s on %s", class.Title(), inWords(detail), r.Purpose, r.On)
	if refusal, ok := a.Field(class, detail); !ok {
		return fmt.Sprintf("No: %s may not see %s: %s.", r.Role, what, refusal.words())
	}
	var whys []string
	for _, g := range a.Verdict(class).Grants {
		if g.Terms.Detail.Covers(detail) {
			whys = append(whys, g.words())
		}
	}
	return fmt.Sprintf("Yes: %s may see %s: %s.", r.Role, what, strings.Join(whys, "; "))
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

func (r Refusal) words() string {
	if r.Agreement == "" {
		return "no agreement grants it to anybody"
	}
	law := fmt.Sprintf("agreement %s (%s)", r.Agreement, r.Gateway)
	switch r.Reason {
	case WrongPurpose:
		return law + " grants it, but not for that purpose"
	case NoAgreement:
		return law + " would grant it, but is not in force on that day"
	}
	return law + " governs it, and neither it nor another grants so much to that role"
}

func (g Grant) words() string {
	sentence := fmt.Sprintf("agreement %s (%s) grants it %s, of %s",
		g.Agreement.ID, g.Agreement.Gateway, inWords(g.Terms.Detail), g.Terms.Scope.words())
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
