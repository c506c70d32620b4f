package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"
)

// introspected answers __schema and __type from the caller's own schema; false for every other field.
func (g *guard) introspected(ctx context.Context, fc *graphql.FieldContext) (any, bool) {
	if fc.Object != g.classes.schema.Query.Name {
		return nil, false
	}
	switch fc.Field.Name {
	case "__schema":
		return introspection.WrapSchema(g.ownSchema(ctx)), true
	case "__type":
		own := g.ownSchema(ctx)
		name, _ := fc.Args["name"].(string)
		return introspection.WrapTypeFromDef(own, own.Types[name]), true
	}
	return nil, false
}

// maxIntrospected is how many fields an answer about the schema may come to, by estimate: four times what tools ask for.
const maxIntrospected = 250_000

// introspectionRoots are the fields that ask for the schema, and how many times as large as others what they lead to may be: who asks
// for one type may ask for a large one.
var introspectionRoots = map[string]int{"__schema": 1, "__type": 5}

// sizes estimates how many there are in the lists of introspection, one by one: so many types, so many fields in each.
func sizes(schema *ast.Schema) map[string]int {
	types, fields, arguments, inputs, values := len(schema.Types), 0, 0, 0, 0
	for _, def := range schema.Types {
		values += len(def.EnumValues)
		if def.Kind == ast.InputObject {
			inputs += len(def.Fields)
			continue
		}
		fields += len(def.Fields)
		for _, field := range def.Fields {
			arguments += len(field.Arguments)
		}
	}
	return map[string]int{
		"types": types, "fields": fields/types + 1, "args": arguments/max(fields, 1) + 1, "inputFields": inputs/types + 1,
		"enumValues": values/types + 1, "directives": len(schema.Directives),
	}
}

// introspects estimates to how many fields a selection within introspection comes, and stops counting where they are too many.
func (c *classes) introspects(set ast.SelectionSet, times int) int {
	found := 0
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.InlineFragment:
			found += c.introspects(s.SelectionSet, times)
		case *ast.FragmentSpread:
			found += c.introspects(s.Definition.SelectionSet, times)
		case *ast.Field:
			found += times + c.introspects(s.SelectionSet, times*max(c.sizes[s.Name], 1))
		}
		if found > maxIntrospected {
			break
		}
	}
	return found
}
