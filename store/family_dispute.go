package store

import (
	"strings"

	"thrivingfamilies.example/hub/linkage"
)

// disputed are the ties of which people said, of two records, that they are two people's.
func (t *Tx) disputed() ([]linkage.Tie, error) {
	var rows []struct {
		PairRow       `gorm:"embedded"`
		Kind          string
		Same, Related bool
		HeldA, HeldB  bool
	}
	// They are what people have said, one by one: never so many that reading them all would matter.
	if err := t.scan(&rows, "SELECT "+pairColumns+", kind, same, related, "+reportedOf("a")+", "+reportedOf("b")+" FROM link_constraints c"+strongestFirst); err != nil {
		return nil, err
	}
	var disputes []linkage.Dispute
	for i, r := range rows {
		if r.Same || i > 0 && rows[i-1].PairRow == r.PairRow {
			continue
		}
		disputes = append(disputes, linkage.Dispute{A: r.A, B: r.B, Held: r.Kind == holdKind, HeldA: r.HeldA, HeldB: r.HeldB, Related: r.Related})
	}
	if len(disputes) == 0 {
		return nil, nil
	}
	people, err := t.peopleWith("NOT same")
	return linkage.Disputed(disputes, people), err
}

// reportedOf is whether one record of a constraint, called c, is of those that its report says are somebody else's.
func reportedOf(side string) string {
	return strings.ReplaceAll(
		"(SELECT count(*) FROM report_sides s WHERE s.task_id = c.task_id AND s.partner = c.X_partner AND s.org = c.X_org AND s.ref = c.X_ref) > 0 AS held_X", "X", side)
}

// peopleWith says whose all records are of those people of whom one is in a constraint that meets the condition.
func (t *Tx) peopleWith(condition string) (map[linkage.Key]string, error) {
	var links []struct {
		linkage.Key `gorm:"embedded"`
		PersonID    string
	}
	if err := t.scan(&links, "SELECT partner, org, ref, person_id FROM links WHERE person_id IN (SELECT person_id FROM links WHERE (partner, org, ref) IN ("+
		eitherOf("link_constraints", condition)+"))"); err != nil {
		return nil, err
	}
	people := make(map[linkage.Key]string, len(links))
	for _, l := range links {
		people[l.Key] = l.PersonID
	}
	return people, nil
}
