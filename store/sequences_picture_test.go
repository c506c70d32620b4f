package store_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// picture is what is held at one moment, as far as a step is judged by it.
type picture struct {
	links             map[linkage.Key]string
	persons, families map[string]standing
	rows              map[string]row // of partners, by table and number
	constraints       []string
	tasks             []string
	corrections       []string       // of families
	first             map[string]int // the ids that reports gave, with the numbers of the reports
	events, log       int
}

// standing is what is kept of an id.
type standing struct {
	ended  bool
	into   string // the id that took its place
	family string // of a person
}

// row is one row of a partner's file.
type row struct {
	said  string // all of it but for its end
	ended string // when and as what, or that it has not
}

const notEnded = "NULL | NULL"

func (p picture) equal(o picture) bool {
	return maps.Equal(p.links, o.links) && maps.Equal(p.persons, o.persons) && maps.Equal(p.families, o.families) && maps.Equal(p.rows, o.rows) &&
		slices.Equal(p.constraints, o.constraints) && slices.Equal(p.tasks, o.tasks) &&
		slices.Equal(p.corrections, o.corrections) && maps.Equal(p.first, o.first) && p.events == o.events && p.log == o.log
}

// look takes the picture of now.
func (q *sequence) look() picture {
	p := picture{links: map[linkage.Key]string{}, persons: map[string]standing{}, families: map[string]standing{}, rows: map[string]row{}, first: map[string]int{}}
	for _, c := range q.cells("SELECT partner, org, ref, person_id FROM links") {
		p.links[keyOf(c)] = c[3]
	}
	for _, c := range q.cells("SELECT id, ended, coalesce(merged_into, ''), family_id FROM persons") {
		p.persons[c[0]] = standing{c[1] == "1", c[2], c[3]}
	}
	for _, c := range q.cells("SELECT id, ended, coalesce(merged_into, '') FROM families") {
		p.families[c[0]] = standing{ended: c[1] == "1", into: c[2]}
	}
	for table, columns := range q.sources {
		for _, line := range q.lines("SELECT id, ended_import_id, ended_as, " + columns + " FROM " + table) {
			c := strings.SplitN(line, " | ", 4)
			p.rows[table+" "+c[0]] = row{c[3], c[1] + " | " + c[2]}
		}
	}
	p.constraints = q.lines("SELECT " + pairCells + ", kind, task_id, same, related, at FROM link_constraints ORDER BY " + pairCells + ", kind, task_id")
	p.tasks = q.lines("SELECT " + pairCells + ", id, kind, state, verdict, round FROM review_tasks ORDER BY id")
	p.corrections = q.lines("SELECT r.correction_id, r.side, r.partner, r.org, r.ref FROM family_correction_records r JOIN family_corrections c " +
		"ON c.id = r.correction_id WHERE c.withdrawn_at IS NULL ORDER BY c.n, r.side, r.partner, r.org, r.ref")
	for _, c := range q.cells("SELECT id, n FROM parted_ids") {
		n, err := strconv.Atoi(c[1])
		if err != nil {
			q.t.Fatal(err)
		}
		p.first[c[0]] = n
	}
	p.events = q.number("SELECT coalesce(max(seq), 0) FROM link_events")
	p.log = q.number(`SELECT count(*) FROM audit_entries WHERE NOT (body LIKE '%"kind":"combination"%' AND body LIKE '%"import":%')`) // an import has a second
	return p
}

const pairCells = "a_partner, a_org, a_ref, b_partner, b_org, b_ref"

// cells are the values of a query's rows.
func (h held) cells(query string) (all [][]string) {
	h.t.Helper()
	for _, line := range h.lines(query) {
		all = append(all, strings.Split(line, " | "))
	}
	return all
}

func (h held) number(query string) int {
	h.t.Helper()
	n, err := strconv.Atoi(h.lines(query)[0])
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// keyOf is the record that the first three cells name.
func keyOf(cells []string) linkage.Key {
	return linkage.Key{Partner: models.Partner(cells[0]), Org: cells[1], Ref: cells[2]}
}

// pairOf is two records, the lesser first.
type pairOf struct{ a, b linkage.Key }

// String is the pair as a query shows it.
func (p pairOf) String() string {
	return strings.Join([]string{string(p.a.Partner), p.a.Org, p.a.Ref, string(p.b.Partner), p.b.Org, p.b.Ref}, " | ")
}

func (p pairOf) compare(o pairOf) int {
	switch {
	case p == o:
		return 0
	case p.a.Less(o.a) || p.a == o.a && p.b.Less(o.b):
		return -1
	}
	return 1
}

// sourceTables are the tables of partners' rows, each with its columns but for those of a row's end.
func sourceTables(h held) map[string]string {
	tables := map[string]string{}
	for _, table := range dbtest.Tables(h.t, h.db, h.dsn) {
		if !strings.HasPrefix(table, "source_") {
			continue
		}
		var columns []string
		for _, c := range dbtest.Columns(h.t, h.db, table) {
			if name := c.Name(); !strings.HasPrefix(name, "ended_") && name != "id" {
				columns = append(columns, name)
			}
		}
		tables[table] = strings.Join(columns, ", ")
	}
	return tables
}
