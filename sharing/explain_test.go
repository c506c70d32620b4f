package sharing_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestExplain(t *testing.T) {
	set := embedded(t)
	for _, test := range []struct {
		name    string
		role    models.Role
		purpose models.Purpose
		on      models.Date
		class   models.Class
		detail  models.Detail
		want    string
	}{
		{
			"granted", models.PoliceOfficer, models.CrimePrevention, anyDay, models.ClassOffences, models.DetailValue,
			"Yes: POLICE_OFFICER may see offences in full for crime-prevention on 2014-06-02: agreement police (Crime and Disorder Act 1998 s.115; police.yaml, line 39) " +
				"grants it in full, of people whom its own organisation holds.",
		},
		{
			"whose word", models.HousingOfficer, models.FamilySupport, anyDay, models.ClassFamilyLinks, models.DetailValue,
			"Yes: HOUSING_OFFICER may see family links in full for family-support on 2014-06-02: agreement housing (Crime and Disorder Act 1998 s.115; housing.yaml, line 31) " +
				"grants it in full, of people whom its own organisation holds, as told by own or council.",
		},
		{
			"a yes or no", models.HousingOfficer, models.FamilySupport, anyDay, models.ClassASB, models.DetailFlag,
			"Yes: HOUSING_OFFICER may see asb as a yes or no for family-support on 2014-06-02: agreement housing (Crime and Disorder Act 1998 s.115; housing.yaml, line 32) " +
				"grants it as a yes or no, of people on whom its own organisation took an action.",
		},
		{
			"by two agreements", models.Coordinator, models.FamilySupport, anyDay, models.ClassNINO, models.DetailValue,
			"Yes: COUNCIL_COORDINATOR may see nino in full for family-support on 2014-06-02: " +
				"agreement dwp (Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d); dwp.yaml, line 17) grants it in full, of everybody, as told by dwp; " +
				"agreement housing (Crime and Disorder Act 1998 s.115; housing.yaml, line 17) grants it in full, of everybody, as told by housing.",
		},
		{
			"a band of its own people", models.Researcher, models.Evaluation, anyDay, models.ClassCallouts, models.DetailBand,
			"Yes: RESEARCHER may see callouts as a band for evaluation on 2014-06-02: agreement evaluation " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 as amended in 2013; evaluation.yaml, line 18) grants it as a band, of its own people.",
		},
		{
			"not shared", models.PoliceOfficer, models.CrimePrevention, anyDay, models.ClassBenefits, models.DetailFlag,
			"No: POLICE_OFFICER may not see benefits as a yes or no for crime-prevention on 2014-06-02: agreement dwp " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d); dwp.yaml, line 13) governs it, and neither it nor another grants it to that role.",
		},
		{
			"not so much", models.KeyWorker, models.FamilySupport, anyDay, models.ClassBenefits, models.DetailValue,
			"No: COUNCIL_KEY_WORKER may not see benefits in full for family-support on 2014-06-02: agreement dwp " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d); dwp.yaml, line 23) grants it as a yes or no and no more, and no other grants so much to that role.",
		},
		{
			"another purpose", models.Provider, models.CrimePrevention, anyDay, models.ClassBenefits, models.DetailValue,
			"No: DWP_PROVIDER may not see benefits in full for crime-prevention on 2014-06-02: agreement employment-support " +
				"(recorded consent of the adult; employment-support.yaml, line 7) grants it, but not for that purpose.",
		},
		{
			"not yet in force", models.Researcher, models.Evaluation, "2013-03-31", models.ClassOffences, models.DetailBand,
			"No: RESEARCHER may not see offences as a band for evaluation on 2013-03-31: agreement evaluation " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 as amended in 2013; evaluation.yaml, line 8) would grant it, but is not in force on that day: it begins on 2013-04-01.",
		},
		{
			"behind a glass", models.PoliceOfficer, models.CrimePrevention, anyDay, models.ClassSocialCare, models.DetailValue,
			"No: POLICE_OFFICER may not see social care in full for crime-prevention on 2014-06-02: agreement council " +
				"(Children Act 2004 s.10 and s.11; council.yaml, line 13) governs it, and neither it nor another grants it to that role. " +
				"In an emergency it may break the glass before it, for safeguarding, for 3 hours: agreement safeguarding " +
				"(Children Act 1989 s.46 and s.47; Children Act 2004 s.10 and s.11; safeguarding.yaml, line 32) permits it.",
		},
		{
			"no such thing", models.PoliceOfficer, models.Safeguarding, anyDay, "shoe-size", models.DetailNone,
			"No: POLICE_OFFICER may not see shoe size in no detail for safeguarding on 2014-06-02: no agreement grants it to anybody.",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sharing.Reader{Role: test.role, Purpose: test.purpose, On: test.on}
			if got := set.Explain(sharing.Asked{Reader: r, Class: test.class, Detail: test.detail}); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// Agreements that were read from no file are explained without a line.
func TestExplainWhatEnded(t *testing.T) {
	a := &sharing.Agreement{
		ID: "old", Gateway: "a law", Purposes: somePurposes, From: "2010-01-01", Until: "2011-12-31",
		Grants: map[models.Role]map[models.Class]sharing.Terms{models.PoliceOfficer: {models.ClassASB: {Scope: sharing.All, Detail: models.DetailBand}}},
	}
	r := sharing.Reader{Role: models.PoliceOfficer, Purpose: models.Safeguarding, On: anyDay}
	want := "No: POLICE_OFFICER may not see asb as a band for safeguarding on 2014-06-02: agreement old (a law) would grant it, " +
		"but is not in force on that day: it ended on 2011-12-31."
	if got := newSet(t, a).Explain(sharing.Asked{Reader: r, Class: models.ClassASB, Detail: models.DetailBand}); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestExplainAct(t *testing.T) {
	a := &sharing.Agreement{
		ID: "b", Gateway: "a law", Purposes: somePurposes, From: "2010-01-01", Until: "2011-12-31",
		Acts: map[models.Role]map[models.Act][]models.Purpose{models.Researcher: {models.ActReportLink: somePurposes}},
	}
	set := newSet(t, append(slices.Clone(embedded(t).Agreements()), a)...)
	for _, test := range []struct {
		name    string
		role    models.Role
		purpose models.Purpose
		want    string
	}{
		{
			"granted", models.PoliceOfficer, models.Safeguarding,
			"Yes: POLICE_OFFICER may report a link as wrong, which holds it at once for safeguarding on 2014-06-02: " +
				"agreement police (Crime and Disorder Act 1998 s.115; police.yaml, line 45) grants it.",
		},
		{
			"another purpose", models.Auditor, models.Safeguarding,
			"No: COUNCIL_AUDITOR may not report a link as wrong, which holds it at once for safeguarding on 2014-06-02: " +
				"agreement council (Children Act 2004 s.10 and s.11; council.yaml, line 60) grants it, but not for that purpose.",
		},
		{
			"ended", models.Researcher, models.Safeguarding,
			"No: RESEARCHER may not report a link as wrong, which holds it at once for safeguarding on 2014-06-02: " +
				"agreement b (a law) would grant it, but is not in force on that day.",
		},
		{
			"not granted", models.StrategicGroup, models.Evaluation,
			"No: STRATEGIC_GROUP may not report a link as wrong, which holds it at once for evaluation on 2014-06-02: no agreement grants it to that role.",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := set.ExplainAct(sharing.Reader{Role: test.role, Purpose: test.purpose, On: anyDay}, models.ActReportLink); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestExplainOf(t *testing.T) {
	set := embedded(t)
	police := sharing.Reader{Role: models.PoliceOfficer, Purpose: models.CrimePrevention, On: anyDay}
	provider := sharing.Reader{Role: models.Provider, Purpose: models.EmploymentSupport, On: anyDay}
	coordinator := sharing.Reader{Role: models.Coordinator, Purpose: models.FamilySupport, On: anyDay}
	landlord := sharing.Reader{Role: models.HousingOfficer, Purpose: models.FamilySupport, On: anyDay}
	near := sharing.Relations{Known: true, Own: true, Acted: true}
	const offences = "see offences in full of P1 for crime-prevention on 2014-06-02: "
	for _, test := range []struct {
		name   string
		reader sharing.Reader
		class  models.Class
		detail models.Detail
		place  bool
		rel    sharing.Relations
		marks  sharing.Marks
		want   string
	}{
		{
			"of somebody whom it holds", police, models.ClassOffences, models.DetailValue, false, near,
			sharing.Marks{},
			"Yes: POLICE_OFFICER may " + offences + "agreement police (Crime and Disorder Act 1998 s.115; police.yaml, line 39) " +
				"grants it in full, of people whom its own organisation holds.",
		},
		{
			"of a stranger", police, models.ClassOffences, models.DetailValue, false,
			sharing.Relations{},
			sharing.Marks{},
			"No: POLICE_OFFICER may not " + offences + "agreement police (Crime and Disorder Act 1998 s.115; police.yaml, line 39) " +
				"grants it in full, of people whom its own organisation holds, and this person is not one of them.",
		},
		{
			"not shared at all", police, models.ClassClaims, models.DetailValue, false, near,
			sharing.Marks{},
			"No: POLICE_OFFICER may not see claims in full of P1 for crime-prevention on 2014-06-02: agreement council " +
				"(Children Act 2004 s.10 and s.11; council.yaml, line 13) governs it, and neither it nor another grants it to that role.",
		},
		{
			"a sensitive record", provider, models.ClassBenefits, models.DetailValue, false, near,
			sharing.Marks{Sensitive: true, Child: true},
			"No: DWP_PROVIDER may not see benefits in full of P1 for employment-support on 2014-06-02: " +
				"a record of the person is sensitive, and to providers and the Jobcentre such a person does not exist, whatever is granted.",
		},
		{
			"a child's own record", provider, models.ClassBenefits, models.DetailValue, false, near,
			sharing.Marks{Child: true},
			"No: DWP_PROVIDER may not see benefits in full of P1 for employment-support on 2014-06-02: " +
				"the person is under 18, and providers and the Jobcentre see by an adult's own consent only, whatever is granted.",
		},
		{
			"a restricted address", coordinator, models.ClassAddress, models.DetailValue, true, near,
			sharing.Marks{PlaceHidden: true},
			"No: COUNCIL_COORDINATOR may not see address in full of P1 for family-support on 2014-06-02: " +
				"an address is restricted, and only a coordinator who states a reason is shown where the family is, whatever is granted.",
		},
		{
			"a tenancy at a restricted address", landlord, models.ClassTenancy, models.DetailValue, false, near,
			sharing.Marks{PlaceHidden: true},
			"No: HOUSING_OFFICER may not see tenancy in full of P1 for family-support on 2014-06-02: " +
				"an address is restricted, and only a coordinator who states a reason is shown where the family is, whatever is granted.",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := sharing.Asked{Reader: test.reader, Class: test.class, Detail: test.detail, Place: test.place}
			if got := set.ExplainOf(q, sharing.Somebody{ID: "P1", Relations: test.rel, Marks: test.marks}); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestExplainOfWhoIsNotThere(t *testing.T) {
	r := sharing.Reader{Role: models.PoliceOfficer, Purpose: models.CrimePrevention, On: anyDay}
	q := sharing.Asked{Reader: r, Class: models.ClassASB, Detail: models.DetailFlag}
	want := "No: POLICE_OFFICER may not see asb as a yes or no of P1 for crime-prevention on 2014-06-02: " +
		"nothing that is granted for that purpose reaches this person, who does not exist for the reader."
	if got := embedded(t).ExplainOf(q, sharing.Somebody{ID: "P1", Absent: true}); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// What an explanation says is what is decided, of everybody.
func TestExplanationsAgreeWithDecisions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, r := newSet(t, someAgreements(t)...), someReader(t)
		access, rel := set.Access(r), someRelations(t)
		q := sharing.Asked{Reader: r, Class: one(t, "class", someClasses), Detail: one(t, "detail", allDetails), Place: rapid.Bool().Draw(t, "place")}
		_, field := access.Field(q.Class, q.Detail)
		if said := set.Explain(q); strings.HasPrefix(said, "Yes: ") != field {
			t.Fatalf("%t, and it says %s", field, said)
		}
		marks := someMarks(t)
		_, of := access.Of(rel, q.Class, q.Detail)
		of = of && r.Overridden(marks, q.Class, q.Place) == ""
		if said := set.ExplainOf(q, sharing.Somebody{ID: "P1", Relations: rel, Marks: marks}); strings.HasPrefix(said, "Yes: ") != of {
			t.Fatalf("%t, and it says %s", of, said)
		}
	})
}
