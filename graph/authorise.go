package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// reading is one operation on its way through: who reads, what was decided before anything is loaded, and what becomes of
// it. It is made once, filled by field after field, and written to the log at the end.
type reading struct {
	set *sharing.Set // the agreements that were loaded when it began; it keeps to them if others are loaded meanwhile
	decided
	came      came
	begun     bool // it is valid, and was not refused
	asked     question
	strict    bool // Thrive-Withheld: error
	reason    string
	program   bool                 // the caller is a program, whomever it acts as
	licences  []*sharing.Agreement // under which something is changed
	unsaid    bool                 // the log must not say what was asked, not even as a hash that could be found by trying
	breaks    []models.GlassBreak  // the reader's, that are open
	disclosed *disclosure
	cursors   Sealer
}

type readingKey struct{}

func withReading(ctx context.Context, r *reading) context.Context {
	return context.WithValue(ctx, readingKey{}, r)
}

func readingOf(ctx context.Context) *reading {
	r, _ := ctx.Value(readingKey{}).(*reading)
	return r
}

// question is what an operation asks for: the classes and details of its fields, the paths at which they stand, and the
// classes of the arguments that it uses.
type question struct {
	classes  map[models.Class]map[models.Detail]bool
	paths    []askedField
	searches []FieldClass // of arguments and input fields
	acts     []models.Act // of the fields that change something
	// everything is set when a field is asked that is made of all that the reader may see.
	everything bool
}

type askedField struct {
	path  string
	class FieldClass
}

// madeOfEverything are fields that are open because they are made of whatever the reader may see, of any class.
var madeOfEverything = map[string]bool{"Family.version": true, "Family.lastChangedAt": true, "Family.chronology": true, "Person.remarks": true}

// maxDepth is how many fields may be nested in one another.
const maxDepth = 15

// maxAskedFields bounds the walk through an operation whose fragments double and double again.
const maxAskedFields = 20000

// ask walks the operation once, fragments and all, and gathers what it asks for.
func (c *classes) ask(op *graphql.OperationContext) (question, error) {
	q := question{classes: map[models.Class]map[models.Detail]bool{}}
	seen := map[string]bool{}
	steps, introspected := 0, 0
	var walk func(set ast.SelectionSet, path string) error
	walk = func(set ast.SelectionSet, path string) error {
		for _, selection := range set {
			if steps++; steps > maxAskedFields {
				return problem(TooComplex, "the operation asks for too many fields: ask for fewer, or in several operations")
			}
			if left(selection, op.Variables) {
				continue
			}
			switch s := selection.(type) {
			case *ast.InlineFragment:
				if err := walk(s.SelectionSet, path); err != nil {
					return err
				}
			case *ast.FragmentSpread:
				if err := walk(s.Definition.SelectionSet, path); err != nil {
					return err
				}
			case *ast.Field:
				at := join(path, s.Name)
				if strings.Count(at, ".") >= maxDepth {
					return problem(TooComplex, "the operation is nested too deeply: ask for less at a time")
				}
				if introspectionRoots[s.Name] > 0 {
					if introspected += c.introspects(s.SelectionSet, introspectionRoots[s.Name]); introspected > maxIntrospected {
						return problem(TooComplex, "the operation asks for too much of the schema: ask for less, or in several operations")
					}
				}
				c.askField(&q, s, at, seen, op.Variables)
				if err := walk(s.SelectionSet, at); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return q, walk(op.Operation.SelectionSet, "")
}

// left reports whether @skip or @include leaves the selection out.
func left(selection ast.Selection, variables map[string]any) bool {
	var directives ast.DirectiveList
	switch s := selection.(type) {
	case *ast.Field:
		directives = s.Directives
	case *ast.InlineFragment:
		directives = s.Directives
	case *ast.FragmentSpread:
		directives = s.Directives
	}
	for _, d := range directives {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		if argument := d.Arguments.ForName("if"); argument != nil {
			if value, err := argument.Value.Value(variables); err == nil && value == (d.Name == "skip") {
				return true
			}
		}
	}
	return false
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (c *classes) askField(q *question, field *ast.Field, path string, seen map[string]bool, variables map[string]any) {
	if field.ObjectDefinition != nil && madeOfEverything[field.ObjectDefinition.Name+"."+field.Name] {
		q.everything = true
	}
	if act := c.acts[field.Definition]; act != "" {
		q.acts = append(q.acts, act)
	}
	class := c.fields[field.Definition]
	if class.Class != "" {
		if q.classes[class.Class] == nil {
			q.classes[class.Class] = map[models.Detail]bool{}
		}
		q.classes[class.Class][class.Detail] = true
		if !seen[path] {
			seen[path] = true
			q.paths = append(q.paths, askedField{path, class})
		}
	}
	for _, argument := range field.Arguments {
		definition := field.Definition.Arguments.ForName(argument.Name)
		if definition == nil {
			continue
		}
		value, err := argument.Value.Value(variables)
		if err != nil || value == nil {
			continue
		}
		if class := c.arguments[definition]; class.Class != "" {
			q.searches = append(q.searches, class)
		}
		c.askInput(q, definition.Type, value)
	}
}

// askInput gathers the classes of the input fields that are given.
func (c *classes) askInput(q *question, of *ast.Type, value any) {
	def := c.schema.Types[of.Name()]
	given, ok := value.(map[string]any)
	if !ok || def == nil || def.Kind != ast.InputObject {
		return
	}
	for _, field := range def.Fields {
		v, ok := given[field.Name]
		if !ok || v == nil {
			continue
		}
		if class := c.fields[field]; class.Class != "" {
			q.searches = append(q.searches, class)
		}
		c.askInput(q, field.Type, v)
	}
}

// authorise refuses an operation that does what the caller may not do or searches by a class which the reader may not see,
// and one whose fields are withheld where the caller wants all or nothing.
func (rd *reading) authorise() error {
	if err := rd.mayAct(); err != nil {
		return err
	}
	for _, class := range rd.asked.searches {
		if !rd.access.Searches(class.Class, class.Detail) {
			return problem(Forbidden, "you may not search by something that is not shared with you: leave that argument out")
		}
	}
	var refused []string
	for _, field := range rd.asked.paths { // a parent stands before its children
		refusal, ok := rd.access.Field(field.class.Class, field.class.Detail)
		below := slices.ContainsFunc(refused, func(path string) bool { return strings.HasPrefix(field.path, path+".") })
		if ok || below {
			continue
		}
		refused = append(refused, field.path)
		if rd.strict {
			return problem(Forbidden, allOrNothing)
		}
		rd.disclosed.expect(field.path, field.class.Class, refusal)
	}
	return nil
}
