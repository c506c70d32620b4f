package graph

import (
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// accessPage lists entries of the log to information governance. That it looks for somebody's is itself logged.
func (r *Resolver) accessPage(ctx context.Context, q audit.Query, first *int, after *string) (*model.AccessEventConnection, error) {
	p, err := paged(ctx, "log", first, after)
	if err != nil {
		return nil, err
	}
	before, err := p.number()
	if err != nil {
		return nil, err
	}
	page := &model.AccessEventConnection{Edges: []*model.AccessEventEdge{}, Nodes: []*model.AccessEvent{}, PageInfo: p.info}
	if caller, _, _ := auth.From(ctx); caller.Role != models.Governance {
		return page, nil
	}
	if len(q.People) == 1 {
		if q.People, err = r.store.KnownAs(ctx, q.People[0].ID); err != nil {
			return nil, err
		}
		readingOf(ctx).disclosed.ask(q.People)
	}
	entries, err := r.store.AccessLog(ctx, q, before, p.wanted())
	if err != nil {
		return nil, err
	}
	shown, cursors := cut(ctx, p, entries, func(e audit.Logged) string { return strconv.FormatInt(e.Seq, 10) })
	for i, entry := range shown {
		edge := &model.AccessEventEdge{Cursor: cursors[i], Node: shownEntry(entry)}
		page.Nodes, page.Edges = append(page.Nodes, edge.Node), append(page.Edges, edge)
	}
	return page, nil
}

// accessQuery reads the filter.
func accessQuery(f *model.AccessFilter) (audit.Query, error) {
	if f == nil {
		return audit.Query{}, nil
	}
	q := audit.Query{Org: f.Org.Value(), Subject: given(f.Reader), Class: given(f.Class), Purpose: given(f.Purpose), From: given(f.From), Until: given(f.Until)}
	if person := f.Person.Value(); person != nil {
		q.People = []audit.Known{{ID: *person}}
	}
	q.Glass = given(f.Glass)
	q.Kind = audit.Kind(strings.ToLower(string(given(f.Kind))))
	if role, partner := f.Role.Value(), f.Partner.Value(); role != nil || partner != nil {
		q.Roles = []string{}
		for _, one := range models.Roles {
			if (role == nil || one == *role) && (partner == nil || one.Partner() == *partner) {
				q.Roles = append(q.Roles, string(one))
			}
		}
	}
	switch {
	case q.Class != "" && !slices.Contains(models.Classes, models.Class(q.Class)):
		return q, problem(Invalid, "there is no such data class: take one of sharingMatrix")
	case q.Purpose != "" && !slices.Contains(models.Purposes, models.Purpose(q.Purpose)):
		return q, problem(Invalid, "there is no such purpose: write one of the contract's, as family-support")
	case !q.From.IsZero() && !q.Until.IsZero() && !q.From.Before(q.Until):
		return q, problem(Invalid, "from must be before until")
	}
	return q, nil
}

// given is the value of an argument, the zero one where it was left out.
func given[T any](argument graphql.Omittable[*T]) (value T) {
	if at := argument.Value(); at != nil {
		value = *at
	}
	return value
}

// shownEntry is an entry as the schema has it.
func shownEntry(e audit.Logged) *model.AccessEvent {
	m := &model.AccessEvent{
		Seq: int(e.Seq), At: e.At, Kind: model.AccessKind(strings.ToUpper(string(e.Kind))), Reader: e.Actor.Subject, Org: orNil(e.Actor.Org),
		Purpose: orNil(e.Purpose), Reason: orNil(e.Reason), Operation: orNil(e.Operation), Query: orNil(e.Query),
		Glass: append([]string{}, e.Glass...),
		Shown: []*model.AccessShown{}, Withheld: []*model.AccessWithheld{}, Agreements: []*model.AccessAgreement{},
	}
	if role := models.Role(e.Actor.Role); role != "" {
		acts := role
		if e.Actor.ActsAs != "" {
			acts = models.Role(e.Actor.ActsAs)
		}
		m.Role, m.ActsAs = &role, &acts
		if partner := acts.Partner(); partner != "" {
			m.Partner = &partner
		}
	}
	for subject, classes := range e.Shown {
		m.Shown = append(m.Shown, &model.AccessShown{Subject: subject, Classes: classes})
	}
	sort.Slice(m.Shown, func(i, j int) bool { return m.Shown[i].Subject < m.Shown[j].Subject })
	for _, w := range e.Withheld {
		m.Withheld = append(m.Withheld, &model.AccessWithheld{Path: w.Path, Class: orNil(w.Class), Reason: w.Reason, Agreement: orNil(w.Agreement), Count: w.Count})
	}
	for id, sum := range e.Agreements {
		m.Agreements = append(m.Agreements, &model.AccessAgreement{ID: id, Sha256: sum})
	}
	sort.Slice(m.Agreements, func(i, j int) bool { return m.Agreements[i].ID < m.Agreements[j].ID })
	return m
}
