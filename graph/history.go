package graph

import (
	"context"
	"slices"
	"strings"
	"sync"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// recall has the families and their people tell what became of them, when that is asked for: of all at once.
func (r *Resolver) recall(families []*model.Family) {
	var ids, people []string
	for _, f := range families {
		ids = append(ids, f.ID)
		for _, m := range f.Members {
			people = append(people, m.Person.ID)
		}
	}
	ofFamilies := once(func(ctx context.Context) (map[string][]model.LinkEvent, error) {
		events, err := r.review.FamilyEvents(ctx, ids)
		if err != nil {
			return nil, err
		}
		return r.shownEvents(ctx, events, r.familiesInScope)
	})
	ofPeople := once(func(ctx context.Context) (map[string][]model.LinkEvent, error) {
		events, err := r.review.LinkEvents(ctx, people)
		if err != nil {
			return nil, err
		}
		return r.shownEvents(ctx, events, r.peopleInScope)
	})
	for _, f := range families {
		f.Recall = of(ofFamilies, f.ID)
		for _, m := range f.Members {
			m.Person.Recall = of(ofPeople, m.Person.ID)
		}
	}
}

// once loads something for all fields that ask for it, when the first does.
func once[T any](load func(context.Context) (T, error)) func(context.Context) (T, error) {
	var first sync.Once
	var found T
	var err error
	return func(ctx context.Context) (T, error) {
		first.Do(func() { found, err = load(ctx) })
		return found, err
	}
}

func of(all func(context.Context) (map[string][]model.LinkEvent, error), id string) func(context.Context) ([]model.LinkEvent, error) {
	return func(ctx context.Context) ([]model.LinkEvent, error) {
		events, err := all(ctx)
		return notNil(events[id]), err
	}
}

// shownEvents makes of events what the reader may see: ids as far as they lead to somebody in scope, and weights of people of
// whom no task waits for the reader.
func (r *Resolver) shownEvents(ctx context.Context, events map[string][]review.Event, inScope func(context.Context, []string) (map[string]string, error)) (map[string][]model.LinkEvent, error) {
	var named []string
	for _, list := range events {
		for _, e := range list {
			named = append(named, e.From, e.To)
		}
	}
	slices.Sort(named)
	live, err := inScope(ctx, slices.Compact(named))
	if err != nil {
		return nil, err
	}
	shown := make(map[string][]model.LinkEvent, len(events))
	for id, list := range events {
		for _, e := range list {
			m := model.LinkEvent{At: e.At, Kind: strings.ToUpper(string(e.Kind)), Reason: e.Reason, Weight: e.Weight, Model: e.Model}
			people := [2]string{id, id}
			for i, named := range []string{e.From, e.To} {
				if now := live[named]; now != "" {
					*[]**string{&m.From, &m.To}[i], people[i] = &named, now
					readingOf(ctx).disclosed.show(now, models.ClassLinks)
				}
			}
			if m.Weight != nil {
				waits, err := r.waits(ctx, people)
				if err != nil {
					return nil, err
				}
				if waits {
					m.Weight = nil
				}
			}
			shown[id] = append(shown[id], m)
		}
	}
	return shown, nil
}

// peopleInScope says to whom ids of people lead now, of those who exist for the reader.
func (r *Resolver) peopleInScope(ctx context.Context, ids []string) (map[string]string, error) {
	live, families := map[string]models.FoundPerson{}, []string{}
	for _, id := range ids {
		person, family, err := r.store.FamilyOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if person != "" {
			live[id], families = models.FoundPerson{PersonID: person, FamilyID: family}, append(families, family)
		}
	}
	rd := readingOf(ctx)
	present, err := r.store.Present(ctx, rd.reach, rd.access.Reader.On, families)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for id, p := range live {
		if len(present[p.FamilyID][p.PersonID]) > 0 {
			found[id] = p.PersonID
		}
	}
	return found, nil
}

// familiesInScope says to which families ids lead now, of those that exist for the reader.
func (r *Resolver) familiesInScope(ctx context.Context, ids []string) (map[string]string, error) {
	live, families := map[string]string{}, []string{}
	for _, id := range ids {
		family, err := r.store.LiveFamily(ctx, id)
		if err != nil {
			return nil, err
		}
		if family != "" {
			live[id], families = family, append(families, family)
		}
	}
	rd := readingOf(ctx)
	present, err := r.store.Present(ctx, rd.reach, rd.access.Reader.On, families)
	if err != nil {
		return nil, err
	}
	for id, family := range live {
		if len(present[family]) == 0 {
			delete(live, id)
		}
	}
	return live, nil
}
