package linkage

import (
	"errors"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/linkage/match"
)

// columns are what linkage compares of a record, in the order of values.
var columns = []match.Column{
	{Name: "forename", Field: match.Given},
	{Name: "known as", Field: match.Known},
	{Name: "middle names", Field: match.Middle},
	{Name: "surname", Field: match.Surname},
	{Name: "former surname", Field: match.Former},
	{Name: "date of birth", Field: match.Birth},
	{Name: "sex", Field: match.Sex},
	{Name: "address line 1", Field: match.Address},
	{Name: "address line 2", Field: match.Address},
	{Name: "town", Field: match.Town},
	{Name: "postcode", Field: match.Postcode},
	{Name: "UPRN", Field: match.Property, Check: identifier.UPRN},
	{Name: "NINO", Field: match.Number, Check: identifier.NINO},
	{Name: "NHS number", Field: match.Number, Check: identifier.NHSNumber},
	{Name: "PNC id", Field: match.Number, Check: identifier.PNCID},
	{Name: "UPN", Field: match.Number, Check: permanentUPN},
	{Name: "ULN", Field: match.Number, Check: identifier.ULN},
}

// values are a record's, in the order of columns.
func (r *Record) values() []string {
	return []string{
		r.Forename, r.KnownAs, r.MiddleNames, r.Surname, r.FormerSurname, string(r.DateOfBirth), r.Sex, r.AddressLine1, r.AddressLine2,
		r.Town, r.Postcode, r.UPRN, r.NINO, r.NHSNumber, r.PNCID, r.UPN, r.ULN,
	}
}

// permanentUPN refuses a temporary number too: the permanent one that follows it differs, and speaks against nothing.
func permanentUPN(given string) (string, error) {
	canonical, err := identifier.UPN(given)
	if err == nil && canonical[len(canonical)-1] > '9' {
		return "", errors.New("a temporary number")
	}
	return canonical, err
}

// source is one organisation's register. Its own references tell its people apart, and nobody stands in it twice.
type source struct {
	partner, org string
}

// table makes a table of records, by their places. Of each organisation's register it makes one source.
func table(records []Record) *match.Table {
	t, err := match.NewTable(columns...)
	if err != nil {
		panic(err) // the columns are fixed
	}
	sources := map[source]int{}
	for i := range records {
		r := &records[i]
		from := source{string(r.Partner), r.Org}
		at, ok := sources[from]
		if !ok {
			at = len(sources)
			sources[from] = at
		}
		t.Append(at, r.values())
	}
	return t
}
