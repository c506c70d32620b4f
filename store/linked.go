package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/linkage"
)

// Linked is one record that is held, and whom it is taken to be.
type Linked struct {
	linkage.Record
	FamilyID string
}

// EachLinked returns all records that are held, with their people and families, in the order of their keys, and the pairs
// kept among them, by their places.
func (s *Store) EachLinked(ctx context.Context) (records []Linked, pairs []linkage.Pair, err error) {
	err = s.short(ctx, func(tx *Tx) error {
		var rows []struct {
			LinkRow  `gorm:"embedded"`
			FamilyID string
		}
		if err := tx.scan(&rows, "SELECT "+recordColumns+`, i.family_id FROM source_people p
			JOIN links l ON l.partner = p.partner AND l.org = p.org AND l.ref = p.ref JOIN persons i ON i.id = l.person_id
			WHERE p.ended_import_id IS NULL ORDER BY p.partner, p.org, p.ref`); err != nil {
			return err
		}
		at := make(map[linkage.Key]int, len(rows))
		for i, row := range rows {
			records = append(records, Linked{row.record(), row.FamilyID})
			at[records[i].Key] = i
		}
		var kept []struct {
			PairRow                   `gorm:"embedded"`
			Weight, PSame, PHousehold float32
		}
		if err := tx.scan(&kept, "SELECT "+pairColumns+", weight, p_same, p_household FROM link_pairs ORDER BY "+pairColumns); err != nil {
			return err
		}
		for _, p := range kept {
			a, okA := at[p.A]
			b, okB := at[p.B]
			if okA && okB {
				pairs = append(pairs, linkage.Pair{A: min(a, b), B: max(a, b), Weight: p.Weight, Same: p.PSame, Household: p.PHousehold})
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading what was linked: %w", err)
	}
	return records, pairs, nil
}
