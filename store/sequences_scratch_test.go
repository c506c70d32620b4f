package store_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/store"
)

// finish links the same feeds from scratch, by the same model and keeping to what the same people said, and compares.
func (q *sequence) finish() {
	for _, table := range []struct{ name, where string }{
		{"link_models", ""}, {"link_constraints", ""}, {"family_corrections", ""}, {"family_correction_records", ""}, {"review_tasks", " WHERE NOT (kind = 'pair' AND state = 'open')"}, {"report_sides", ""},
	} {
		q.copyRows(table.name, table.where)
	}
	if _, err := q.slow.Link(q.t.Context(), store.LinkOptions{Now: q.at, By: audit.Actor{Subject: "test"}}); err != nil {
		q.t.Fatal(err)
	}
	for _, of := range []struct{ what, column string }{{"people", "l.person_id"}, {"families", "p.family_id"}} {
		q.same(of.what, q.groups(of.column), q.plain.groups(of.column))
	}
	got, want := dbtest.Contents(q.t, q.db, q.dsn), dbtest.Contents(q.t, q.plain.db, q.plain.dsn)
	for _, table := range []string{"link_pairs", "match_keys", "keyed_records", "home_keys", "place_keys", "crowded_homes"} {
		q.same(table, got[table], want[table])
	}
	const open = "SELECT " + pairCells + ", model, weight, p_same, p_household FROM review_tasks WHERE kind = 'pair' AND state = 'open' ORDER BY " + pairCells
	q.same("what is in doubt", q.lines(open), q.plain.lines(open))
	for range q.lines(open) {
		q.count("in doubt at the end")
	}
	if !q.t.Failed() {
		gotDerived, wantDerived := q.withoutIDs(got), q.plain.withoutIDs(want)
		for table := range gotDerived {
			q.same(table, gotDerived[table], wantDerived[table])
		}
	}
	for id := range q.now.persons {
		person, family, err := q.s.FamilyOf(q.t.Context(), id)
		if err != nil || person != "" && family != q.now.persons[person].family {
			q.t.Errorf("%s is found as %s of %s, %v", id, person, family, err)
		}
		q.redirected("persons", id, person)
		switch person {
		case id:
		case "":
			q.count("an id leads nowhere")
		default:
			q.count("an id redirects")
		}
	}
	for id := range q.now.families {
		family, err := q.s.LiveFamily(q.t.Context(), id)
		if err != nil {
			q.t.Error(err)
		}
		q.redirected("families", id, family)
	}
	logged(q.t, q.s) // the chain holds
	q.link(false)
	again := q.look()
	if again.events != q.now.events || !maps.Equal(again.persons, q.now.persons) || !maps.Equal(again.families, q.now.families) || !maps.Equal(again.links, q.now.links) {
		q.t.Errorf("linking everything once more moves somebody")
	}
	unchanged(q.t, "linking everything once more", got, dbtest.Contents(q.t, q.db, q.dsn))
}

func (q *sequence) same(what string, got, want []string) {
	q.t.Helper()
	if !slices.Equal(got, want) {
		unchanged(q.t, what+" is not as from scratch", map[string][]string{what: want}, map[string][]string{what: got})
	}
}

// copyRows copies rows of a table into the database that is linked from scratch.
func (q *sequence) copyRows(table, where string) {
	rows, err := q.db.QueryContext(q.t.Context(), "SELECT * FROM "+table+where)
	if err != nil {
		q.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		q.t.Fatal(err)
	}
	values, places, marks := make([]any, len(columns)), make([]any, len(columns)), make([]string, len(columns))
	for i := range values {
		places[i], marks[i] = &values[i], fmt.Sprint("$", i+1)
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			q.t.Fatal(err)
		}
		if _, err := q.plain.db.ExecContext(q.t.Context(), "INSERT INTO "+table+" VALUES ("+strings.Join(marks, ", ")+")", values...); err != nil {
			q.t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		q.t.Fatal(err)
	}
}

// withoutIDs are the rows from which readers are answered, with people and families named by their least records, as which
// ids they have hangs on history.
func (h held) withoutIDs(contents map[string][]string) map[string][]string {
	h.t.Helper()
	var names []string
	seen := map[string]bool{}
	for _, c := range h.cells("SELECT l.person_id, p.family_id, l.partner, l.org, l.ref FROM links l JOIN persons p ON p.id = l.person_id ORDER BY 3, 4, 5") {
		record := strings.Join(c[2:], "/")
		for i, of := range []string{"person of ", "family of "} {
			if !seen[c[i]] {
				seen[c[i]] = true
				names = append(names, c[i], of+record)
			}
		}
	}
	renamed := strings.NewReplacer(names...)
	out := map[string][]string{}
	for _, table := range []string{"family_documents", "holdings", "findable"} {
		for _, line := range contents[table] {
			line = renamed.Replace(line)
			if at := strings.Index(line, "{"); table == "family_documents" {
				line = line[:at] + h.inOrder(line[at:])
			}
			out[table] = append(out[table], line)
		}
		slices.Sort(out[table])
	}
	return out
}

// inOrder is a document with its lists sorted.
func (h held) inOrder(document string) string {
	var body any
	if err := json.Unmarshal([]byte(document), &body); err != nil {
		h.t.Fatalf("%v: %s", err, document)
	}
	text, err := json.Marshal(ordered(body))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text)
}

func ordered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			v[name] = ordered(value)
		}
	case []any:
		slices.SortFunc(v, func(a, b any) int { return strings.Compare(fmt.Sprint(ordered(a)), fmt.Sprint(ordered(b))) })
	}
	return v
}
