package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// familyPage lists families within reach in the order of their ids, which tells nothing of them.
func (r *Resolver) familyPage(ctx context.Context, asked *model.FamilyFilter, first *int, after *string) (*model.FamilyConnection, error) {
	p, err := paged(ctx, "family", first, after)
	if err != nil {
		return nil, err
	}
	rd := readingOf(ctx)
	filter := rd.familyFilter(asked)
	ids, err := r.store.FamilyPage(ctx, rd.reach, rd.access.Reader.On, filter, p.from, p.wanted())
	if err != nil {
		return nil, err
	}
	page := &model.FamilyConnection{Edges: []*model.FamilyEdge{}, Nodes: []*model.Family{}, PageInfo: p.info}
	shown, cursors := cut(ctx, p, ids, func(id string) string { return id })
	families, err := r.views(ctx, shown)
	if err != nil {
		return nil, err
	}
	for _, f := range families { // one may be gone since it was listed
		page.Nodes = append(page.Nodes, f)
		page.Edges = append(page.Edges, &model.FamilyEdge{Cursor: cursors[slices.Index(shown, f.ID)], Node: f})
	}
	if selected(ctx, "totalCount") {
		page.TotalCount, err = r.store.CountFamilies(ctx, rd.reach, rd.access.Reader.On, filter)
	}
	return page, err
}

func (rd *reading) familyFilter(asked *model.FamilyFilter) sharing.FamilyFilter {
	var filter sharing.FamilyFilter
	if asked == nil {
		return filter
	}
	if surname := asked.Surname.Value(); surname != nil {
		filter.Surname = &sharing.Clue{Name: "surname", Value: *surname, Lenses: rd.access.Lenses(models.ClassIdentity)}
	}
	if status := asked.Status.Value(); status != nil {
		filter.Status = *status
	}
	return filter
}

// selected reports whether the operation asks for the field of the object that is being resolved.
func selected(ctx context.Context, field string) bool {
	for _, f := range graphql.CollectFieldsCtx(ctx, nil) {
		if f.Name == field {
			return true
		}
	}
	return false
}
