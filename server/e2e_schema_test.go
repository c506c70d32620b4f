package main

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/graph"
)

// someDay is the day for which tests ask whatever may be asked for a day, so that replies do not change with the calendar.
const someDay = `"2013-01-01"`

// everyField selects everything that the schema's type has, so that a new field is asked too: every scalar and every
// record with all of its fields. People and families are told in full where they are members or stand at the top, and
// elsewhere by their ids. Fields that need an argument are left out, and so are connections.
func everyField(typeName string) string {
	var text strings.Builder
	selectAll(&text, graph.Schema(), graph.Schema().Types[typeName])
	return strings.TrimSpace(text.String())
}

func selectAll(text *strings.Builder, schema *ast.Schema, def *ast.Definition) {
	for _, field := range def.Fields {
		if strings.HasPrefix(field.Name, "__") || strings.HasSuffix(field.Type.Name(), "Connection") {
			continue
		}
		arguments, ok := byDay(field)
		if !ok {
			continue
		}
		text.WriteString(" " + field.Name + arguments)
		of := schema.Types[field.Type.Name()]
		switch {
		case of.Kind != ast.Object:
		case (of.Name == "Person" || of.Name == "Family") && def.Name != "Member":
			text.WriteString(" { id }")
		default:
			text.WriteString(" {")
			selectAll(text, schema, of)
			text.WriteString(" }")
		}
	}
}

// byDay gives a field its arguments: the day where it takes one. False where it needs something else.
func byDay(field *ast.FieldDefinition) (string, bool) {
	given := ""
	for _, a := range field.Arguments {
		switch {
		case a.Type.Name() == "Date":
			given = "(" + a.Name + ": " + someDay + ")"
		case a.Type.NonNull && a.DefaultValue == nil:
			return "", false
		}
	}
	return given, true
}

// answerOf selects everything that a field of Query answers with.
func answerOf(field string) string {
	return everyField(graph.Schema().Query.Fields.ForName(field).Type.Name())
}

// everyFamily asks for everything of every family in scope.
func everyFamily() string {
	return "query All { families(first: 200) { totalCount pageInfo { hasNextPage } nodes { " + everyField("Family") + " } } }"
}
