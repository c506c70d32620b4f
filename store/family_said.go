package store

import (
	"cmp"
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// The sides of a correction: see linkage.Correction.
const (
	aboutSide   = "about"
	withSide    = "with"
	withoutSide = "without"
)

// corrections are those that stand, in the order in which they were made, and whom their records are.
func (t *Tx) corrections() ([]linkage.Correction, map[linkage.Key]string, error) {
	var rows []struct {
		linkage.Key    `gorm:"embedded"`
		N              int
		Side, PersonID string
	}
	// They are what people have said, one by one: never so many that reading them all would matter.
	if err := t.scan(&rows, `SELECT c.n, r.side, r.partner, r.org, r.ref, l.person_id FROM family_corrections c
		JOIN family_correction_records r ON r.correction_id = c.id JOIN links l ON l.partner = r.partner AND l.org = r.org AND l.ref = r.ref
		WHERE c.withdrawn_at IS NULL ORDER BY c.n, r.partner, r.org, r.ref`); err != nil {
		return nil, nil, err
	}
	var said []linkage.Correction
	people := map[linkage.Key]string{}
	for i, r := range rows {
		if i == 0 || rows[i-1].N != r.N {
			said = append(said, linkage.Correction{})
		}
		c := &said[len(said)-1]
		side := map[string]*[]linkage.Key{aboutSide: &c.About, withSide: &c.With, withoutSide: &c.Without}[r.Side]
		*side = append(*side, r.Key)
		people[r.Key] = r.PersonID
	}
	return said, people, nil
}

// correctionReader reads the corrections that stand for the documents of the families of whose members they speak. They stand
// with links, in the part of the council, whose coordinators made them.
type correctionReader struct{}

type correctionRow struct {
	models.Correction `gorm:"embedded"`
	N                 int
	PersonID          string
}

func (correctionReader) read(t *Tx) ([]piece, error) {
	var rows []correctionRow
	if err := t.scan(&rows, `SELECT DISTINCT c.n, c.id, c.kind, c.reason, c.made_by, c.made_at, l.person_id FROM batch_links l
		CROSS JOIN family_correction_records r CROSS JOIN family_corrections c WHERE r.partner = l.partner AND r.org = l.org AND r.ref = l.ref
		AND c.id = r.correction_id AND c.withdrawn_at IS NULL`); err != nil {
		return nil, fmt.Errorf("reading corrections: %w", err)
	}
	slices.SortFunc(rows, func(a, b correctionRow) int {
		return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.PersonID, b.PersonID))
	})
	return []piece{correctionPiece(rows)}, nil
}

type correctionPiece []correctionRow

func (c correctionPiece) sort(parts map[partKey]*models.Part, members map[string]string, protected map[string]bool) {
	for _, row := range c {
		said := row.Correction
		said.MadeAt = said.MadeAt.UTC()
		key := partKey{FamilyID: members[row.PersonID], Class: models.ClassLinks, Partner: models.Council, Places: placesOpen}
		if protected[key.FamilyID] {
			key.Places = placesFull
			putCorrection(parts, key, said)
			key.Places, said.Reason = placesHidden, ""
		}
		putCorrection(parts, key, said)
	}
}

// putCorrection adds a correction to a part, once for all members of whom it speaks.
func putCorrection(parts map[partKey]*models.Part, key partKey, said models.Correction) {
	part := parts[key]
	if part == nil {
		part = &models.Part{}
		parts[key] = part
	}
	if part.Case == nil {
		part.Case = &models.Case{}
	}
	held := part.Case
	if n := len(held.Corrections); n == 0 || held.Corrections[n-1].ID != said.ID {
		held.Corrections = append(held.Corrections, said)
	}
}

func (correctionPiece) holders(func(*models.Provenance, models.Fact)) {}
