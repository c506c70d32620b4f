package graph

import (
	"fmt"
	"sort"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/graph/generated"
	"thrivingfamilies.example/hub/models"
)

// FieldClass is what a field shows: how much of which class, and whether it tells where somebody is. Class "" is open, but
// for a field that changes something: who may use it, its act decides.
type FieldClass struct {
	Class  models.Class
	Detail models.Detail
	Place  bool
	Act    models.Act // filled in by ResolvePath alone
}

// classes is the schema's classification: of fields by their definition, and of arguments and input fields likewise.
type classes struct {
	schema    *ast.Schema
	fields    map[*ast.FieldDefinition]FieldClass
	arguments map[*ast.ArgumentDefinition]FieldClass
	named     map[string]FieldClass // "Person.offences"
	acts      map[*ast.FieldDefinition]models.Act
	only      map[any]only // of fields, arguments and enum values, by their definition
	sizes     map[string]int
}

// classify reads the directives of the whole schema and refuses one in which a field has neither @data nor @open, names a
// class that is none, or could blank its parent when it is withheld.
func classify(schema *ast.Schema) (*classes, error) {
	c := &classes{
		schema: schema, fields: map[*ast.FieldDefinition]FieldClass{}, arguments: map[*ast.ArgumentDefinition]FieldClass{},
		named: map[string]FieldClass{}, acts: map[*ast.FieldDefinition]models.Act{}, only: map[any]only{}, sizes: sizes(schema),
	}
	var faults []string
	marked := func(name string, key any, directives ast.DirectiveList) {
		o, err := onlyOf(directives)
		if err != nil {
			faults = append(faults, name+" "+err.Error())
		}
		c.only[key] = o
	}
	for _, def := range schema.Types {
		if def.Kind == ast.Union || def.Kind == ast.Interface && !def.BuiltIn {
			faults = append(faults, def.Name+" is an interface or a union, of which nobody's own schema can be cut")
		}
		for _, value := range def.EnumValues {
			marked(def.Name+"."+value.Name, value, value.Directives)
		}
		if def.BuiltIn || (def.Kind != ast.Object && def.Kind != ast.Interface && def.Kind != ast.InputObject) {
			continue
		}
		for _, field := range def.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			name := def.Name + "." + field.Name
			class, err := read(field.Directives, def.Kind != ast.InputObject)
			if err == nil && class.Class != "" && field.Type.NonNull && def.Kind != ast.InputObject {
				err = fmt.Errorf("has a class and is not nullable: withholding it would blank its parent")
			}
			if err != nil {
				faults = append(faults, name+" "+err.Error())
				continue
			}
			c.fields[field], c.named[name] = class, class
			if c.acts[field], err = actOf(schema, def, field); err != nil {
				faults = append(faults, name+" "+err.Error())
			}
			marked(name, field, field.Directives)
			for _, argument := range field.Arguments {
				class, err := read(argument.Directives, false)
				if err != nil {
					faults = append(faults, fmt.Sprintf("%s(%s:) %s", name, argument.Name, err))
				}
				c.arguments[argument] = class
				marked(fmt.Sprintf("%s(%s:)", name, argument.Name), argument, argument.Directives)
			}
		}
	}
	if len(faults) > 0 {
		sort.Strings(faults)
		return nil, fmt.Errorf("the schema is not classified: %s", strings.Join(faults, "; "))
	}
	return c, nil
}

// read is the class that directives give; an output field must say either @data or @open.
func read(directives ast.DirectiveList, must bool) (FieldClass, error) {
	data, open := directives.ForName("data"), directives.ForName("open")
	switch {
	case data != nil && open != nil:
		return FieldClass{}, fmt.Errorf("has both @data and @open")
	case data == nil && open == nil && must:
		return FieldClass{}, fmt.Errorf("has neither @data nor @open")
	case data == nil:
		return FieldClass{}, nil
	}
	class := FieldClass{Detail: models.DetailValue}
	if a := data.Arguments.ForName("class"); a != nil {
		class.Class = models.Class(a.Value.Raw)
	}
	if a := data.Arguments.ForName("detail"); a != nil {
		class.Detail = models.Detail(a.Value.Raw)
	}
	if a := data.Arguments.ForName("place"); a != nil {
		class.Place = a.Value.Raw == "true"
	}
	if !class.Class.Valid() || !class.Detail.Valid() || class.Detail == models.DetailNone {
		return FieldClass{}, fmt.Errorf("names no data class and detail that there is")
	}
	return class, nil
}

// FieldClasses maps each classified field, as "Person.offences", to what it shows. Open fields are left out.
func FieldClasses() (map[string]FieldClass, error) {
	c, err := classify(Schema())
	if err != nil {
		return nil, err
	}
	found := map[string]FieldClass{}
	for name, class := range c.named {
		if def := c.schema.Types[strings.Split(name, ".")[0]]; class.Class != "" && def.Kind != ast.InputObject {
			found[name] = class
		}
	}
	return found, nil
}

// ResolvePath finds what a dotted path shows: "Family.members.person.offences" from a type, "family.members" from Query.
func ResolvePath(path string) (FieldClass, error) {
	c, err := classify(Schema())
	if err != nil {
		return FieldClass{}, err
	}
	names := strings.Split(path, ".")
	def := c.schema.Types[names[0]]
	if def == nil {
		def = c.schema.Query
	} else {
		names = names[1:]
	}
	var class FieldClass
	for _, name := range names {
		field := def.Fields.ForName(name)
		if field == nil {
			return FieldClass{}, fmt.Errorf("%s has no field %s", def.Name, name)
		}
		class = c.fields[field]
		class.Act = c.acts[field]
		if next := c.schema.Types[field.Type.Name()]; next != nil {
			def = next
		}
	}
	return class, nil
}

// Schema is the whole schema, every type and field described.
func Schema() *ast.Schema { return generated.NewExecutableSchema(generated.Config{}).Schema() }

// isInput reports whether a name, as "PersonSearch.nino", is an input field.
func (c *classes) isInput(name string) bool {
	return c.schema.Types[strings.Split(name, ".")[0]].Kind == ast.InputObject
}
