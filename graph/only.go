package graph

import (
	"errors"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/models"
)

// only says for whom something open is, as @only does; the zero value is for everybody.
type only struct {
	to      []models.Role // of the token; empty, every role
	seeing  models.Class  // in full
	doing   models.Act
	meeting bool // somebody
}

// onlyOf reads @only.
func onlyOf(directives ast.DirectiveList) (only, error) {
	var o only
	d := directives.ForName("only")
	if d == nil {
		return o, nil
	}
	if a := d.Arguments.ForName("to"); a != nil {
		for _, child := range a.Value.Children {
			o.to = append(o.to, models.Role(child.Value.Raw))
		}
	}
	if a := d.Arguments.ForName("seeing"); a != nil {
		if o.seeing = models.Class(a.Value.Raw); !o.seeing.Valid() {
			return o, errors.New("is for those who see a data class that there is not")
		}
	}
	if a := d.Arguments.ForName("doing"); a != nil {
		if o.doing = models.Act(a.Value.Raw); !o.doing.Valid() {
			return o, errors.New("is for those who do an act that there is not")
		}
	}
	if a := d.Arguments.ForName("meeting"); a != nil {
		o.meeting = a.Value.Raw == "true"
	}
	if !o.some() {
		return o, errors.New("has an @only that says nothing")
	}
	return o, nil
}

// some reports whether it is not for everybody.
func (o only) some() bool { return len(o.to) > 0 || o.seeing != "" || o.doing != "" || o.meeting }

// by reports whether what is marked so is for who uses the schema.
func (o only) by(u user) bool {
	return (len(o.to) == 0 || slices.Contains(o.to, u.role)) && (o.seeing == "" || u.ever.Shows(o.seeing, models.DetailValue)) &&
		(o.doing == "" || u.ever.Does(o.doing)) && (!o.meeting || u.ever.Meets())
}
