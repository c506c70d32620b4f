package synthetic_test

import "testing"

// Every near miss that tries a rule's edge is there, in a county of the default size.
func TestNearMissesAreThere(t *testing.T) {
	c := defaultCounty(t)
	births := c.births()
	adult := func(partner string, r row) bool {
		return !births[c.person[partner+" "+r["person_ref"]]].AddDate(18, 0, 0).After(c.asOf)
	}
	recent := func(s string) bool { return date(s).After(c.asOf.AddDate(-1, 0, 0)) }
	proven := "conviction caution conditional-caution reprimand final-warning"
	found := map[string]int{}
	count := func(name, file string, holds func(row) bool) {
		for _, r := range c.files[file] {
			if holds(r) {
				found[name]++
			}
		}
		if found[name] < 5 {
			t.Errorf("%s: %d", name, found[name])
		}
	}
	for _, disposal := range []string{"charge", "no-further-action", "community-resolution"} {
		count("a child's "+disposal, "police/offences", func(r row) bool {
			return !adult("police", r) && r["disposal"] == disposal && recent(r["disposed_on"])
		})
	}
	count("a child's offence long ago", "police/offences", func(r row) bool {
		return !adult("police", r) && oneOf(r["disposal"], proven) && !recent(r["disposed_on"])
	})
	count("an adult's offence", "police/offences", func(r row) bool {
		return adult("police", r) && oneOf(r["disposal"], proven) && recent(r["disposed_on"])
	})
	count("an order long ago", "police/asb_orders", func(r row) bool { return !recent(r["made_on"]) })
	count("a victim of antisocial behaviour", "police/asb_incidents", func(r row) bool { return r["part"] == "victim" })
	count("rent arrears", "housing/actions", func(r row) bool { return r["kind"] == "nosp-rent" })
	count("a lunchtime exclusion", "schools/exclusions", func(r row) bool { return r["category"] == "LNCH" })
	count("a permanent exclusion long ago", "schools/exclusions", func(r row) bool {
		return r["category"] == "PERM" && date(r["started_on"]).Before(opens(c.asOf))
	})
	count("back from a unit", "schools/enrolments", func(r row) bool {
		return oneOf(r["kind"], "pupil-referral-unit alternative") && r["until"] != ""
	})
	count("educated at home", "schools/enrolments", func(r row) bool { return r["kind"] == "home" })
	count("just under 15 %", "schools/attendance", func(r row) bool {
		share := number(r["unauthorised"]) * 1000 / number(r["possible"])
		return share >= 147 && share < 150
	})
	count("an ended claim", "dwp/claims", func(r row) bool { return r["benefit"] == "JSA" && r["ended"] != "" })
	count("a child's own claim", "dwp/claims", func(r row) bool { return !adult("dwp", r) && oneOf(r["benefit"], "JSA IS") })
	for _, benefit := range []string{"DLA", "WTC", "CTC", "CB", "HB"} {
		count(benefit, "dwp/claims", func(r row) bool { return r["benefit"] == benefit })
	}
	for _, kind := range []string{"child-in-need", "early-help", "looked-after", "youth-offending"} {
		count(kind, "council/involvements", func(r row) bool { return r["kind"] == kind })
	}
}
