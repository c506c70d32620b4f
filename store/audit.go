package store

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/audit"
)

// logLock is the key of the Postgres lock under which entries are appended one after another.
const logLock = 62_2018

// Append adds an entry to the log in the transaction of what it tells of. On Postgres nobody else appends until that has ended: let
// it be the last that is done there.
func (t *Tx) Append(e audit.Entry) error {
	body, err := e.Canonical()
	if err != nil {
		return err
	}
	return t.appendBodies([]string{body})
}

// appendBodies adds entries' texts, and the hashes that they make complete.
func (t *Tx) appendBodies(bodies []string) error {
	if t.postgres {
		if err := t.exec("SELECT pg_advisory_xact_lock(?)", logLock); err != nil {
			return err
		}
	}
	tree, err := t.logTree()
	if err != nil {
		return err
	}
	return t.grow(tree, bodies, true)
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

// grow adds texts to the tree and writes the hashes, and the entries too unless they stand there already.
func (t *Tx) grow(tree *audit.Tree, bodies []string, entries bool) error {
	var rows, hashes []any
	for _, body := range bodies {
		id := audit.First(tree.Size() + 1)
		for _, hash := range tree.Add(body) {
			hashes = append(hashes, id, hash[:])
			id++
		}
		rows = append(rows, tree.Size(), body)
	}
	if entries {
		if err := t.insertPairs("INSERT INTO audit_entries (seq, body) VALUES ", rows); err != nil {
			return err
		}
	}
	return t.insertPairs("INSERT INTO audit_hashes (id, hash) VALUES ", hashes)
}

// insertPairs inserts rows of two columns, many at once.
func (t *Tx) insertPairs(insert string, values []any) error {
	const most = 2 * 1000
	for len(values) > 0 {
		some := values[:min(most, len(values))]
		values = values[len(some):]
		query := insert
		for i := range len(some) / 2 {
			if i > 0 {
				query += ", "
			}
			query += "(?, ?)"
		}
		if err := t.exec(query, some...); err != nil {
			return err
		}
	}
	return nil
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
			if err := tx.grow(tree, bodies, false); err != nil {
				return err
			}
		}
		return nil
	})
}
