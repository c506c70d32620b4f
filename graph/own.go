package graph

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// user is for whom a schema is made: the role of the token, and what may ever be used by the role as which it acts.
type user struct {
	role models.Role
	ever sharing.Ever
}

// own is the part of the schema that the user may ever use: a schema itself, in which whatever leads nowhere is left out too. It
// shares with the whole what is not cut, and nothing of it is ever changed.
func (c *classes) own(u user) *ast.Schema {
	cut := &cutting{classes: c, user: u, gone: map[string]bool{}, fields: map[string]ast.FieldList{}}
	for again := true; again; { // what is left out may be all that led to something else
		again = false
		for name, def := range c.schema.Types {
			if !def.BuiltIn && !cut.gone[name] && !cut.cut(def) {
				cut.gone[name], again = true, true
			}
		}
	}
	own := &ast.Schema{
		Description: c.schema.Description, Types: map[string]*ast.Definition{}, Directives: map[string]*ast.DirectiveDefinition{},
		PossibleTypes: map[string][]*ast.Definition{}, Implements: map[string][]*ast.Definition{},
	}
	for name, directive := range c.schema.Directives {
		if !classifying[name] {
			own.Directives[name] = directive
		}
	}
	for name, def := range c.schema.Types {
		if def.BuiltIn {
			own.Types[name] = def
		}
	}
	own.Query = cut.reach(own, c.schema.Query.Name)
	own.Types[c.schema.Query.Name] = own.Query
	if !cut.gone[c.schema.Mutation.Name] {
		own.Mutation = cut.reach(own, c.schema.Mutation.Name)
	}
	for name, def := range own.Types {
		if def.IsCompositeType() {
			own.PossibleTypes[name] = []*ast.Definition{def}
		}
	}
	return own
}

// classifying are the directives that only the schema's makers use.
var classifying = map[string]bool{"data": true, "open": true, "does": true, "only": true}

// cutting is a schema on its way to being somebody's own.
type cutting struct {
	*classes
	user
	gone   map[string]bool          // types
	fields map[string]ast.FieldList // of each type, those that are left
}

// cut leaves out what of the type the user may never use, and reports whether anything is left.
func (c *cutting) cut(def *ast.Definition) bool {
	switch def.Kind {
	case ast.Enum:
		return len(c.values(def)) > 0
	case ast.Object, ast.InputObject:
		var left ast.FieldList
		for _, field := range def.Fields {
			switch kept := c.field(def, field); {
			case kept != nil:
				left = append(left, kept)
			case def.Kind == ast.InputObject && required(field.Type, field.DefaultValue):
				return false // it cannot be given without
			}
		}
		c.fields[def.Name] = left
		return len(left) > 0
	}
	return true
}

// field is what is left of the field, nil where it may never be used.
func (c *cutting) field(def *ast.Definition, field *ast.FieldDefinition) *ast.FieldDefinition {
	if strings.HasPrefix(field.Name, "__") {
		return field // introspection's
	}
	class, act := c.classes.fields[field], c.acts[field]
	usable := class.Class == "" || c.ever.Shows(class.Class, class.Detail)
	if def.Kind == ast.InputObject {
		usable = class.Class == "" || c.ever.Searches(class.Class, class.Detail)
	}
	if !usable || c.gone[field.Type.Name()] || act != "" && !c.ever.Does(act) || !c.only[field].by(c.user) {
		return nil
	}
	kept := *field
	kept.Directives, kept.Arguments = foreign(field.Directives), nil
	for _, argument := range field.Arguments {
		class := c.arguments[argument]
		if !c.gone[argument.Type.Name()] && (class.Class == "" || c.ever.Searches(class.Class, class.Detail)) && c.only[argument].by(c.user) {
			left := *argument
			left.Directives = foreign(argument.Directives)
			kept.Arguments = append(kept.Arguments, &left)
		} else if required(argument.Type, argument.DefaultValue) {
			return nil
		}
	}
	return &kept
}

func required(of *ast.Type, otherwise *ast.Value) bool { return of.NonNull && otherwise == nil }

// values are those of the enum that the user may use.
func (c *cutting) values(def *ast.Definition) ast.EnumValueList {
	var left ast.EnumValueList
	for _, value := range def.EnumValues {
		if c.only[value].by(c.user) {
			kept := *value
			kept.Directives = foreign(value.Directives)
			left = append(left, &kept)
		}
	}
	return left
}

// foreign are the directives that do not classify.
func foreign(directives ast.DirectiveList) ast.DirectiveList {
	return slices.DeleteFunc(slices.Clone(directives), func(d *ast.Directive) bool { return classifying[d.Name] })
}

// reach puts the type into the user's schema with all to which it leads.
func (c *cutting) reach(own *ast.Schema, name string) *ast.Definition {
	if found := own.Types[name]; found != nil {
		return found
	}
	def := *c.schema.Types[name]
	own.Types[name] = &def
	if def.Kind == ast.Enum {
		def.EnumValues = c.values(&def)
		return &def
	}
	def.Fields = c.fields[name]
	for _, field := range def.Fields {
		if c.reach(own, field.Type.Name()); len(field.Arguments) > 0 {
			for _, argument := range field.Arguments {
				c.reach(own, argument.Type.Name())
			}
		}
	}
	return &def
}
