package graph

import (
	"context"
	"slices"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// views loads families as the reader sees them: those within reach, in the order asked for, each cut to what the reader
// may see. Only the parts that the operation needs and the reader may see are read.
func (r *Resolver) views(ctx context.Context, ids []string) ([]*model.Family, error) {
	rd := readingOf(ctx)
	present, err := r.store.Present(ctx, rd.reach, rd.access.Reader.On, ids)
	if err != nil {
		return nil, err
	}
	within := make([]string, 0, len(ids))
	for _, id := range ids {
		if len(present[id]) > 0 {
			within = append(within, id)
		}
	}
	wanted := rd.wanted()
	documents, err := r.store.Documents(ctx, rd.rows, wanted, within)
	if err != nil {
		return nil, err
	}
	var quiet map[linkage.Key]bool
	if _, sees := rd.access.Field(models.ClassLinks, models.DetailValue); sees && len(wanted[models.ClassLinks]) > 0 {
		if quiet, err = r.review.QuietRecords(ctx); err != nil {
			return nil, err
		}
	}
	remarks, err := r.remarks(ctx, present)
	if err != nil {
		return nil, err
	}
	families := make([]*model.Family, 0, len(within))
	for _, id := range within {
		families = append(families, rd.cut(id, present[id], documents[id], quiet, remarks))
	}
	r.recall(families)
	return families, nil
}

// view loads one family, nil where it does not exist for the reader. It asks the database the same whether there is one or not.
func (r *Resolver) view(ctx context.Context, id string) (*model.Family, error) {
	families, err := r.views(ctx, []string{id})
	if err != nil || len(families) == 0 {
		return nil, err
	}
	return families[0], nil
}

// person loads the person to whom an id leads the reader, nil where nobody does exist for the reader. Whoever is out of scope takes as
// many looks at the database as an id that there never was: how long a reply takes must not tell them apart.
func (r *Resolver) person(ctx context.Context, id string) (*model.Person, error) {
	return led(ctx, r, id, func(id string) (*model.Person, error) {
		live, family, err := r.store.FamilyOf(ctx, id)
		if err != nil {
			return nil, err
		}
		people, err := r.people(ctx, []models.FoundPerson{{PersonID: live, FamilyID: family}})
		return people[live], err
	})
}

// family loads the family to which an id leads the reader, nil where none does exist for the reader.
func (r *Resolver) family(ctx context.Context, id string) (*model.Family, error) {
	return led(ctx, r, id, func(id string) (*model.Family, error) {
		live, err := r.store.LiveFamily(ctx, id)
		if err != nil {
			return nil, err
		}
		return r.view(ctx, live)
	})
}

// led loads what an id is now; where that does not exist for the reader, what a report of the reader's own partner parted from
// it: to who reported, it must not show whether it is still somebody else's.
func led[T any](ctx context.Context, r *Resolver, id string, load func(string) (*T, error)) (*T, error) {
	found, err := load(id)
	if err != nil || found != nil {
		return found, err
	}
	parted, err := r.store.PartedFrom(ctx, readingOf(ctx).access.Reader.Role.Partner(), id)
	if err != nil {
		return nil, err
	}
	for _, id := range parted {
		if found, err = load(id); err != nil || found != nil {
			return found, err
		}
	}
	return nil, nil
}

// people loads the people that a search found, by id; those out of reach are left out.
func (r *Resolver) people(ctx context.Context, found []models.FoundPerson) (map[string]*model.Person, error) {
	var ids []string
	seen := map[string]bool{}
	for _, f := range found {
		if !seen[f.FamilyID] {
			seen[f.FamilyID] = true
			ids = append(ids, f.FamilyID)
		}
	}
	families, err := r.views(ctx, ids)
	if err != nil {
		return nil, err
	}
	people := map[string]*model.Person{}
	for _, f := range families {
		for _, m := range f.Members {
			people[m.Person.ID] = m.Person
		}
	}
	return people, nil
}

// wanted are the parts of documents that the operation needs and the reader may see. Identity is always among them: by it
// members are put in order.
func (rd *reading) wanted() models.Wanted {
	wanted := models.Wanted{}
	for _, class := range models.Classes {
		if class == models.ClassIdentity || rd.asked.everything || rd.needs(class) {
			if sources := rd.access.Sources(class); len(sources) > 0 {
				wanted[class] = sources
			}
		}
	}
	return wanted
}

// needs reports whether the operation asks for any detail of the class that the reader may see.
func (rd *reading) needs(class models.Class) bool {
	for detail := range rd.asked.classes[class] {
		if _, ok := rd.access.Field(class, detail); ok {
			return true
		}
	}
	return false
}

// details are those at which facts of the class must be gathered: as values always, as bands and flags where asked.
func (rd *reading) details(class models.Class) []models.Detail {
	details := []models.Detail{models.DetailValue}
	for _, d := range []models.Detail{models.DetailBand, models.DetailFlag} {
		if rd.asked.classes[class][d] {
			details = append(details, d)
		}
	}
	return details
}

// cut makes the family that the reader sees from the holdings that put its people within reach and the parts that were read.
// The records that are quiet are shown as in review: to who may be asked about them, they are to be like any that are.
func (rd *reading) cut(id string, present map[string][]sharing.Holding, parts []models.DocumentPart, quiet map[linkage.Key]bool, remarks remarksOf) *model.Family {
	family := &model.Family{ID: id, Relations: sharing.Relations{Family: id}}
	people := make(map[string]*model.Person, len(present))
	for person, holdings := range present {
		p := &model.Person{ID: person, Family: family, Relations: rd.access.RelationsFrom(holdings), Today: rd.access.Reader.On}
		p.Relations.Family = id
		people[person] = p
		family.Relations.Known = family.Relations.Known || p.Relations.Known
		family.Relations.Own = family.Relations.Own || p.Relations.Own
		family.Relations.Acted = family.Relations.Acted || p.Relations.Acted
	}
	for i := range parts {
		rd.cutPart(family, people, &parts[i])
	}
	for _, p := range people {
		rd.spare(p)
		for _, sources := range [][]models.SourceLink{p.Part.Sources, p.Banded.Sources} {
			for i := range sources {
				if s := &sources[i]; quiet[linkage.Key{Partner: s.Partner, Org: s.Org, Ref: s.Ref}] {
					s.Confidence = inReview
				}
			}
		}
	}
	for _, p := range people {
		remarks.put(p)
	}
	rd.compose(family, people)
	return family
}

// cutPart takes out of one part what the reader may see of whom.
func (rd *reading) cutPart(family *model.Family, people map[string]*model.Person, part *models.DocumentPart) {
	if part.Part.Case != nil {
		rd.cutCase(family, part.Class, part.Part.Case)
	}
	for _, detail := range rd.details(part.Class) {
		into := func(person string) *models.Part {
			p := people[person]
			if p == nil {
				return nil
			}
			switch detail {
			case models.DetailBand:
				return &p.Banded
			case models.DetailFlag:
				return &p.Flagged
			}
			return &p.Part
		}
		part.Part.Sift(into, func(fact models.Fact) bool {
			p := people[fact.Source().PersonID]
			if tie, ok := fact.(*models.Relationship); ok && people[tie.OtherPersonID] == nil {
				return false // a tie to somebody who does not exist for the reader would tell of that person, if only by the version
			}
			return p != nil && rd.sees(p, part.Class, detail, fact)
		})
	}
}

// sees decides one fact about one person.
func (rd *reading) sees(p *model.Person, class models.Class, detail models.Detail, fact models.Fact) bool {
	source := fact.Source()
	p.PlaceHidden = p.PlaceHidden || source.PlaceHidden
	if rd.access.Reader.Overridden(sharing.Marks{PlaceHidden: source.PlaceHidden}, class, false) != "" {
		return false // it looks as if none were held
	}
	origin := sharing.Origin{Partner: source.Partner, Org: source.Org, About: fact.About(), Letting: source.File == "tenancies"}
	if class == models.ClassLinks {
		// The link is the council's; that a partner holds somebody says as much as its word does.
		return rd.access.Shows(p.Relations, class, detail, sharing.Origin{Partner: models.Council}) &&
			rd.access.Granted(p.Relations, models.ClassIdentity, models.DetailValue, origin)
	}
	opening, shown := rd.access.ShowsBy(p.Relations, class, detail, origin)
	if opening != nil {
		rd.disclosed.gather(*opening, p.ID)
	}
	return shown
}

// spare takes everything of a child's own record away where no grant can show it to the reader. Who is under age is told by the
// dates of birth that the reader is shown, and by no others.
func (rd *reading) spare(p *model.Person) {
	today := rd.access.Reader.On
	if rd.access.Reader.Overridden(sharing.Marks{Child: true}, models.ClassIdentity, false) == "" {
		return
	}
	if slices.ContainsFunc(p.Part.Names, func(n models.Name) bool {
		age, known := n.DateOfBirth.AgeOn(today)
		return known && age < sharing.AdultAge
	}) {
		p.Part, p.Banded, p.Flagged, p.Spared = models.Part{}, models.Part{}, models.Part{}, true
	}
}

// cutCase takes over what the programme holds of one class, where the reader stands close enough to the family.
func (rd *reading) cutCase(family *model.Family, class models.Class, held *models.Case) {
	for _, detail := range []models.Detail{models.DetailFlag, models.DetailValue} {
		if _, ok := rd.access.Of(family.Relations, class, detail); !ok {
			continue
		}
		switch {
		case class == models.ClassSupport && detail == models.DetailFlag:
			family.SupportedByProgramme, family.WhoToCall = held.SupportedByProgramme, held.WhoToCall
		case detail == models.DetailFlag:
		case class == models.ClassCriteria:
			family.Status, family.Criteria = held.Status, held.Criteria
		case class == models.ClassCaseWork:
			family.KeyWorker, family.Plan, family.Notes = held.KeyWorker, held.Plan, held.Notes
			family.Actions, family.Consents = held.Actions, held.Consents
		case class == models.ClassEmploymentSupport:
			family.Referrals = held.Referrals
		case class == models.ClassInterventions:
			family.Interventions = held.Interventions
		case class == models.ClassClaims:
			family.Claims = held.Claims
		case class == models.ClassLinks:
			family.Corrections = held.Corrections
		}
	}
}
