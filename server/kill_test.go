package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// kills is how often an import is killed on each database: THRIVE_KILLS, else 50.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(killsWanted)
	if killsWanted == "" {
		return 50
	}
	if err != nil || n < 2 {
		t.Fatalf("THRIVE_KILLS is %q, want a number from 2", killsWanted)
	}
	return n
}

// killsWanted is read before TestMain takes such settings away.
var killsWanted = os.Getenv("THRIVE_KILLS")

// TestKilledImport kills the program while it takes in a feed, at moments spread over the time that takes, and starts it
// again: over an empty database first, then with a snapshot that changes and withdraws rows. What is there in the end must
// be what an undisturbed import leaves.
func TestKilledImport(t *testing.T) {
	if testing.Short() {
		t.Skip("a process that is killed has no race detector to report: make test kills it in its first run")
	}
	program := build(t)
	first, second := feedAndNext(t)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		steps := [][]string{
			{"import", "schools", first, "--no-progress"},
			{"import", "schools", second, "--no-progress", "--snapshot"},
		}
		usual := make([]time.Duration, len(steps))
		for range 3 { // the fastest of three: on a busy machine one may take many times as long, and kills come after the end
			trial := thriveProcess{t, program, dbtest.Another(t, dsn)}
			trial.migrate()
			for i, step := range steps {
				began := time.Now()
				trial.must(step...)
				if took := time.Since(began); usual[i] == 0 || took < usual[i] {
					usual[i] = took
				}
			}
		}

		victim := thriveProcess{t, program, dsn}
		if strings.HasPrefix(dsn, "postgres") {
			victim.migrate() // SQLite's file is made by the import, which is killed then too
		}
		chance := rand.New(rand.NewPCG(810, 2012))
		struck := 0
		for i, step := range steps {
			n := kills(t) / len(steps)
			for k := range n { // in rising order: the feed goes in late, and until then every kill undoes all of it
				moment := time.Duration((float64(k) + chance.Float64()) / float64(n) * 1.1 * float64(usual[i]))
				if victim.killed(moment, step...) {
					struck++
				}
			}
			victim.must(step...)
			victim.must(step...)
		}
		t.Logf("%d kills struck; undisturbed the imports take %v", struck, usual)
		if struck < kills(t)/2 {
			t.Errorf("only %d of %d kills struck: the moments are not spread over the import", struck, kills(t))
		}

		calm := thriveProcess{t, program, dbtest.Another(t, dsn)}
		calm.migrate()
		killed, undisturbed := dbtest.Raw(t, dsn), dbtest.Raw(t, calm.database)
		copySecret(t, killed, undisturbed)
		for _, step := range steps {
			calm.must(step...)
		}
		got := dbtest.Contents(t, killed, dsn)
		for _, difference := range dbtest.Differ(got, dbtest.Contents(t, undisturbed, calm.database)) {
			t.Error(difference)
		}
		for _, table := range []string{"source_people", "source_attendance", "links", "family_documents", "holdings", "findable", "quarantine"} {
			if len(got[table]) == 0 {
				t.Errorf("nothing in %s: the test proves nothing about it", table)
			}
		}
		for _, double := range dbtest.Rows(t, killed, `SELECT partner, org, file, raw, reason, count(*) FROM quarantine WHERE cleared_by IS NULL
			GROUP BY partner, org, file, raw, reason HAVING count(*) > 1`) {
			t.Errorf("in quarantine more than once: %s", double)
		}
		if out := victim.must("audit", "verify"); !strings.HasPrefix(out, "the log holds: ") {
			t.Errorf("verify says %q", out)
		}
	})
}

// build makes the program, as an operator would.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "thrive")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	return program
}

// feedAndNext is a school feed with two rows that cannot be read, and what the schools send a term later: a fifth of the
// attendance, exclusions and ties is gone, some of the rest differs, and everybody called Kelly has married.
func feedAndNext(t *testing.T) (first, second string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "county")
	must(t, "generate", dir, "--families", "12")
	first, second = filepath.Join(dir, "schools"), filepath.Join(t.TempDir(), "next")
	if err := os.CopyFS(second, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"attendance", "exclusions", "relationships", "people"} {
		path := filepath.Join(second, name+".csv")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(text), "\n")
		var kept strings.Builder
		for i, line := range lines {
			switch {
			case i > 0 && i%5 == 0 && name != "people":
			case i%7 == 0:
				kept.WriteString(strings.NewReplacer("Kelly", "Kelly-Brown", "-autumn,1", "-autumn,2", "FIXD", "LNCH").Replace(line))
			default:
				kept.WriteString(strings.ReplaceAll(line, "Kelly", "Brown"))
			}
		}
		write(t, path, kept.String())
	}
	for folder, bad := range map[string]string{first: "S1,931103,2011/12-spring,many,0,0\nS2,931103,2011/12-spring,10,0,0\n", second: "S3,931103,,1,0,0\n"} {
		path := filepath.Join(folder, "attendance.csv")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, path, string(text)+bad)
	}
	return first, second
}

// thriveProcess runs the built program on one database.
type thriveProcess struct {
	t        *testing.T
	program  string
	database string
}

func (p thriveProcess) command(args ...string) (*exec.Cmd, *bytes.Buffer) {
	var out bytes.Buffer
	cmd := exec.Command(p.program, args...)
	cmd.Env = append(os.Environ(), "THRIVE_DATABASE="+p.database)
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd, &out
}

func (p thriveProcess) migrate() { p.must("migrate") }

// must runs the program to its end, which must be a good one, and returns what it said.
func (p thriveProcess) must(args ...string) string {
	p.t.Helper()
	cmd, out := p.command(args...)
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != quarantined {
		p.t.Fatalf("thrive %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out.String()
}

// killed runs the program and kills it at the moment; false where it had come to a good end before.
func (p thriveProcess) killed(moment time.Duration, args ...string) bool {
	p.t.Helper()
	cmd, out := p.command(args...)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	timer := time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Wait()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && !exit.Exited() {
		return true
	}
	if code := cmd.ProcessState.ExitCode(); code != done && code != quarantined {
		p.t.Fatalf("after %v, before it was killed, thrive %s ended with %d\n%s", moment, strings.Join(args, " "), code, out)
	}
	return false
}

// copySecret gives one database the secret under which the other makes ids.
func copySecret(t *testing.T, from, to *sql.DB) {
	t.Helper()
	const name = "person and family ids"
	var value string
	if err := from.QueryRowContext(t.Context(), "SELECT value FROM settings WHERE name = '"+name+"'").Scan(&value); err != nil {
		t.Fatal(err)
	}
	if _, err := to.ExecContext(t.Context(), fmt.Sprintf("INSERT INTO settings (name, value) VALUES ('%s', '%s')", name, value)); err != nil {
		t.Fatal(err)
	}
}
