package graph

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"golang.org/x/sync/singleflight"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

// ownFor is what a schema of somebody's own hangs on: which agreements, on which day, and as what the caller uses it.
type ownFor struct {
	set          string // its SHA-256
	on           models.Date
	role, actsAs models.Role
}

// maxOwn is how many schemas are kept; the one that was used least lately makes room.
const maxOwn = 100

// ownSchemas keeps the schemas that were made lately. Many that ask for one at the same time wait for one that makes it.
type ownSchemas struct {
	classes *classes
	kept    *lru.Cache[ownFor, *ast.Schema]
	making  singleflight.Group
	made    func() // is called when one is made
}

func newOwnSchemas(c *classes) *ownSchemas {
	kept, err := lru.New[ownFor, *ast.Schema](maxOwn)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return &ownSchemas{classes: c, kept: kept, made: func() {}}
}

// of is the caller's own schema: what it may ever use, for any purpose, as long as these agreements stand as they do that day.
func (o *ownSchemas) of(rd *reading, role models.Role) *ast.Schema {
	r := rd.access.Reader
	want := ownFor{rd.set.SHA256(), r.On, role, r.Role}
	if found, ok := o.kept.Get(want); ok {
		return found
	}
	made, _, _ := o.making.Do(fmt.Sprint(want), func() (any, error) {
		if found, ok := o.kept.Get(want); ok {
			return found, nil
		}
		o.made()
		schema := o.classes.own(user{role, rd.set.Ever(r.Role, r.Program, r.On)})
		o.kept.Add(want, schema)
		return schema, nil
	})
	return made.(*ast.Schema)
}

// ownSchema is the schema of whoever asks.
func (g *guard) ownSchema(ctx context.Context) *ast.Schema {
	caller, _, _ := auth.From(ctx)
	return g.own.of(readingOf(ctx), caller.Role)
}

// useless reports of an open field whether it is only for others than who asks: their own schema lacks it, and it shows them nothing.
// That nobody exists for somebody is not withheld: it is as if nobody were in their scope.
func (g *guard) useless(ctx context.Context, fc *graphql.FieldContext) bool {
	if only := g.classes.only[fc.Field.Definition]; !only.some() || only.meeting {
		return false
	}
	def := g.ownSchema(ctx).Types[fc.Object]
	return def == nil || def.Fields.ForName(fc.Field.Name) == nil
}

// MutateOperationParameters keeps the operation as it came, and refuses one that is too much to be validated.
func (g *guard) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if crowded(params.Query) {
		return gqlerror.Wrap(problem(TooComplex, "the operation asks for too many fields of one name at one place: give them aliases, or ask in several operations"))
	}
	readingOf(ctx).came = came{params.Query, params.OperationName, maps.Clone(params.Variables)}
	return nil
}

// MutateOperationContext lets everybody ask for the schema, which is each caller's own, and refuses an operation with anything that
// the caller's own schema lacks where it wants all or nothing.
func (g *guard) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	if rd := readingOf(ctx); rd.strict {
		if faults := rd.came.faults(g.ownSchema(ctx)); len(faults) > 0 {
			errcode.Set(faults[0], errcode.ValidationFailed)
			return faults[0]
		}
	}
	return nil
}

// came is an operation as it came.
type came struct {
	query, operation string
	variables        map[string]any
}

// faults are what is wrong with the operation by the schema; none where it is not even GraphQL. The library writes into what it
// parses and into variables, so both are taken anew.
func (c came) faults(schema *ast.Schema) gqlerror.List {
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: c.query}, maxTokens)
	if err != nil {
		return nil
	}
	if faults := validator.ValidateWithRules(schema, document, validation()); len(faults) > 0 {
		return faults
	}
	operation := document.Operations.ForName(c.operation)
	if operation == nil {
		return nil
	}
	_, err = validator.VariableValues(schema, operation, c.variables)
	var fault *gqlerror.Error
	if errors.As(err, &fault) {
		return gqlerror.List{fault}
	}
	return nil
}

// told says what is wrong with an operation that was refused before it began, as if there were no more to the schema than the
// caller's own: what it lacks is unknown, and is never suggested.
func (g *guard) told(ctx context.Context, refused gqlerror.List) gqlerror.List {
	faults := readingOf(ctx).came.faults(g.ownSchema(ctx))
	if len(faults) == 0 {
		return refused[:min(len(refused), maxFaults)] // what is wrong is no matter of the schema, or of what is in the caller's own
	}
	faults = faults[:min(len(faults), maxFaults)]
	told := make(gqlerror.List, len(faults))
	for i, fault := range faults {
		told[i] = present(g.Logger)(ctx, fault)
	}
	return told
}
