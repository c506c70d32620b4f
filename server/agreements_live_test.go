package main

import (
	"bufio"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
)

// served is a real `thrive serve`, a process of its own, with the agreements of a folder.
type served struct {
	t       *testing.T
	process *os.Process
	address string
	token   string
	mu      sync.Mutex
	logged  strings.Builder
}

func serveAgreements(t *testing.T, program, agreements, every string) *served {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("THRIVE_DATA", data)
	s := &served{t: t, token: lastLine(must(t, "token", "--role", "POLICE_OFFICER", "--purpose", "crime-prevention").out)}
	command := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--agreements", agreements, "--reload-agreements", every)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errs, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	s.process = command.Process
	var reading sync.WaitGroup
	reading.Go(func() {
		for lines := bufio.NewScanner(errs); lines.Scan(); {
			s.mu.Lock()
			s.logged.WriteString(lines.Text() + "\n")
			s.mu.Unlock()
		}
	})
	t.Cleanup(func() {
		_ = s.process.Signal(syscall.SIGTERM)
		reading.Wait()
		if err := command.Wait(); err != nil {
			t.Errorf("the server ended: %v\n%s", err, s.log())
		}
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("the server did not start: %s", s.log())
	}
	s.address = strings.TrimPrefix(lines.Text(), "Listening on ")
	return s
}

func (s *served) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logged.String()
}

// sees is what the officer is told: the ids of the agreements that are loaded, and whether it may see offences.
func (s *served) sees() (ids string, offences bool) {
	s.t.Helper()
	query := url.Values{"operationName": {"reloaded"}, "query": {"query reloaded { agreements { id } viewer { fields } }"}}
	r := get(s.t, s.address+"/graphql?"+query.Encode(), func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+s.token) })
	var reply struct {
		Data struct {
			Agreements []struct{ ID string }
			Viewer     struct{ Fields []string }
		}
	}
	if err := json.Unmarshal([]byte(r.body), &reply); err != nil {
		s.t.Fatalf("%v: %s", err, r.body)
	}
	for _, a := range reply.Data.Agreements {
		ids += a.ID + " "
	}
	return ids, strings.Contains(strings.Join(reply.Data.Viewer.Fields, " "), "Person.offences")
}

// until waits for what must come soon.
func (s *served) until(what string, come func() bool) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !come(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("waited in vain until %s:\n%s", what, s.log())
		}
	}
}

func TestAgreementsAreReadAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("a process of its own has no race detector to report: make test starts it in its first run")
	}
	program := build(t)
	open := strings.NewReplacer("until: 2011-12-31\n", "", "FLAG", "VALUE").Replace(lapsed)
	closed := strings.Replace(open, "POLICE_OFFICER", "SCHOOL_OFFICER", 1)
	for name, every := range map[string]string{"when asked by SIGHUP": "0s", "by themselves": "50ms"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			file := write(t, filepath.Join(folder, "old.yaml"), open)
			s := serveAgreements(t, program, folder, every)
			hup := func() {
				if every == "0s" {
					if err := s.process.Signal(syscall.SIGHUP); err != nil {
						t.Fatal(err)
					}
				}
			}
			if _, offences := s.sees(); !offences {
				t.Error("at first, offences are not shared")
			}

			replace(t, file, closed)
			hup()
			s.until("offences are no longer shared", func() bool { _, offences := s.sees(); return !offences })

			replace(t, filepath.Join(folder, "new.yaml"), strings.Replace(open, "id: old", "id: new", 1))
			hup()
			s.until("the new agreement is there", func() bool { ids, offences := s.sees(); return ids == "new old " && offences })

			replace(t, file, strings.Replace(closed, "scope: known", "scope: some", 1))
			const fault = `agreement old.yaml, line 9: grants.SCHOOL_OFFICER.offences: scope \"some\" is none of`
			hup()
			s.until("the fault is logged", func() bool { return strings.Contains(s.log(), fault) })
			time.Sleep(200 * time.Millisecond) // some more looks at the same folder
			if ids, offences := s.sees(); ids != "new old " || !offences {
				t.Errorf("with a faulty set there are %s", ids)
			}
			if n := strings.Count(s.log(), fault); n != 1 {
				t.Errorf("the fault is logged %d times:\n%s", n, s.log())
			}
			if every == "0s" {
				hup()
				s.until("it says that nothing changed", func() bool { return strings.Contains(s.log(), "have not changed") })
			}
			s.namesSets(3)
		})
	}
}

// namesSets checks that the log names, for what was read under each of so many sets, the hash of the set that decided.
func (s *served) namesSets(want int) {
	s.t.Helper()
	var sets []string
	for _, line := range strings.Split(strings.TrimSpace(must(s.t, "audit", "export").out), "\n") {
		var record audit.Record
		var entry struct{ Operation, Set string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			s.t.Fatal(err)
		}
		if record.Checkpoint != "" {
			continue
		}
		if err := json.Unmarshal([]byte(record.Body), &entry); err != nil {
			s.t.Fatal(err)
		}
		if entry.Operation != "reloaded" {
			continue
		}
		if len(sets) == 0 || sets[len(sets)-1] != entry.Set {
			sets = append(sets, entry.Set)
		}
		if len(entry.Set) != 64 || !strings.Contains(s.log(), `"msg":"agreements in force","set":"`+entry.Set) {
			s.t.Errorf("the entry names the set %q:\n%s", entry.Set, s.log())
		}
	}
	if len(sets) != want {
		s.t.Errorf("the log names the sets %v, want %d one after another", sets, want)
	}
}

// replace puts the file there whole, as somebody who changes agreements under a running server should.
func replace(t *testing.T, path, text string) {
	t.Helper()
	if err := os.Rename(write(t, path+".new", text), path); err != nil {
		t.Fatal(err)
	}
}

func TestReviewsAreWarnedOfAtTheStart(t *testing.T) {
	folder := t.TempDir()
	due := strings.NewReplacer("until: 2011-12-31\n", "", "from:", "review-by: 2011-12-31\nfrom:").Replace(lapsed)
	write(t, filepath.Join(folder, "old.yaml"), due)
	var errs strings.Builder
	p := &program{settings: settings{Agreements: folder}, now: time.Now}
	p.log = slog.New(slog.NewTextHandler(&errs, nil))
	agreements, err := p.newLiveAgreements()
	if err != nil {
		t.Fatal(err)
	}
	agreements.announce()
	if want := "agreement old (old.yaml, line 6) was to be reviewed by 2011-12-31"; !strings.Contains(errs.String(), want) {
		t.Errorf("no %q in %s", want, errs.String())
	}
}
