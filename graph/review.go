package graph

import (
	"context"
	"sync"
	"time"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// reviewScope is whose tasks the reader may see; false for who may not see links.
func (rd *reading) reviewScope() (review.Scope, bool) {
	reach, whole := rd.access.ReachOf(models.ClassLinks)
	reader := rd.access.Reader
	return review.Scope{Reach: reach, Whole: whole, On: reader.On, Subject: reader.Subject}, !reach.Empty()
}

// reviewPage lists tasks within reach in the order of their ids, which tells nothing of them.
func (r *Resolver) reviewPage(ctx context.Context, first *int, after *string, kind *review.Kind, state *review.State) (*model.ReviewTaskConnection, error) {
	p, err := paged(ctx, "review", first, after)
	if err != nil {
		return nil, err
	}
	page := &model.ReviewTaskConnection{Edges: []*model.ReviewTaskEdge{}, Nodes: []*model.ReviewTask{}, PageInfo: p.info}
	scope, some := readingOf(ctx).reviewScope()
	if !some {
		return page, nil
	}
	var filter review.Filter
	if kind != nil {
		filter.Kind = *kind
	}
	if state != nil {
		filter.State = *state
	}
	tasks, err := r.review.ReviewTasks(ctx, scope, filter, p.from, p.wanted())
	if err != nil {
		return nil, err
	}
	shown, cursors := cut(ctx, p, tasks, func(t review.Task) string { return t.ID })
	if page.Nodes, err = r.shownTasks(ctx, shown); err != nil {
		return nil, err
	}
	for i, t := range page.Nodes {
		page.Edges = append(page.Edges, &model.ReviewTaskEdge{Cursor: cursors[i], Node: t})
	}
	if selected(ctx, "totalCount") {
		page.TotalCount, err = r.review.CountReviewTasks(ctx, scope, filter)
	}
	return page, err
}

// reviewTask is one task, nil where it does not exist for the reader.
func (r *Resolver) reviewTask(ctx context.Context, id string) (*model.ReviewTask, error) {
	scope, some := readingOf(ctx).reviewScope()
	if !some || id == "" {
		return nil, nil
	}
	tasks, err := r.review.ReviewTasks(ctx, scope, review.Filter{ID: id}, "", 1)
	if err != nil || len(tasks) == 0 {
		return nil, err
	}
	shown, err := r.shownTasks(ctx, tasks)
	if err != nil {
		return nil, err
	}
	return shown[0], nil
}

// shownTasks makes of tasks what the reader may see of each, their records side by side.
func (r *Resolver) shownTasks(ctx context.Context, tasks []review.Task) ([]*model.ReviewTask, error) {
	rd := readingOf(ctx)
	var found []models.FoundPerson
	for _, t := range tasks {
		for _, p := range []models.FoundPerson{{PersonID: t.PersonA, FamilyID: t.FamilyA}, {PersonID: t.PersonB, FamilyID: t.FamilyB}} {
			if p.PersonID != "" {
				found = append(found, p)
			}
		}
	}
	people, err := r.people(ctx, found)
	if err != nil {
		return nil, err
	}
	notices := sync.OnceValues(func() (map[string][]review.Notice, error) { return r.review.Notices(ctx, tasks) })
	shown := make([]*model.ReviewTask, 0, len(tasks))
	for _, t := range tasks {
		t = t.SeenBy(rd.access.Reader.Subject)
		m := shownTask(&t)
		m.Left, m.Right = recordOf(people[t.PersonA], t.A), recordOf(people[t.PersonB], t.B)
		for _, record := range []*model.ReviewRecord{m.Left, m.Right} {
			if record != nil {
				record.Blind = t.Blind()
			}
		}
		for _, p := range []string{t.PersonA, t.PersonB} {
			if people[p] != nil { // that somebody is in doubt is shown of them
				rd.disclosed.show(p, models.ClassLinks)
			}
		}
		m.Explain = func(ctx context.Context) (*model.LinkExplanation, error) { return r.explanation(ctx, &t) }
		m.Notify = func(context.Context) ([]model.ReviewNotice, error) {
			all, err := notices()
			return shownNotices(all[t.ID]), err
		}
		shown = append(shown, m)
	}
	return shown, nil
}

func shownTask(t *review.Task) *model.ReviewTask {
	m := &model.ReviewTask{
		ID: t.ID, Version: t.Version, Kind: t.Kind, State: t.State, OpenedAt: t.OpenedAt, DecidedAt: t.DecidedAt, Reason: t.Reason,
		Verdict: t.Verdict, Decisions: []model.ReviewDecision{},
	}
	if t.Blind() && t.Kind == review.Pair {
		m.OpenedAt = time.Time{} // links are drawn to be read all at a time
	}
	if t.Reporter.Role != "" {
		m.ReportedBy = &t.Reporter.Role
	}
	for _, d := range t.Decisions {
		m.Decisions = append(m.Decisions, model.ReviewDecision{
			Verdict: d.Verdict, Note: d.Note, DecidedBy: d.By, DecidedAt: d.At, WithdrawnAt: d.WithdrawnAt, WithdrawnBy: d.WithdrawnBy, WithdrawnNote: d.WithdrawnNote,
		})
	}
	return m
}

func shownNotices(notices []review.Notice) []model.ReviewNotice {
	shown := make([]model.ReviewNotice, 0, len(notices))
	for _, n := range notices {
		shown = append(shown, model.ReviewNotice{
			Subject: n.Subject, Role: n.Role, Org: n.Org, Classes: n.Classes, FirstShownAt: n.First, LastShownAt: n.Last, Times: n.Times,
		})
	}
	return shown
}
