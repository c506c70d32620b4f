package graph

import (
	"errors"
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// actOf is what a field of the type does; "" for one that changes nothing. Every field of Mutation must say, and no other may.
func actOf(schema *ast.Schema, def *ast.Definition, field *ast.FieldDefinition) (models.Act, error) {
	does := field.Directives.ForName("does")
	switch {
	case does == nil && def == schema.Mutation:
		return "", errors.New("changes something and has no @does")
	case does == nil:
		return "", nil
	case def != schema.Mutation:
		return "", errors.New("has @does and is no field of Mutation")
	}
	act := models.Act("")
	if a := does.Arguments.ForName("act"); a != nil {
		act = models.Act(a.Value.Raw)
	}
	if !act.Valid() {
		return "", fmt.Errorf("names no act that there is")
	}
	return act, nil
}

// mayAct refuses an operation that does what no agreement in force grants the caller for the purpose stated, before anything
// runs. What it does under which agreements is noted, for the log.
func (rd *reading) mayAct() error {
	for _, act := range rd.asked.acts {
		if rd.program && act.ByPeopleOnly() {
			return problem(Forbidden, "this is for a person to decide: a program may not do it")
		}
		granting, refusal := rd.access.May(act)
		switch {
		case len(granting) > 0:
			rd.licences = append(rd.licences, granting...)
		case refusal.Reason == sharing.WrongPurpose:
			return problem(Forbidden, "you may not do this for the purpose that you state: state another in Thrive-Purpose")
		case refusal.Reason == sharing.NoAgreement:
			return problem(Forbidden, "you may not do this: the agreement that would permit it is not in force")
		default:
			return problem(Forbidden, "you may not do this: no agreement permits it to your role")
		}
	}
	return nil
}

// permitted are the fields of Mutation that the caller may use, in order.
func (c *classes) permitted(rd *reading) []string {
	names := []string{}
	for field, act := range c.acts {
		if act == "" || rd.program && act.ByPeopleOnly() {
			continue
		}
		if granting, _ := rd.access.May(act); len(granting) > 0 {
			names = append(names, field.Name)
		}
	}
	slices.Sort(names)
	return names
}
