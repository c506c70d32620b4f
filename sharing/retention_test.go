package sharing_test

import (
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestAPeriodBefore(t *testing.T) {
	for _, c := range []struct {
		period    sharing.Period
		day, want models.Date
	}{
		{"1 day", "2013-03-01", "2013-02-28"},
		{"90 days", "2013-03-31", "2012-12-31"},
		{"1 month", "2013-03-31", "2013-02-28"},
		{"18 months", "2013-08-31", "2012-02-29"},
		{"6 years", "2018-04-01", "2012-04-01"},
		{"1 year", "2012-02-29", "2011-02-28"},
		{"forever", "2012-02-29", ""},
		{"", "2012-02-29", ""},
	} {
		if got := c.period.Before(c.day); got != c.want {
			t.Errorf("%s before %s is %q, want %q", c.period, c.day, got, c.want)
		}
	}
}

func TestHowLongSomethingIsKept(t *testing.T) {
	keeps := func(id string, partner models.Partner, retention map[models.Class]sharing.Period) *sharing.Agreement {
		return &sharing.Agreement{ID: id, Partner: partner, Retention: retention}
	}
	set := newSet(t,
		keeps("a", models.Police, map[models.Class]sharing.Period{models.ClassASB: "1 year", models.ClassOffences: "6 years"}),
		keeps("b", models.Police, map[models.Class]sharing.Period{models.ClassASB: "18 months", models.ClassCallouts: "400 days"}),
		keeps("c", models.DWP, map[models.Class]sharing.Period{models.ClassBenefits: "90 days"}),
		keeps("d", models.Schools, nil),
	)
	for _, c := range []struct {
		partner models.Partner
		class   models.Class
		want    sharing.Period
	}{
		{models.Police, models.ClassASB, "18 months"},
		{models.Police, models.ClassCallouts, "400 days"},
		{models.Police, models.ClassOffences, "6 years"},
		{models.Police, models.ClassIdentity, "6 years"}, // as long as anything
		{models.DWP, models.ClassBenefits, "90 days"},
		{models.DWP, models.ClassASB, "90 days"},
		{models.Schools, models.ClassSchooling, ""},
		{models.Housing, models.ClassTenancy, ""},
	} {
		if got := set.Kept(c.partner, c.class); got != c.want {
			t.Errorf("%s of %s is kept for %q, want %q", c.class, c.partner, got, c.want)
		}
	}
}
