package linkage

import (
	"slices"
	"testing"
)

func TestFamilyKeys(t *testing.T) {
	for name, c := range map[string]struct {
		record Record
		want   []string
	}{
		"nothing":        {Record{Surname: "Lee"}, nil},
		"no fixed abode": {Record{Surname: "Lee", AddressLine1: "NFA", Postcode: "ZZ99 3VZ"}, nil},
		"all": {
			Record{Surname: "Lee", AddressLine1: "14 High St", Postcode: "OX1 1AA", UPRN: "100120000001"},
			[]string{"uprn:100120000001", "home:14 high street|ox11aa", "kin:lee|14 high street"},
		},
		"without postcode": {Record{Surname: "Lee", AddressLine1: "14 High St"}, []string{"kin:lee|14 high street"}},
		"without surname":  {Record{AddressLine1: "14 High St", Postcode: "OX1 1AA"}, []string{"home:14 high street|ox11aa"}},
		"two surnames": {
			Record{Surname: "Lee", FormerSurname: "Ray", AddressLine1: "14 High St"}, []string{"kin:lee|14 high street", "kin:ray|14 high street"},
		},
		"one surname twice": {Record{Surname: "Lee", FormerSurname: "LEE", AddressLine1: "14 High St"}, []string{"kin:lee|14 high street"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.record.FamilyKeys(); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Namesakes whose addresses are one but for the postcode.
func TestNearHomes(t *testing.T) {
	lee := func(id, code string) Member {
		keys := []string{"kin:lee|14 high street"}
		if code != "" {
			keys = append(keys, "home:14 high street|"+code)
		}
		return at(id, keys...)
	}
	for name, c := range map[string]struct {
		members []Member
		want    string
	}{
		"a slip":                           {[]Member{lee("a", "ox11aa"), lee("b", "ox111aa")}, "[[0 1]]"},
		"a swap":                           {[]Member{lee("a", "ox21aa"), lee("b", "ox12aa")}, "[[0 1]]"},
		"another postcode":                 {[]Member{lee("a", "ox11aa"), lee("b", "ox22bb")}, "[[0] [1]]"},
		"none":                             {[]Member{lee("a", "ox11aa"), lee("b", "")}, "[[0 1]]"},
		"neither":                          {[]Member{lee("a", ""), lee("b", "")}, "[[0] [1]]"},
		"neither, but a third has one":     {[]Member{lee("a", ""), lee("b", ""), lee("c", "ox11aa")}, "[[0 1 2]]"},
		"none, of two":                     {[]Member{lee("a", "ox11aa"), lee("b", "ox22bb"), lee("c", "")}, "[[0] [1] [2]]"},
		"none, and one has a slip":         {[]Member{lee("a", "ox11aa"), lee("b", "ox111aa"), lee("c", "")}, "[[0 1 2]]"},
		"a slip, but both have settled":    {[]Member{twice(lee("a", "ox11aa")), twice(lee("b", "ox11ab"))}, "[[0] [1]]"},
		"two property numbers":             {[]Member{at("a", "kin:lee|14 high street", "uprn:1"), at("b", "kin:lee|14 high street", "uprn:2")}, "[[0] [1]]"},
		"a property number and an old one": {[]Member{at("a", "kin:lee|14 high street", "uprn:1"), lee("b", "ox11aa")}, "[[0 1]]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := membersOf(Families(c.members, nil)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// twice repeats the member's residences.
func twice(m Member) Member {
	m.Residences = append(m.Residences, m.Residences...)
	return m
}

func TestNamesakes(t *testing.T) {
	for _, c := range []struct {
		a, b []string
		want bool
	}{
		{[]string{"Lee"}, []string{"lee"}, true},
		{[]string{"Lee"}, []string{"Ray"}, false},
		{[]string{"Lee"}, []string{"Leee"}, true},
		{[]string{"Ng"}, []string{"Ho"}, false},
		{[]string{"Morgan"}, []string{"Moagan"}, true},
		{[]string{"Roberts"}, []string{"Bobebts"}, true},
		{[]string{"Khan"}, []string{"Shah"}, false},
		{[]string{"Smith-Jones"}, []string{"Jones"}, true},
		{[]string{"Smith Jones"}, []string{"Smith"}, true},
		{[]string{"Lee", "Ray"}, []string{"Ray"}, true}, // a former surname
		{[]string{""}, []string{""}, false},
		{nil, []string{"Lee"}, false},
		{[]string{"Wójcik"}, []string{"Wojcik"}, true},
	} {
		if got := namesake(surnames(c.a), surnames(c.b)); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
