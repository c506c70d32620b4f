package store

import (
	"strings"

	"thrivingfamilies.example/hub/audit"
)

// sheet is rows of two columns that are added to a table of the log, column by column.
type sheet struct {
	table, columns string
	types          string // of Postgres, with a comma between
	first, second  any    // slices of one length
	pairs          []any  // the same, row by row
}

// newSheet is a sheet of these rows.
func newSheet[A, B any](table, columns, types string, first []A, second []B) sheet {
	pairs := make([]any, 0, 2*len(first))
	for i := range first {
		pairs = append(pairs, first[i], second[i])
	}
	return sheet{table, columns, types, first, second, pairs}
}

// sheetsOf adds entries to the tree. Its sheets are, in this order: the entries, the hashes that they make complete, and how they
// are found.
func sheetsOf(tree *audit.Tree, entries []writtenEntry) []sheet {
	var seqs, ids, of []int64
	var bodies, readers, concerned, readersOf []string
	var by []int64
	var hashes [][]byte
	for _, e := range entries {
		id := audit.First(tree.Size() + 1)
		for _, hash := range tree.Add(e.body) {
			ids, hashes = append(ids, id), append(hashes, hash[:])
			id++
		}
		seqs, bodies, readers = append(seqs, tree.Size()), append(bodies, e.body), append(readers, e.Actor.Subject)
		for _, id := range e.Subjects() {
			concerned, of = append(concerned, id), append(of, tree.Size())
		}
		for _, who := range e.ReaderOf() {
			readersOf, by = append(readersOf, who), append(by, tree.Size())
		}
	}
	return []sheet{
		newSheet("audit_entries", "seq, body", "bigint[], text[]", seqs, bodies),
		newSheet("audit_hashes", "id, hash", "bigint[], bytea[]", ids, hashes),
		newSheet("audit_subjects", "subject_id, seq", "text[], bigint[]", concerned, of),
		newSheet("audit_readers", "seq, subject", "bigint[], text[]", seqs, readers),
		newSheet("audit_readers_of", "reader_of, seq", "text[], bigint[]", readersOf, by),
	}
}

// unnest is the statement that adds the rows on Postgres: one text whatever their number, so that it is prepared once.
func (s sheet) unnest() string {
	first, second, _ := strings.Cut(s.types, ", ")
	return "INSERT INTO " + s.table + " (" + s.columns + ") SELECT * FROM unnest($1::" + first + ", $2::" + second + ")"
}

// writeSheets adds the rows.
func (t *Tx) writeSheets(sheets []sheet) error {
	for _, s := range sheets {
		if len(s.pairs) == 0 {
			continue
		}
		if t.postgres {
			if _, err := t.db.Statement.ConnPool.ExecContext(t.db.Statement.Context, s.unnest(), s.first, s.second); err != nil {
				return err
			}
			continue
		}
		for pairs := s.pairs; len(pairs) > 0; {
			some := pairs[:min(2*500, len(pairs))]
			pairs = pairs[len(some):]
			tuples := strings.Repeat(", (?, ?)", len(some)/2)[2:]
			if err := t.exec("INSERT INTO "+s.table+" ("+s.columns+") VALUES "+tuples, some...); err != nil {
				return err
			}
		}
	}
	return nil
}
