package dbtest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestEachGivesTwoDatabases(t *testing.T) {
	skipIfRefused(t)
	var got []string
	Each(t, func(_ *testing.T, dsn string) { got = append(got, dsn) })
	if len(got) != 2 || !strings.HasPrefix(got[0], "sqlite:") || !strings.HasPrefix(got[1], "postgres://") {
		t.Errorf("got %q, want one of SQLite and one of Postgres", got)
	}
}

func TestSchemasDoNotSeeEachOther(t *testing.T) {
	one, two := Postgres(t), Postgres(t)
	for _, dsn := range []string{one, two} {
		if err := execute(dsn, "CREATE TABLE people (id int)"); err != nil {
			t.Error(err)
		}
	}
	if err := execute(one, "CREATE TABLE people (id int)"); err == nil {
		t.Error("the same table could be made twice in one schema")
	}
}

func TestSchemaIsDroppedAfterTheTest(t *testing.T) {
	var dsn string
	t.Run("inner", func(t *testing.T) {
		dsn = Postgres(t)
		if err := execute(dsn, "CREATE TABLE people (id int)"); err != nil {
			t.Fatal(err)
		}
	})
	if err := execute(dsn, "SELECT FROM people"); err == nil {
		t.Error("the table is still there")
	}
}

func TestClusterTakesSettings(t *testing.T) {
	s := Cluster(t, "work_mem=7MB")
	check := "DO $$ BEGIN ASSERT current_setting('work_mem') = '7MB'; END $$"
	if err := execute(s.DSN, check); err != nil {
		t.Error(err)
	}
}

func TestClusterKilledComesBackWithItsData(t *testing.T) {
	s := Cluster(t)
	if err := execute(s.DSN, "CREATE TABLE people (id int)"); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(s.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	if err := execute(s.DSN, "SELECT FROM people"); err != nil {
		t.Error(err)
	}
	pid := s.PID()
	s.Stop()
	if running(pid) || exists(s.folder) {
		t.Errorf("after Stop: process %d running %t, folder there %t", pid, running(pid), exists(s.folder))
	}
}

// The test process is killed, not ended, so that no cleanup of ours runs: only the minder is left to stop Postgres.
func TestClusterEndsWithAKilledProcess(t *testing.T) {
	if os.Getenv("DBTEST_VICTIM") != "" {
		s := Cluster(t)
		if err := os.WriteFile(os.Getenv("DBTEST_VICTIM"), []byte(s.folder+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		return
	}
	skipIfRefused(t)
	note := filepath.Join(t.TempDir(), "note")
	victim := exec.Command(os.Args[0], "-test.run=^TestClusterEndsWithAKilledProcess$")
	victim.Env = append(os.Environ(), "DBTEST_VICTIM="+note)
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var s Server
	eventually(t, "the victim starts", func() bool {
		text, err := os.ReadFile(note)
		s.folder = strings.TrimSuffix(string(text), "\n")
		return err == nil && strings.HasSuffix(string(text), "\n")
	})
	pid := s.PID()
	if pid == 0 || !running(pid) {
		t.Fatalf("postmaster %d does not run", pid)
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // killed, which is an error
	eventually(t, "Postgres ends", func() bool { return !running(pid) && !exists(s.folder) })
}

func TestNewestVersionWins(t *testing.T) {
	root := t.TempDir()
	for _, file := range []string{"9.6/initdb", "9.6/postgres", "15/initdb", "15/postgres", "17/psql"} {
		path := filepath.Join(root, filepath.Dir(file), "bin", filepath.Base(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	folders, err := filepath.Glob(filepath.Join(root, "*", "bin"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := newest(folders), filepath.Join(root, "15", "bin"); got != want {
		t.Errorf("newest = %q, want %q: 15 is above 9.6, and 17 has no server", got, want)
	}
}

func TestMissingPostgresSaysHowToInstall(t *testing.T) {
	t.Setenv("THRIVE_PG_BIN", t.TempDir())
	if _, err := findPrograms(); err == nil || !strings.Contains(err.Error(), "THRIVE_PG_BIN") {
		t.Errorf("error = %v, want one that names THRIVE_PG_BIN", err)
	}
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("not within 20 seconds: %s", what)
}

func running(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
