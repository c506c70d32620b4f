package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

// ProveEntry makes the proof that an entry is in the log of the newest checkpoint. It reads a hash or two for each doubling of the
// log, and not the log. What the database holds is not checked by it: the proof is.
func (s *Store) ProveEntry(ctx context.Context, seq int64) (audit.Proof, error) {
	var proof audit.Proof
	err := s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		l := logReader{db}
		var entry []loggedEntry
		if err := l.rows(&entry, "SELECT seq, body FROM audit_entries WHERE seq = ?", seq); err != nil {
			return err
		}
		if len(entry) == 0 {
			return models.Refuse(models.NotFound, fmt.Sprintf("there is no entry %d in the log", seq))
		}
		var last []struct {
			Size int64
			Note string
		}
		if err := l.rows(&last, "SELECT size, note FROM audit_checkpoints WHERE size >= ? ORDER BY size DESC, note LIMIT 1", seq); err != nil {
			return err
		}
		if len(last) == 0 {
			return models.Refuse(models.Conflict, fmt.Sprintf("no checkpoint was signed yet that covers entry %d: sign one by thrive audit checkpoint", seq))
		}
		var err error
		proof, err = audit.Prove(seq, entry[0].Body, last[0].Note, last[0].Size, l.hashes)
		return err
	}, s.oneMoment())
	return proof, err
}

// hashes are those of the tree by their numbers, in the order asked for.
func (l logReader) hashes(numbers []int64) ([]audit.Hash, error) {
	var kept []struct {
		ID   int64
		Hash []byte
	}
	if err := l.rows(&kept, "SELECT id, hash FROM audit_hashes WHERE id IN ?", numbers); err != nil {
		return nil, err
	}
	found := map[int64]audit.Hash{}
	for _, k := range kept {
		var hash audit.Hash
		copy(hash[:], k.Hash)
		found[k.ID] = hash
	}
	hashes := make([]audit.Hash, len(numbers))
	for i, n := range numbers {
		hash, ok := found[n]
		if !ok {
			return nil, fmt.Errorf("the log lacks hash %d: verify it by thrive audit verify", n)
		}
		hashes[i] = hash
	}
	return hashes, nil
}
