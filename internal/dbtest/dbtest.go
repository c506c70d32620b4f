package dbtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// shared is the cluster of this test process, started by the first test that asks for it.
var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Main runs the tests and then waits for the cluster to end. It is the whole of a TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }
//
// Without it the cluster ends too, a moment after the process.
func Main(m *testing.M) int {
	code := m.Run()
	if shared.server != nil {
		shared.server.Stop()
	}
	return code
}

// Each runs f twice, as the sub-tests "sqlite" and "postgres", each with a fresh and empty database.
func Each(t *testing.T, f func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite returns the address of a database file that does not exist yet, in a folder removed after the test.
func SQLite(t testing.TB) (dsn string) {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "thrive.db")
}

// Postgres returns the address of an empty schema, dropped after the test. The test fails where there is no Postgres.
// Close what was opened on it in a t.Cleanup or defer: a transaction left open fails the test instead of blocking it.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	skipIfRefused(t)
	server := os.Getenv("THRIVE_TEST_POSTGRES")
	if server == "" {
		shared.once.Do(func() { shared.server, shared.err = start(nil) })
		if shared.err != nil {
			t.Fatal(shared.err)
		}
		server = shared.server.DSN
	} else if err := makeServingRole(server); err != nil {
		t.Fatal(err)
	}
	schema := "test_" + strings.ToLower(rand.Text()[:12])
	if err := execute(server, "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := execute(server, "SET lock_timeout = '5s'; DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Errorf("dropping the test's schema (was a transaction left open?): %v", err)
		}
	})
	dsn, err := withSearchPath(server, schema)
	if err != nil {
		t.Fatalf("THRIVE_TEST_POSTGRES: %v", err)
	}
	return dsn
}

// Cluster starts a server for one test alone: to be stopped and killed, or run with settings ("name=value") of its own.
// It is stopped and removed after the test. THRIVE_TEST_POSTGRES does not apply: nobody else's server is killed here.
func Cluster(t testing.TB, settings ...string) *Server {
	t.Helper()
	skipIfRefused(t)
	s, err := start(settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

func skipIfRefused(t testing.TB) {
	t.Helper()
	if os.Getenv("THRIVE_NO_POSTGRES") == "1" {
		t.Skip("NOT TESTED ON POSTGRES: THRIVE_NO_POSTGRES=1 is set. Production runs on Postgres; unset it before you trust a green run.")
	}
}

// withSearchPath returns the address with its tables looked for, and made, in one schema only.
func withSearchPath(server, schema string) (string, error) {
	u, err := url.Parse(server)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", fmt.Errorf("want an address postgres://user:password@host/database")
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String(), nil
}

// execute runs statements on a connection of their own.
func execute(dsn, statements string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.PgConn().Exec(ctx, statements).ReadAll()
	return err
}
