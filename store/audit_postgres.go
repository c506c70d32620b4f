package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"thrivingfamilies.example/hub/audit"
)

// appendAtOnce is appendAll on Postgres in a transaction of its own, in two journeys to the server where the last entries were this
// program's as well, whose tree it keeps.
func (s *Store) appendAtOnce(ctx context.Context, entries []writtenEntry) error {
	conn, err := s.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return conn.Raw(func(driver any) error {
		pg := driver.(*stdlib.Conn).Conn()
		tree := s.log.tree
		s.log.tree = nil // until what is added to it is committed
		tree, err := lockLog(ctx, pg, tree)
		if err == nil {
			err = commitSheets(ctx, pg, sheetsOf(tree, entries))
		}
		if err != nil {
			_, undone := pg.Exec(context.WithoutCancel(ctx), "ROLLBACK")
			return errors.Join(err, undone)
		}
		s.log.tree = tree
		return nil
	})
}

// lockLog begins a transaction that alone appends, and returns the tree of the log: the one that is known, if nobody appended since.
func lockLog(ctx context.Context, pg *pgx.Conn, known *audit.Tree) (*audit.Tree, error) {
	var size int64
	batch := &pgx.Batch{}
	batch.Queue("BEGIN")
	batch.Queue("SELECT pg_advisory_xact_lock($1)", logLock)
	batch.Queue("SELECT coalesce(max(seq), 0) FROM audit_entries").QueryRow(func(row pgx.Row) error { return row.Scan(&size) })
	if err := pg.SendBatch(ctx, batch).Close(); err != nil {
		return nil, err
	}
	if known != nil && known.Size() == size {
		return known, nil
	}
	rows, err := pg.Query(ctx, "SELECT h.hash FROM unnest($1::bigint[]) WITH ORDINALITY AS e (id, place) JOIN audit_hashes h ON h.id = e.id ORDER BY e.place", audit.Edge(size))
	if err != nil {
		return nil, err
	}
	kept, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, err
	}
	edge := make([]audit.Hash, len(kept))
	for i, hash := range kept {
		copy(edge[i][:], hash)
	}
	return audit.Resume(size, edge)
}

func commitSheets(ctx context.Context, pg *pgx.Conn, sheets []sheet) error {
	batch := &pgx.Batch{}
	for _, s := range sheets {
		if len(s.pairs) > 0 {
			batch.Queue(s.unnest(), s.first, s.second)
		}
	}
	batch.Queue("COMMIT")
	return pg.SendBatch(ctx, batch).Close()
}
