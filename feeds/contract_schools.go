package feeds

import (
	"errors"
	"strings"
)

var enrolments = File{
	Name: "enrolments",
	Columns: []Column{
		text("enrolment_ref").required(), text("person_ref").required(),
		text("school_urn"), // blank only where there is no school: see schoolNamed
		code("kind", mainstream, pupilReferralUnit, "alternative", "home", "off-roll").required(),
		day("from"), day("until"),
	},
	Key:  key("enrolment_ref"),
	Refs: []Reference{toPerson},
	rule: schoolNamed,
}

const (
	mainstream        = "mainstream"
	pupilReferralUnit = "pupil-referral-unit"
)

// schoolNamed: a pupil in a school or unit is in one that has a number. A child at home or off roll is in none, and
// alternative provision often has no number of its own.
func schoolNamed(values []any) (column, reason string) {
	if kind := values[3]; values[2] == "" && (kind == mainstream || kind == pupilReferralUnit) {
		return "school_urn", "school_urn is blank: a pupil in a school or a pupil referral unit needs its number"
	}
	return "", ""
}

var attendance = File{
	Name: "attendance",
	Columns: []Column{
		text("person_ref").required(), text("school_urn").required(),
		Column{Name: "term", Check: term}.required(),
		number("possible").required(), number("authorised"), number("unauthorised"),
	},
	Key:  key("person_ref", "school_urn", "term"),
	Refs: []Reference{toPerson},
	rule: absentWithinPossible,
}

// absentWithinPossible: nobody misses more sessions than there were.
func absentWithinPossible(values []any) (column, reason string) {
	missed := 0
	for _, v := range values[4:6] {
		if n := v.(*int); n != nil {
			missed += *n
		}
	}
	if possible := values[3].(*int); possible != nil && missed > *possible {
		return "possible", "authorised and unauthorised absences are together more than the possible sessions"
	}
	return "", ""
}

// term checks that a term is written so that others can tell which one it is.
func term(s string) (string, error) {
	year, season, _ := strings.Cut(s, "-")
	if len(year) != 7 || year[4] != '/' || count(year[:4]) < 0 || count(year[5:]) < 0 ||
		season != "autumn" && season != "spring" && season != "summer" {
		return "", errors.New("it is not written like 2011/12-autumn")
	}
	return s, nil
}

// The reasons of exclusions are kept free: the national list has changed too often.
var exclusions = File{
	Name: "exclusions",
	Columns: []Column{
		text("exclusion_ref").required(), text("person_ref").required(), text("school_urn").required(),
		code("category", "PERM", "FIXD", "LNCH").required(),
		day("started_on"), number("sessions"), text("reason"),
	},
	Key:  key("exclusion_ref"),
	Refs: []Reference{toPerson},
}
