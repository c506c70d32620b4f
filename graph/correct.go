package graph

import (
	"context"
	"slices"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage/review"
)

// maxMerged is how many families one correction may make one.
const maxMerged = 10

var errNoFamily = problem(NotFound, "there is no such family in your scope")

// moveMember puts a person into another family.
func (r *Resolver) moveMember(ctx context.Context, input *model.MoveMemberInput) (*model.CorrectFamiliesPayload, error) {
	c := review.Correct{
		Key: input.IdempotencyKey, Kind: review.Move, People: []string{input.Person}, Families: seen(input.From, input.To), Reason: input.Reason,
	}
	leaving, err := r.livePeople(ctx, c.People)
	if err != nil {
		return nil, err
	}
	return r.correct(ctx, c, func(families []*model.Family, c *review.Correct) error {
		if families[0].ID == families[1].ID {
			return problem(Invalid, "the two families are one: name the one that the person leaves and the one that the person is of")
		}
		c.About, c.Without = parted(families[0], leaving)
		c.With = memberIDs(families[1])
		if len(c.About) != 1 {
			return problem(Conflict, "the person is not of the family that you name as theirs: read it again, then decide")
		}
		return nil
	})
}

// mergeFamilies makes families one.
func (r *Resolver) mergeFamilies(ctx context.Context, input *model.MergeFamiliesInput) (*model.CorrectFamiliesPayload, error) {
	if n := len(input.Families); n < 2 || n > maxMerged {
		return nil, problem(Invalid, "name from 2 to 10 families")
	}
	c := review.Correct{Key: input.IdempotencyKey, Kind: review.Merge, Families: seen(input.Families...), Reason: input.Reason}
	return r.correct(ctx, c, func(families []*model.Family, c *review.Correct) error {
		once := map[string]bool{}
		for _, f := range families {
			if once[f.ID] {
				return problem(Invalid, "a family stands twice: name each once")
			}
			once[f.ID] = true
			c.About = append(c.About, memberIDs(f)...)
		}
		return nil
	})
}

// splitFamily makes some of a family a family of their own.
func (r *Resolver) splitFamily(ctx context.Context, input *model.SplitFamilyInput) (*model.CorrectFamiliesPayload, error) {
	c := review.Correct{Key: input.IdempotencyKey, Kind: review.Split, People: input.Members, Families: seen(input.Family), Reason: input.Reason}
	leaving, err := r.livePeople(ctx, c.People)
	if err != nil {
		return nil, err
	}
	return r.correct(ctx, c, func(families []*model.Family, c *review.Correct) error {
		c.About, c.Without = parted(families[0], leaving)
		switch {
		case len(c.About) != len(leaving):
			return problem(Conflict, "not all whom you name are of the family: read it again, then decide")
		case len(c.About) == 0 || len(c.Without) == 0:
			return problem(Invalid, "name some of the family's members, and not all")
		}
		return nil
	})
}

// livePeople are the people whom ids lead to now, each once; "" stands for those who are nobody.
func (r *Resolver) livePeople(ctx context.Context, ids []string) ([]string, error) {
	live := make([]string, len(ids))
	for i, id := range ids {
		var err error
		if live[i], _, err = r.store.FamilyOf(ctx, id); err != nil {
			return nil, err
		}
	}
	slices.Sort(live)
	return slices.Compact(live), nil
}

// parted are the ids of those members who are named, and of the others.
func parted(family *model.Family, named []string) (those, others []string) {
	for _, m := range family.Members {
		if slices.Contains(named, m.Person.ID) {
			those = append(those, m.Person.ID)
		} else {
			others = append(others, m.Person.ID)
		}
	}
	return those, others
}

func memberIDs(family *model.Family) []string {
	_, all := parted(family, nil)
	return all
}

// seen are families as the caller saw them.
func seen(families ...*model.FamilyAsSeen) []review.Seen {
	all := make([]review.Seen, len(families))
	for i, f := range families {
		all[i] = review.Seen{Family: f.ID, Version: f.Version}
	}
	return all
}

// correct has the families of a correction as the reader saw them, lets the caller say who of them is meant, and keeps it.
func (r *Resolver) correct(ctx context.Context, c review.Correct, say func([]*model.Family, *review.Correct) error) (*model.CorrectFamiliesPayload, error) {
	reason, err := words("reason", c.Reason, minReason, maxReason)
	if err != nil {
		return nil, err
	}
	c.Reason = reason
	rd := readingOf(ctx)
	rd.asked.everything = true // a version is of all that the reader may see
	doing, cancel, by := r.change(ctx)
	defer cancel()
	families, err := r.asSeen(ctx, &c)
	if err != nil {
		return nil, err
	}
	if c.Refused == nil {
		c.Refused = say(families, &c)
	}
	done, err := r.review.CorrectFamilies(doing, by, c)
	if err != nil {
		return nil, err
	}
	return r.corrected(ctx, done)
}

// asSeen loads the families of a correction, and refuses it where one is not there for the reader or has changed since.
func (r *Resolver) asSeen(ctx context.Context, c *review.Correct) ([]*model.Family, error) {
	var families []*model.Family
	for _, seen := range c.Families {
		live, err := r.store.LiveFamily(ctx, seen.Family)
		if err != nil {
			return nil, err
		}
		family, err := r.view(ctx, live)
		switch {
		case err != nil:
			return nil, err
		case family == nil:
			c.Refused = errNoFamily
			return nil, nil
		case family.Version != seen.Version:
			c.Refused = problem(Conflict, "a family has changed since you read it: read it again, then decide")
			return nil, nil
		}
		families = append(families, family)
	}
	return families, nil
}

// withdrawFamilyCorrection takes a correction back that is about people in the reader's scope.
func (r *Resolver) withdrawFamilyCorrection(ctx context.Context, input *model.WithdrawFamilyCorrectionInput) (*model.CorrectFamiliesPayload, error) {
	reason, err := words("reason", input.Reason, minReason, maxReason)
	if err != nil {
		return nil, err
	}
	w := review.WithdrawCorrection{Key: input.IdempotencyKey, Correction: input.Correction, Reason: reason}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	found, err := r.review.CorrectionPeople(ctx, input.Correction)
	if err != nil {
		return nil, err
	}
	people, err := r.people(ctx, found)
	if err != nil {
		return nil, err
	}
	if len(people) == 0 {
		w.Refused = problem(NotFound, "there is no such correction in your scope, or it was withdrawn")
	}
	done, err := r.review.WithdrawCorrection(doing, by, w)
	if err != nil {
		return nil, err
	}
	return r.corrected(ctx, done)
}

func (r *Resolver) corrected(ctx context.Context, done review.Corrected) (*model.CorrectFamiliesPayload, error) {
	live := make([]string, 0, len(done.Families))
	for _, id := range done.Families { // asked again later, a family may be another by then
		now, err := r.store.LiveFamily(ctx, id)
		if err != nil {
			return nil, err
		}
		if now != "" && !slices.Contains(live, now) {
			live = append(live, now)
		}
	}
	families, err := r.views(ctx, live)
	return &model.CorrectFamiliesPayload{Correction: done.Correction, Families: families}, err
}
