package graph

import (
	"context"
	"slices"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// Rights is what the adapter asks of those who keep what people may ask for. A change and its entry in the log, by, are kept when
// it returns; what cannot be done is a models.Refused.
type Rights interface {
	RequestSubjectAccess(ctx context.Context, by audit.Entry, key string, r models.SubjectRequest) (models.SubjectRequest, error)
	ReleaseSubjectAccess(ctx context.Context, by audit.Entry, key, id string, withheld []models.Exemption) (models.SubjectRequest, error)
	Remarks(ctx context.Context, people []string) (map[string][]models.Remark, error)
	RemarkedPerson(ctx context.Context, id string) (string, error)
	RecordRemark(ctx context.Context, by audit.Entry, key string, asked []string, person string, r models.Remark, refused error) (string, error)
	SettleRemark(ctx context.Context, by audit.Entry, key, id string, upheld bool, note string, refused error) (string, error)
	SubjectRequests(ctx context.Context, open bool, after string, limit int) ([]models.SubjectRequest, error)
}

// The bounds of what is said of a request, in characters.
const (
	minSaid = 5
	maxSaid = 500
	maxLaw  = 200
)

// maxWithheld is how many exemptions one answer may have.
const maxWithheld = 100

// requestSubjectAccess writes down that somebody asks.
func (r *Resolver) requestSubjectAccess(ctx context.Context, input *model.RequestSubjectAccessInput) (*model.SubjectRequestPayload, error) {
	identity, err := words("identity", input.Identity, minSaid, maxSaid)
	if err != nil {
		return nil, err
	}
	authority := ""
	switch said := given(input.Authority); {
	case input.Asker == models.AskerThePerson && said != "":
		return nil, problem(Invalid, "authority is for who asks for another: leave it out, or say who asks")
	case input.Asker != models.AskerThePerson:
		if authority, err = words("authority", said, minSaid, maxSaid); err != nil {
			return nil, err
		}
	}
	today := models.NewDate(r.now())
	if input.ReceivedOn > today || input.ReceivedOn < models.NewDate(r.now().AddDate(-1, 0, 0)) {
		return nil, problem(Invalid, "receivedOn must be today or a day of the last year")
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	kept, err := r.rights.RequestSubjectAccess(doing, by, input.IdempotencyKey, models.SubjectRequest{
		Person: input.Person, Asker: input.Asker, Authority: authority, Identity: identity, ReceivedOn: input.ReceivedOn,
	})
	if err != nil {
		return nil, err
	}
	return &model.SubjectRequestPayload{Request: shownRequest(kept, today)}, nil
}

// releaseSubjectAccess releases an answer.
func (r *Resolver) releaseSubjectAccess(ctx context.Context, input *model.ReleaseSubjectAccessInput) (*model.SubjectRequestPayload, error) {
	if len(input.Withhold) > maxWithheld {
		return nil, problem(Invalid, "withhold has more than 100 exemptions: say them by class or by partner")
	}
	withheld := []models.Exemption{}
	for _, e := range input.Withhold {
		law, err := words("law", e.Law, minSaid, maxLaw)
		if err != nil {
			return nil, err
		}
		exemption := models.Exemption{Class: models.Class(given(e.Class)), Partner: given(e.Partner), Marked: e.Marked, Silent: e.Silent, Law: law}
		if exemption.Class != "" && !slices.Contains(models.Classes, exemption.Class) {
			return nil, problem(Invalid, "there is no such data class: take one of sharingMatrix")
		}
		withheld = append(withheld, exemption)
	}
	doing, cancel, by := r.change(ctx)
	defer cancel()
	kept, err := r.rights.ReleaseSubjectAccess(doing, by, input.IdempotencyKey, input.Request, withheld)
	if err != nil {
		return nil, err
	}
	return &model.SubjectRequestPayload{Request: shownRequest(kept, models.NewDate(r.now()))}, nil
}

// requestPage lists requests to information governance.
func (r *Resolver) requestPage(ctx context.Context, open bool, first *int, after *string) (*model.SubjectRequestConnection, error) {
	p, err := paged(ctx, "request", first, after)
	if err != nil {
		return nil, err
	}
	page := &model.SubjectRequestConnection{Edges: []*model.SubjectRequestEdge{}, Nodes: []*model.SubjectRequest{}, PageInfo: p.info}
	if !governs(ctx) {
		return page, nil
	}
	requests, err := r.rights.SubjectRequests(ctx, open, p.from, p.wanted())
	if err != nil {
		return nil, err
	}
	shown, cursors := cut(ctx, p, requests, func(r models.SubjectRequest) string { return r.ID })
	for i, one := range shown {
		edge := &model.SubjectRequestEdge{Cursor: cursors[i], Node: shownRequest(one, models.NewDate(r.now()))}
		page.Nodes, page.Edges = append(page.Nodes, edge.Node), append(page.Edges, edge)
	}
	return page, nil
}

// shownRequest is a request as the schema has it.
func shownRequest(r models.SubjectRequest, today models.Date) *model.SubjectRequest {
	shown := &model.SubjectRequest{SubjectRequest: r, Overdue: r.ReleasedAt == nil && r.DueOn() < today, Withheld: []*model.SubjectExemption{}}
	for _, e := range r.Withheld {
		held := &model.SubjectExemption{Class: orNil(string(e.Class)), Marked: e.Marked, Silent: e.Silent, Law: e.Law}
		if e.Partner != "" {
			held.Partner = &e.Partner
		}
		shown.Withheld = append(shown.Withheld, held)
	}
	return shown
}
