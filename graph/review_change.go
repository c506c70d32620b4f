package graph

import (
	"context"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// maxNote is how long a note on a decision may be, in characters.
const maxNote = 1000

var (
	errNoTask   = problem(NotFound, "there is no such task in your scope")
	errNoPerson = problem(NotFound, "there is no such person in your scope")
	errNoRecord = problem(NotFound, "there is no such record in your scope")
)

// decideReview keeps the reader's decision and shows the task as it then is.
func (r *Resolver) decideReview(ctx context.Context, input *model.DecideReviewInput) (*model.ReviewPayload, error) {
	written := ""
	if note := input.Note.Value(); note != nil {
		written = *note
	}
	note, err := words("note", written, 0, maxNote)
	if err != nil {
		return nil, err
	}
	scope, some := readingOf(ctx).reviewScope()
	if !some {
		return nil, errNoTask
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	id, err := r.review.DecideReview(doing, scope, by, review.Decide{
		Key: input.IdempotencyKey, Task: input.Task, Version: input.Version, Verdict: input.Verdict, Note: note,
	})
	if err != nil {
		return nil, err
	}
	return r.reviewPayload(ctx, id)
}

// withdrawReview takes back what was decided.
func (r *Resolver) withdrawReview(ctx context.Context, input *model.WithdrawReviewInput) (*model.ReviewPayload, error) {
	note, err := words("note", input.Note, minReason, maxReason)
	if err != nil {
		return nil, err
	}
	scope, some := readingOf(ctx).reviewScope()
	if !some {
		return nil, errNoTask
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	id, err := r.review.WithdrawReview(doing, scope, by, review.Withdraw{
		Key: input.IdempotencyKey, Task: input.Task, Version: input.Version, Note: note,
	})
	if err != nil {
		return nil, err
	}
	return r.reviewPayload(ctx, id)
}

func (r *Resolver) reviewPayload(ctx context.Context, id string) (*model.ReviewPayload, error) {
	task, err := r.reviewTask(ctx, id)
	return &model.ReviewPayload{Task: task}, err
}

// reportWrongLink holds records apart that the reader says are somebody else's.
func (r *Resolver) reportWrongLink(ctx context.Context, input *model.ReportWrongLinkInput) (*model.ReportWrongLinkPayload, error) {
	reason, err := words("reason", input.Reason, minReason, maxReason)
	if err != nil {
		return nil, err
	}
	rd := readingOf(ctx)
	rd.need(models.ClassLinks)
	doing, cancel, by := r.change(ctx)
	defer cancel()
	wrong := review.Wrong{Key: input.IdempotencyKey, Person: input.Person, Reason: reason, By: review.Reporter{
		Subject: by.Actor.Subject, Role: rd.access.Reader.Role, Org: rd.access.Reader.Org,
	}}
	if given := input.Source.Value(); given != nil {
		key := keyOf(given)
		wrong.Source = &key
	}
	if err := r.suspect(ctx, &wrong); err != nil {
		return nil, err
	}
	done, err := r.review.ReportWrongLink(doing, by, wrong)
	if err != nil {
		return nil, err
	}
	person, err := r.person(ctx, done.Person)
	return &model.ReportWrongLinkPayload{Report: done.Task, Person: person}, err
}

// suspect finds the person of a report in the reader's scope, or why there is none.
func (r *Resolver) suspect(ctx context.Context, wrong *review.Wrong) error {
	person, err := r.person(ctx, wrong.Person)
	switch {
	case err != nil:
		return err
	case person == nil:
		wrong.Refused = errNoPerson
		return nil
	case wrong.Source == nil && wrong.By.Role == models.Coordinator:
		wrong.Refused = problem(Invalid, "say which source is somebody else's: a coordinator has no records of its own")
	case wrong.Source != nil && recordOf(person, *wrong.Source) == nil:
		wrong.Refused = problem(Invalid, "the person has no such source: name one of those that you see")
	}
	wrong.Live = person.ID
	return nil
}

// markDoNotLink marks two records that the reader may see, or takes the mark away.
func (r *Resolver) markDoNotLink(ctx context.Context, input *model.DoNotLinkInput, withdrawn bool) (*model.DoNotLinkPayload, error) {
	rd := readingOf(ctx)
	rd.need(models.ClassLinks)
	rd.unsaid = true
	mark := review.Mark{Key: input.IdempotencyKey, A: keyOf(input.A), B: keyOf(input.B), Withdrawn: withdrawn}
	for _, key := range []linkage.Key{mark.A, mark.B} {
		record, err := r.record(ctx, key)
		if err != nil {
			return nil, err
		}
		if record == nil {
			return nil, errNoRecord
		}
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	if err := r.review.MarkLinks(doing, by, mark); err != nil {
		return nil, err
	}
	return &model.DoNotLinkPayload{Done: true}, nil
}
