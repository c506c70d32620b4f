package store

import (
	"time"

	"thrivingfamilies.example/hub/linkage"
)

// The kinds of constraint, from that which goes before all others.
const (
	markKind     = "mark"     // never to be linked: an adoption, a gender recognition. Why is not kept, and nobody is shown it
	holdKind     = "hold"     // reported as wrong: apart until decided
	decisionKind = "decision" // a task's
)

// pairColumns name two records, the lesser first.
const pairColumns = "a_partner, a_org, a_ref, b_partner, b_org, b_ref"

// isPair is the condition under which a row is about two records.
const isPair = "a_partner = ? AND a_org = ? AND a_ref = ? AND b_partner = ? AND b_org = ? AND b_ref = ?"

// pair are two records' places in a statement.
func pair(a, b linkage.Key) []any {
	return []any{string(a.Partner), a.Org, a.Ref, string(b.Partner), b.Org, b.Ref}
}

// PairRow is a row about two records. gorm reads no embedded struct whose name is not exported.
type PairRow struct {
	A linkage.Key `gorm:"embedded;embeddedPrefix:a_"`
	B linkage.Key `gorm:"embedded;embeddedPrefix:b_"`
}

// compare orders pairs by their keys.
func (p PairRow) compare(o PairRow) int {
	switch {
	case p == o:
		return 0
	case p.A.Less(o.A) || p.A == o.A && p.B.Less(o.B):
		return -1
	}
	return 1
}

// strongestFirst orders constraints by their pairs, and of each pair that first which counts.
const strongestFirst = " ORDER BY " + pairColumns + ", CASE kind WHEN '" + markKind + "' THEN 0 WHEN '" + holdKind + "' THEN 1 ELSE 2 END, at DESC, task_id DESC"

// Constraints are what people decided of two records that are both among the keys; of everybody where keys is nil. Each pair
// stands once, with what counts of it.
func (t *Tx) Constraints(keys []linkage.Key) ([]linkage.Constraint, error) {
	var rows []struct {
		PairRow       `gorm:"embedded"`
		Same, Related bool
	}
	// They are what people have decided, one by one: never so many that reading them all would matter.
	if err := t.scan(&rows, "SELECT "+pairColumns+", same, related FROM link_constraints"+strongestFirst); err != nil {
		return nil, err
	}
	wanted := make(map[linkage.Key]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	var constraints []linkage.Constraint
	for i, r := range rows {
		if i > 0 && rows[i-1].PairRow == r.PairRow || keys != nil && (!wanted[r.A] || !wanted[r.B]) {
			continue
		}
		constraints = append(constraints, linkage.Constraint{A: r.A, B: r.B, Same: r.Same, Related: r.Related})
	}
	return constraints, nil
}

// constrain keeps a constraint, in place of one of the same kind and task.
func (t *Tx) constrain(c linkage.Constraint, kind, task string, at time.Time) error {
	return t.exec("INSERT INTO link_constraints ("+pairColumns+", kind, task_id, same, related, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT ("+pairColumns+", kind, task_id) DO UPDATE SET same = excluded.same, related = excluded.related, at = excluded.at",
		append(pair(c.A, c.B), kind, task, c.Same, c.Related, at)...)
}

// eitherOf selects the keys of either record of a table's pairs. It is no EXISTS with an OR in it: of such a one SQLite 3.53
// looks at the first row of each index alone.
func eitherOf(table, where string) string {
	return "SELECT a_partner, a_org, a_ref FROM " + table + " WHERE " + where + " UNION SELECT b_partner, b_org, b_ref FROM " + table + " WHERE " + where
}

// broken counts the decisions that two records are one person which do not hold, as another says otherwise of one of them.
func (t *Tx) broken() (int, error) {
	constraints, err := t.Constraints(nil)
	if err != nil {
		return 0, err
	}
	var links []struct {
		linkage.Key `gorm:"embedded"`
		PersonID    string
	}
	if err := t.scan(&links, "SELECT partner, org, ref, person_id FROM links WHERE (partner, org, ref) IN ("+eitherOf("link_constraints", "same")+")"); err != nil {
		return 0, err
	}
	person := make(map[linkage.Key]string, len(links))
	for _, l := range links {
		person[l.Key] = l.PersonID
	}
	n := 0
	for _, c := range constraints {
		if a, b := person[c.A], person[c.B]; c.Same && a != "" && b != "" && a != b {
			n++
		}
	}
	return n, nil
}
