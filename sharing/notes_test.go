package sharing_test

import (
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestReviews(t *testing.T) {
	for _, test := range []struct{ name, reviewBy, until, want string }{
		{"never", "", "", ""},
		{"far away", "2014-08-02", "", ""},
		{"soon", "2014-08-01", "", "agreement police must be reviewed by 2014-08-01: days left: 60"},
		{"today", "2014-06-02", "", "agreement police must be reviewed by 2014-06-02: days left: 0"},
		{"yesterday", "2014-06-01", "", "agreement police was to be reviewed by 2014-06-01: review it, and set review-by anew"},
		{"ended since", "2014-06-01", "2014-06-01", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := &sharing.Agreement{ID: "police", ReviewBy: models.Date(test.reviewBy), Until: models.Date(test.until)}
			if got := strings.Join(newSet(t, a).Reviews(anyDay), "\n"); got != test.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestUnsigned(t *testing.T) {
	a := &sharing.Agreement{ID: "a", SignedOn: "2012-03-26"}
	want := []string{"agreement b does not say who signed it and when: add signatories and signed-on"}
	if got := newSet(t, a, &sharing.Agreement{ID: "b"}).Unsigned(); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestOverlaps(t *testing.T) {
	crime := func(old, other string) string {
		return strings.Replace(strings.Replace(good, "id: police", "id: crime", 1), old, other, 1)
	}
	const acts = "acts: {POLICE_OFFICER: {report-link: [safeguarding]}}\n"
	const both = "crime (crime.yaml, line 10) and police (police.yaml, line 10) both let POLICE_OFFICER see offences, for safeguarding, "
	for _, test := range []struct{ name, other, want string }{
		{"alike", crime("", ""), both + "from 2012-04-01 until 2015-03-31: both hold, and one of the two can go"},
		{"for a shorter time", crime("2012-04-01", "2013-01-01"), both + "from 2013-01-01 until 2015-03-31: both hold, and one of the two can go"},
		{"on other terms", crime("VALUE", "FLAG"), both + "from 2012-04-01 until 2015-03-31: both hold, each on its own terms"},
		{"in other words", crime("own, council", "dwp"), ""},
		{"of another class", crime("offences", "asb"), ""},
		{"for another purpose", crime("[safeguarding]", "[crime-prevention]"), ""},
		{"to another role", crime("POLICE_OFFICER", "COUNCIL_KEY_WORKER"), ""},
		{"later", crime("from: 2012-04-01\nuntil: 2015-03-31", "from: 2015-04-01"), ""},
		{
			"acts", crime("offences", "asb") + acts,
			"crime (crime.yaml, line 11) and police (police.yaml, line 11) both let POLICE_OFFICER " + models.ActReportLink.Title() +
				", for safeguarding, from 2012-04-01 until 2015-03-31: both hold, and one of the two can go",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			police, err := sharing.Parse("police.yaml", []byte(good+acts))
			if err != nil {
				t.Fatal(err)
			}
			other, err := sharing.Parse("crime.yaml", []byte(test.other))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(newSet(t, police, other).Overlaps(), "\n"); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
	if got := embedded(t).Overlaps(); len(got) > 0 {
		t.Errorf("the starting agreements overlap: %q", got)
	}
}

// Two sets have one hash just when they hold the same agreements.
func TestSetsAreNamedByTheirHash(t *testing.T) {
	a, b := &sharing.Agreement{ID: "a", SHA256: "01"}, &sharing.Agreement{ID: "b", SHA256: "02"}
	if newSet(t, a, b).SHA256() != newSet(t, b, a).SHA256() {
		t.Error("the order changes the hash")
	}
	seen := map[string]bool{}
	for _, set := range []*sharing.Set{
		newSet(t), newSet(t, a), newSet(t, b), newSet(t, a, b),
		newSet(t, a, &sharing.Agreement{ID: "b", SHA256: "03"}), newSet(t, a, &sharing.Agreement{ID: "c", SHA256: "02"}),
	} {
		if seen[set.SHA256()] || len(set.SHA256()) != 64 {
			t.Errorf("%s names two sets, or none", set.SHA256())
		}
		seen[set.SHA256()] = true
	}
}
