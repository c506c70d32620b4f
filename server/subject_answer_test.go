package main

import (
	"fmt"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// What an answer tells of remarks and of reads is no more than what it tells of facts, however the exemptions are said.
func TestAnAnswerTellsOfNoMoreThanItTells(t *testing.T) {
	at := time.Date(2013, 1, 7, 10, 0, 0, 0, time.UTC)
	rows := []store.HeldRow{
		{Class: models.ClassIdentity, Partner: models.Council, ReceivedAt: at},
		{Class: models.ClassIdentity, Partner: models.Police, ReceivedAt: at},
		{Class: models.ClassCallouts, Partner: models.Police, ReceivedAt: at},
		{Class: models.ClassIdentity, Partner: models.Schools, ReceivedAt: at, Marked: true},
		{Class: models.ClassBenefits, Partner: models.DWP, ReceivedAt: at},
	}
	read := func(role models.Role, purpose models.Purpose, classes ...string) audit.Logged {
		return audit.Logged{Entry: audit.Entry{At: at, Actor: audit.Actor{Subject: "s", Role: string(role)}, Purpose: string(purpose), Shown: map[string][]string{"P1": classes}}}
	}
	entries := []audit.Logged{
		read(models.Coordinator, models.FamilySupport, "identity", "callouts", "benefits", "links"),
		read(models.PoliceOfficer, models.FamilySupport, "identity"),
		read(models.SchoolOfficer, models.FamilySupport, "identity"),
		read(models.Provider, models.EmploymentSupport, "benefits"),
		read(models.Coordinator, models.Safeguarding, "identity"),
	}
	for name, c := range map[string]struct {
		exemptions []models.Exemption
		want       string
	}{
		"nothing held back": {nil, "5 facts; remarks council police police schools; COUNCIL_COORDINATOR benefits, callouts, identity; POLICE_OFFICER identity; SCHOOL_OFFICER identity; DWP_PROVIDER benefits"},
		"all of a partner's": {
			[]models.Exemption{{Partner: models.Police, Silent: true}},
			"3 facts; remarks council schools; COUNCIL_COORDINATOR benefits, identity; SCHOOL_OFFICER identity; DWP_PROVIDER benefits",
		},
		"all of a partner's, class by class": {
			[]models.Exemption{{Class: models.ClassIdentity, Partner: models.Police, Silent: true}, {Class: models.ClassCallouts, Partner: models.Police, Silent: true}},
			"3 facts; remarks council schools; COUNCIL_COORDINATOR benefits, identity; SCHOOL_OFFICER identity; DWP_PROVIDER benefits",
		},
		"a class": {
			[]models.Exemption{{Class: models.ClassBenefits, Silent: true}},
			"4 facts; remarks council police police schools; COUNCIL_COORDINATOR callouts, identity; POLICE_OFFICER identity; SCHOOL_OFFICER identity",
		},
		"what is marked": {
			[]models.Exemption{{Marked: true, Silent: true}},
			"4 facts; remarks council police police; COUNCIL_COORDINATOR benefits, callouts, identity; POLICE_OFFICER identity; DWP_PROVIDER benefits",
		},
		"everything": {[]models.Exemption{{Silent: true}}, "0 facts; remarks"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newSubjectAnswer("P1", nil, true, false, c.exemptions)
			for _, row := range rows {
				a.hold(row)
			}
			got := fmt.Sprint(len(a.Held), " facts; remarks")
			for _, row := range rows[:4] {
				before := len(a.Remarks)
				if a.remark(models.Remark{Class: row.Class, Partner: row.Partner}); len(a.Remarks) > before {
					got += " " + string(row.Partner)
				}
			}
			a.seen([]audit.Known{{ID: "P1"}}, entries)
			for _, seen := range a.SeenBy {
				got += "; " + seen.Role + " " + seen.Classes
			}
			if got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}
