package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestShowsAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), someReader(t)
		access := newSet(t, agreements...).Access(r)
		for range 20 {
			class, detail := one(t, "class", someClasses), one(t, "detail", allDetails)
			rel, o := someRelations(t), someOrigin(t)
			want := slowlyShows(agreements, r, rel, class, detail, o)
			if got := access.Shows(rel, class, detail, o); got != want {
				t.Fatalf("%s %s, %+v, %+v: %t, want %t", class, detail, rel, o, got, want)
			}
			if _, ok := access.Of(rel, class, detail); want && !ok {
				t.Fatalf("%s %s, %+v: a fact is shown of a field that is not", class, detail, rel)
			}
		}
	})
}

// Field and Of, and the reason for each refusal, against every agreement asked in turn.
func TestFieldAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r, rel := someAgreements(t), someReader(t), someRelations(t)
		access := newSet(t, agreements...).Access(r)
		for _, class := range someClasses {
			for _, detail := range allDetails {
				var field, of bool
				why := sharing.NotShared
				for _, a := range agreements {
					terms, granted := a.Grants[r.Role][class]
					enough := granted && rank[terms.Detail] >= rank[detail]
					applies := slowlyApplies(a, r, class, detail)
					field = field || applies
					of = of || applies && slowlyReaches(terms.Scope, rel)
					switch {
					case enough && a.InForce(r.On) && !a.Allows(r.Purpose):
						why = sharing.WrongPurpose
					case enough && !a.InForce(r.On) && why == sharing.NotShared:
						why = sharing.NoAgreement
					}
				}
				refusal, ok := access.Field(class, detail)
				if ok != field || !ok && refusal.Reason != why || ok && refusal != (sharing.Refusal{}) {
					t.Fatalf("field %s %s: %+v %t, want %s %t", class, detail, refusal, ok, why, field)
				}
				if field {
					why = sharing.NotKnownToYou
				}
				refusal, ok = access.Of(rel, class, detail)
				if ok != of || !ok && refusal.Reason != why || ok && refusal != (sharing.Refusal{}) {
					t.Fatalf("%s %s of %+v: %+v %t, want %s %t", class, detail, rel, refusal, ok, why, of)
				}
			}
		}
	})
}

// Every refusal names its reason, and one agreement with its law wherever any governs the class.
func TestRefusalsAreExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements := someAgreements(t)
		access := newSet(t, agreements...).Access(someReader(t))
		for _, class := range append(slices.Clone(models.Classes), "no-such-class") {
			governed := slices.ContainsFunc(agreements, func(a *sharing.Agreement) bool {
				return slices.ContainsFunc(models.Roles, func(r models.Role) bool { _, ok := a.Grants[r][class]; return ok })
			})
			verdict := access.Verdict(class)
			for _, detail := range append([]models.Detail{models.DetailNone, "NO_SUCH"}, allDetails...) {
				refusal, ok := access.Field(class, detail)
				if ok && (len(verdict.Grants) == 0 || rank[detail] == 0) {
					t.Fatalf("%s %s is shown", class, detail)
				}
				if !ok && (refusal.Reason == "" || governed != (refusal.Agreement != "")) {
					t.Fatalf("%s %s: %+v", class, detail, refusal)
				}
				if refusal.Agreement != "" && refusal.Gateway != "law of "+refusal.Agreement {
					t.Fatalf("%s %s: %+v", class, detail, refusal)
				}
			}
		}
	})
}

func TestMoreAgreementsNeverShowLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r, rel := someAgreements(t), someReader(t), someRelations(t)
		few := newSet(t, agreements...).Access(r)
		many := newSet(t, append(agreements, someAgreement(t, "another"))...).Access(r)
		class, detail, o := one(t, "class", someClasses), one(t, "detail", allDetails), someOrigin(t)
		if few.Shows(rel, class, detail, o) && !many.Shows(rel, class, detail, o) {
			t.Fatal("an agreement took something away")
		}
		for _, h := range few.Reach().Holdings {
			if !slices.Contains(many.Reach().Holdings, h) {
				t.Fatalf("%+v is out of reach", h)
			}
		}
	})
}

func TestOnlyWhatIsInForceShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), someReader(t)
		for _, a := range agreements {
			if rapid.Bool().Draw(t, "future") {
				a.From, a.Until = "2014-12-31", ""
			} else {
				a.From, a.Until = "2012-01-01", "2012-03-31"
			}
		}
		r.On = one(t, "on", []models.Date{"", "2011-12-31", "2012-04-01", "2014-12-30"})
		assertNothing(t, newSet(t, agreements...).Access(r))
	})
}

func TestSilenceIsNo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), someReader(t)
		for _, a := range agreements {
			delete(a.Grants, r.Role)
		}
		assertNothing(t, newSet(t, agreements...).Access(r))
	})
}

// One agreement allows a purpose, another grants a class: neither lends the other its half.
func TestPurposesAreNotCarriedAcross(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), someReader(t)
		for _, a := range agreements {
			if slices.Contains(a.Purposes, r.Purpose) {
				delete(a.Grants, r.Role)
			}
		}
		assertNothing(t, newSet(t, agreements...).Access(r))
	})
}

// assertNothing checks each door by which something might be shown.
func assertNothing(t *rapid.T, access *sharing.Access) {
	rel := sharing.Relations{Known: true, Own: true, Acted: true}
	for _, class := range models.Classes {
		for _, detail := range allDetails {
			_, field := access.Field(class, detail)
			_, of := access.Of(rel, class, detail)
			if field || of || access.Shows(rel, class, detail, someOrigin(t)) {
				t.Fatalf("%s %s is shown", class, detail)
			}
		}
		if len(access.Verdict(class).Grants)+len(access.Lenses(class))+len(access.Sources(class)) > 0 {
			t.Fatalf("%s can be searched", class)
		}
	}
	if !access.Reach().Empty() {
		t.Fatal("people are within reach")
	}
}

func TestMoreDetailCoversLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		access := newSet(t, someAgreements(t)...).Access(someReader(t))
		class, rel, o := one(t, "class", someClasses), someRelations(t), someOrigin(t)
		shown := true
		for _, detail := range allDetails { // from the least
			next := access.Shows(rel, class, detail, o)
			if next && !shown {
				t.Fatalf("%s of %s is shown, but not what is less", detail, class)
			}
			shown = next
		}
	})
}

// Two agreements grant one class on different terms: they add up, and neither takes on the other's.
func TestTermsAreNotMixed(t *testing.T) {
	police := func(id string, terms sharing.Terms) *sharing.Agreement {
		return &sharing.Agreement{ID: id, Purposes: somePurposes, Grants: map[models.Role]map[models.Class]sharing.Terms{
			models.PoliceOfficer: {models.ClassASB: terms},
		}}
	}
	set := newSet(
		t, police("flag-of-all", sharing.Terms{Scope: sharing.All, Detail: models.DetailFlag}),
		police("value-of-known", sharing.Terms{Scope: sharing.Known, Detail: models.DetailValue}),
	)
	access := set.Access(sharing.Reader{Role: models.PoliceOfficer, Purpose: models.Safeguarding, On: anyDay})
	known, stranger := sharing.Relations{Known: true}, sharing.Relations{}
	for _, test := range []struct {
		rel    sharing.Relations
		detail models.Detail
		ok     bool
	}{
		{known, models.DetailFlag, true},
		{known, models.DetailValue, true},
		{stranger, models.DetailFlag, true},
		{stranger, models.DetailBand, false},
		{stranger, models.DetailValue, false},
	} {
		refusal, ok := access.Of(test.rel, models.ClassASB, test.detail)
		if ok != test.ok || !ok && refusal != (sharing.Refusal{Reason: sharing.NotKnownToYou, Agreement: "value-of-known"}) {
			t.Errorf("%s of %+v: %+v, %t", test.detail, test.rel, refusal, ok)
		}
	}
}

func TestOutsiders(t *testing.T) {
	for _, role := range models.Roles {
		council := role.Partner() == models.Council
		if got := (sharing.Reader{Role: role}).Outsider(); got == council {
			t.Errorf("%s: %t", role, got)
		}
	}
}

func TestOneIDTwice(t *testing.T) {
	_, err := sharing.NewSet(&sharing.Agreement{ID: "b"}, &sharing.Agreement{ID: "a"}, &sharing.Agreement{ID: "b"})
	if err == nil || err.Error() != "two agreements have the id b: give each its own" {
		t.Error(err)
	}
	set := newSet(t, &sharing.Agreement{ID: "b"}, &sharing.Agreement{ID: "a"})
	if ids := set.Agreements(); ids[0].ID != "a" || ids[1].ID != "b" {
		t.Error("not in the order of their ids")
	}
}
