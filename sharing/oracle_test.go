package sharing_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// A small world, so that generated agreements, readers and facts meet often.
var (
	someRoles = []models.Role{
		models.Coordinator, models.KeyWorker, models.Auditor, models.PoliceOfficer, models.SchoolOfficer,
		models.HousingOfficer, models.Provider, models.Jobcentre, models.Researcher,
	}
	someClasses  = []models.Class{models.ClassIdentity, models.ClassAddress, models.ClassNINO, models.ClassASB, models.ClassTenancy}
	somePurposes = []models.Purpose{models.FamilySupport, models.Safeguarding, models.EmploymentSupport}
	someDays     = []models.Date{"2012-04-01", "2012-04-02", "2013-01-31", "2014-12-31"}
	someOrgs     = []string{"", "a", "b"}
	allScopes    = []sharing.Scope{sharing.All, sharing.Known, sharing.Own, sharing.Acted}
	allDetails   = []models.Detail{models.DetailFlag, models.DetailBand, models.DetailValue}
	allRelations = []sharing.Relation{
		sharing.Holds, sharing.Teaches, sharing.Lets, sharing.TookStep, sharing.Provides,
		sharing.Checks, sharing.Assigned, sharing.Claimed, sharing.Studied,
	}
)

func one[T any](t *rapid.T, what string, from []T) T { return rapid.SampledFrom(from).Draw(t, what) }

func someTerms(t *rapid.T) sharing.Terms {
	terms := sharing.Terms{Scope: one(t, "scope", allScopes), Detail: one(t, "detail", allDetails)}
	if rapid.Bool().Draw(t, "by is given") {
		words := []string{sharing.ByReader, sharing.ByOwnLetter, "council", "police", "schools", "housing", "dwp"}
		terms.By = rapid.SliceOfNDistinct(rapid.SampledFrom(words), 1, 3, rapid.ID).Draw(t, "by")
	}
	return terms
}

func someAgreement(t *rapid.T, id string) *sharing.Agreement {
	a := &sharing.Agreement{
		ID: id, Title: "generated", Gateway: "law of " + id, Partner: one(t, "partner", models.Partners),
		Purposes: rapid.SliceOfNDistinct(rapid.SampledFrom(somePurposes), 1, 3, rapid.ID).Draw(t, "purposes"),
		From:     one(t, "from", someDays[:2]), Grants: map[models.Role]map[models.Class]sharing.Terms{},
	}
	if rapid.Bool().Draw(t, "it ends") {
		a.Until = max(a.From, one(t, "until", someDays))
	}
	for _, role := range rapid.SliceOfNDistinct(rapid.SampledFrom(someRoles), 3, len(someRoles), rapid.ID).Draw(t, "roles") {
		a.Grants[role] = map[models.Class]sharing.Terms{}
		for _, class := range rapid.SliceOfNDistinct(rapid.SampledFrom(someClasses), 2, len(someClasses), rapid.ID).Draw(t, "classes") {
			a.Grants[role][class] = someTerms(t)
		}
	}
	return a
}

func someAgreements(t *rapid.T) []*sharing.Agreement {
	agreements := make([]*sharing.Agreement, rapid.IntRange(0, 4).Draw(t, "agreements"))
	for i := range agreements {
		agreements[i] = someAgreement(t, fmt.Sprintf("a%d", i))
	}
	return agreements
}

func someReader(t *rapid.T) sharing.Reader {
	return sharing.Reader{
		Role: one(t, "role", someRoles), Org: one(t, "org", someOrgs), Subject: one(t, "subject", someOrgs),
		Purpose: one(t, "purpose", somePurposes), On: one(t, "on", someDays),
	}
}

func someOrigin(t *rapid.T) sharing.Origin {
	lettings := append([]models.Partner{models.Housing, models.Housing}, models.Partners...) // they are the hard ones
	o := sharing.Origin{Partner: one(t, "contributor", lettings), Org: one(t, "sender", someOrgs)}
	o.About = one(t, "about", []string{"", "a", "b", models.UnknownOrg})
	o.Letting = o.Partner == models.Housing && rapid.Bool().Draw(t, "letting")
	return o
}

func someRelations(t *rapid.T) sharing.Relations {
	return sharing.Relations{
		Known: rapid.Bool().Draw(t, "known"), Own: rapid.Bool().Draw(t, "own"), Acted: rapid.Bool().Draw(t, "acted"),
	}
}

func someMarks(t *rapid.T) sharing.Marks {
	return sharing.Marks{
		Sensitive: rapid.Bool().Draw(t, "sensitive"), PlaceHidden: rapid.Bool().Draw(t, "restricted"), Child: rapid.Bool().Draw(t, "child"),
	}
}

func someHoldings(t *rapid.T) []sharing.Holding {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sharing.Holding {
		return sharing.Holding{
			Relation: one(t, "relation", allRelations), Partner: one(t, "holder's partner", models.Partners),
			Holder: one(t, "holder", someOrgs),
		}
	}), 0, 4).Draw(t, "holdings")
}

func newSet(t rapid.TB, agreements ...*sharing.Agreement) *sharing.Set {
	set, err := sharing.NewSet(agreements...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

var rank = map[models.Detail]int{models.DetailFlag: 1, models.DetailBand: 2, models.DetailValue: 3}

// slowlyApplies asks of one agreement, condition by condition, whether it grants the reader so much of the class.
func slowlyApplies(a *sharing.Agreement, r sharing.Reader, class models.Class, detail models.Detail) bool {
	terms, ok := a.Grants[r.Role][class]
	if !ok || r.On < a.From || a.Until != "" && r.On > a.Until || !slices.Contains(a.Purposes, r.Purpose) {
		return false
	}
	return rank[terms.Detail] >= rank[detail]
}

// slowlyReaches asks whether somebody to whom the reader stands so is within the scope.
func slowlyReaches(scope sharing.Scope, rel sharing.Relations) bool {
	return scope == sharing.All || scope == sharing.Known && rel.Known || scope == sharing.Own && rel.Own ||
		scope == sharing.Acted && rel.Acted
}

// slowlyTold asks whether the terms show the reader this contributor's word.
func slowlyTold(terms sharing.Terms, r sharing.Reader, class models.Class, o sharing.Origin) bool {
	mine, council := r.Role.Partner(), r.Role.Partner() == models.Council
	names := r.Role == models.SchoolOfficer || r.Role == models.HousingOfficer || r.Role == models.Provider
	if terms.Scope == sharing.Own && names && o.Partner == mine && o.About != "" && r.Org != "" && o.About != r.Org {
		return false // another school's, landlord's or provider's
	}
	told := func(by string) bool {
		switch {
		case by == sharing.ByOwnLetter:
			return o.Letting && (r.Org == "" || r.Org == o.About)
		case o.Letting && !council:
			return false
		case by == sharing.ByReader:
			return o.Partner == mine && (r.Org == "" || o.Org == "" || r.Org == o.Org)
		}
		return o.Partner == models.Partner(by)
	}
	if terms.By == nil {
		return slices.ContainsFunc(class.Owners(), func(p models.Partner) bool { return told(string(p)) })
	}
	return slices.ContainsFunc(terms.By, told)
}

// slowlyShows is Access.Shows as anybody would write it who had all day.
func slowlyShows(agreements []*sharing.Agreement, r sharing.Reader, rel sharing.Relations, class models.Class, detail models.Detail, o sharing.Origin) bool {
	for _, a := range agreements {
		terms := a.Grants[r.Role][class]
		if slowlyApplies(a, r, class, detail) && slowlyReaches(terms.Scope, rel) && slowlyTold(terms, r, class, o) {
			return true
		}
	}
	return false
}

// slowlyOverridden asks of each rule that stands above all agreements whether it keeps the field from the reader.
func slowlyOverridden(r sharing.Reader, m sharing.Marks, class models.Class, place bool) bool {
	worksByConsent := r.Role == models.Provider || r.Role == models.Jobcentre
	if worksByConsent && (m.Sensitive || m.Child) {
		return true
	}
	if m.PlaceHidden && place {
		return !r.SeesPlaces
	}
	if m.PlaceHidden && (class == models.ClassSchooling || class == models.ClassTenancy || class == models.ClassEmploymentSupport) {
		return r.Role != models.Coordinator
	}
	return false
}
