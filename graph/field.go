package graph

import (
	"context"
	"reflect"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// InterceptField stands before every field of every type. A field whose class the reader may not see is not resolved: it
// is null and noted. What passes is noted as shown.
func (g *guard) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	fc := graphql.GetFieldContext(ctx)
	if value, ok := g.introspected(ctx, fc); ok {
		return value, nil
	}
	class := g.classes.fields[fc.Field.Definition]
	r := readingOf(ctx)
	if class.Class == "" {
		if g.useless(ctx, fc) {
			r.disclosed.hold(pathOf(fc), g.classes.only[fc.Field.Definition].seeing, sharing.Refusal{Reason: sharing.NotShared})
			if !fc.Field.Definition.Type.NonNull {
				return nil, nil
			}
		}
		switch entry := result(fc.Parent).(type) {
		case *model.ChronologyEntry:
			r.show(entry.Person.ID, entry.Person.Relations, models.Class(entry.Class), models.DetailValue)
		case *model.Remark:
			r.show(entry.About.ID, entry.About.Relations, entry.Remark.Class, models.DetailValue)
		}
		return next(ctx)
	}
	refusal, ok := r.access.Field(class.Class, class.Detail)
	subject, relations, about := whose(fc.Parent)
	if ok && about {
		if refusal, ok = r.access.Of(relations, class.Class, class.Detail); !ok && class.Class == models.ClassAddress {
			refusal.Reason = sharing.NotShared // an address out of reach looks like any that is not shared
		}
	}
	if ok && spared(fc.Parent) {
		refusal, ok = r.overriding(class.Class), false
	}
	if !ok {
		r.disclosed.hold(pathOf(fc), class.Class, refusal)
		return nil, nil
	}
	var value any
	fact, isFact := result(fc.Parent).(models.Fact)
	if !isFact || r.access.Reader.Overridden(sharing.Marks{PlaceHidden: fact.Source().PlaceHidden}, class.Class, class.Place) == "" {
		var err error
		if value, err = next(ctx); err != nil {
			return value, err
		}
	}
	if class.Place && isEmpty(value) {
		if r.hidesEmpty(class, fc.Parent, about) {
			r.disclosed.hold(pathOf(fc), class.Class, r.overriding(class.Class))
			return nil, nil
		}
		return value, nil
	}
	if !isNil(value) {
		r.show(subject, relations, class.Class, class.Detail)
	}
	return value, nil
}

// hidesEmpty decides whether a place of which nothing is shown is named as withheld. To a coordinator it is, where an
// address is protected. To everybody else every person's or family's empty address is: whether none is held, it is
// another's to share, or it is protected, cannot be told apart.
func (rd *reading) hidesEmpty(class FieldClass, parent *graphql.FieldContext, about bool) bool {
	if rd.access.Reader.Role == models.Coordinator {
		return hidden(parent)
	}
	return class.Class == models.ClassAddress && about
}

// overriding says of a class that is granted that it is not shared: what stands above the grants is never told.
func (rd *reading) overriding(class models.Class) sharing.Refusal {
	refusal := sharing.Refusal{Reason: sharing.NotShared}
	if grants := rd.access.Verdict(class).Grants; len(grants) > 0 {
		refusal.Agreement, refusal.Gateway = grants[0].Agreement.ID, grants[0].Agreement.Gateway
	}
	return refusal
}

// whose says about whom a field of the parent is, and how the reader stands to them; false for a fact's own fields, which
// were decided with the list that holds it.
func whose(parent *graphql.FieldContext) (subject string, relations sharing.Relations, about bool) {
	switch p := result(parent).(type) {
	case *model.Person:
		return p.ID, p.Relations, true
	case *model.Family:
		return p.ID, p.Relations, true
	case *model.Member:
		return p.Person.ID, p.Person.Relations, true
	case *model.ReviewRecord:
		return p.Whose.ID, p.Whose.Relations, true
	case *model.Remark:
		return p.About.ID, p.About.Relations, true
	case models.Fact:
		return p.Source().PersonID, sharing.Relations{}, false
	}
	return "", sharing.Relations{}, false
}

func spared(parent *graphql.FieldContext) bool {
	switch p := result(parent).(type) {
	case *model.Person:
		return p.Spared
	case *model.Member:
		return p.Person.Spared
	}
	return false
}

func hidden(parent *graphql.FieldContext) bool {
	switch p := result(parent).(type) {
	case *model.Person:
		return p.PlaceHidden
	case *model.Family:
		return p.PlaceHidden
	case *model.ReviewRecord:
		return p.Whose.PlaceHidden
	case models.Fact:
		return p.Source().PlaceHidden
	}
	return false
}

// result is the parent's value: a pointer, to a pointer where it stands in a list of pointers.
func result(parent *graphql.FieldContext) any {
	if parent == nil {
		return nil
	}
	switch p := parent.Result.(type) {
	case **model.Person:
		return *p
	case **model.Family:
		return *p
	case **model.Member:
		return *p
	case **model.ChronologyEntry:
		return *p
	case **model.Remark:
		return *p
	case **model.RemarkNotice:
		return *p
	}
	return parent.Result
}

// pathOf names the fields from the root by their schema names, without list indexes.
func pathOf(fc *graphql.FieldContext) string {
	var names []string
	for at := fc; at != nil; at = at.Parent {
		if at.Field.Field != nil && at.Index == nil {
			names = append(names, at.Field.Name)
		}
	}
	for i, j := 0, len(names)-1; i < j; i, j = i+1, j-1 {
		names[i], names[j] = names[j], names[i]
	}
	return strings.Join(names, ".")
}

func isNil(value any) bool {
	if value == nil {
		return true
	}
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return v.IsNil()
	case reflect.String:
		return v.Len() == 0
	}
	return false
}

func isEmpty(value any) bool {
	if isNil(value) {
		return true
	}
	v := reflect.ValueOf(value)
	return v.Kind() == reflect.Slice && v.Len() == 0
}
