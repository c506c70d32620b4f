package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// What a role may ever use is what some reader of it may use for some purpose: no more, and no less.
func TestEverAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), someReader(t)
		someGlass(t, agreements)
		r.Program = rapid.Bool().Draw(t, "program")
		ever := newSet(t, agreements...).Ever(r.Role, r.Program, r.On)
		meets := false
		for _, class := range someClasses {
			for _, detail := range allDetails {
				searches := slowlyEver(agreements, r, func(a *sharing.Agreement, r sharing.Reader) bool {
					return slowlyApplies(a, r, class, detail)
				})
				shows := searches || slowlyEver(agreements, r, func(a *sharing.Agreement, r sharing.Reader) bool {
					return !r.Program && slices.Contains(a.BreakGlass[r.Role].Classes, class) && class.Breakable() &&
						r.Purpose == models.Safeguarding && a.InForce(r.On) && a.Allows(r.Purpose) &&
						slices.Contains(a.Acts[r.Role][models.ActBreakGlass], models.Safeguarding)
				})
				meets = meets || shows
				if got := ever.Searches(class, detail); got != searches {
					t.Fatalf("searches by %s %s: %t, want %t", class, detail, got, searches)
				}
				if got := ever.Shows(class, detail); got != shows {
					t.Fatalf("shows %s %s: %t, want %t", class, detail, got, shows)
				}
			}
		}
		if ever.Meets() != meets {
			t.Fatalf("meets anybody: %t, want %t", ever.Meets(), meets)
		}
		does := slowlyEver(agreements, r, func(a *sharing.Agreement, r sharing.Reader) bool {
			return !r.Program && a.InForce(r.On) && slices.Contains(a.Acts[r.Role][models.ActBreakGlass], r.Purpose)
		})
		if got := ever.Does(models.ActBreakGlass); got != does {
			t.Fatalf("breaks the glass: %t, want %t", got, does)
		}
	})
}

// slowlyEver asks every agreement for every purpose that the role may state.
func slowlyEver(agreements []*sharing.Agreement, r sharing.Reader, does func(*sharing.Agreement, sharing.Reader) bool) bool {
	for _, a := range agreements {
		for _, r.Purpose = range r.Role.Purposes() {
			if does(a, r) {
				return true
			}
		}
	}
	return false
}

// Of what the starting agreements let people do, a program may do what asks for no judgement.
func TestAProgramNeverJudges(t *testing.T) {
	set := embedded(t)
	for _, act := range models.Acts {
		person, program := set.Ever(models.Coordinator, false, anyDay), set.Ever(models.Coordinator, true, anyDay)
		if program.Does(act) != (person.Does(act) && !act.ByPeopleOnly()) {
			t.Errorf("%s: a person %t, a program %t", act, person.Does(act), program.Does(act))
		}
	}
}
