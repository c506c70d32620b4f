package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/graph"
)

// generator makes operations from the schema, by what the property tester draws.
type generator struct {
	draw      *rapid.T
	cage      *cage
	aliases   int
	budget    int
	fragments []string
	variables map[string]any
	declared  []string
}

func (g *generator) below(n int) int { return rapid.IntRange(0, n-1).Draw(g.draw, "n") }

func (g *generator) one(of []string) string { return of[g.below(len(of))] }

func (g *generator) chance(percent int) bool { return g.below(100) >= 100-percent } // what is smaller is less

// generate has the property tester ask so many operations.
func (c *cage) generate(operations int) {
	c.t.Helper()
	setRapid(c.t, "rapid.checks", strconv.Itoa(operations))
	readers, before, answered := canaryReaders(), c.generated, c.answered
	rapid.Check(c.t, func(t *rapid.T) {
		g := &generator{draw: t, cage: c}
		g.ask(readers[g.below(len(readers))])
		c.generated++
	})
	c.t.Logf("%d operations generated, %d of them answered with data", c.generated-before, c.answered-answered)
}

// ask sends one operation as the reader.
func (g *generator) ask(r reader) {
	query := g.operation()
	method := http.MethodPost
	if g.chance(30) && len(query) < 5000 {
		method = http.MethodGet
	}
	request := g.cage.hub.request(g.cage.t, r, method, query, g.variables)
	asked := method + " " + query
	switch n := g.below(100); {
	case n >= 90:
		request.Header.Set("Thrive-Withheld", "error")
	case n >= 87:
		request.Header.Set("Thrive-Purpose", g.one([]string{"evaluation", "governance", "nonsense", "family-support"}))
	case n >= 85:
		request.Header.Set("Authorization", "Bearer "+g.one([]string{"", "x.y.z", g.cage.hub.token(g.cage.t, r) + "x"}))
	case n >= 82 && r.reason == "":
		request.Header.Set("Thrive-Reason", "too short")
	case n >= 80:
		request.Header.Set("Content-Type", g.one([]string{"", "text/plain", "application/graphql", "application/json; charset=utf-8"}))
	case n >= 77 && method == http.MethodPost: // several at once: refused
		body := `[{"query":"{ viewer { role } }"},{"query":"{ families { nodes { id } } }"}]`
		request.Body, request.ContentLength, request.GetBody = io.NopCloser(strings.NewReader(body)), int64(len(body)), nil
		asked = "several at once"
	}
	got := send(g.cage.t, request)
	if asked == "several at once" && (strings.Contains(got.body, `"role"`) || !strings.Contains(got.body, `"errors"`)) {
		g.draw.Fatalf("several operations at once are answered: %.200s", got.body)
	}
	if wrong := g.cage.wrong(r, got); wrong != "" {
		g.draw.Fatalf("%s: %s\nby %s", r, wrong, asked)
	}
}

// operation is a whole document: a query, with its variables and fragments.
func (g *generator) operation() string {
	g.budget, g.fragments, g.variables, g.declared = 250, nil, map[string]any{}, nil
	schema := graph.Schema()
	body := g.selection(schema, schema.Query, 0)
	head := "query Canary"
	if len(g.declared) > 0 {
		head += "(" + strings.Join(g.declared, ", ") + ")"
	}
	return head + " " + body + " " + strings.Join(g.fragments, " ")
}

// selection picks some fields of a type, some by aliases, some within fragments.
func (g *generator) selection(schema *ast.Schema, def *ast.Definition, depth int) string {
	var parts []string
	for _, field := range def.Fields {
		if strings.HasPrefix(field.Name, "__") || g.budget < 0 || !g.wanted(schema, def, field, depth) {
			continue
		}
		if text := g.field(schema, field, depth); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 || g.chance(3) {
		parts = append(parts, "__typename")
	}
	if g.chance(20) {
		at := g.below(len(parts))
		parts[at] = "... on " + def.Name + " { " + parts[at] + " }"
	}
	if g.chance(10) {
		g.aliases++
		name := fmt.Sprint("f", g.aliases)
		g.fragments = append(g.fragments, "fragment "+name+" on "+def.Name+" { "+strings.Join(parts, " ")+" }")
		return "{ ..." + name + " }"
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

// wanted picks a field: of the query a few, else about half; deeper down fewer that lead on.
func (g *generator) wanted(schema *ast.Schema, def *ast.Definition, field *ast.FieldDefinition, depth int) bool {
	leads := schema.Types[field.Type.Name()].Kind == ast.Object
	switch {
	case def == schema.Query:
		return g.chance(25)
	case leads && depth > 10:
		return false
	case slices.Contains([]string{"nodes", "edges", "node", "members", "person", "occupants", "family"}, field.Name):
		return g.chance(90 - 5*depth)
	}
	return g.chance(45)
}

func (g *generator) field(schema *ast.Schema, field *ast.FieldDefinition, depth int) string {
	g.budget--
	text, arguments := field.Name, g.arguments(schema, field)
	if arguments != "" || g.chance(15) {
		g.aliases++
		text = fmt.Sprintf("a%d: %s%s", g.aliases, field.Name, arguments)
	}
	if g.chance(5) {
		text += g.one([]string{" @include(if: true)", " @skip(if: false)"})
	}
	if of := schema.Types[field.Type.Name()]; of.Kind == ast.Object {
		return text + " " + g.selection(schema, of, depth+1)
	}
	return text
}

func (g *generator) arguments(schema *ast.Schema, field *ast.FieldDefinition) string {
	var given []string
	for _, a := range field.Arguments {
		if a.Type.NonNull || g.chance(50) {
			given = append(given, a.Name+": "+g.value(schema, a.Type, field.Name, a.Name))
		}
	}
	if len(given) == 0 {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// value is something that an argument or input field may be given: often an id or a value that there is.
func (g *generator) value(schema *ast.Schema, of *ast.Type, field, name string) string {
	def := schema.Types[of.Name()]
	switch {
	case def.Kind == ast.InputObject:
		var given []string
		for _, f := range def.Fields {
			if f.Type.NonNull || g.chance(35) {
				given = append(given, f.Name+": "+g.value(schema, f.Type, field, f.Name))
			}
		}
		return "{" + strings.Join(given, ", ") + "}"
	case def.Kind == ast.Enum:
		return def.EnumValues[g.below(len(def.EnumValues))].Name
	case name == "first":
		return g.one([]string{"1", "2", "3", "50", "50", "100", "200", "200", "0", "201"})
	case name == "after":
		return fmt.Sprintf("%q", g.one([]string{"", "zz", "ZmFtaWx5OkY", "ZmFtaWx5OkZm", "aW1wb3J0OjI", "ZmFtaWx5Og", "ZmFtaWx5OgA", "ZmFtaWx5Ov8"}))
	case def.Name == "Date":
		return fmt.Sprintf("%q", g.one([]string{"1991-01-01", "1990-06-01", "2013-01-01", "9999-12-31", "0001-01-01"}))
	}
	text := g.text(field, name)
	if g.chance(20) {
		g.aliases++
		variable := fmt.Sprint("v", g.aliases)
		g.declared = append(g.declared, "$"+variable+": "+of.String())
		g.variables[variable] = text
		return "$" + variable
	}
	return fmt.Sprintf("%q", text)
}

// text is an id, or a value of the column that is looked for, or something odd.
func (g *generator) text(field, name string) string {
	if g.chance(8) {
		return g.one([]string{"", " ", "%", "_", "'", "\" OR 1=1 --", "\x00", "F0000000000000000", "é", "\u202e", strings.Repeat("z", 3000)})
	}
	switch field {
	case "person", "family":
		return g.one(slices.Concat(g.cage.people, g.cage.families))
	case "findAddresses":
		return g.one([]string{"OX4 1AA", "ox4 3dd", "OX4", "100"})
	}
	var values []string
	for _, m := range g.cage.birds {
		for _, column := range searchBy[name] {
			if strings.Contains(m.where, " "+column+" ") {
				values = append(values, m.text)
			}
		}
	}
	if len(values) == 0 {
		return "zq"
	}
	return g.one(values)
}
