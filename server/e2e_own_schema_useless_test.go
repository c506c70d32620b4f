package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestWhatIsOfNoUseIsWithheld asks as everybody for every field of Query that their own schema lacks: it is refused, or shows nothing
// and a line says so; and where all is wanted or nothing it is no field at all.
func TestWhatIsOfNoUseIsWithheld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newPanel(t, dsn)
		whole := graph.Schema()
		for _, c := range ownSchemas {
			r := c.by
			r.purpose = purposeOf(r)
			own := h.introspect(t, r)["Query"]
			for _, field := range whole.Query.Fields {
				if strings.HasPrefix(field.Name, "__") || slices.Contains(own, field.Name) {
					continue
				}
				query := "{ " + leastOf(whole, field) + " }"
				got := answered{reply: send(t, h.request(t, r, http.MethodPost, query, nil))}
				if err := json.Unmarshal([]byte(got.body), &got); err != nil {
					t.Fatal(err)
				}
				switch {
				case len(got.Errors) > 0:
					if code := got.Errors[0].Extensions.(object)["code"]; code != "FORBIDDEN" || got.Data != nil {
						t.Errorf("%s: %s is answered %s", r, query, got.body)
					}
				case slices.Contains(strings.Fields("families family person findPeople"), field.Name):
					if holdsSomething(got.Data[field.Name]) {
						t.Errorf("%s, for whom nobody exists: %s is answered %s", r, query, got.body)
					}
				case len(got.Extensions.Withheld) != 1 || got.Extensions.Withheld[0]["path"] != field.Name || holdsSomething(got.Data[field.Name]):
					t.Errorf("%s: %s is answered %s", r, query, got.body)
				}
				strict := h.request(t, r, http.MethodPost, query, nil)
				strict.Header.Set("Thrive-Withheld", "error")
				if got := send(t, strict); !strings.Contains(got.body, `Cannot query field \"`+field.Name) || !strings.Contains(got.body, `"data":null`) {
					t.Errorf("%s: all or nothing, %s is answered %s", r, query, got.body)
				}
			}
		}
		governance := reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}
		const log = `{ accessLog(first: 200) { nodes { role withheld { path class reason } } } }`
		found := 0
		for _, entry := range objects(h.ask(t, governance, log, nil).Data["accessLog"].(object)["nodes"]) {
			for _, held := range objects(entry["withheld"]) {
				if held["path"] == "accessLog" && held["class"] == nil {
					found++
				}
			}
		}
		if found == 0 {
			t.Error("the log does not say who asked for what is of no use to them")
		}
	})
}

// leastOf is the field with what it needs, and as little of its value as can be asked for.
func leastOf(schema *ast.Schema, field *ast.FieldDefinition) string {
	var given []string
	for _, a := range field.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			given = append(given, a.Name+": "+someInput(schema, a.Type))
		}
	}
	text := field.Name
	if len(given) > 0 {
		text += "(" + strings.Join(given, " ") + ")"
	}
	if def := schema.Types[field.Type.Name()]; def.Kind == ast.Object {
		if nodes := def.Fields.ForName("nodes"); nodes != nil {
			return text + " { nodes { __typename } }"
		}
		return text + " { __typename }"
	}
	return text
}

// someInput is a value of the type.
func someInput(schema *ast.Schema, of *ast.Type) string {
	def := schema.Types[of.Name()]
	switch {
	case of.Elem != nil:
		return "[" + someInput(schema, of.Elem) + "]"
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name
	case def.Kind == ast.InputObject:
		var given []string
		for _, field := range def.Fields {
			if field.Type.NonNull || field == def.Fields[0] {
				given = append(given, field.Name+": "+someInput(schema, field.Type))
			}
		}
		return "{" + strings.Join(given, " ") + "}"
	case def.Name == "Date":
		return `"2013-01-01"`
	case def.Name == "Int":
		return "1"
	}
	return `"x"`
}

// holdsSomething reports whether a reply's value is more than null, an empty list, or a page of none.
func holdsSomething(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case []any:
		return len(v) > 0
	case object:
		return holdsSomething(v["nodes"]) || v["nodes"] == nil
	}
	return true
}
