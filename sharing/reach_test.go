package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// found is the store's condition on a row of holdings: "" is any organisation sought, or the partner as a whole held.
func found(rows []sharing.Holding, wanted sharing.Holding) bool {
	return slices.ContainsFunc(rows, func(h sharing.Holding) bool {
		return h.Relation == wanted.Relation && h.Partner == wanted.Partner &&
			(wanted.Holder == "" || h.Holder == "" || h.Holder == wanted.Holder)
	})
}

func within(reach sharing.Reach, rows []sharing.Holding) bool {
	return slices.ContainsFunc(reach.Holdings, func(wanted sharing.Holding) bool { return found(rows, wanted) })
}

// Who is present is somebody of whom a class is granted; who is absent is shown nothing of, but for what is granted of
// everybody, and then by somebody who does not hold the person.
func TestReachAgreesWithGrants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		rows := someHoldings(t)
		rel, present := access.RelationsFrom(rows), within(access.Reach(), rows)
		granted := false
		for _, class := range models.Classes {
			_, ok := access.Of(rel, class, models.DetailFlag)
			granted = granted || ok
			for _, g := range access.Verdict(class).Grants {
				if !present && g.Terms.Scope != sharing.All && slowlyReaches(g.Terms.Scope, rel) {
					t.Fatalf("%s is granted of somebody out of reach", class)
				}
			}
		}
		if present && !granted {
			t.Fatal("somebody is present of whom nothing is granted")
		}
	})
}

// Whoever sent a fact holds the person: so every fact that may be shown is of somebody within reach.
func TestFactsShownAreWithinReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		rows, o := someHoldings(t), someOrigin(t)
		rows = append(rows, sharing.Holding{Relation: sharing.Holds, Partner: o.Partner, Holder: o.Org})
		if o.Letting {
			rows = append(rows, sharing.Holding{Relation: sharing.Lets, Partner: o.Partner, Holder: o.About})
		}
		class := one(t, "class", someClasses)
		if access.Shows(access.RelationsFrom(rows), class, models.DetailFlag, o) && !within(access.Reach(), rows) {
			t.Fatalf("%s from %+v is shown of somebody out of reach", class, o)
		}
	})
}

// Being held by an organisation whose word the reader is not told must not make anybody present.
func TestReachIgnoresOtherOrganisations(t *testing.T) {
	for by, relation := range map[string]sharing.Relation{sharing.ByReader: sharing.Holds, sharing.ByOwnLetter: sharing.Lets} {
		everybody := &sharing.Agreement{
			ID: "x", Purposes: somePurposes, From: someDays[0],
			Grants: map[models.Role]map[models.Class]sharing.Terms{models.HousingOfficer: {
				models.ClassAddress: {Scope: sharing.All, Detail: models.DetailValue, By: []string{by}},
			}},
		}
		reader := sharing.Reader{Role: models.HousingOfficer, Org: "a", Purpose: models.Safeguarding, On: someDays[0]}
		got := newSet(t, everybody).Access(reader).Reach().Holdings
		if want := (sharing.Holding{Relation: relation, Partner: models.Housing, Holder: "a"}); len(got) != 1 || got[0] != want {
			t.Errorf("by %s: %+v, want %+v", by, got, want)
		}
	}
}

func TestOwnPeople(t *testing.T) {
	holding := func(r sharing.Relation, p models.Partner, holder string) sharing.Holding {
		return sharing.Holding{Relation: r, Partner: p, Holder: holder}
	}
	for _, test := range []struct {
		role     models.Role
		own, not sharing.Holding
	}{
		{models.KeyWorker, holding(sharing.Assigned, models.Council, "me"), holding(sharing.Assigned, models.Council, "you")},
		{models.Auditor, holding(sharing.Claimed, models.Council, ""), holding(sharing.Studied, models.Council, "")},
		{models.SchoolOfficer, holding(sharing.Teaches, models.Schools, "a"), holding(sharing.Teaches, models.Schools, "b")},
		{models.HousingOfficer, holding(sharing.Lets, models.Housing, "a"), holding(sharing.Lets, models.Housing, "b")},
		{models.Provider, holding(sharing.Provides, models.DWP, "a"), holding(sharing.Provides, models.DWP, "b")},
		{models.Jobcentre, holding(sharing.Checks, models.DWP, "b"), holding(sharing.Provides, models.DWP, "a")},
		{models.Researcher, holding(sharing.Studied, models.Council, ""), holding(sharing.Claimed, models.Council, "")},
	} {
		t.Run(string(test.role), func(t *testing.T) {
			access := newSet(t).Access(sharing.Reader{Role: test.role, Org: "a", Subject: "me"})
			if !access.RelationsFrom([]sharing.Holding{test.own}).Own {
				t.Errorf("%+v is not its own", test.own)
			}
			if access.RelationsFrom([]sharing.Holding{test.not}).Own {
				t.Errorf("%+v is its own", test.not)
			}
		})
	}
}

func TestKnownPeople(t *testing.T) {
	for _, test := range []struct {
		reader, holder string
		known          bool
	}{
		{"a", "a", true},
		{"a", "b", false},
		{"a", "", true}, // a record sent for the partner as a whole
		{"", "b", true}, // a reader for the partner as a whole
	} {
		access := newSet(t).Access(sharing.Reader{Role: models.PoliceOfficer, Org: test.reader})
		for _, partner := range models.Partners {
			rel := access.RelationsFrom([]sharing.Holding{{Relation: sharing.Holds, Partner: partner, Holder: test.holder}})
			if want := (sharing.Relations{Known: test.known && partner == models.Police}); rel != want {
				t.Errorf("read for %q, held by %s %q: %+v", test.reader, partner, test.holder, rel)
			}
		}
	}
}

// A key worker whom the token does not name has no families, and a role without people of its own has none either.
func TestNobodysOwn(t *testing.T) {
	rows := make([]sharing.Holding, 0, len(allRelations))
	for _, relation := range append([]sharing.Relation{""}, allRelations...) {
		for _, partner := range append([]models.Partner{""}, models.Partners...) {
			rows = append(rows, sharing.Holding{Relation: relation, Partner: partner})
		}
	}
	own := map[models.Class]sharing.Terms{models.ClassIdentity: {Scope: sharing.Own, Detail: models.DetailValue}}
	for _, role := range []models.Role{models.KeyWorker, models.Coordinator, models.PoliceOfficer} {
		set := newSet(t, &sharing.Agreement{
			ID: "x", Purposes: somePurposes, Grants: map[models.Role]map[models.Class]sharing.Terms{role: own},
		})
		access := set.Access(sharing.Reader{Role: role, Purpose: models.Safeguarding, On: anyDay})
		if access.RelationsFrom(rows).Own || !access.Reach().Empty() {
			t.Errorf("%s has people of its own", role)
		}
	}
}

// Parse refuses other scopes; should one come by another way, it reaches nobody.
func TestScopeThatIsNone(t *testing.T) {
	set := newSet(t, &sharing.Agreement{ID: "x", Purposes: somePurposes, Grants: map[models.Role]map[models.Class]sharing.Terms{
		models.SchoolOfficer: {models.ClassSchooling: {Scope: "neighbours", Detail: models.DetailValue}},
	}})
	access := set.Access(sharing.Reader{Role: models.SchoolOfficer, Purpose: models.Safeguarding, On: anyDay})
	everyWay := sharing.Relations{Known: true, Own: true, Acted: true}
	refusal, ok := access.Of(everyWay, models.ClassSchooling, models.DetailValue)
	if ok || refusal.Reason != sharing.NotKnownToYou || !access.Reach().Empty() {
		t.Errorf("%+v, %+v", refusal, access.Reach())
	}
}

func TestSensitivePeopleAreHidden(t *testing.T) {
	for _, role := range models.Roles {
		want := role == models.Provider || role == models.Jobcentre
		if got := newSet(t).Access(sharing.Reader{Role: role}).Reach().HidesSensitive; got != want {
			t.Errorf("%s: %t", role, got)
		}
	}
}
