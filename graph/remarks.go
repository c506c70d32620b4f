package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

var errNoFact = problem(NotFound, "you are shown no such fact of the person: take its class and key from what you are shown")

// remarksOf are those against facts of people, and how their notices are found.
type remarksOf struct {
	of   map[string][]models.Remark
	tell func(person string, remark models.Remark) func(context.Context) ([]*model.RemarkNotice, error)
}

// remarks loads what people have against facts of whoever is present, where the operation asks for something that is made of them.
func (r *Resolver) remarks(ctx context.Context, present map[string]map[string][]sharing.Holding) (remarksOf, error) {
	if !readingOf(ctx).asked.everything {
		return remarksOf{}, nil
	}
	var people []string
	for _, family := range present {
		for person := range family {
			people = append(people, person)
		}
	}
	slices.Sort(people)
	found, err := r.rights.Remarks(ctx, people)
	return remarksOf{found, r.remarkNotices}, err
}

// put gives the person the remarks on those facts that the reader is shown.
func (m remarksOf) put(p *model.Person) {
	p.Remarks = []*model.Remark{}
	if len(m.of[p.ID]) == 0 {
		return
	}
	shown := facts(p)
	for _, remark := range m.of[p.ID] {
		if slices.ContainsFunc(shown, func(f models.Fact) bool { return remark.Of(models.ClassOf(f), f) }) {
			p.Remarks = append(p.Remarks, &model.Remark{Remark: remark, Record: recordKey(remark), About: p, Tell: m.tell(p.ID, remark)})
		}
	}
}

// recordKey is the fact's own key, where the reader is shown one.
func recordKey(r models.Remark) *string {
	if slices.Contains([]string{"people", "tenancies", "relationships"}, r.File) {
		return nil
	}
	return &r.Ref
}

// facts are those that the reader is shown as values.
func facts(p *model.Person) (all []models.Fact) {
	p.Part.Sift(nil, func(fact models.Fact) bool {
		all = append(all, fact)
		return false
	})
	return all
}

// recordRemark keeps what somebody has against a fact that the reader is shown.
func (r *Resolver) recordRemark(ctx context.Context, input *model.RecordRemarkInput, kind models.RemarkKind) (*model.RemarkPayload, error) {
	says, err := words("says", input.Says, minSaid, maxSaid)
	if err != nil {
		return nil, err
	}
	rd := readingOf(ctx)
	rd.asked.everything = true // whether the fact is shown hangs on nothing that the operation asks for
	doing, cancel, by := r.change(ctx)
	defer cancel()
	person, err := r.person(ctx, input.Person)
	if err != nil {
		return nil, err
	}
	remark := models.Remark{Kind: kind, Class: models.Class(input.Class), Says: says, State: models.RemarkRaised}
	var refused error
	live := ""
	if person == nil {
		refused = errNoPerson
	} else {
		live = person.ID
		refused = meant(person, &remark, given(input.Record), given(input.Partner))
	}
	id, err := r.rights.RecordRemark(doing, by, input.IdempotencyKey,
		[]string{input.Person, input.Class, given(input.Record), string(given(input.Partner)), says, string(kind)}, live, remark, refused)
	if err != nil {
		return nil, err
	}
	return r.remarkPayload(ctx, id)
}

// meant finds the one fact that is meant among those that the reader is shown of the person, or why there is none.
func meant(person *model.Person, remark *models.Remark, record string, partner models.Partner) error {
	var found []*models.Provenance
	for _, fact := range facts(person) {
		source := fact.Source()
		key := models.Remark{File: source.File, Ref: source.Ref}
		own := ""
		if named := recordKey(key); named != nil {
			own = *named
		}
		if models.ClassOf(fact) == remark.Class && own == record && (partner == "" || partner == source.Partner) && source.Ref != "" {
			if !slices.ContainsFunc(found, func(p *models.Provenance) bool {
				return p.Partner == source.Partner && p.Org == source.Org && p.File == source.File && p.Ref == source.Ref
			}) {
				found = append(found, source)
			}
		}
	}
	switch {
	case len(found) == 0:
		return errNoFact
	case len(found) > 1:
		return problem(Invalid, "several facts may be meant: say whose word it is, by partner")
	}
	remark.Partner, remark.Org, remark.File, remark.Ref = found[0].Partner, found[0].Org, found[0].File, found[0].Ref
	return nil
}

// settleRemark keeps what became of a remark on a fact that the reader is shown.
func (r *Resolver) settleRemark(ctx context.Context, input *model.SettleRemarkInput) (*model.RemarkPayload, error) {
	note, err := words("note", given(input.Note), 0, maxNote)
	if err != nil {
		return nil, err
	}
	readingOf(ctx).asked.everything = true
	doing, cancel, by := r.change(ctx)
	defer cancel()
	var refused error
	if found, err := r.remark(ctx, input.Remark); err != nil {
		return nil, err
	} else if found == nil {
		refused = problem(NotFound, "there is no such remark in your scope")
	}
	id, err := r.rights.SettleRemark(doing, by, input.IdempotencyKey, input.Remark, input.Upheld, note, refused)
	if err != nil {
		return nil, err
	}
	return r.remarkPayload(ctx, id)
}

// remark is the one of that id, nil where the reader is not shown its fact.
func (r *Resolver) remark(ctx context.Context, id string) (*model.Remark, error) {
	of, err := r.rights.RemarkedPerson(ctx, id)
	if err != nil {
		return nil, err
	}
	person, err := r.person(ctx, of)
	if err != nil || person == nil {
		return nil, err
	}
	for _, remark := range person.Remarks {
		if remark.ID == id {
			return remark, nil
		}
	}
	return nil, nil
}

func (r *Resolver) remarkPayload(ctx context.Context, id string) (*model.RemarkPayload, error) {
	remark, err := r.remark(ctx, id)
	if err == nil && remark == nil {
		err = problem(Conflict, "it is done, and the fact is not shown to you any more")
	}
	return &model.RemarkPayload{Remark: remark}, err
}

// remarkNotices finds who was shown something of the class of the person before a correction of it was upheld.
func (r *Resolver) remarkNotices(person string, remark models.Remark) func(context.Context) ([]*model.RemarkNotice, error) {
	return func(ctx context.Context) ([]*model.RemarkNotice, error) {
		notices := []*model.RemarkNotice{}
		if remark.Kind != models.RemarkCorrection || remark.State != models.RemarkUpheld || remark.SettledAt == nil {
			return notices, nil
		}
		known, err := r.store.KnownAs(ctx, person)
		if err != nil {
			return nil, err
		}
		entries, err := r.store.AccessLog(ctx, audit.Query{People: known, Class: string(remark.Class), Until: *remark.SettledAt}, 0, mostNotices)
		if err != nil {
			return nil, err
		}
		seen := map[audit.Actor]bool{}
		for _, e := range entries { // the newest first
			actor := e.Actor
			actor.TokenID = ""
			if role := models.Role(cmp.Or(e.Actor.ActsAs, e.Actor.Role)); role != "" && !seen[actor] {
				seen[actor] = true
				notices = append(notices, &model.RemarkNotice{Role: &role, Org: orNil(e.Actor.Org), Reader: &actor.Subject, LastShownAt: moment(e.At)})
			}
		}
		slices.SortStableFunc(notices, func(a, b *model.RemarkNotice) int { return strings.Compare(*a.Reader, *b.Reader) })
		return notices, nil
	}
}

// mostNotices bounds the entries that are looked through.
const mostNotices = 10000

func moment(at time.Time) *time.Time { return &at }
