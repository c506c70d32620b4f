package sharing_test

import (
	"testing"

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
			"Yes: POLICE_OFFICER may see offences in full for crime-prevention on 2014-06-02: agreement police (Crime and Disorder Act 1998 s.115) " +
				"grants it in full, of people whom its own organisation holds.",
		},
		{
			"whose word", models.HousingOfficer, models.FamilySupport, anyDay, models.ClassFamilyLinks, models.DetailValue,
			"Yes: HOUSING_OFFICER may see family links in full for family-support on 2014-06-02: agreement housing (Crime and Disorder Act 1998 s.115) " +
				"grants it in full, of people whom its own organisation holds, as told by own or council.",
		},
		{
			"a yes or no", models.HousingOfficer, models.FamilySupport, anyDay, models.ClassASB, models.DetailFlag,
			"Yes: HOUSING_OFFICER may see asb as a yes or no for family-support on 2014-06-02: agreement housing (Crime and Disorder Act 1998 s.115) " +
				"grants it as a yes or no, of people on whom its own organisation took an action.",
		},
		{
			"by two agreements", models.Coordinator, models.FamilySupport, anyDay, models.ClassNINO, models.DetailValue,
			"Yes: COUNCIL_COORDINATOR may see nino in full for family-support on 2014-06-02: " +
				"agreement dwp (Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d)) grants it in full, of everybody, as told by dwp; " +
				"agreement housing (Crime and Disorder Act 1998 s.115) grants it in full, of everybody, as told by housing.",
		},
		{
			"a band of its own people", models.Researcher, models.Evaluation, anyDay, models.ClassCallouts, models.DetailBand,
			"Yes: RESEARCHER may see callouts as a band for evaluation on 2014-06-02: agreement evaluation " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 as amended in 2013) grants it as a band, of its own people.",
		},
		{
			"not shared", models.PoliceOfficer, models.CrimePrevention, anyDay, models.ClassBenefits, models.DetailFlag,
			"No: POLICE_OFFICER may not see benefits as a yes or no for crime-prevention on 2014-06-02: agreement dwp " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d)) governs it, and neither it nor another grants so much to that role.",
		},
		{
			"not so much", models.KeyWorker, models.FamilySupport, anyDay, models.ClassBenefits, models.DetailValue,
			"No: COUNCIL_KEY_WORKER may not see benefits in full for family-support on 2014-06-02: agreement dwp " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 reg. 5(1)(d)) governs it, and neither it nor another grants so much to that role.",
		},
		{
			"another purpose", models.Provider, models.CrimePrevention, anyDay, models.ClassBenefits, models.DetailValue,
			"No: DWP_PROVIDER may not see benefits in full for crime-prevention on 2014-06-02: agreement employment-support " +
				"(recorded consent of the adult) grants it, but not for that purpose.",
		},
		{
			"not yet in force", models.Researcher, models.Evaluation, "2013-03-31", models.ClassOffences, models.DetailBand,
			"No: RESEARCHER may not see offences as a band for evaluation on 2013-03-31: agreement evaluation " +
				"(Welfare Reform Act 2012 s.131 and SI 2012/1483 as amended in 2013) would grant it, but is not in force on that day.",
		},
		{
			"no such thing", models.PoliceOfficer, models.Safeguarding, anyDay, "shoe-size", models.DetailNone,
			"No: POLICE_OFFICER may not see shoe size in no detail for safeguarding on 2014-06-02: no agreement grants it to anybody.",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sharing.Reader{Role: test.role, Purpose: test.purpose, On: test.on}
			if got := set.Explain(r, test.class, test.detail); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}
