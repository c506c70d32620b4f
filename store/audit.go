package store

import (
	"context"
	"encoding/json"
	"fmt"

	"thrivingfamilies.example/hub/audit"
)

// logLock is the key of the Postgres lock under which entries are appended one after another.
const logLock = 62_2018

// Append adds an entry to the log in the transaction of what it tells of. On Postgres nobody else appends until that has ended: let
// it be the last that is done there.
func (t *Tx) Append(e audit.Entry) error {
	written, err := write(e)
	if err != nil {
		return err
	}
	return t.appendAll([]writtenEntry{written})
}

// writtenEntry is an entry and its text.
type writtenEntry struct {
	audit.Entry
	body string
}

func write(e audit.Entry) (writtenEntry, error) {
	body, err := e.Canonical()
	return writtenEntry{e, body}, err
}

// appendAll adds entries, the hashes that they make complete, and how they are found.
func (t *Tx) appendAll(entries []writtenEntry) error {
	if t.postgres {
		if err := t.exec("SELECT pg_advisory_xact_lock(?)", logLock); err != nil {
			return err
		}
	}
	tree, err := t.logTree()
	if err != nil {
		return err
	}
	return t.writeSheets(sheetsOf(tree, entries))
}

// logTree is the tree of the log as it stands.
func (t *Tx) logTree() (*audit.Tree, error) {
	var size int64
	if err := t.scan(&size, "SELECT coalesce(max(seq), 0) FROM audit_entries"); err != nil {
		return nil, err
	}
	numbers := audit.Edge(size)
	if size == 0 {
		return audit.Resume(0, nil)
	}
	var kept []struct {
		ID   int64
		Hash []byte
	}
	if err := t.scan(&kept, "SELECT id, hash FROM audit_hashes WHERE id IN ?", numbers); err != nil {
		return nil, err
	}
	edge := make([]audit.Hash, len(kept))
	for _, k := range kept {
		for i, n := range numbers {
			if n == k.ID && i < len(edge) {
				copy(edge[i][:], k.Hash)
			}
		}
	}
	return audit.Resume(size, edge)
}

// plantTree makes the tree of entries that were written before there was one.
func (s *Store) plantTree(ctx context.Context) error {
	return s.InTx(ctx, func(tx *Tx) error {
		var entries, hashes int64
		if err := tx.scan(&entries, "SELECT count(*) FROM audit_entries"); err != nil {
			return err
		}
		if err := tx.scan(&hashes, "SELECT count(*) FROM audit_hashes"); err != nil || hashes > 0 {
			return err
		}
		tree := &audit.Tree{}
		for tree.Size() < entries {
			var bodies []string
			if err := tx.scan(&bodies, "SELECT body FROM audit_entries WHERE seq > ? ORDER BY seq LIMIT ?", tree.Size(), auditPage); err != nil {
				return err
			}
			if len(bodies) == 0 {
				return fmt.Errorf("the log has %d entries that are not numbered one after another", entries)
			}
			entries := make([]writtenEntry, len(bodies))
			for i, body := range bodies {
				entries[i].body = body
				if err := json.Unmarshal([]byte(body), &entries[i].Entry); err != nil {
					return fmt.Errorf("entry %d of the log cannot be read: %w", tree.Size()+int64(i)+1, err)
				}
			}
			if err := tx.writeSheets(sheetsOf(tree, entries)[1:]); err != nil { // the entries stand there already
				return err
			}
		}
		return nil
	})
}
