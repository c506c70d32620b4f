package sharing_test

import (
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestOverriddenAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, m, class, place := someReader(t), someMarks(t), one(t, "class", models.Classes), rapid.Bool().Draw(t, "place")
		r.SeesPlaces = r.Role == models.Coordinator && rapid.Bool().Draw(t, "a reason was stated")
		if got, want := r.Overridden(m, class, place), slowlyOverridden(r, m, class, place); (got != "") != want {
			t.Fatalf("%+v %s %+v: %q, want one: %t", m, class, r, got, want)
		}
	})
}

// However much is granted, to everybody and for every purpose, an override keeps it back and the explanation names it.
func TestAnOverrideBeatsEveryGrant(t *testing.T) {
	everything := &sharing.Agreement{ID: "everything", Gateway: "a law", Purposes: models.Purposes, Grants: map[models.Role]map[models.Class]sharing.Terms{}}
	for _, role := range models.Roles {
		everything.Grants[role] = map[models.Class]sharing.Terms{}
		for _, class := range models.Classes {
			everything.Grants[role][class] = sharing.Terms{Scope: sharing.All, Detail: models.DetailValue}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		set, r, m := newSet(t, append(someAgreements(t), everything)...), someReader(t), someMarks(t)
		q := sharing.Asked{Reader: r, Class: one(t, "class", models.Classes), Detail: models.DetailFlag, Place: rapid.Bool().Draw(t, "place")}
		rule := r.Overridden(m, q.Class, q.Place)
		said := set.ExplainOf(q, sharing.Somebody{ID: "P1", Relations: sharing.Relations{Known: true, Own: true, Acted: true}, Marks: m})
		if (rule == "") != (said[:4] == "Yes:") {
			t.Fatalf("%q, and it says %s", rule, said)
		}
	})
}

func TestOverrides(t *testing.T) {
	const place, open = true, false
	restricted, sensitive, child := sharing.Marks{PlaceHidden: true}, sharing.Marks{Sensitive: true}, sharing.Marks{Child: true}
	for _, test := range []struct {
		name  string
		role  models.Role
		sees  bool
		marks sharing.Marks
		class models.Class
		place bool
		want  sharing.Override
	}{
		{"nothing to override", models.Provider, false, sharing.Marks{}, models.ClassAddress, place, ""},
		{"a restricted address", models.PoliceOfficer, false, restricted, models.ClassAddress, place, sharing.RestrictedPlace},
		{"to a coordinator without a reason", models.Coordinator, false, restricted, models.ClassAddress, place, sharing.RestrictedPlace},
		{"to a coordinator with one", models.Coordinator, true, restricted, models.ClassAddress, place, ""},
		{"offences of somebody at one", models.PoliceOfficer, false, restricted, models.ClassOffences, open, ""},
		{"attendance of a pupil at one", models.SchoolOfficer, false, restricted, models.ClassSchooling, open, sharing.RestrictedPlace},
		{"the same to a coordinator", models.Coordinator, false, restricted, models.ClassSchooling, open, ""},
		{"a sensitive record to a provider", models.Provider, false, sensitive, models.ClassIdentity, open, sharing.SensitiveRecord},
		{"to the Jobcentre", models.Jobcentre, false, sensitive, models.ClassIdentity, open, sharing.SensitiveRecord},
		{"to police", models.PoliceOfficer, false, sensitive, models.ClassIdentity, open, ""},
		{"a child's record to a provider", models.Provider, false, child, models.ClassIdentity, open, sharing.ChildsOwnRecord},
		{"to its school", models.SchoolOfficer, false, child, models.ClassSchooling, open, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sharing.Reader{Role: test.role, SeesPlaces: test.sees}
			if got := r.Overridden(test.marks, test.class, test.place); got != test.want {
				t.Errorf("got %q", got)
			}
		})
	}
}
