package graph

import (
	"context"
	"slices"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Glass is what the adapter asks of those who keep breaks of the glass. A change and its entry in the log, by, are kept when it
// returns; what cannot be done is a models.Refused.
type Glass interface {
	OpenBreaks(ctx context.Context, subject string, role models.Role, org string, at time.Time) ([]models.GlassBreak, error)
	BreakGlass(ctx context.Context, by audit.Entry, key string, asked []string, b models.GlassBreak, lasts time.Duration, refused error) (models.GlassBreak, error)
	EndGlass(ctx context.Context, by audit.Entry, key, id string, anybodys bool) (models.GlassBreak, error)
	ReviewGlass(ctx context.Context, by audit.Entry, key, id string, verdict models.GlassVerdict, note string) (models.GlassBreak, error)
	GlassBreaks(ctx context.Context, state models.GlassState, at time.Time, after string, limit int) ([]models.GlassBreak, error)
}

// breakGlass opens one class of one family to the reader.
func (r *Resolver) breakGlass(ctx context.Context, input *model.BreakGlassInput) (*model.BreakGlassPayload, error) {
	reason, err := words("reason", input.Reason, minReason, maxReason)
	if err != nil {
		return nil, err
	}
	class, family, person := models.Class(input.Class), given(input.Family), given(input.Person)
	switch {
	case !class.Valid():
		return nil, problem(Invalid, "there is no such data class: take one of sharingMatrix")
	case (family == "") == (person == ""):
		return nil, problem(Invalid, "name the family, or somebody of it")
	case !class.Breakable():
		return nil, problem(Forbidden, "the glass before that class is never broken")
	}
	rd := readingOf(ctx)
	agreement, lasts := rd.access.MayBreak(class)
	if agreement == nil {
		return nil, problem(Forbidden, "you may not break the glass before that class: no agreement permits it to your role")
	}
	b := models.GlassBreak{
		Subject: rd.access.Reader.Subject, Role: rd.access.Reader.Role, Org: rd.access.Reader.Org, Class: class, Agreement: agreement.ID, Reason: reason,
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	found, err := r.behindGlass(doing, family, person)
	if err != nil {
		return nil, err
	}
	var refused error
	if found == nil {
		refused = errNoFamily
	} else {
		b.Family = *found
	}
	kept, err := r.glass.BreakGlass(doing, by, input.IdempotencyKey, []string{family, person, input.Class, reason}, b, lasts, refused)
	if err != nil {
		return nil, err
	}
	return &model.BreakGlassPayload{Broken: shownBreak(kept)}, nil
}

// behindGlass is the family that is named, or of which somebody is, if somebody of it, or that somebody, exists for the reader or
// is held by the reader's own organisation; else nil.
func (r *Resolver) behindGlass(ctx context.Context, family, person string) (*string, error) {
	rd := readingOf(ctx)
	reach := rd.reach
	reach.Holdings = append(slices.Clone(reach.Holdings), rd.access.HeldByOwn())
	reach.Opened = nil // one break is no way to the next
	there := func(family, person string) (*string, error) {
		if family == "" {
			return nil, nil
		}
		present, err := r.store.Present(ctx, reach, rd.access.Reader.On, []string{family})
		if err != nil || len(present[family]) == 0 || person != "" && len(present[family][person]) == 0 {
			return nil, err
		}
		return &family, nil
	}
	if person != "" {
		return led(ctx, r, person, func(id string) (*string, error) {
			live, family, err := r.store.FamilyOf(ctx, id)
			if err != nil {
				return nil, err
			}
			return there(family, live)
		})
	}
	return led(ctx, r, family, func(id string) (*string, error) {
		live, err := r.store.LiveFamily(ctx, id)
		if err != nil {
			return nil, err
		}
		return there(live, "")
	})
}

// endBreakGlass ends a break: the reader's own, or for information governance anybody's.
func (r *Resolver) endBreakGlass(ctx context.Context, input *model.EndBreakGlassInput) (*model.BreakGlassPayload, error) {
	doing, cancel, by := r.change(ctx)
	defer cancel()
	kept, err := r.glass.EndGlass(doing, by, input.IdempotencyKey, input.ID, governs(ctx))
	if err != nil {
		return nil, err
	}
	return &model.BreakGlassPayload{Broken: shownBreak(kept)}, nil
}

// reviewBreakGlass keeps what information governance says of a break.
func (r *Resolver) reviewBreakGlass(ctx context.Context, input *model.ReviewBreakGlassInput) (*model.BreakGlassPayload, error) {
	note, err := words("note", given(input.Note), 0, maxNote)
	if err != nil {
		return nil, err
	}
	if !governs(ctx) {
		return nil, problem(Forbidden, "breaks of the glass are for information governance to review")
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	kept, err := r.glass.ReviewGlass(doing, by, input.IdempotencyKey, input.ID, input.Verdict, note)
	if err != nil {
		return nil, err
	}
	return &model.BreakGlassPayload{Broken: shownBreak(kept)}, nil
}

// governs reports whether the caller is information governance itself.
func governs(ctx context.Context) bool {
	caller, _, _ := auth.From(ctx)
	return caller.Role == models.Governance
}

// glassPage lists breaks to information governance.
func (r *Resolver) glassPage(ctx context.Context, state *models.GlassState, first *int, after *string) (*model.BreakGlassUseConnection, error) {
	p, err := paged(ctx, "break", first, after)
	if err != nil {
		return nil, err
	}
	page := &model.BreakGlassUseConnection{Edges: []*model.BreakGlassUseEdge{}, Nodes: []*model.BreakGlassUse{}, PageInfo: p.info}
	if !governs(ctx) {
		return page, nil
	}
	var asked models.GlassState
	if state != nil {
		asked = *state
	}
	breaks, err := r.glass.GlassBreaks(ctx, asked, r.now(), p.from, p.wanted())
	if err != nil {
		return nil, err
	}
	shown, cursors := cut(ctx, p, breaks, func(b models.GlassBreak) string { return b.ID })
	for i, b := range shown {
		edge := &model.BreakGlassUseEdge{Cursor: cursors[i], Node: shownBreak(b)}
		page.Nodes, page.Edges = append(page.Nodes, edge.Node), append(page.Edges, edge)
	}
	return page, nil
}

// shownBreak is a break as the schema has it.
func shownBreak(b models.GlassBreak) *model.BreakGlassUse {
	m := &model.BreakGlassUse{
		ID: b.ID, Reader: b.Subject, Role: b.Role, Org: orNil(b.Org), Family: b.Family, Class: string(b.Class), Agreement: b.Agreement, Reason: b.Reason,
		OpenedAt: b.OpenedAt, ExpiresAt: b.ExpiresAt, EndedAt: b.EndedAt, EndedBy: orNil(b.EndedBy), Reads: b.Reads,
	}
	if partner := b.Role.Partner(); partner != "" {
		m.Partner = &partner
	}
	if b.Review != nil {
		m.Review = &model.BreakGlassReview{Verdict: b.Review.Verdict, ReviewedBy: b.Review.By, ReviewedAt: b.Review.At, Note: orNil(b.Review.Note)}
	}
	return m
}

// ownBreaks are the reader's breaks that show it something in this reading.
func (rd *reading) ownBreaks() []*model.BreakGlassUse {
	shown := []*model.BreakGlassUse{}
	opened := rd.access.Opened()
	for _, b := range rd.breaks {
		if slices.ContainsFunc(opened, func(o sharing.Opening) bool { return o.Break == b.ID }) {
			shown = append(shown, shownBreak(b))
		}
	}
	return shown
}
