package linkage

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// townsfolk are a county's feeds as linkage is given them, and who is who in truth: what a store loads, in small.
type townsfolk struct {
	records        []Record
	ties           []Tie // between keys, written as text
	tenancies      map[string][]letting
	person, family map[Key]string
}

// letting is somebody's time in a tenancy, by their record at the landlord.
type letting struct {
	of Key
	Residence
}

// nameOf is a key as text, for a tie between records.
func nameOf(k Key) string { return string(k.Partner) + " " + k.Ref }

func readTownsfolk(tb testing.TB, folder string) townsfolk {
	tb.Helper()
	c := townsfolk{tenancies: map[string][]letting{}, person: map[Key]string{}, family: map[Key]string{}}
	for _, p := range models.Partners {
		for _, row := range csvTable(tb, folder, string(p), "people.csv") {
			c.records = append(c.records, Record{
				Key: Key{Partner: p, Ref: row["person_ref"]}, Forename: row["forename"], MiddleNames: row["middle_names"],
				Surname: row["surname"], FormerSurname: row["former_surname"], KnownAs: row["known_as"],
				DateOfBirth: models.Date(row["date_of_birth"]), Sex: row["sex"], AddressLine1: row["address_line_1"],
				AddressLine2: row["address_line_2"], Town: row["town"], Postcode: row["postcode"], UPRN: row["uprn"],
				NINO: row["nino"], UPN: row["upn"], ULN: row["uln"], NHSNumber: row["nhs_number"], PNCID: row["pnc_id"],
			})
		}
	}
	for _, p := range []models.Partner{models.Council, models.Schools} {
		for _, row := range csvTable(tb, folder, string(p), "relationships.csv") {
			c.ties = append(c.ties, Tie{
				A: nameOf(Key{Partner: p, Ref: row["person_ref"]}), B: nameOf(Key{Partner: p, Ref: row["other_ref"]}), Kind: row["kind"],
				From: models.Date(row["from"]), Until: models.Date(row["until"]),
			})
		}
	}
	homes := map[string][]string{}
	for _, row := range csvTable(tb, folder, "housing", "tenancies.csv") {
		homes[row["tenancy_ref"]] = Record{
			AddressLine1: row["address_line_1"], AddressLine2: row["address_line_2"], Town: row["town"], Postcode: row["postcode"], UPRN: row["uprn"],
		}.FamilyKeys()
	}
	for _, row := range csvTable(tb, folder, "housing", "occupants.csv") {
		ref := row["tenancy_ref"]
		c.tenancies[ref] = append(c.tenancies[ref], letting{
			of: Key{Partner: models.Housing, Ref: row["person_ref"]},
			Residence: Residence{
				Keys: homes[ref], From: models.Date(row["from"]), Until: models.Date(row["until"]), Tenancy: true,
			},
		})
	}
	for _, row := range csvTable(tb, folder, "truth.csv") {
		k := Key{Partner: models.Partner(row["partner"]), Ref: row["person_ref"]}
		c.person[k], c.family[k] = row["person"], row["family"]
	}
	return c
}

// csvTable is a CSV file's rows by the names of its columns.
func csvTable(tb testing.TB, path ...string) (out []map[string]string) {
	tb.Helper()
	f, err := os.Open(filepath.Join(path...))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		out = append(out, row)
	}
	return out
}

// members are the people as families see them, their ties, and each record's member.
func (c townsfolk) members(people []Person) (members []Member, ties []Tie, memberOf []int) {
	ids, _ := plain.AssignPeople(c.records, people)
	memberOf = make([]int, len(c.records))
	at := map[string]int{} // of each key, written as text, the member
	for i, p := range people {
		m := Member{PersonID: ids[i], Founder: c.records[p.Records[0]].Key}
		for _, r := range p.Records {
			record := c.records[r]
			m.Residences = append(m.Residences, Residence{Keys: record.FamilyKeys()})
			m.Surnames = append(m.Surnames, record.Surname, record.FormerSurname)
			m.DateOfBirth = cmp.Or(m.DateOfBirth, record.DateOfBirth)
			if record.Less(m.Founder) {
				m.Founder = record.Key
			}
			memberOf[r], at[nameOf(record.Key)] = i, i
		}
		members = append(members, m)
	}
	for _, t := range c.ties {
		t.A, t.B = ids[at[t.A]], ids[at[t.B]]
		ties = append(ties, t)
	}
	for _, occupants := range c.tenancies {
		for i, x := range occupants {
			m := at[nameOf(x.of)]
			members[m].Residences = append(members[m].Residences, x.Residence)
			for _, y := range occupants[:i] {
				if (x.Until == "" || y.From < x.Until) && (y.Until == "" || x.From < y.Until) {
					ties = append(ties, Tie{A: ids[m], B: ids[at[nameOf(y.of)]], Kind: CoTenant, Until: min(cmp.Or(x.Until, y.Until), cmp.Or(y.Until, x.Until))})
				}
			}
		}
	}
	return members, ties, memberOf
}
