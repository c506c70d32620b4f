package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

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
	ctx, size := t.db.Statement.Context, t.insertRows(len(columns))
	prefix := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	for len(rows) > 0 {
		n := min(size, len(rows))
		if n < size && !t.postgres {
			n = 1
		}
		statement, err := t.db.Statement.ConnPool.PrepareContext(ctx, prefix+t.tuples(n, len(columns))+" "+tail)
		if err != nil {
			return err
		}
		args := make([]any, 0, n*len(columns))
		for len(rows) >= n {
			args = args[:0]
			for _, row := range rows[:n] {
				for _, v := range row {
					args = append(args, plain(v))
				}
			}
			if _, err := statement.ExecContext(ctx, args...); err != nil {
				_ = statement.Close()
				return err
			}
			rows = rows[n:]
			if n == 1 && len(rows) == 0 {
				break
			}
		}
		if err := statement.Close(); err != nil {
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
