package models_test

import (
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

func TestEveryClassHasOwners(t *testing.T) {
	for _, class := range models.Classes {
		if len(class.Owners()) == 0 || !class.Valid() {
			t.Errorf("%s has no owner", class)
		}
		if strings.ToLower(string(class)) != string(class) || strings.ContainsAny(class.Title(), "-_") {
			t.Errorf("%s, in words %q", class, class.Title())
		}
		for _, owner := range class.Owners() {
			if !owner.Valid() {
				t.Errorf("%s is owned by %q", class, owner)
			}
		}
	}
	assertDistinct(t, models.Classes)
	if models.Class("").Valid() || models.Class("shoe-size").Owners() != nil {
		t.Error("any class is valid")
	}
}

func TestEveryRoleWorksForSomebody(t *testing.T) {
	for _, role := range models.Roles {
		if !role.Valid() {
			t.Errorf("%s is not valid", role)
		}
		if role == models.Integration {
			if role.Partner() != "" || role.Purposes() != nil {
				t.Errorf("%s has a partner or purposes of its own", role)
			}
			continue
		}
		if !role.Partner().Valid() || len(role.Purposes()) == 0 {
			t.Errorf("%s works for %q for %v", role, role.Partner(), role.Purposes())
		}
		assertDistinct(t, role.Purposes())
		for _, purpose := range role.Purposes() {
			if !purpose.Valid() {
				t.Errorf("%s may state %q", role, purpose)
			}
		}
	}
	assertDistinct(t, models.Roles)
	if models.Role("").Valid() || models.Role("POLICE").Valid() {
		t.Error("any role is valid")
	}
}

// The purposes of the contract, by role.
func TestPurposesOfRoles(t *testing.T) {
	support := []models.Purpose{models.FamilySupport, models.Safeguarding}
	for role, want := range map[models.Role][]models.Purpose{
		models.KeyWorker:      support,
		models.Auditor:        {models.ClaimAudit},
		models.Governance:     {models.GovernancePurpose},
		models.StrategicGroup: {models.Evaluation},
		models.PoliceOfficer:  append([]models.Purpose{models.CrimePrevention}, support...),
		models.SchoolOfficer:  support,
		models.HousingOfficer: support,
		models.Provider:       {models.EmploymentSupport},
		models.Jobcentre:      {models.EmploymentSupport},
		models.Researcher:     {models.Evaluation},
	} {
		if !slices.Equal(role.Purposes(), want) {
			t.Errorf("%s: %v", role, role.Purposes())
		}
	}
	for _, purpose := range models.Purposes {
		want := purpose != models.Evaluation && purpose != models.GovernancePurpose
		if slices.Contains(models.Coordinator.Purposes(), purpose) != want {
			t.Errorf("the coordinator and %s", purpose)
		}
	}
	assertDistinct(t, models.Purposes)
	if models.Purpose("").Valid() || models.Purpose("marketing").Valid() {
		t.Error("any purpose is valid")
	}
}

func TestPartners(t *testing.T) {
	for i, p := range models.Partners {
		if p.Rank() != i || !p.Valid() {
			t.Errorf("%s: %d", p, p.Rank())
		}
	}
	if nobody := models.Partner("nhs"); nobody.Valid() || nobody.Rank() != len(models.Partners) {
		t.Error("any partner is valid")
	}
	if models.DWP.Rank() != len(models.Partners)-1 {
		t.Error("what is shown to others may hinge on DWP")
	}
}

// Rows show fields of a level, columns are what is granted.
func TestDetailCovers(t *testing.T) {
	levels := []models.Detail{models.DetailNone, models.DetailFlag, models.DetailBand, models.DetailValue}
	for i, granted := range levels {
		for j, field := range levels {
			if want := j > 0 && i >= j; granted.Covers(field) != want {
				t.Errorf("%s covers %s: %t", granted, field, !want)
			}
		}
		for _, none := range []models.Detail{"", "value", "ALL"} {
			if none.Valid() || none.Covers(granted) || granted.Covers(none) || none.Covers(none) {
				t.Errorf("%q and %s", none, granted)
			}
		}
		if !granted.Valid() {
			t.Errorf("%s is not valid", granted)
		}
	}
}

func assertDistinct[T ~string](t *testing.T, list []T) {
	t.Helper()
	if len(slices.Compact(slices.Sorted(slices.Values(list)))) != len(list) {
		t.Errorf("one stands twice among %v", list)
	}
}
