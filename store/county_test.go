package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
	"thrivingfamilies.example/hub/synthetic"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// now is when the tests' imports happen.
var now = time.Date(2013, 1, 7, 9, 0, 0, 0, time.UTC)

// open is a migrated database, opened as the role that serves.
func open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	owner := connect(t, dsn)
	if _, err := owner.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if dbtest.Serving(dsn) == dsn {
		return owner
	}
	return connect(t, dbtest.Serving(dsn))
}

func connect(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// county is the shared county's folder; the test is left out, saying so, where there is none. A short run, which is the one
// under the race detector, takes a small synthetic one instead.
func county(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		small := filepath.Join(t.TempDir(), "county")
		if err := (synthetic.County{Families: 3, Seed: 1}).Write(small); err != nil {
			t.Fatal(err)
		}
		return small
	}
	shared := os.Getenv("THRIVE_SHARED")
	if shared == "" {
		shared = "../../shared"
	}
	folder := filepath.Join(shared, "county")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no county to read: set THRIVE_SHARED to the folder that holds county (%s)", folder)
	}
	return folder
}

// take imports one feed as a test would.
func take(t testing.TB, s *store.Store, folder string, o store.ImportOptions) models.Receipt {
	t.Helper()
	feed, err := feeds.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = feed.Close() }()
	if o.Now.IsZero() {
		o.Now = now
	}
	o.By = audit.Actor{Subject: "test"}
	receipt, err := s.Import(context.Background(), feed, o)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func TestTheCountyGoesInWholeAndOnce(t *testing.T) {
	folder := county(t)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for round, want := range []string{"new", "same"} {
			for _, p := range models.Partners {
				r := take(t, s, filepath.Join(folder, string(p)), store.ImportOptions{Partner: p, Follow: true})
				total := r.Total()
				if total.Quarantined != 0 || total.Rows == 0 {
					t.Errorf("%s: %+v", p, total)
				}
				if got := map[string]int{"new": total.New, "same": total.Same}[want]; got != total.Rows {
					t.Errorf("round %d, %s: %d of %d rows are %s", round, p, got, total.Rows, want)
				}
			}
		}
		counts, err := s.Link(context.Background(), store.LinkOptions{Learn: true, Now: now, By: audit.Actor{Subject: "test"}})
		if err != nil {
			t.Fatal(err)
		}
		if counts.Records < counts.People || counts.People < counts.Families || counts.Families == 0 {
			t.Errorf("%+v", counts)
		}
	})
}
