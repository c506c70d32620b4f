package graph

import (
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"thrivingfamilies.example/hub/models"
)

const directives = `
directive @data(class: String!, detail: Detail! = VALUE, place: Boolean! = false) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION
directive @open(why: String!) on FIELD_DEFINITION
directive @does(act: String!) on FIELD_DEFINITION
enum Detail { NONE FLAG BAND VALUE }
`

func TestASchemaThatCouldLeakIsRefusedAtStart(t *testing.T) {
	cases := map[string]struct{ schema, want string }{
		"a field of neither":                  {`type Query { name: String }`, "Query.name has neither @data nor @open"},
		"a field of both":                     {`type Query { name: String @data(class: "identity") @open(why: "x") }`, "has both"},
		"a class that is none":                {`type Query { name: String @data(class: "gossip") }`, "names no data class"},
		"a detail that is nothing":            {`type Query { name: String @data(class: "identity", detail: NONE) }`, "names no data class and detail"},
		"not nullable":                        {`type Query { name: String! @data(class: "identity") }`, "is not nullable"},
		"behind an interface":                 {`type Query { n: Named @open(why: "x") } interface Named { name: String }`, "Named.name has neither"},
		"a change that says not what it does": {`type Query { n: String @open(why: "x") } type Mutation { m: String @open(why: "x") }`, "Mutation.m changes something and has no @does"},
		"a change of no act":                  {`type Query { n: String @open(why: "x") } type Mutation { m: String @open(why: "x") @does(act: "mischief") }`, "Mutation.m names no act"},
		"a read that does something":          {`type Query { n: String @open(why: "x") @does(act: "review-links") }`, "Query.n has @does"},
		"an argument":                         {`type Query { n(by: String @data(class: "gossip")): String @open(why: "x") }`, "Query.n(by:)"},
		"an input field":                      {`type Query { n(by: By): String @open(why: "x") } input By { name: String @data(class: "gossip") }`, "By.name"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			schema := gqlparser.MustLoadSchema(&ast.Source{Input: directives + c.schema})
			if _, err := classify(schema); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestEverythingInTheSchemaIsClassifiedAndDescribed(t *testing.T) {
	schema := Schema()
	if _, err := classify(schema); err != nil {
		t.Fatal(err)
	}
	for _, def := range schema.Types {
		if def.BuiltIn {
			continue
		}
		if def.Description == "" && def.Name != "Query" {
			t.Errorf("%s has no description", def.Name)
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if f.Description == "" {
				t.Errorf("%s.%s has no description", def.Name, f.Name)
			}
			for _, a := range f.Arguments {
				if a.Description == "" {
					t.Errorf("%s.%s(%s:) has no description", def.Name, f.Name, a.Name)
				}
			}
		}
		for _, v := range def.EnumValues {
			if v.Description == "" {
				t.Errorf("%s.%s has no description", def.Name, v.Name)
			}
		}
	}
}

// asked walks an operation of the real schema.
func asked(t *testing.T, query string, variables map[string]any) (question, error) {
	t.Helper()
	c, err := classify(Schema())
	if err != nil {
		t.Fatal(err)
	}
	document, errs := gqlparser.LoadQueryWithRules(c.schema, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	return c.ask(&graphql.OperationContext{Operation: document.Operations[0], Variables: variables})
}

func TestWhatAnOperationAsksForIsSeenThroughFragmentsAndVariables(t *testing.T) {
	q, err := asked(t, `query Q($s: PersonSearch!) { findPeople(search: $s) { person { ...A family { members { person { ... on Person { hasAsb } } } } } } }
		fragment A on Person { alias: benefitClaims { benefit } }`, map[string]any{"s": map[string]any{"nino": "QQ123456C"}})
	if err != nil {
		t.Fatal(err)
	}
	if !q.classes[models.ClassBenefits][models.DetailValue] || !q.classes[models.ClassASB][models.DetailFlag] {
		t.Errorf("classes: %v", q.classes)
	}
	if len(q.searches) != 1 || q.searches[0].Class != models.ClassNINO {
		t.Errorf("searches: %v", q.searches)
	}
	var paths []string
	for _, p := range q.paths {
		paths = append(paths, p.path)
	}
	want := "findPeople.person.benefitClaims findPeople.person.benefitClaims.benefit findPeople.person.family.members.person.hasAsb"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("paths: %s", got)
	}
	if q.everything {
		t.Error("nothing asked for is made of everything")
	}
}

func TestTooMuchIsRefusedBeforeItIsWalked(t *testing.T) {
	var doubled strings.Builder
	doubled.WriteString("{ family(id: \"F\") { ...A0 } } ")
	for i := range 40 {
		next := string(rune('A'+(i+1)%26)) + strings.Repeat("x", (i+1)/26)
		here := string(rune('A'+i%26)) + strings.Repeat("x", i/26)
		if i == 0 {
			here = "A0"
		}
		doubled.WriteString("fragment " + here + " on Family { ..." + next + " ..." + next + " } ")
		if i == 39 {
			doubled.WriteString("fragment " + next + " on Family { id }")
		}
	}
	deep := "{ family(id: \"F\") " + strings.Repeat("{ members { person { family ", 6) + "{ id }" + strings.Repeat("} } }", 6) + " }"
	for name, query := range map[string]string{"fragments that double": doubled.String(), "nested deeply": deep} {
		t.Run(name, func(t *testing.T) {
			if _, err := asked(t, query, nil); err == nil || err.(*Problem).Code != TooComplex { //nolint:errorlint // it is made here
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestResolvePath(t *testing.T) {
	got, err := ResolvePath("Family.members.person.offences")
	if err != nil || got.Class != models.ClassOffences || got.Detail != models.DetailValue {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := ResolvePath("Family.members.person.nothing"); err == nil || err.Error() != "Person has no field nothing" {
		t.Errorf("got %v", err)
	}
}
