package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// The matrix lists each grant once, for just the purposes under which it holds, and each class at least once.
func TestMatrixAgreesWithVerdicts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, role, on := newSet(t, someAgreements(t)...), one(t, "role", models.Roles), one(t, "on", someDays)
		rules := set.Matrix(role, on)
		for _, class := range models.Classes {
			granted, listed := map[models.Purpose]int{}, map[models.Purpose]int{}
			for _, purpose := range role.Purposes() {
				access := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: on})
				granted[purpose] = len(access.Verdict(class).Grants)
			}
			withheld, agreements := 0, map[string]bool{}
			for _, rule := range rules {
				if rule.Class != class {
					continue
				}
				if rule.Detail == models.DetailNone {
					withheld++
				} else if agreements[rule.Agreement] {
					t.Fatalf("%s: agreement %s is listed twice", class, rule.Agreement)
				}
				agreements[rule.Agreement] = true
				for _, purpose := range rule.Purposes {
					listed[purpose]++
				}
			}
			sum := 0
			for _, purpose := range role.Purposes() {
				sum += granted[purpose]
				if granted[purpose] != listed[purpose] {
					t.Fatalf("%s for %s: %d grants, %d listed", class, purpose, granted[purpose], listed[purpose])
				}
			}
			if withheld > 1 || (withheld == 1) != (sum == 0) {
				t.Fatalf("%s: %d grants and %d refusals", class, sum, withheld)
			}
		}
	})
}

// INTEGRATION has no purposes of its own; what it is refused still has a reason.
func TestMatrixOfNoPurpose(t *testing.T) {
	rules := embedded(t).Matrix(models.Integration, anyDay)
	if len(rules) != len(models.Classes) {
		t.Errorf("%d rules", len(rules))
	}
	for _, rule := range rules {
		if rule.Detail != models.DetailNone || rule.Reason != sharing.NotShared {
			t.Errorf("%+v", rule)
		}
	}
}

func TestCell(t *testing.T) {
	cells := make([]string, 0, 3)
	for _, rule := range []sharing.Rule{
		{Detail: models.DetailNone},
		{Detail: models.DetailFlag, Scope: sharing.Acted},
		{Detail: models.DetailValue, Scope: sharing.Known, By: []string{"own", "council"}},
	} {
		cells = append(cells, rule.Cell())
	}
	if want := []string{"-", "FLAG acted", "VALUE known by own, council"}; !slices.Equal(cells, want) {
		t.Errorf("%q", cells)
	}
}
