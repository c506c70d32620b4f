package store

import (
	"context"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
)

// Registered is a reader, as far as information governance keeps who readers are.
type Registered struct{ Subject, Surname, Postcode string }

// RegisterReaders replaces the register of readers. It is for the owner of the tables: the role that serves reads it alone.
func (s *Store) RegisterReaders(ctx context.Context, by audit.Entry, readers []Registered) error {
	return s.short(ctx, func(tx *Tx) error {
		if err := tx.exec("DELETE FROM reader_register"); err != nil {
			return err
		}
		for _, r := range readers {
			if err := tx.exec("INSERT INTO reader_register (subject, surname, postcode) VALUES (?, ?, ?)", r.Subject, linkage.Fold(r.Surname), linkage.FoldPostcode(r.Postcode)); err != nil {
				return err
			}
		}
		by.Kind, by.Operation, by.Detail = audit.Alteration, "register readers", map[string]any{"readers": len(readers)}
		return tx.Append(by)
	})
}
