package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// heard is the store's condition on a row that can be searched.
func heard(v sharing.Voice, o sharing.Origin) bool {
	switch {
	case v.Partner != o.Partner:
		return false
	case v.Letting == sharing.LettingOnly:
		return o.Letting && (v.Org == "" || v.Org == o.About)
	case v.Letting == sharing.LettingNone && o.Letting:
		return false
	}
	return v.Org == "" || o.Org == "" || v.Org == o.Org
}

// What a search may use is what may be shown as a value: only lettings, among what is searched, name an organisation.
func TestLensesAgreeWithShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		rows, o := someHoldings(t), someOrigin(t)
		if !o.Letting {
			o.About = ""
		}
		for _, class := range someClasses {
			searched := slices.ContainsFunc(access.Lenses(class), func(l sharing.Lens) bool {
				return (l.Who == nil || found(rows, *l.Who)) &&
					slices.ContainsFunc(l.Voices, func(v sharing.Voice) bool { return heard(v, o) })
			})
			shown := access.Shows(access.RelationsFrom(rows), class, models.DetailValue, o)
			if searched != shown {
				t.Fatalf("%s from %+v: searched %t, shown %t", class, o, searched, shown)
			}
		}
	})
}

// A search finds by whole values only, and a yes or no cannot be searched for.
func TestLensesOfStartingAgreements(t *testing.T) {
	reader := sharing.Reader{Role: models.PoliceOfficer, Org: "tvp", Purpose: models.Safeguarding, On: anyDay}
	access := embedded(t).Access(reader)
	lenses := access.Lenses(models.ClassPNCID)
	if len(lenses) != 1 || *lenses[0].Who != (sharing.Holding{Relation: sharing.Holds, Partner: models.Police, Holder: "tvp"}) {
		t.Errorf("%+v", lenses)
	}
	for _, class := range []models.Class{models.ClassSupport, models.ClassNINO} {
		if lenses := access.Lenses(class); len(lenses) != 0 {
			t.Errorf("%s: %+v", class, lenses)
		}
	}
}

func TestSourcesAreThoseWhoseFactsMayBeShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		class, o := one(t, "class", someClasses), someOrigin(t)
		sources := access.Sources(class)
		if access.Shows(someRelations(t), class, models.DetailFlag, o) && !slices.Contains(sources, o.Partner) {
			t.Fatalf("%s of %+v is shown, but not among %v", class, o, sources)
		}
		if len(slices.Compact(slices.Sorted(slices.Values(sources)))) != len(sources) {
			t.Fatalf("a partner stands twice among %v", sources)
		}
	})
}

// Whose word the starting agreements show, of somebody to whom the reader stands in every way.
func TestWhoseWord(t *testing.T) {
	set := embedded(t)
	everyWay := sharing.Relations{Known: true, Own: true, Acted: true}
	council := sharing.Origin{Partner: models.Council}
	letting := func(landlord, sender string) sharing.Origin {
		return sharing.Origin{Partner: models.Housing, Org: sender, About: landlord, Letting: true}
	}
	for _, test := range []struct {
		name    string
		role    models.Role
		org     string
		class   models.Class
		origin  sharing.Origin
		isShown bool
	}{
		{"police: the council's word", models.PoliceOfficer, "tvp", models.ClassAddress, council, true},
		{"police: its own", models.PoliceOfficer, "tvp", models.ClassAddress, sharing.Origin{Partner: models.Police, Org: "tvp"}, true},
		{"police: a feed for all forces", models.PoliceOfficer, "tvp", models.ClassAddress, sharing.Origin{Partner: models.Police}, true},
		{"police: another force's", models.PoliceOfficer, "tvp", models.ClassAddress, sharing.Origin{Partner: models.Police, Org: "met"}, false},
		{"police: a landlord's", models.PoliceOfficer, "tvp", models.ClassAddress, letting("a", "a"), false},
		{"police: DWP's", models.PoliceOfficer, "tvp", models.ClassIdentity, sharing.Origin{Partner: models.DWP}, false},
		{"school: its own pupil", models.SchoolOfficer, "123", models.ClassSchooling, sharing.Origin{Partner: models.Schools, About: "123"}, true},
		{"school: the last school's record", models.SchoolOfficer, "123", models.ClassSchooling, sharing.Origin{Partner: models.Schools, About: "124"}, false},
		{"schools as a whole", models.SchoolOfficer, "", models.ClassSchooling, sharing.Origin{Partner: models.Schools, Org: "x", About: "124"}, true},
		{"landlord: its own letting", models.HousingOfficer, "a", models.ClassAddress, letting("a", ""), true},
		{"landlord: its own, sent by another", models.HousingOfficer, "a", models.ClassAddress, letting("a", "b"), true},
		{"landlord: another's letting", models.HousingOfficer, "a", models.ClassAddress, letting("b", ""), false},
		{"landlord: nobody knows whose", models.HousingOfficer, "a", models.ClassAddress, letting("", ""), false},
		{"landlord: where it was told they live", models.HousingOfficer, "a", models.ClassAddress, sharing.Origin{Partner: models.Housing, Org: "a"}, false},
		{"landlord: the council's word", models.HousingOfficer, "a", models.ClassAddress, council, false},
		{"landlord: an action nobody knows whose", models.HousingOfficer, "a", models.ClassTenancy, sharing.Origin{Partner: models.Housing, About: models.UnknownOrg}, false},
		{"landlords as a whole", models.HousingOfficer, "", models.ClassAddress, letting("b", "b"), true},
		{"provider: its own provision", models.Provider, "p", models.ClassEmploymentSupport, sharing.Origin{Partner: models.DWP, About: "p"}, true},
		{"provider: another's", models.Provider, "p", models.ClassEmploymentSupport, sharing.Origin{Partner: models.DWP, About: "q"}, false},
		{"provider: a benefit, which names nobody", models.Provider, "p", models.ClassBenefits, sharing.Origin{Partner: models.DWP}, true},
		{"Jobcentre: a provider's", models.Jobcentre, "jc", models.ClassEmploymentSupport, sharing.Origin{Partner: models.DWP, About: "q"}, true},
		{"key worker: a landlord's letting", models.KeyWorker, "oxon", models.ClassAddress, letting("a", "a"), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			access := set.Access(sharing.Reader{Role: test.role, Org: test.org, Purpose: test.role.Purposes()[0], On: anyDay})
			if got := access.Shows(everyWay, test.class, models.DetailValue, test.origin); got != test.isShown {
				t.Errorf("shown: %t", got)
			}
		})
	}
}
