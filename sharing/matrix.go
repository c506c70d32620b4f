package sharing

import (
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Rule is one cell of the matrix: what a role sees of a class, for one purpose, on one day, and by which law.
type Rule struct {
	Role      models.Role
	Class     models.Class
	Purposes  []models.Purpose // of the role, those for which it holds
	Detail    models.Detail    // NONE where it is withheld
	Scope     Scope            // "" where it is withheld
	By        []string         // whose word is shown; empty: its owners'
	Reason    Reason           // why it is withheld; "" where it is not
	Agreement string
	Gateway   string
}

// Matrix lists what the role sees of every class on the day: a rule for each grant, or one that says why not. Purposes
// that differ in what they show have rules of their own.
func (s *Set) Matrix(role models.Role, on models.Date) []Rule {
	var rules []Rule
	for _, class := range models.Classes {
		index := map[string]int{}
		var refused *Rule
		for _, purpose := range role.Purposes() {
			v := s.decide(Reader{Role: role, Purpose: purpose, On: on}, class)
			for _, g := range v.Grants {
				if i, ok := index[g.Agreement.ID]; ok {
					rules[i].Purposes = append(rules[i].Purposes, purpose)
					continue
				}
				index[g.Agreement.ID] = len(rules)
				rules = append(rules, Rule{
					Role: role, Class: class, Purposes: []models.Purpose{purpose}, Detail: g.Terms.Detail,
					Scope: g.Terms.Scope, By: g.Terms.By, Agreement: g.Agreement.ID, Gateway: g.Agreement.Gateway,
				})
			}
			if len(v.Grants) == 0 && refused == nil {
				refused = &Rule{
					Role: role, Class: class, Detail: models.DetailNone, Reason: v.Refusal.Reason,
					Agreement: v.Refusal.Agreement, Gateway: v.Refusal.Gateway,
				}
			}
		}
		if refused == nil && len(role.Purposes()) == 0 {
			refused = &Rule{Role: role, Class: class, Detail: models.DetailNone, Reason: NotShared}
		}
		if refused != nil && len(index) == 0 {
			rules = append(rules, *refused)
		}
	}
	return rules
}

// Cell is the rule in a word for a table: "VALUE known by own, council".
func (r Rule) Cell() string {
	if r.Detail == models.DetailNone {
		return "-"
	}
	cell := string(r.Detail) + " " + string(r.Scope)
	if len(r.By) > 0 {
		cell += " by " + strings.Join(r.By, ", ")
	}
	return cell
}
