package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage/quality"
)

// countyFiles are the files of facts, the list of a person's in which each stands, and its partner.
var countyFiles = []struct{ partner, file, list string }{
	{"police", "offences", "offences"},
	{"police", "asb_incidents", "asbIncidents"},
	{"police", "asb_orders", "asbOrders"},
	{"police", "callouts", "callouts"},
	{"schools", "enrolments", "enrolments"},
	{"schools", "attendance", "attendance"},
	{"schools", "exclusions", "exclusions"},
	{"housing", "occupants", "tenancies"},
	{"housing", "actions", "housingActions"},
	{"dwp", "claims", "benefitClaims"},
	{"dwp", "provisions", "provisions"},
	{"dwp", "employments", "employments"},
	{"council", "involvements", "involvements"},
}

// index reads who is who as the coordinator sees it, and demands that everybody is in exactly one family, once.
func (c *countyTest) index() {
	c.people, c.family, c.records = map[string]string{}, map[string]string{}, map[string][]string{}
	c.rows, c.unsure = map[string]map[string]string{}, map[string]bool{}
	for _, partner := range []string{"council", "police", "schools", "housing", "dwp"} {
		for _, row := range readCSV(c.t, filepath.Join(c.folder, partner, "people.csv")) {
			c.rows[partner+" "+row["person_ref"]] = row
		}
	}
	for _, family := range c.hub.families(c.t, reasoned, "id members { person { id family { id } sources { partner ref matchProbability } } }") {
		id := family["id"].(string)
		for _, p := range members(family) {
			person := p["id"].(string)
			if was := c.family[person]; was != "" || p["family"].(object)["id"] != id {
				c.t.Errorf("person %s is in the families %s and %s", person, was, id)
			}
			c.family[person] = id
			for _, s := range objects(p["sources"]) {
				record := strings.ToLower(s["partner"].(string)) + " " + s["ref"].(string)
				if c.people[record] != "" {
					c.t.Errorf("%s is two people", record)
				}
				c.people[record] = person
				if p, known := s["matchProbability"].(float64); !known || p < quality.Sure {
					c.unsure[record] = true
				}
				c.records[id] = append(c.records[id], record)
			}
		}
	}
	for record := range c.rows {
		if c.people[record] == "" {
			c.t.Errorf("%s is nobody", record)
		}
	}
	if len(c.people) != len(c.rows) {
		c.t.Errorf("there are %d records of %d", len(c.people), len(c.rows))
	}
	c.protect()
}

// protect finds out whose places must not show, and who may stand so close to them that they may be left out of tests.
func (c *countyTest) protect() {
	c.hidden, c.doubtful = map[string]bool{}, map[string]bool{}
	restrictedHomes := map[string]bool{}
	homes := func(record string, row map[string]string) []string {
		found := []string{row["uprn"], strings.ToUpper(strings.ReplaceAll(row["postcode"], " ", ""))}
		if row["postcode"] == "" { // the same house and street of a town may be the same place
			found = append(found, row["address_line_1"])
		}
		if partner, ref, _ := strings.Cut(record, " "); partner == "housing" {
			for _, o := range c.csv("housing", "occupants") {
				if o["person_ref"] == ref {
					found = append(found, "tenancy "+o["tenancy_ref"])
				}
			}
		}
		return found
	}
	for record, row := range c.rows {
		if row["restricted"] == "yes" {
			c.hidden[c.family[c.people[record]]] = true
		}
	}
	for family := range c.hidden {
		for _, record := range c.records[family] {
			for _, home := range homes(record, c.rows[record]) {
				restrictedHomes[home] = home != ""
			}
		}
	}
	for record, row := range c.rows {
		if slices.ContainsFunc(homes(record, row), func(home string) bool { return restrictedHomes[home] }) {
			c.doubtful[c.family[c.people[record]]] = true
		}
	}
	if len(c.hidden) == 0 || len(c.doubtful) > len(c.family)/10 {
		c.t.Fatalf("%d families are restricted, %d more may be: nothing can be told", len(c.hidden), len(c.doubtful))
	}
}

var countyCSV = map[string][]map[string]string{}

func (c *countyTest) csv(partner, file string) []map[string]string {
	path := filepath.Join(c.folder, partner, file+".csv")
	if countyCSV[path] == nil {
		countyCSV[path] = readCSV(c.t, path)
	}
	return countyCSV[path]
}

// fact is a row as this test writes it down, from the feed or from a reply: `person list column=cell …`.
func fact(person, list string, cells map[string]string) string {
	var words []string
	for _, column := range slices.Sorted(maps.Keys(cells)) {
		if column != "person_ref" && cells[column] != "" {
			words = append(words, column+"="+cells[column])
		}
	}
	return person + " " + list + " " + strings.Join(words, " ")
}

// expected are the facts of the feeds for which keep holds, outside the families that are or may be restricted.
func (c *countyTest) expected(keep func(list, person string, row map[string]string) bool) map[string]int {
	tenancies := map[string]map[string]string{}
	for _, row := range c.csv("housing", "tenancies") {
		tenancies[row["tenancy_ref"]] = row
	}
	facts := map[string]int{}
	for _, f := range countyFiles {
		for _, row := range c.csv(f.partner, f.file) {
			cells := maps.Clone(row)
			for column, cell := range tenancies[row["tenancy_ref"]] {
				if f.file == "occupants" {
					cells[column] = cell
				}
			}
			person := c.people[f.partner+" "+row["person_ref"]]
			landlord := tenancies[row["tenancy_ref"]]["landlord"]
			if f.file == "actions" {
				cells["landlord"] = landlord
			}
			if c.told(person) && keep(f.list, person, cells) {
				if f.file == "actions" {
					delete(cells, "landlord")
				}
				facts[fact(person, f.list, cells)]++
			}
		}
	}
	return facts
}

func (c *countyTest) told(person string) bool {
	return !c.hidden[c.family[person]] && !c.doubtful[c.family[person]]
}

// camel is a feed's column as the schema names it.
func camel(column string) string {
	words := strings.Split(column, "_")
	for i, w := range words[1:] {
		words[i+1] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}

// everyRecord selects all the lists of facts with all the columns of their files.
func (c *countyTest) everyRecord() string {
	var lists []string
	for _, f := range countyFiles {
		columns := map[string]bool{}
		files := []string{f.file}
		if f.file == "occupants" {
			files = append(files, "tenancies")
		}
		for _, file := range files {
			for column := range c.csv(f.partner, file)[0] {
				columns[camel(column)] = column != "person_ref"
			}
		}
		delete(columns, "personRef")
		lists = append(lists, f.list+" { "+strings.Join(slices.Sorted(maps.Keys(columns)), " ")+" }")
	}
	return "id address { " + everyField("Address") + " } members { person { id forename addresses { " + everyField("Address") + " } " + strings.Join(lists, " ") + " } }"
}

// compare reads everything as the reader and demands exactly these people, and these facts of those who are not restricted.
func (c *countyTest) compare(r reader, people map[string]bool, facts map[string]int) []object {
	c.t.Helper()
	families := c.hub.families(c.t, r, c.everyRecord())
	got, seen := map[string]int{}, map[string]bool{}
	for _, family := range families {
		for _, p := range members(family) {
			person := p["id"].(string)
			seen[person] = true
			for _, f := range countyFiles {
				for _, record := range objects(p[f.list]) {
					cells := map[string]string{}
					for field, value := range record {
						if value != nil {
							cells[snake(field)] = fmt.Sprint(value)
						}
					}
					if c.told(person) {
						got[fact(person, f.list, cells)]++
					}
				}
			}
		}
	}
	c.same(r, "people", counts(people), counts(seen))
	c.same(r, "facts", facts, got)
	c.noPlaces(r, families)
	c.table(r)
	return families
}

func counts(set map[string]bool) map[string]int {
	n := make(map[string]int, len(set))
	for key := range set {
		n[key] = 1
	}
	return n
}

func snake(field string) string {
	var s strings.Builder
	for _, r := range strings.ReplaceAll(strings.ReplaceAll(field, "Line1", "Line_1"), "Line2", "Line_2") {
		if r >= 'A' && r <= 'Z' {
			s.WriteByte('_')
			r += 'a' - 'A'
		}
		s.WriteRune(r)
	}
	return s.String()
}

// same compares two bags and tells the first few differences.
func (c *countyTest) same(r reader, what string, want, got map[string]int) {
	c.t.Helper()
	told := 0
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if want[key] > got[key] && told < 3 {
			c.t.Errorf("%s: of %d %s there are %d; missing: %s", r, len(want), what, len(got), key)
			told++
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if got[key] > want[key] && told < 6 {
			c.t.Errorf("%s: of %d %s there are %d; too much: %s", r, len(want), what, len(got), key)
			told++
		}
	}
}

// placeFields tell where somebody is, or by which school, landlord, provider or hub.
var placeFields = []string{
	"town", "postcode", "uprn", "addressLine1", "addressLine2", "landlord", "tenancyRef", "schoolUrn", "provider", "hub",
}

// noPlaces demands that of families with a restricted record no place is shown, unless a coordinator has stated a reason.
func (c *countyTest) noPlaces(r reader, families []object) {
	c.t.Helper()
	var look func(value any) string
	look = func(value any) string {
		switch v := value.(type) {
		case []any:
			for _, item := range v {
				if found := look(item); found != "" {
					return found
				}
			}
		case object:
			for field, item := range v {
				if slices.Contains(placeFields, field) && item != nil {
					return fmt.Sprintf("%s %v", field, item)
				}
				if found := look(item); found != "" {
					return found
				}
			}
		}
		return ""
	}
	for _, family := range families {
		if found := look(family); c.hidden[family["id"].(string)] && r.reason == "" && found != "" {
			c.t.Errorf("%s: a protected place is shown: %s", r, found)
		}
	}
}
