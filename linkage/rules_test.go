package linkage

import (
	"fmt"
	"testing"

	"thrivingfamilies.example/hub/models"
)

func TestTwoRecords(t *testing.T) {
	ann := Record{
		Key: Key{Partner: models.Council, Ref: "1"}, Forename: "Ann", Surname: "Lee", DateOfBirth: "1980-05-02", Sex: "F",
		Postcode: "OX1 1AA", AddressLine1: "1 High St",
	}
	for name, c := range map[string]struct {
		a, b func(*Record)
		rule string // "" is two people
	}{
		"the same again":          {nil, nil, "name, date of birth and postcode"},
		"married":                 {nil, func(r *Record) { r.Surname, r.FormerSurname, r.AddressLine1 = "Ray", "Lee", "" }, "name, date of birth and postcode"},
		"known as":                {nil, func(r *Record) { r.Forename, r.KnownAs, r.AddressLine1 = "Hannah", "Ann", "" }, "name, date of birth and postcode"},
		"surname misheard":        {nil, func(r *Record) { r.Surname = "Leigh" }, "forename, date of birth and home"},
		"default birthday":        {birthday("1980-01-01"), birthday("1980-01-01"), "name, date of birth and postcode"},
		"default, surname apart":  {birthday("1980-01-01"), func(r *Record) { r.DateOfBirth, r.Surname = "1980-01-01", "Ray" }, ""},
		"twins":                   {nil, func(r *Record) { r.Forename = "Amy" }, ""},
		"brother and sister":      {nil, func(r *Record) { r.Sex = "male" }, ""},
		"sex unknown":             {nil, func(r *Record) { r.Sex = "not stated" }, "name, date of birth and postcode"},
		"mother and daughter":     {nil, birthday("2001-05-02"), ""},
		"moved":                   {nil, func(r *Record) { r.Postcode = "OX2 2BB" }, ""},
		"moved, same NINO":        {withNINO("QQ123456A"), func(r *Record) { r.Postcode, r.NINO = "OX2 2BB", "QQ123456" }, "same NINO"},
		"NINO and another sex":    {withNINO("QQ123456A"), func(r *Record) { r.Sex, r.NINO = "M", "QQ123456" }, "same NINO"},
		"mistyped NINO":           {withNINO("QQ123456A"), stranger("QQ123456A"), ""},
		"NINO and surname":        {withNINO("QQ123456A"), func(r *Record) { stranger("QQ123456A")(r); r.FormerSurname = "Lee" }, "same NINO"},
		"NINO and known-as":       {withNINO("QQ123456A"), func(r *Record) { stranger("QQ123456A")(r); r.KnownAs = "ann" }, "same NINO"},
		"unsound NINO":            {withNINO("DD123456A"), func(r *Record) { r.Postcode, r.NINO = "OX2 2BB", "DD123456A" }, ""},
		"two NINOs":               {withNINO("QQ123456A"), withNINO("QQ123457A"), ""},
		"two NINOs, one unsound":  {withNINO("QQ123456A"), withNINO("DD123457A"), "name, date of birth and postcode"},
		"two NHS numbers":         {func(r *Record) { r.NHSNumber = "9434765919" }, func(r *Record) { r.NHSNumber = "9434765870" }, ""},
		"same NINO, two PNC ids":  {func(r *Record) { r.NINO, r.PNCID = "QQ123456", "12/123456Y" }, func(r *Record) { r.NINO, r.PNCID = "QQ123456", "10/4480W" }, ""},
		"two ULNs":                {func(r *Record) { r.ULN = "9276308686" }, func(r *Record) { r.ULN = "1000000043" }, "name, date of birth and postcode"},
		"permanent and temporary": {func(r *Record) { r.UPN = "B801200005001" }, func(r *Record) { r.UPN = temporaryUPN("80120000500A") }, "name, date of birth and postcode"},
		"two permanent UPNs":      {func(r *Record) { r.UPN = "B801200005001" }, func(r *Record) { r.UPN = "N931400502113" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := ann, ann
			b.Partner = models.Police
			if c.a != nil {
				c.a(&a)
			}
			if c.b != nil {
				c.b(&b)
			}
			for _, r := range []Record{a, b} {
				if f := r.face(); r.UPN != "" && f.ids[upn] == "" || r.NHSNumber != "" && f.ids[nhs] == "" || r.ULN != "" && f.ids[uln] == "" {
					t.Fatal("the case's own identifier is unsound")
				}
			}
			people := Rules{}.Link([]Record{a, b})
			rule := ""
			if len(people) == 1 {
				rule = people[0].Links[0].Rule
			}
			if rule != c.rule {
				t.Errorf("got %q, want %q", rule, c.rule)
			}
		})
	}
}

func birthday(day models.Date) func(*Record) { return func(r *Record) { r.DateOfBirth = day } }

func withNINO(nino string) func(*Record) { return func(r *Record) { r.NINO = nino } }

func stranger(nino string) func(*Record) {
	return func(r *Record) {
		*r = Record{Key: r.Key, Forename: "Bob", Surname: "Ray", DateOfBirth: "1955-02-03", Sex: "M", NINO: nino}
	}
}

// A record without a number agrees with two people who have different ones: it goes to the better, the other is refused.
func TestAMergeOfTwoNumbersIsRefused(t *testing.T) {
	base := Record{Forename: "Ann", Surname: "Lee", DateOfBirth: "1980-05-02", Postcode: "OX1 1AA"}
	records := make([]Record, 3)
	for i, nino := range []string{"QQ123456", "", "QQ123457"} {
		records[i] = base
		records[i].Key = Key{Partner: models.Partners[i], Ref: "1"}
		records[i].NINO = nino
	}
	records[1].Sex, records[2].Sex = "F", "F" // so that the second pair agrees in more
	people, report := Rules{}.LinkReport(records)
	if got, want := fmt.Sprint(people), "[{[0] []} {[1 2] [{1 2 name, date of birth and postcode}]}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(report.Refused), "[{0 1 name, date of birth and postcode}]"; got != want {
		t.Errorf("refused %s, want %s", got, want)
	}
}

func TestAKeyThatTooManyShareLinksNobody(t *testing.T) {
	for size, want := range map[int]int{MaxBlock: 1, MaxBlock + 1: MaxBlock + 1} {
		records := make([]Record, size)
		for i := range records {
			records[i] = Record{
				Key:      Key{Partner: models.Schools, Ref: fmt.Sprint(i)},
				Forename: "Ann", Surname: "Lee", DateOfBirth: "1980-05-02", Postcode: "OX1 1AA",
			}
		}
		people, report := Rules{}.LinkReport(records)
		if len(people) != want {
			t.Errorf("%d records gave %d people, want %d", size, len(people), want)
		}
		if skipped := len(report.Skipped) == 1; skipped != (size > MaxBlock) {
			t.Errorf("%d records: skipped %v", size, report.Skipped)
		}
	}
}

func TestEveryoneIsSomebody(t *testing.T) {
	if people := (Rules{}).Link(nil); len(people) != 0 {
		t.Errorf("nobody gave %v", people)
	}
	if people := (Rules{}).Link(make([]Record, 3)); len(people) != 3 {
		t.Errorf("three blank records gave %v", people)
	}
}
