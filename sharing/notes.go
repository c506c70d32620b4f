package sharing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/models"
)

// reviewNotice is how many days before its review an agreement is warned of.
const reviewNotice = 60

// Reviews lists, in a sentence each, the agreements in force that must be reviewed soon or should have been. They bind all
// the same.
func (s *Set) Reviews(today models.Date) []string {
	var due []string
	soon := models.NewDate(today.Time().AddDate(0, 0, reviewNotice))
	for _, a := range s.agreements {
		switch {
		case a.ReviewBy == "" || !a.InForce(today) || a.ReviewBy > soon:
		case a.ReviewBy < today:
			due = append(due, fmt.Sprintf("agreement %s was to be reviewed by %s: review it, and set review-by anew", a.at("review-by"), a.ReviewBy))
		default:
			left := int(a.ReviewBy.Time().Sub(today.Time()) / (24 * time.Hour))
			due = append(due, fmt.Sprintf("agreement %s must be reviewed by %s: days left: %d", a.at("review-by"), a.ReviewBy, left))
		}
	}
	return due
}

// Unsigned lists, in a sentence each, the agreements that do not say who signed them.
func (s *Set) Unsigned() []string {
	var unsigned []string
	for _, a := range s.agreements {
		if a.SignedOn == "" {
			unsigned = append(unsigned, fmt.Sprintf("agreement %s does not say who signed it and when: add signatories and signed-on", a.at("id")))
		}
	}
	return unsigned
}

// Overlaps lists, in a sentence each, what two agreements grant at the same time: one class to one role for one purpose, in
// the word of the same contributors. Both hold, each on its own terms; that may be meant.
func (s *Set) Overlaps() []string {
	var overlaps []string
	clauses := s.clauses()
	for i, c := range clauses {
		for _, d := range clauses[i+1:] {
			if c.beside(d) && c.Agreement.overlaps(d.Agreement) && len(common(c.Purposes, d.Purposes)) > 0 {
				overlaps = append(overlaps, c.both(d))
			}
		}
	}
	return overlaps
}

// both says that two clauses hold at the same time, and how they stand to each other.
func (c Clause) both(d Clause) string {
	may, follows := c.Act.Title(), "both hold, and one of the two can go"
	if c.Act == models.ActBreakGlass {
		may = "break the glass before " + c.Class.Title()
	}
	if c.Act == "" {
		may = "see " + c.Class.Title()
		if !c.covers(d) || !d.covers(c) {
			follows = "both hold, each on its own terms"
		}
	}
	on := days(max(c.Agreement.From, d.Agreement.From), min(c.Agreement.lastDay(), d.Agreement.lastDay()))
	return fmt.Sprintf("%s and %s both let %s %s, for %s, %s: %s",
		c.at(), d.at(), c.Role, may, words(common(c.Purposes, d.Purposes)), on, follows)
}

// overlaps reports whether there is a day on which both are in force.
func (a *Agreement) overlaps(b *Agreement) bool {
	return b.From <= a.lastDay() && a.From <= b.lastDay()
}

// at names the agreement and where the part of it stands: "police (police.yaml, line 12)".
func (a *Agreement) at(path ...string) string {
	if place := a.Place(path...); place != "" {
		return a.ID + " (" + place + ")"
	}
	return a.ID
}

func common[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(a), func(item T) bool { return !slices.Contains(b, item) })
}

func words[T ~string](list []T) string {
	all := make([]string, len(list))
	for i, item := range list {
		all[i] = string(item)
	}
	return strings.Join(all, ", ")
}
