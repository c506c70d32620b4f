package sharing_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// admits asks of the row scope what the database asks: is the part, by its class and partner, within a scope into which one of the
// holdings puts the family?
func admits(rows sharing.RowScope, found []sharing.Holding, class models.Class, partner models.Partner) bool {
	return slices.ContainsFunc(rows.Parts, func(p sharing.PartScope) bool {
		return p.Class == class && p.Partner == partner && slices.ContainsFunc(rows.Near, func(n sharing.Near) bool {
			return n.Scope == p.Scope && slices.ContainsFunc(found, func(h sharing.Holding) bool {
				return h.Relation == n.Relation && h.Partner == n.Partner && (n.Holder == "" || h.Holder == "" || h.Holder == n.Holder)
			})
		})
	})
}

func TestWhateverIsShownIsWithinTheRowScope(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		reader := someReader(t)
		access := newSet(t, someAgreements(t)...).Access(reader)
		origin := someOrigin(t)
		found := append(someHoldings(t), sharing.Holding{Relation: sharing.Holds, Partner: origin.Partner, Holder: origin.Org})
		if origin.Letting {
			found = append(found, sharing.Holding{Relation: sharing.Lets, Partner: origin.Partner, Holder: origin.About})
		}
		relations, rows := access.RelationsFrom(found), access.Rows()
		for _, class := range someClasses {
			for _, detail := range allDetails {
				if !access.Shows(relations, class, detail, origin) {
					continue
				}
				shown++
				if !admits(rows, found, class, origin.Partner) {
					t.Fatalf("%+v is shown %s of %s by %+v and the row scope leaves it out: %+v", reader, detail, class, origin, rows)
				}
			}
		}
	})
	if shown == 0 {
		t.Error("nothing was shown in any trial")
	}
}

func TestTheRowScopeGrantsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		rows, found := access.Rows(), someHoldings(t)
		for _, class := range models.Classes {
			for _, partner := range models.Partners {
				relations := access.RelationsFrom(found)
				granted := slices.ContainsFunc(access.Verdict(class).Grants, func(g sharing.Grant) bool {
					return slices.Contains(access.Sources(class), partner) &&
						(g.Terms.Scope == sharing.All || g.Terms.Scope == sharing.Known && relations.Known ||
							g.Terms.Scope == sharing.Own && relations.Own || g.Terms.Scope == sharing.Acted && relations.Acted)
				})
				if admits(rows, found, class, partner) && !granted {
					t.Fatalf("nobody grants %s by %s of somebody found in %v, and the row scope has it", class, partner, found)
				}
			}
		}
	})
}

func TestRowScopes(t *testing.T) {
	protected := sharing.Reader{Role: models.Coordinator, Purpose: models.FamilySupport, On: "2014-01-01", SeesPlaces: true}
	for name, c := range map[string]struct {
		reader            sharing.Reader
		places, sensitive bool
	}{
		"a coordinator with a reason": {protected, true, true},
		"police":                      {sharing.Reader{Role: models.PoliceOfficer, Purpose: models.Safeguarding, On: "2014-01-01"}, false, true},
		"a provider":                  {sharing.Reader{Role: models.Provider, Org: "p", Purpose: models.EmploymentSupport, On: "2014-01-01"}, false, false},
	} {
		rows := embedded(t).Access(c.reader).Rows()
		if rows.Places != c.places || rows.Sensitive != c.sensitive || rows.Day != c.reader.On {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	nobody := sharing.Reader{Role: models.KeyWorker, Purpose: models.FamilySupport, On: "2014-01-01"}
	if rows := embedded(t).Access(nobody).Rows(); len(rows.Near) > 0 {
		t.Errorf("a key worker without a name is near to %+v", rows.Near)
	}
}

// What a broken glass shows of one family is in the row scope as of that family alone: no partner's word of any other comes with it.
func TestTheRowScopeOfABrokenGlass(t *testing.T) {
	reader := sharing.Reader{Role: models.PoliceOfficer, Org: "TVP", Subject: "officer", Purpose: models.Safeguarding, On: anyDay}
	noon := time.Date(2014, 1, 1, 12, 0, 0, 0, time.UTC)
	broken := models.GlassBreak{
		ID: "G1", Subject: reader.Subject, Role: reader.Role, Org: reader.Org, Family: "f1", Class: models.ClassSocialCare, Agreement: "safeguarding",
		OpenedAt: noon.Add(-time.Hour), ExpiresAt: noon.Add(time.Hour),
	}
	closed, open := embedded(t).Access(reader).Rows(), embedded(t).AccessThrough(reader, noon, broken).Rows()
	want := []sharing.Opening{{Break: "G1", Family: "f1", Class: models.ClassSocialCare, Partners: []models.Partner{models.Council}, Until: broken.ExpiresAt}}
	if !reflect.DeepEqual(open.Opened, want) || len(closed.Opened) > 0 {
		t.Errorf("opened are %+v, and %+v before", open.Opened, closed.Opened)
	}
	open.Opened = nil
	if !reflect.DeepEqual(open, closed) {
		t.Errorf("beside the one family the row scope is %+v, and was %+v", open, closed)
	}
}
