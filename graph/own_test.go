package graph

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

const someDay models.Date = "2013-01-01"

// someSet is an agreement of one role, generated.
func someSet(t *rapid.T, role models.Role) *sharing.Set {
	agreement := &sharing.Agreement{
		ID: "generated", Partner: models.Police, Purposes: models.Purposes, From: "2012-04-01", Grants: map[models.Role]map[models.Class]sharing.Terms{role: {}},
		Acts: map[models.Role]map[models.Act][]models.Purpose{role: {}}, BreakGlass: map[models.Role]sharing.Glass{},
	}
	for _, class := range models.Classes {
		if detail := rapid.SampledFrom([]models.Detail{"", "", models.DetailFlag, models.DetailBand, models.DetailValue}).Draw(t, string(class)); detail != "" {
			agreement.Grants[role][class] = sharing.Terms{Scope: sharing.All, Detail: detail}
		}
	}
	for _, act := range models.Acts {
		if rapid.Bool().Draw(t, string(act)) {
			agreement.Acts[role][act] = models.Purposes
		}
	}
	if rapid.Bool().Draw(t, "glass") {
		agreement.BreakGlass[role] = sharing.Glass{Classes: []models.Class{models.ClassOffences, models.ClassSchooling}}
	}
	set, err := sharing.NewSet(agreement)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func classified(t interface{ Fatal(...any) }) *classes {
	c, err := classify(Schema())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reread writes a schema down and reads it again: what is no valid schema cannot be read.
func reread(t interface{ Fatalf(string, ...any) }, schema *ast.Schema) *ast.Schema {
	again, err := gqlparser.LoadSchema(&ast.Source{Input: written(schema)})
	if err != nil {
		t.Fatalf("the schema is not valid: %v", err)
	}
	return again
}

// A schema of one's own holds what its owner may ever use, and nothing else; everything in it leads to something.
func TestAnOwnSchemaHoldsWhatIsOfUseAndNoMore(t *testing.T) {
	c := classified(t)
	rapid.Check(t, func(t *rapid.T) {
		as := rapid.SampledFrom(models.Roles[:len(models.Roles)-1]).Draw(t, "role")
		role := as
		if rapid.Bool().Draw(t, "program") {
			role = models.Integration
		}
		u := user{role, someSet(t, as).Ever(as, role == models.Integration, someDay)}
		own := c.own(u)
		reread(t, own)
		reached := map[string]bool{own.Query.Name: true}
		if own.Mutation != nil {
			reached[own.Mutation.Name] = true
		}
		for name, def := range own.Types {
			for _, field := range def.Fields {
				if own.Types[field.Type.Name()] == nil {
					t.Fatalf("%s.%s is of a type that is not there", name, field.Name)
				}
				reached[field.Type.Name()] = true
				for _, a := range field.Arguments {
					reached[a.Type.Name()] = true
				}
			}
		}
		for name, def := range own.Types {
			if !def.BuiltIn && !reached[name] {
				t.Errorf("%s is there, and nothing leads to it", name)
			}
		}
		for name, whole := range c.schema.Types {
			def := own.Types[name]
			if whole.BuiltIn || def == nil {
				continue
			}
			for _, value := range whole.EnumValues {
				if got, want := def.EnumValues.ForName(value.Name) != nil, c.only[value].by(u); got != want {
					t.Errorf("%s.%s is there: %t, want %t", name, value.Name, got, want)
				}
			}
			for _, field := range whole.Fields {
				checkField(t, c, u, def, field)
			}
		}
	})
}

// identifier is a name that is no word of English, or is written as code.
var identifier = regexp.MustCompile("[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Z]+_[A-Z_]+|`[A-Za-z.]+`")

// values of code lists, and a name of the reply, that happen to be fields too.
var alsoWords = map[string]bool{"household": true, "withheld": true}

// No description tells of a name that its reader's own schema lacks.
func TestDescriptionsNameWhatIsOnesOwn(t *testing.T) {
	named := func(schema *ast.Schema) (names map[string]bool, texts []string) {
		names = map[string]bool{}
		for name, def := range schema.Types {
			names[name] = true
			texts = append(texts, def.Description)
			for _, field := range def.Fields {
				names[field.Name] = true
				texts = append(texts, field.Description)
				for _, a := range field.Arguments {
					names[a.Name] = true
					texts = append(texts, a.Description)
				}
			}
			for _, value := range def.EnumValues {
				names[value.Name] = true
				texts = append(texts, value.Description)
			}
		}
		return names, texts
	}
	c := classified(t)
	all, _ := named(c.schema)
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range models.Roles {
		if role == models.Integration {
			continue
		}
		own, texts := named(c.own(user{role, set.Ever(role, false, someDay)}))
		for _, text := range texts {
			for _, written := range identifier.FindAllString(text, -1) {
				for name := range strings.FieldsFuncSeq(written, func(r rune) bool { return r == '`' || r == '.' }) {
					if all[name] && !own[name] && !alsoWords[name] {
						t.Errorf("%s is told of %s: %s", role, name, text)
					}
				}
			}
		}
	}
}

// checkField looks at one field of a type that is there: it must be there if and only if it is of use, as its arguments must.
func checkField(t *rapid.T, c *classes, u user, def *ast.Definition, field *ast.FieldDefinition) {
	if strings.HasPrefix(field.Name, "__") {
		return
	}
	name := def.Name + "." + field.Name
	got, class := def.Fields.ForName(field.Name), c.fields[field]
	useful := class.Class == "" || u.ever.Shows(class.Class, class.Detail)
	if def.Kind == ast.InputObject {
		useful = class.Class == "" || u.ever.Searches(class.Class, class.Detail)
	}
	if act := c.acts[field]; act != "" {
		useful = useful && u.ever.Does(act)
	}
	useful = useful && c.only[field].by(u)
	if got != nil && !useful {
		t.Errorf("%s is there and of no use", name)
	}
	lost := ""
	for _, a := range field.Arguments {
		class := c.arguments[a]
		mayUse := (class.Class == "" || u.ever.Searches(class.Class, class.Detail)) && c.only[a].by(u) && !emptied(c, u, a.Type.Name())
		if got != nil && mayUse != (got.Arguments.ForName(a.Name) != nil) {
			t.Errorf("%s(%s:) is there: %t, want %t", name, a.Name, !mayUse, mayUse)
		}
		if !mayUse && required(a.Type, a.DefaultValue) {
			lost = a.Name
		}
	}
	if got != nil && lost != "" {
		t.Errorf("%s is there, and %s, which it needs, is not", name, lost)
	}
	if useful && got == nil && lost == "" && !emptied(c, u, field.Type.Name()) {
		t.Errorf("%s is of use and not there", name)
	}
	if got != nil && len(got.Directives) > 0 {
		t.Errorf("%s tells how it is classified", name)
	}
}

// emptied reports of a type whether nothing of it is of use by itself, or something of it that must be given is not.
func emptied(c *classes, u user, name string) bool {
	def := c.schema.Types[name]
	left := 0
	for _, field := range def.Fields {
		class := c.fields[field]
		switch {
		case def.Kind == ast.Object && (class.Class == "" || u.ever.Shows(class.Class, class.Detail)):
			left++
		case def.Kind == ast.InputObject && (class.Class == "" || u.ever.Searches(class.Class, class.Detail)) && !emptied(c, u, field.Type.Name()):
			left++
		case def.Kind == ast.InputObject && field.Type.NonNull:
			return true
		}
	}
	return left == 0 && (def.Kind == ast.Object || def.Kind == ast.InputObject)
}

// Many that ask at once for a schema that is not kept wait for one that makes it; and no more than so many are kept.
func TestAnOwnSchemaIsMadeOnceAndSoManyAreKept(t *testing.T) {
	o := newOwnSchemas(classified(t))
	var made atomic.Int32
	begun := make(chan struct{})
	o.made = func() { made.Add(1); <-begun }
	set, err := sharing.NewSet()
	if err != nil {
		t.Fatal(err)
	}
	on := func(day models.Date) *reading {
		return &reading{set: set, decided: decide(set.Access(sharing.Reader{Role: models.PoliceOfficer, Purpose: models.Safeguarding, On: day}))}
	}
	var all sync.WaitGroup
	got := make([]*ast.Schema, 20)
	for i := range got {
		all.Go(func() { got[i] = o.of(on(someDay), models.PoliceOfficer) })
	}
	close(begun)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("it is made %d times", made.Load())
	}
	for _, one := range got {
		if one != got[0] {
			t.Error("two have different ones")
		}
	}
	day := someDay
	for range 2 * maxOwn {
		day = models.NewDate(day.Time().AddDate(0, 0, 1))
		o.of(on(day), models.PoliceOfficer)
	}
	if o.kept.Len() != maxOwn {
		t.Errorf("%d are kept", o.kept.Len())
	}
	if again := o.of(on(someDay), models.Integration); again == got[0] {
		t.Error("a program has a person's")
	}
}

// BenchmarkOwnSchema makes a coordinator's, the largest, and finds it where it is kept.
func BenchmarkOwnSchema(b *testing.B) {
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		b.Fatal(err)
	}
	o := newOwnSchemas(classified(b))
	rd := &reading{set: set, decided: decide(set.Access(sharing.Reader{Role: models.Coordinator, Purpose: models.FamilySupport, On: someDay}))}
	b.Run("made", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			o.kept.Purge()
			o.of(rd, models.Coordinator)
		}
	})
	b.Run("kept", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			o.of(rd, models.Coordinator)
		}
	})
}
