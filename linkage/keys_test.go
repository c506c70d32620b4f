package linkage

import (
	"slices"
	"testing"
)

func TestMatchKeys(t *testing.T) {
	ann := Record{Forename: "Ann", Surname: "Lee", DateOfBirth: "1980-05-02", Postcode: "OX1 1AA"}
	with := func(change func(*Record)) Record { r := ann; change(&r); return r }
	for name, c := range map[string]struct {
		record Record
		want   []string
	}{
		"nothing known":         {Record{}, nil},
		"name, birth, postcode": {ann, []string{"who:ann|lee|1980-05-02|ox11aa"}},
		"alternatives": {
			with(func(r *Record) { r.KnownAs, r.FormerSurname = "Annie", "O'Dell" }),
			[]string{
				"who:ann|lee|1980-05-02|ox11aa", "who:ann|odell|1980-05-02|ox11aa",
				"who:annie|lee|1980-05-02|ox11aa", "who:annie|odell|1980-05-02|ox11aa",
			},
		},
		"alternatives that say the same": {
			with(func(r *Record) { r.KnownAs, r.FormerSurname = "ANN", " lee" }), []string{"who:ann|lee|1980-05-02|ox11aa"},
		},
		"no date of birth": {with(func(r *Record) { r.DateOfBirth = "" }), nil},
		"no surname":       {with(func(r *Record) { r.Surname = "-" }), nil},
		"no postcode":      {with(func(r *Record) { r.Postcode = "" }), nil},
		"no fixed abode":   {with(func(r *Record) { r.Postcode = "ZZ99 3VZ" }), nil},
		"at home": {
			with(func(r *Record) { r.Postcode, r.UPRN, r.Surname = "", "0123", "" }), []string{"at:ann|1980-05-02|uprn:123"},
		},
		"default birthday": {
			with(func(r *Record) { r.DateOfBirth, r.UPRN = "1980-01-01", "123" }), []string{"who:ann|lee|1980-01-01|ox11aa"},
		},
		"identifiers": {
			Record{
				NINO: "qq 12 34 56 c", NHSNumber: "943 476 5919", PNCID: "12/123456Y", UPN: "B801200005001", ULN: "9276308686",
			},
			[]string{"nino:QQ123456", "nhs:9434765919", "pnc:12/0123456Y", "upn:B801200005001", "uln:9276308686"},
		},
		"unsound identifiers": {
			Record{NINO: "DD123456C", NHSNumber: "9434765918", PNCID: "12/123456X", UPN: "A801200005001", ULN: "9276308687"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.record.MatchKeys(); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestHomeKeys(t *testing.T) {
	for name, c := range map[string]struct {
		record Record
		want   []string
	}{
		"nothing known":       {Record{}, nil},
		"both":                {Record{AddressLine1: "12 High St", Postcode: "OX1 1AA", UPRN: "00100"}, []string{"uprn:100", "home:12 high street|ox11aa"}},
		"no postcode":         {Record{AddressLine1: "12 High St"}, nil},
		"no house":            {Record{Postcode: "OX1 1AA"}, nil},
		"street alone":        {Record{AddressLine1: "High Street", Postcode: "OX1 1AA"}, nil},
		"number alone":        {Record{AddressLine1: "12", Postcode: "OX1 1AA"}, nil},
		"over two lines":      {Record{AddressLine1: "Flat 2", AddressLine2: "14 High St", Postcode: "OX1 1AA"}, []string{"home:flat 2 14 high street|ox11aa"}},
		"in one line":         {Record{AddressLine1: "Flat 2, 14 High St", AddressLine2: "Cowley", Postcode: "OX1 1AA"}, []string{"home:flat 2 14 high street|ox11aa"}},
		"in the second line":  {Record{AddressLine2: "14 High St", Postcode: "OX1 1AA"}, []string{"home:14 high street|ox11aa"}},
		"named house":         {Record{AddressLine1: "Rose Cottage", AddressLine2: "Mill Ln", Postcode: "OX1 1AA"}, []string{"home:rose cottage mill lane|ox11aa"}},
		"no fixed abode":      {Record{AddressLine1: "No Fixed Abode", AddressLine2: "Oxford", Postcode: "OX1 1AA"}, nil},
		"pseudo-postcode":     {Record{AddressLine1: "1 Rue Haute", Postcode: "ZZ99 6CZ"}, nil},
		"foreign postcode":    {Record{AddressLine1: "1 Rue Haute", Postcode: "75001"}, nil},
		"mistyped postcode":   {Record{AddressLine1: "1 High St", Postcode: "OX1K 1A"}, nil},
		"UPRN of noughts":     {Record{UPRN: "000000"}, nil},
		"UPRN that is a word": {Record{UPRN: "n/a"}, nil},
		"UPRN too long":       {Record{UPRN: "1234567890123"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.record.HomeKeys(); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
