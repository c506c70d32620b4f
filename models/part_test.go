package models_test

import (
	"reflect"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// fullPart has, in every list, one fact of each person, found by reflection so that a list added later is not forgotten.
func fullPart(t *testing.T, people ...string) *models.Part {
	t.Helper()
	var part models.Part
	lists(&part, func(name string, list reflect.Value) {
		for _, person := range people {
			fact := reflect.New(list.Type().Elem())
			f, ok := fact.Interface().(models.Fact)
			if !ok {
				t.Fatalf("%s holds no facts", name)
			}
			f.Source().PersonID, f.Source().Ref = person, name+" of "+person
			list.Set(reflect.Append(list, fact.Elem()))
		}
	})
	return &part
}

func lists(part *models.Part, do func(name string, list reflect.Value)) {
	value := reflect.ValueOf(part).Elem()
	for i := range value.NumField() {
		if field := value.Field(i); field.Kind() == reflect.Slice {
			do(value.Type().Field(i).Name, field)
		}
	}
}

func refs(part *models.Part) map[string][]string {
	found := map[string][]string{}
	lists(part, func(name string, list reflect.Value) {
		for i := range list.Len() {
			found[name] = append(found[name], list.Index(i).Addr().Interface().(models.Fact).Source().Ref)
		}
	})
	return found
}

func TestSiftMissesNoList(t *testing.T) {
	whole := fullPart(t, "Ann", "Bob", "Ann")
	parts := map[string]*models.Part{}
	asked := 0
	whole.Sift(func(person string) *models.Part {
		if parts[person] == nil {
			parts[person] = &models.Part{}
		}
		return parts[person]
	}, func(models.Fact) bool { asked++; return true })
	if want := refs(fullPart(t, "Ann", "Ann")); !reflect.DeepEqual(refs(parts["Ann"]), want) {
		t.Errorf("Ann:\n got %v\nwant %v", refs(parts["Ann"]), want)
	}
	if want := refs(fullPart(t, "Bob")); !reflect.DeepEqual(refs(parts["Bob"]), want) {
		t.Errorf("Bob:\n got %v\nwant %v", refs(parts["Bob"]), want)
	}
	if want := 3 * len(refs(whole)); asked != want || len(parts) != 2 {
		t.Errorf("asked of %d facts of %d, for %d people", asked, want, len(parts))
	}
}

func TestSiftKeepsWhatIsAccepted(t *testing.T) {
	var part models.Part
	fullPart(t, "Ann", "Bob").Sift(
		func(person string) *models.Part { return map[string]*models.Part{"Ann": &part}[person] }, // nobody else is shown
		func(f models.Fact) bool {
			_, offence := f.(*models.Offence)
			return offence || f.Source().PersonID == "Bob"
		},
	)
	if got := refs(&part); len(got) != 1 || len(got["Offences"]) != 1 || got["Offences"][0] != "Offences of Ann" {
		t.Errorf("%v", got)
	}
}

// The family's own case is nobody's facts: sifting leaves it where it is.
func TestSiftLeavesTheCase(t *testing.T) {
	whole := fullPart(t, "Ann")
	whole.Case = &models.Case{Plan: "secret"}
	var part models.Part
	whole.Sift(func(string) *models.Part { return &part }, func(models.Fact) bool { return true })
	if part.Case != nil {
		t.Error("the case was copied")
	}
}

// The copy is apart from the document: to blank a place in it must not blank the document's.
func TestSiftCopies(t *testing.T) {
	whole := &models.Part{Callouts: []models.Callout{{UPRN: "100"}}}
	var part models.Part
	whole.Sift(func(string) *models.Part { return &part }, func(models.Fact) bool { return true })
	part.Callouts[0].UPRN = ""
	if whole.Callouts[0].UPRN != "100" {
		t.Error("the document was changed")
	}
}

func TestAbout(t *testing.T) {
	for _, test := range []struct {
		fact models.Fact
		want string
	}{
		{&models.Enrolment{SchoolURN: "123"}, "123"},
		{&models.Attendance{SchoolURN: "123"}, "123"},
		{&models.Exclusion{SchoolURN: "123"}, "123"},
		{&models.Tenancy{Landlord: "a"}, "a"},
		{&models.HousingAction{Landlord: "a"}, "a"},
		{&models.HousingAction{}, models.UnknownOrg},
		{&models.PersonAddress{Landlord: "a"}, "a"},
		{&models.Provision{Provider: "p"}, "p"},
		{&models.Name{Provenance: models.Provenance{Org: "a"}}, ""},
		{&models.Offence{}, ""},
	} {
		if got := test.fact.About(); got != test.want {
			t.Errorf("%T: %q", test.fact, got)
		}
	}
}

func TestReceiptTotal(t *testing.T) {
	receipt := models.Receipt{Files: []models.FileReceipt{
		{Rows: 10, New: 1, Changed: 2, Same: 3, Withdrawn: 5, Quarantined: 4},
		{Rows: 100, New: 10, Changed: 20, Same: 30, Withdrawn: 50, Quarantined: 40},
	}}
	want := models.FileReceipt{Rows: 110, New: 11, Changed: 22, Same: 33, Withdrawn: 55, Quarantined: 44}
	if got := receipt.Total(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
