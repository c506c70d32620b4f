package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Of whom a class is shown in full: everybody within reach where it is granted of all, else those whom the scopes reach.
func TestReachOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		class, rows := one(t, "class", someClasses), someHoldings(t)
		reach, whole := access.ReachOf(class)
		rel := access.RelationsFrom(rows)
		all, within := false, false
		for _, g := range access.Verdict(class).Grants {
			if g.Terms.Detail == models.DetailValue {
				all = all || g.Terms.Scope == sharing.All
				within = within || slowlyReaches(g.Terms.Scope, rel)
			}
		}
		if whole != all || reach.HidesSensitive != access.Reach().HidesSensitive {
			t.Fatalf("%s: whole %t, want %t", class, whole, all)
		}
		if whole && !slices.Equal(reach.Holdings, access.Reach().Holdings) {
			t.Fatalf("%s is granted of all, and reaches %+v", class, reach)
		}
		reached := slices.ContainsFunc(reach.Holdings, func(h sharing.Holding) bool { return found(rows, h) })
		if !whole && reached != within {
			t.Fatalf("%s of %+v: reached %t, want %t", class, rows, reached, within)
		}
	})
}

func TestReachOfStartingAgreements(t *testing.T) {
	set := embedded(t)
	for _, test := range []struct {
		name    string
		role    models.Role
		subject string
		class   models.Class
		whole   bool
		want    []sharing.Relation
	}{
		{"of everybody", models.Coordinator, "", models.ClassNINO, true, []sharing.Relation{sharing.Holds, sharing.Holds, sharing.Holds, sharing.Holds, sharing.Holds}},
		{"of its own", models.KeyWorker, "kim", models.ClassOffences, false, []sharing.Relation{sharing.Assigned}},
		{"of nobody's own", models.KeyWorker, "", models.ClassOffences, false, nil},
		{"a yes or no only", models.KeyWorker, "kim", models.ClassBenefits, false, nil},
		{"not shared", models.PoliceOfficer, "", models.ClassBenefits, false, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sharing.Reader{Role: test.role, Subject: test.subject, Purpose: models.FamilySupport, On: anyDay}
			reach, whole := set.Access(r).ReachOf(test.class)
			var relations []sharing.Relation
			for _, h := range reach.Holdings {
				relations = append(relations, h.Relation)
			}
			if whole != test.whole || !slices.Equal(relations, test.want) {
				t.Errorf("whole %t, reaches %v", whole, relations)
			}
		})
	}
}
