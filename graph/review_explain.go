package graph

import (
	"context"
	"errors"
	"math"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// explainLink says how two records are weighed, to who may see both and need not decide of them blind.
func (r *Resolver) explainLink(ctx context.Context, one, other *model.RecordKey) (*model.LinkExplanation, error) {
	a, b := review.Ordered(keyOf(one), keyOf(other))
	if a == b {
		return nil, problem(Invalid, "the two records are one: name two")
	}
	rd := readingOf(ctx)
	if _, some := rd.reviewScope(); !some {
		return nil, nil
	}
	var people [2]string
	for i, key := range []linkage.Key{a, b} {
		record, err := r.record(ctx, key)
		if err != nil || record == nil {
			return nil, err
		}
		people[i] = record.Whose.ID
		rd.disclosed.show(people[i], models.ClassLinks)
	}
	waits, err := r.waits(ctx, people)
	if err != nil {
		return nil, err
	}
	if waits {
		return nil, problem(Conflict, "whether these are one person waits for your decision, which you make without the score: decide the task first")
	}
	e, err := r.review.ExplainLink(ctx, rd.access.Reader.Subject, a, b, "")
	if err != nil {
		return nil, err
	}
	return shownExplanation(e), nil
}

// waits reports whether the reader is still to decide a task between two people's records, or within those of either: any two of
// these tell something of the others.
func (r *Resolver) waits(ctx context.Context, people [2]string) (bool, error) {
	scope, some := readingOf(ctx).reviewScope()
	if !some {
		return false, nil
	}
	n, err := r.review.CountReviewTasks(ctx, scope, review.Filter{Among: &people, State: review.Open})
	return n > 0, err
}

// explanation is what the linker made of a task's records: nothing where the reader has not decided what is not settled, else what the model that raised the
// doubt says of them as they stand; of that at least the figures, where it is no longer kept.
func (r *Resolver) explanation(ctx context.Context, t *review.Task) (*model.LinkExplanation, error) {
	if t.Sealed || t.B.Ref == "" {
		return nil, nil
	}
	if waits, err := r.waits(ctx, [2]string{t.PersonA, t.PersonB}); err != nil || waits {
		return nil, err
	}
	var known *model.LinkExplanation
	if t.Weight != nil {
		known = &model.LinkExplanation{Model: t.Model, Weight: finite(*t.Weight), Probability: t.Same, HouseholdProbability: t.Household}
		if t.Same != nil && t.Household != nil {
			known.UnrelatedProbability = finite(max(1-*t.Same-*t.Household, 0))
		}
	}
	e, err := r.review.ExplainLink(ctx, readingOf(ctx).access.Reader.Subject, t.A, t.B, t.Model)
	var refused *models.Refused
	switch {
	case errors.As(err, &refused): // a record is no longer held, or the model no longer kept
		return known, nil
	case err != nil:
		return nil, err
	}
	return shownExplanation(e), nil
}

func shownExplanation(e linkage.Explanation) *model.LinkExplanation {
	start, total := shownBits(e.Start), shownBits(e.Total())
	m := &model.LinkExplanation{
		Model: e.Model, Weight: finite(e.Weight), Probability: finite(e.Same), HouseholdProbability: finite(e.Household),
		UnrelatedProbability: finite(e.Unrelated()), Start: &start, Total: &total, Steps: make([]model.LinkStep, 0, len(e.Steps)),
	}
	for _, s := range e.Steps {
		m.Steps = append(m.Steps, model.LinkStep{Comparison: s.Comparison, Level: s.Level, LinkBits: shownBits(s.Bits), Rarity: finite(s.Rarity)})
	}
	return m
}

func shownBits(b linkage.Bits) model.LinkBits {
	return model.LinkBits{Same: finite(b.Same), Household: finite(b.Household), Unrelated: finite(b.Unrelated)}
}

// finite is the number, or nil where JSON has none for it.
func finite(f float64) *float64 {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil
	}
	return &f
}

// reviewQuality measures the tasks within reach.
func (r *Resolver) reviewQuality(ctx context.Context) (*model.ReviewQuality, error) {
	scope, some := readingOf(ctx).reviewScope()
	if !some {
		return nil, nil
	}
	q, err := r.review.ReviewQuality(ctx, scope)
	if err != nil {
		return nil, err
	}
	return &model.ReviewQuality{Decided: q.Decided, SecondRead: q.SecondRead, Agreed: q.Agreed, Kappa: q.Kappa, Bands: q.Bands, Doubts: q.Doubts}, nil
}
