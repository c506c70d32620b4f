package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/store"
)

// unmigrated is a database without tables.
func unmigrated(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func pending(t *testing.T, s *store.Store) []string {
	t.Helper()
	files, err := s.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestMigrationsRunOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := unmigrated(t, dsn)
		waiting := pending(t, s)
		if len(waiting) == 0 || !slices.IsSorted(waiting) || filepath.Ext(waiting[0]) != ".sql" {
			t.Fatalf("pending on an empty database: %q", waiting)
		}
		if again := pending(t, s); !slices.Equal(again, waiting) {
			t.Errorf("asking what is pending changed it: %q", again)
		}
		ran, err := s.Migrate(t.Context())
		if err != nil || !slices.Equal(ran, waiting) {
			t.Errorf("ran %q, %v; pending were %q", ran, err, waiting)
		}
		if ran, err := s.Migrate(t.Context()); err != nil || len(ran) > 0 {
			t.Errorf("a second time ran %q, %v", ran, err)
		}
		if left := pending(t, s); len(left) > 0 {
			t.Errorf("pending after all ran: %q", left)
		}
	})
}

// Two processes that start at once on a new database, each with connections of its own.
func TestMigrationsRunAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		stores := make([]*store.Store, 4)
		for i := range stores {
			stores[i] = unmigrated(t, dsn)
		}
		var all sync.WaitGroup
		ran, errs := make([][]string, len(stores)), make([]error, len(stores))
		for i, s := range stores {
			all.Go(func() { ran[i], errs[i] = s.Migrate(context.Background()) })
		}
		all.Wait()
		for i, err := range errs {
			if err != nil {
				t.Errorf("process %d: %v", i, err)
			}
		}
		files := slices.Sorted(slices.Values(slices.Concat(ran...)))
		if len(files) == 0 || len(slices.Compact(slices.Clone(files))) != len(files) {
			t.Errorf("not every migration ran once: %q", files)
		}
		if left := pending(t, stores[0]); len(left) > 0 {
			t.Errorf("left: %q", left)
		}
	})
}

func TestDialectsHaveTheSameSchema(t *testing.T) {
	shape := func(dsn string) (tables, indexes []string) {
		open(t, dsn)
		db := dbtest.Raw(t, dsn)
		for _, table := range dbtest.Tables(t, db, dsn) {
			var columns []string
			for _, c := range dbtest.Columns(t, db, table) {
				columns = append(columns, c.Name())
			}
			tables = append(tables, table+": "+strings.Join(columns, ", "))
		}
		query := "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'"
		if strings.HasPrefix(dsn, "sqlite:") {
			query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'"
		}
		indexes = dbtest.Rows(t, db, query)
		slices.Sort(indexes)
		return tables, indexes
	}
	tables, indexes := shape(dbtest.SQLite(t))
	otherTables, otherIndexes := shape(dbtest.Postgres(t))
	compareLines(t, "tables", tables, otherTables)
	compareLines(t, "indexes", indexes, otherIndexes)
}

// compareLines reports what only one of the two dialects has.
func compareLines(t *testing.T, what string, sqlite, postgres []string) {
	t.Helper()
	if len(sqlite) == 0 {
		t.Errorf("SQLite has no %s", what)
	}
	for _, line := range sqlite {
		if !slices.Contains(postgres, line) {
			t.Errorf("%s: only SQLite has %s", what, line)
		}
	}
	for _, line := range postgres {
		if !slices.Contains(sqlite, line) {
			t.Errorf("%s: only Postgres has %s", what, line)
		}
	}
}
