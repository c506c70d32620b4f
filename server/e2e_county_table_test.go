package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// personFields are what a person is shown as, with the class of each and its column of people.csv.
var personFields = []struct{ field, class, column string }{
	{"forename", "identity", "forename"},
	{"middleNames", "identity", "middle_names"},
	{"surname", "identity", "surname"},
	{"formerSurname", "identity", "former_surname"},
	{"knownAs", "identity", "known_as"},
	{"dateOfBirth", "identity", "date_of_birth"},
	{"sex", "identity", "sex"},
	{"nino", "nino", "nino"},
	{"upn", "upn", "upn"},
	{"uln", "upn", "uln"},
	{"nhsNumber", "nhs-number", "nhs_number"},
	{"pncId", "pnc-id", "pnc_id"},
}

// table compares what everybody is called, by which numbers they are known and where they live with what the plain table of who sees
// what (whoSees) makes of the rows of people.csv: a value of a row whose word is shown where there is one, null where there is none,
// and a line for each class that the table does not give the role.
func (c *countyTest) table(r reader) {
	c.t.Helper()
	asked := "id members { person { id"
	for _, f := range personFields {
		asked += " " + f.field
	}
	reply := c.hub.ask(c.t, r, "{ families(first: 200) { nodes { "+asked+" } } } } }", nil)
	role := roleOf(r)
	want, got := map[string]int{}, map[string]int{}
	for _, f := range personFields {
		if _, sees := whoSees[role][f.class]; !sees {
			want[f.class+" NOT_SHARED"] = 1
		}
	}
	for _, line := range reply.Extensions.Withheld {
		if reason := line["reason"].(string); reason == "NOT_SHARED" || reason == "WRONG_PURPOSE" {
			got[line["class"].(string)+" NOT_SHARED"] = 1
		} else {
			got[fmt.Sprint(line["class"], " ", reason)] = 1
		}
	}
	c.same(r, "withheld classes", want, got)

	families := c.hub.families(c.t, r, asked+" addresses { postcode contributedBy } } }")
	found := c.differences(families, r, whoSees[role])
	for _, difference := range found[:min(len(found), 5)] {
		c.t.Errorf("%s: %s", r, difference)
	}
	// It would be noticed if any cell of the row were otherwise.
	for _, class := range []string{"identity", "address", "nino", "upn", "nhs-number", "pnc-id"} {
		if cell, sees := whoSees[role][class]; sees {
			row := maps.Clone(whoSees[role])
			row[class] = cellOf{cell.whom, nil}
			if len(families) > 0 && len(c.differences(families, r, row)) == 0 {
				c.t.Errorf("%s: nobody is shown anything of %s: nothing was compared", r, class)
			}
		}
	}
}

// differences are what the families show otherwise than a row of the table has it.
func (c *countyTest) differences(families []object, r reader, row map[string]cellOf) (all []string) {
	told, partner := c.toldOf(), partnerOf[roleOf(r)]
	for _, family := range families {
		for _, p := range members(family) {
			person := p["id"].(string)
			if c.young(told[person]) && strings.HasPrefix(roleOf(r), "DWP") {
				continue // a child's own record: TestChildren has them
			}
			for _, f := range personFields {
				value, _ := p[f.field].(string)
				values := c.valuesOf(told[person], row[f.class], partner, f.column)
				if !slices.Contains(values, plainly(f.column, value)) && (value != "" || len(values) > 0) {
					all = append(all, fmt.Sprintf("%s of %s is %q, the table allows %q", f.field, person, value, values))
				}
			}
			if want, got := c.postcodes(told[person], row["address"], partner, objects(p["addresses"])); c.told(person) && !maps.Equal(want, got) {
				all = append(all, fmt.Sprintf("addresses of %s are %v, the table says %v", person, got, want))
			}
		}
	}
	return all
}

// postcodes are those that people.csv of each partner gives and the cell lets be shown, and those that are; tenancies' own are told by
// the facts of tenancies.
func (c *countyTest) postcodes(records []string, cell cellOf, partner string, addresses []object) (want, got map[string]bool) {
	want, got = map[string]bool{}, map[string]bool{}
	for _, record := range records {
		from, _, _ := strings.Cut(record, " ")
		row := c.rows[record]
		if from != "housing" && row["postcode"] != "" && cell.tells(partner, from) {
			want[strings.ToUpper(from)+" "+row["postcode"]] = true
		}
	}
	for _, a := range addresses {
		if postcode, _ := a["postcode"].(string); postcode != "" && a["contributedBy"] != "HOUSING" {
			got[a["contributedBy"].(string)+" "+postcode] = true
		}
	}
	return want, got
}

// toldOf are the records that are taken to be each person.
func (c *countyTest) toldOf() map[string][]string {
	records := map[string][]string{}
	for record, person := range c.people {
		records[person] = append(records[person], record)
	}
	return records
}

func roleOf(r reader) string {
	if r.as != "" {
		return r.as
	}
	return r.role
}

// tells says whether the cell has a partner's word shown to a reader of another, or of the same.
func (cell cellOf) tells(partner, from string) bool {
	return slices.Contains(cell.told, "any") || slices.Contains(cell.told, from) || slices.Contains(cell.told, "own") && from == partner
}

// valuesOf are what the records say in the column whose word the cell has shown, as this test writes it.
func (c *countyTest) valuesOf(records []string, cell cellOf, partner, column string) (values []string) {
	for _, record := range records {
		from, _, _ := strings.Cut(record, " ")
		if value := c.rows[record][column]; value != "" && cell.tells(partner, from) {
			values = append(values, plainly(column, value))
		}
	}
	return values
}

// plainly writes a value as this test compares it: a day as ISO has it, an identifier without spaces.
func plainly(column, value string) string {
	value = strings.TrimSpace(value)
	if column == "date_of_birth" {
		if day, err := time.Parse("02/01/2006", value); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	if slices.Contains([]string{"nino", "upn", "uln", "nhs_number", "pnc_id"}, column) {
		return strings.ToUpper(strings.ReplaceAll(value, " ", ""))
	}
	return value
}

// young reports whether any of the records says that the person is under age today.
func (c *countyTest) young(records []string) bool {
	return slices.ContainsFunc(records, func(record string) bool {
		born := plainly("date_of_birth", c.rows[record]["date_of_birth"])
		return born > time.Now().AddDate(-18, 0, 0).Format(time.DateOnly)
	})
}
