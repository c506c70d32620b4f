package store

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"

	"thrivingfamilies.example/hub/audit"
)

// SignLog signs a checkpoint of the log as it stands, by each of the keys, and keeps it; where the last one is of just that, and no
// key is new, it keeps that. It returns the checkpoint, "" of an empty log.
func (s *Store) SignLog(ctx context.Context, signers ...note.Signer) (string, error) {
	var signed string
	err := s.short(ctx, func(tx *Tx) error {
		tree, err := tx.logTree()
		if err != nil {
			return err
		}
		if tree.Size() == 0 {
			return nil
		}
		if signed, err = (audit.Checkpoint{Size: tree.Size(), Root: tree.Root()}).Sign(signers...); err != nil {
			return err
		}
		return tx.exec("INSERT INTO audit_checkpoints (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING", tree.Size(), signed)
	})
	if err != nil {
		return "", fmt.Errorf("signing a checkpoint of the log: %w", err)
	}
	return signed, nil
}
