package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Change is something that a role gains or loses from one set to another.
type Change struct {
	Gained   bool
	Clause   Clause           // the one that grants it: of the new set where it is gained, of the old where it is lost
	Purposes []models.Purpose // those for which it is gained or lost
	// Beside is what the other set grants the role of the same class or act for any of these purposes, in the word of any of
	// the same contributors, on other terms.
	Beside []Clause
}

// Diff lists who gains and loses what when next takes the place of old, in the order of roles and classes: each clause that
// no one clause of the other set covers, for which purposes. What only moves to another agreement or file is no change.
func Diff(old, next *Set) []Change {
	before, after := old.clauses(), next.clauses()
	changes := append(uncovered(before, after, false), uncovered(after, before, true)...)
	slices.SortStableFunc(changes, func(a, b Change) int {
		if d := slices.Index(models.Roles, a.Clause.Role) - slices.Index(models.Roles, b.Clause.Role); d != 0 {
			return d
		}
		return a.Clause.rank() - b.Clause.rank()
	})
	return changes
}

// rank puts classes before acts, each in their order.
func (c Clause) rank() int {
	if c.Act != "" {
		return len(models.Classes) + slices.Index(models.Acts, c.Act)
	}
	return slices.Index(models.Classes, c.Class)
}

// uncovered lists what of the clauses the others do not grant.
func uncovered(clauses, others []Clause, gained bool) []Change {
	var changes []Change
	for _, c := range clauses {
		change := Change{Gained: gained, Clause: c}
		for _, purpose := range c.Purposes {
			if !slices.ContainsFunc(others, func(o Clause) bool {
				return o.covers(c) && o.lasts(c) && slices.Contains(o.Purposes, purpose)
			}) {
				change.Purposes = append(change.Purposes, purpose)
			}
		}
		if len(change.Purposes) == 0 {
			continue
		}
		for _, o := range others {
			if o.beside(c) && len(common(o.Purposes, change.Purposes)) > 0 {
				change.Beside = append(change.Beside, o)
			}
		}
		changes = append(changes, change)
	}
	return changes
}

// beside reports whether two clauses let one role have the same class, in the word of any of the same contributors, or do
// the same act.
func (c Clause) beside(d Clause) bool {
	return c.Role == d.Role && c.Class == d.Class && c.Act == d.Act &&
		(c.Act != "" || len(common(c.voices(), d.voices())) > 0 || c.speaksFor(d) || d.speaksFor(c))
}

// Word is what the clause grants, in the words of the matrix: "VALUE known by own, council", "may", "offences for 3 hours".
func (c Clause) Word() string {
	if c.Act == models.ActBreakGlass {
		return string(c.Class) + " for " + hours(c.Hours)
	}
	if c.Act != "" {
		return "may"
	}
	return Rule{Detail: c.Terms.Detail, Scope: c.Terms.Scope, By: c.Terms.By}.Cell()
}

// Days are those on which the clause holds: "from 2012-04-01 until 2015-03-31".
func (c Clause) Days() string { return days(c.Agreement.From, c.Agreement.lastDay()) }

func days(from, until models.Date) string {
	if until == endless {
		return "from " + string(from)
	}
	return "from " + string(from) + " until " + string(until)
}
