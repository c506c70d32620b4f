package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// stage is a temporary table that holds one file's good rows until they are compared with what is held.
type stage struct {
	table   string   // stage_offences
	target  string   // source_offences
	columns []string // the file's columns as the database names them
}

func newStage(file feeds.File) stage {
	st := stage{table: "stage_" + file.Name, target: "source_" + file.Name}
	for _, c := range file.Columns {
		st.columns = append(st.columns, column(c.Name))
	}
	return st
}

// column is a feed column's name in the database: `from` and `until` are words of SQL.
func column(name string) string {
	if name == "from" || name == "until" {
		return name + "_day"
	}
	return name
}

// all lists the columns that a staged row and a source row share.
func (st stage) all() []string {
	return append([]string{"line", "ref", "hash", "raw"}, st.columns...)
}

// batchRows is how many rows travel from the reader of a feed to the database at once.
const batchRows = 256

// sink streams rows into the stage while the feed is still being read: a goroutine writes what the reader hands over.
type sink struct {
	batches chan [][]any
	done    chan error
	batch   [][]any
	failed  error
}

// fill makes the temporary table and returns the sink into which rows are added; close it to learn how it went.
func (t *Tx) fill(ctx context.Context, st stage) (*sink, error) {
	if err := t.exec(fmt.Sprintf("CREATE TEMP TABLE %s AS SELECT %s FROM %s WHERE 1 = 0", st.table, strings.Join(st.all(), ", "), st.target)); err != nil {
		return nil, err
	}
	k := &sink{batches: make(chan [][]any, 4), done: make(chan error, 1)}
	go func() {
		var err error
		if t.postgres {
			err = t.copyFrom(ctx, st.table, st.all(), &copySource{batches: k.batches})
		} else {
			err = t.insertBatches(ctx, st, k.batches)
		}
		k.done <- err
		for range k.batches { // a failed writer lets the reader finish what it is handing over
		}
	}()
	return k, nil
}

// add hands over one row; what it holds is copied.
func (k *sink) add(row feeds.Row) error {
	values := make([]any, 0, 4+len(row.Values))
	values = append(values, row.Line, row.Ref, append([]byte(nil), row.Hash[:]...), append([]byte{}, row.Raw...))
	for _, v := range row.Values {
		if day, ok := v.(models.Date); ok {
			v = storedDay(day)
		}
		values = append(values, v)
	}
	if k.batch = append(k.batch, values); len(k.batch) == batchRows {
		return k.flush()
	}
	return nil
}

func (k *sink) flush() error {
	select {
	case k.failed = <-k.done:
		return fmt.Errorf("writing rows: %w", k.failed)
	case k.batches <- k.batch:
		k.batch = make([][]any, 0, batchRows)
		return nil
	}
}

// close sends what is left and waits for the writer.
func (k *sink) close() error {
	if k.failed != nil {
		close(k.batches)
		return k.failed
	}
	err := k.flush()
	close(k.batches)
	if err != nil {
		return err
	}
	return <-k.done
}

// storedDay is a day as both databases take it: NULL where it is unknown.
func storedDay(d models.Date) any {
	if d == "" {
		return nil
	}
	return day(d)
}

// day is written as text by SQLite's driver and as a date by COPY.
type day models.Date

// DateValue serves COPY.
func (d day) DateValue() (pgtype.Date, error) {
	return pgtype.Date{Time: models.Date(d).Time(), Valid: true}, nil
}

// copySource gives COPY the rows of each batch in turn.
type copySource struct {
	batches chan [][]any
	batch   [][]any
	at      int
}

// Next moves to the next row; false after the last.
func (c *copySource) Next() bool {
	for c.at++; c.at >= len(c.batch); c.at = 0 {
		batch, open := <-c.batches
		if !open {
			return false
		}
		c.batch = batch
		if len(batch) > 0 {
			c.at = 0
			return true
		}
	}
	return true
}

// Values is the row.
func (c *copySource) Values() ([]any, error) { return c.batch[c.at], nil }

// Err is always nil: reading went well, or the feed's reader says so itself.
func (c *copySource) Err() error { return nil }
