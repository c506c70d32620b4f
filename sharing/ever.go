package sharing

import (
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Ever is what a role may use at all on a day, under any agreement in force, for any purpose that it may state: of this its own
// schema is made. It decides nothing of what a reader is shown.
type Ever struct{ accesses []*Access }

// Ever gathers what the role may use; a program that acts as it breaks no glass.
func (s *Set) Ever(role models.Role, program bool, on models.Date) Ever {
	var e Ever
	for _, purpose := range role.Purposes() {
		e.accesses = append(e.accesses, s.Access(Reader{Role: role, Purpose: purpose, On: on, Program: program}))
	}
	return e
}

// Shows reports whether a field of the class that shows so much is ever shown of anybody, if only by a broken glass.
func (e Ever) Shows(c models.Class, d models.Detail) bool {
	return slices.ContainsFunc(e.accesses, func(a *Access) bool {
		_, granted := a.Field(c, d)
		breakable, _ := a.MayBreak(c)
		return granted || breakable != nil
	})
}

// Searches reports whether people are ever looked for by values of the class.
func (e Ever) Searches(c models.Class, d models.Detail) bool {
	return slices.ContainsFunc(e.accesses, func(a *Access) bool { return a.Searches(c, d) })
}

// Does reports whether the act is ever permitted.
func (e Ever) Does(act models.Act) bool {
	return slices.ContainsFunc(e.accesses, func(a *Access) bool {
		granting, _ := a.May(act)
		return len(granting) > 0 && (!a.Reader.Program || !act.ByPeopleOnly())
	})
}

// Meets reports whether anybody ever exists for the role: whether it is shown anything at all of people.
func (e Ever) Meets() bool {
	return slices.ContainsFunc(models.Classes, func(c models.Class) bool { return e.Shows(c, models.DetailFlag) })
}
