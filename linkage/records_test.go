package linkage

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/models"
)

// temporaryUPN puts the check letter before a temporary number's other twelve signs.
func temporaryUPN(rest string) string {
	for c := 'A'; c <= 'Z'; c++ {
		if s, err := identifier.UPN(string(c) + rest); err == nil {
			return s
		}
	}
	panic("no check letter fits " + rest)
}

var upns = []string{"", "", "B801200005001", "N931400502113", temporaryUPN("80120000500A"), temporaryUPN("80120000500B"), "X1"}

// someRecords are a few records that share much: most of what linking can meet happens among them.
func someRecords(most int) *rapid.Generator[[]Record] {
	return rapid.Custom(func(t *rapid.T) []Record {
		pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, what) }
		records := make([]Record, rapid.IntRange(0, most).Draw(t, "n"))
		for i := range records {
			records[i] = Record{
				Key:      Key{Partner: models.Partner(pick("partner", "council", "dwp", "police")), Org: pick("org", "", "x"), Ref: fmt.Sprint(i)},
				Forename: pick("forename", "Ann", "Bob", ""), KnownAs: pick("known", "", "", "", "Ann"),
				Surname: pick("surname", "Lee", "Ray", "Fox"), FormerSurname: pick("former", "", "", "", "Lee"),
				DateOfBirth: models.Date(pick("born", "", "1980-01-01", "1980-05-02", "1981-06-03")), Sex: pick("sex", "", "F", "M"),
				AddressLine1: "1 High St", Postcode: pick("postcode", "", "OX1 1AA", "OX2 2BB", "OX3 3CC"), UPRN: pick("uprn", "", "", "1", "2"),
				NINO: pick("nino", "", "", "QQ123456A", "QQ123457", "QQ123458", "??"), UPN: pick("upn", upns...),
				PersonID: pick("had", "", "", "P1", "P2", "P3"),
			}
		}
		return records
	})
}

// linkedIn is what the starter makes of records.
func linkedIn(t *rapid.T, records []Record) ([]Person, []Doubt) {
	pairs, _, err := Starter().Pairs(records)
	if err != nil {
		t.Fatal(err)
	}
	return Starter().People(records, pairs, nil)
}

// overlap reports whether two lists have something in common.
func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
