package linkage

import (
	"slices"
	"testing"
)

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
