package graph

import (
	"context"
	"fmt"
	"sort"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// viewer tells the caller who it is to the hub and what it may see.
func (r *Resolver) viewer(ctx context.Context) *model.Viewer {
	rd := readingOf(ctx)
	caller, purpose, _ := auth.From(ctx)
	v := &model.Viewer{
		Subject: caller.Subject, Role: caller.Role, ActsAs: caller.ActsAs, Org: orNil(caller.Org), Purpose: string(purpose), Fields: []string{},
	}
	used := map[string]*sharing.Agreement{}
	for _, class := range models.Classes {
		for _, g := range rd.access.Verdict(class).Grants {
			used[g.Agreement.ID] = g.Agreement
		}
	}
	var inForce []*sharing.Agreement
	for _, a := range rd.set.Agreements() {
		if used[a.ID] != nil {
			inForce = append(inForce, a)
		}
	}
	v.Agreements = shownAgreements(inForce, rd.access.Reader.On)
	for name, class := range r.classes.named {
		if class.Class == "" {
			continue
		}
		if _, ok := rd.access.Field(class.Class, class.Detail); ok && !r.classes.isInput(name) {
			v.Fields = append(v.Fields, name)
		}
	}
	sort.Strings(v.Fields)
	v.Changes = r.classes.permitted(rd)
	v.Breaks = rd.ownBreaks()
	return v
}

func shownAgreements(agreements []*sharing.Agreement, today models.Date) []*model.Agreement {
	shown := make([]*model.Agreement, 0, len(agreements))
	for _, a := range agreements {
		m := &model.Agreement{
			ID: a.ID, Title: a.Title, Partner: a.Partner, Gateway: a.Gateway, Note: orNil(a.Note), From: a.From,
			InForce: a.InForce(today), Sha256: a.SHA256, Purposes: texts(a.Purposes), Signatories: texts(a.Signatories),
			Until: dayOrNil(a.Until), SignedOn: dayOrNil(a.SignedOn), ReviewBy: dayOrNil(a.ReviewBy),
		}
		shown = append(shown, m)
	}
	return shown
}

func dayOrNil(d models.Date) *models.Date {
	if d == "" {
		return nil
	}
	return &d
}

// sharingMatrix shows the caller's own rules; another role's are for information governance.
func (r *Resolver) sharingMatrix(ctx context.Context, as *models.Role) ([]*model.SharingRule, error) {
	rd := readingOf(ctx)
	role := rd.access.Reader.Role
	if as != nil && *as != role {
		if caller, _, _ := auth.From(ctx); caller.Role != models.Governance {
			return nil, problem(Forbidden, "another role's rules are for information governance: leave `as` out to see your own")
		}
		role = *as
	}
	rules := []*model.SharingRule{}
	for _, rule := range rd.set.Matrix(role, rd.access.Reader.On) {
		rules = append(rules, &model.SharingRule{
			Role: rule.Role, Class: string(rule.Class), Purposes: texts(rule.Purposes), Detail: rule.Detail, Scope: orNil(string(rule.Scope)),
			Contributors: append([]string{}, rule.By...), Reason: orNil(string(rule.Reason)), Agreement: orNil(rule.Agreement), Gateway: orNil(rule.Gateway),
		})
	}
	return rules, nil
}

// importPage lists the receipts in the caller's scope: an organisation's own, or all of them for those who run the hub.
func (r *Resolver) importPage(ctx context.Context, partner *models.Partner, first *int, after *string) (*model.ImportConnection, error) {
	p, err := paged(ctx, "import", first, after)
	if err != nil {
		return nil, err
	}
	before, err := p.number()
	if err != nil {
		return nil, err
	}
	page := &model.ImportConnection{Edges: []*model.ImportEdge{}, Nodes: []*model.Import{}, PageInfo: p.info}
	filter, any_ := importScope(ctx)
	if partner != nil {
		any_ = any_ && (filter.Partner == "" || filter.Partner == *partner)
		filter.Partner = *partner
	}
	if !any_ {
		return page, nil
	}
	receipts, err := r.store.Imports(ctx, filter, before, p.wanted())
	if err != nil {
		return nil, err
	}
	shown, cursors := cut(ctx, p, receipts, func(r models.Receipt) string { return fmt.Sprint(r.ImportID) })
	for i, receipt := range shown {
		node := shownImport(receipt)
		if caller, _, _ := auth.From(ctx); caller.Role == models.Governance {
			node.Notices = []string{} // they quote what stood in a family's rows, and governance sees none of that
		}
		page.Nodes, page.Edges = append(page.Nodes, node), append(page.Edges, &model.ImportEdge{Cursor: cursors[i], Node: node})
	}
	return page, nil
}

func importScope(ctx context.Context) (models.ImportFilter, bool) {
	caller, _, _ := auth.From(ctx)
	switch caller.Role {
	case models.Coordinator, models.Governance:
		return models.ImportFilter{}, true
	case models.Integration:
		filter := models.ImportFilter{Partner: caller.Partner}
		if caller.Org != "" {
			filter.Org = &caller.Org
		}
		return filter, true
	}
	return models.ImportFilter{}, false
}

func shownImport(r models.Receipt) *model.Import {
	m := &model.Import{
		ID: fmt.Sprint(r.ImportID), Partner: r.Partner, Org: orNil(r.Org), Sha256: r.SHA256, Snapshot: r.Snapshot, StartedAt: r.StartedAt,
		Seconds: r.Seconds, Files: []*model.ImportFile{}, Notices: append([]string{}, r.Notices...),
	}
	if r.CoversFrom != "" {
		m.CoversFrom = &r.CoversFrom
	}
	if r.CoversUntil != "" {
		m.CoversUntil = &r.CoversUntil
	}
	for _, f := range r.Files {
		m.Files = append(m.Files, &model.ImportFile{
			Name: f.Name, Rows: f.Rows, New: f.New, Changed: f.Changed, Same: f.Same, Withdrawn: f.Withdrawn, Quarantined: f.Quarantined,
		})
	}
	return m
}

func texts[T ~string](list []T) []string {
	all := make([]string, 0, len(list))
	for _, t := range list {
		all = append(all, string(t))
	}
	return all
}
