package store

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// insertRows is how many rows one INSERT takes: few on SQLite, which prepares it once for all; more on Postgres, which is
// a journey away.
func (t *Tx) insertRows(columns int) int {
	if t.postgres {
		return 20000 / columns
	}
	return 32
}

// insert writes rows in as few statements as suit the database; tail is what follows VALUES, such as ON CONFLICT.
func (t *Tx) insert(table string, columns []string, rows [][]any, tail string) error {
	if t.postgres && t.conn != nil && len(rows) >= manyRows {
		return t.insertMany(table, columns, rows, tail)
	}
	size := t.insertRows(len(columns))
	whole := len(rows) - len(rows)%size
	if err := t.insertEach(table, columns, rows[:whole], tail, size); err != nil {
		return err
	}
	rest := rows[whole:]
	if t.postgres {
		size = len(rest)
	} else {
		size = 1
	}
	return t.insertEach(table, columns, rest, tail, size)
}

// manyRows is from how many rows on Postgres takes them faster by COPY, through a table of their own.
const manyRows = 5000

// insertMany writes rows on Postgres from a table into which they were copied. No two may be in conflict with each other where
// tail updates.
func (t *Tx) insertMany(table string, columns []string, rows [][]any, tail string) error {
	list := strings.Join(columns, ", ")
	if err := t.exec("CREATE TEMP TABLE incoming AS SELECT " + list + " FROM " + table + " LIMIT 0"); err != nil {
		return err
	}
	if err := t.load(t.db.Statement.Context, "incoming", columns, slices.Values(rows)); err != nil {
		return err
	}
	if err := t.exec("INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM incoming " + tail); err != nil {
		return err
	}
	return t.exec("DROP TABLE incoming")
}

// insertEach writes rows so many at a time; their number is a multiple of it.
func (t *Tx) insertEach(table string, columns []string, rows [][]any, tail string, size int) error {
	if len(rows) == 0 {
		return nil
	}
	ctx := t.db.Statement.Context
	statement, err := t.db.Statement.ConnPool.PrepareContext(ctx,
		"INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES "+t.tuples(size, len(columns))+" "+tail)
	if err != nil {
		return err
	}
	defer func() { _ = statement.Close() }()
	args := make([]any, 0, size*len(columns))
	for ; len(rows) > 0; rows = rows[size:] {
		args = args[:0]
		for _, row := range rows[:size] {
			for _, v := range row {
				args = append(args, plain(v))
			}
		}
		if _, err := statement.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// tuples are the places of n rows' values, as the database writes them.
func (t *Tx) tuples(n, columns int) string {
	var b strings.Builder
	for i := range n * columns {
		switch {
		case i%columns > 0:
			b.WriteString(", ")
		case i > 0:
			b.WriteString("), (")
		default:
			b.WriteByte('(')
		}
		if t.postgres {
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(i + 1))
		} else {
			b.WriteByte('?')
		}
	}
	b.WriteByte(')')
	return b.String()
}

// plain is a value as a driver takes it.
func plain(v any) any {
	switch v := v.(type) {
	case models.Date:
		if v == "" {
			return nil
		}
		return string(v)
	case day:
		return string(v)
	case *int:
		if v == nil {
			return nil
		}
		return *v
	case models.Partner:
		return string(v)
	case models.Class:
		return string(v)
	}
	return v
}

// load writes many rows that are in conflict with none, in the order in which they come, without holding them: by COPY on
// Postgres, and some thousands at a time on SQLite.
func (t *Tx) load(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	if t.postgres {
		next, stop := iter.Pull(rows)
		defer stop()
		return t.copyFrom(ctx, table, columns, pgx.CopyFromFunc(func() ([]any, error) {
			row, _ := next()
			for i := range row {
				row[i] = plain(row[i])
			}
			return row, nil
		}))
	}
	batch := make([][]any, 0, 100*t.insertRows(len(columns)))
	for row := range rows {
		if batch = append(batch, row); len(batch) == cap(batch) {
			if err := t.insert(table, columns, batch, ""); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return t.insert(table, columns, batch, "")
}

// together puts rows in the order of whom or what they are of, their first column: what is read together then stands together.
func together(rows [][]any) iter.Seq[[]any] {
	slices.SortFunc(rows, func(x, y []any) int { return cmp.Compare(x[0].(string), y[0].(string)) })
	return slices.Values(rows)
}

// insertBatches writes staged rows on SQLite as they come.
func (t *Tx) insertBatches(_ context.Context, st stage, batches chan [][]any) error {
	for batch := range batches {
		if err := t.insert(st.table, st.all(), batch, ""); err != nil {
			return err
		}
	}
	return nil
}

func byKey(a, b linkage.Record) int {
	return cmp.Or(cmp.Compare(a.Partner.Rank(), b.Partner.Rank()), cmp.Compare(a.Org, b.Org), cmp.Compare(a.Ref, b.Ref))
}

func sortedKeys[V any](set map[string]V) []string { return slices.Sorted(maps.Keys(set)) }

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func chunks[T any](all []T, size int) [][]T {
	var parts [][]T
	for len(all) > size {
		parts = append(parts, all[:size])
		all = all[size:]
	}
	if len(all) > 0 {
		parts = append(parts, all)
	}
	return parts
}
