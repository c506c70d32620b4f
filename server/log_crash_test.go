package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// The server is killed while it answers many readers, again and again. However it ends, the log holds, and has an entry for every
// reply that somebody got.
func TestKilledServer(t *testing.T) {
	if testing.Short() {
		t.Skip("a process that is killed has no race detector to report: make test kills it in its first run")
	}
	program := build(t)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		victim := thriveProcess{t, program, dsn}
		data := t.TempDir()
		t.Setenv("THRIVE_DATA", data)
		victim.migrate()
		token := lastLine(victim.must("token", "--role", "COUNCIL_COORDINATOR", "--purpose", "family-support", "--ttl", "1h"))
		chance := rand.New(rand.NewPCG(62, 2018))
		var replied []string
		for round := range 8 {
			moment := time.Duration(20+chance.IntN(150)) * time.Millisecond
			replied = append(replied, victim.serveAndKill(token, moment, fmt.Sprintf("round%d", round))...)
			if round%2 == 1 {
				victim.must("audit", "checkpoint")
			}
		}
		if out := victim.must("audit", "verify"); !strings.HasPrefix(out, "the log holds: ") || !strings.Contains(out, "signed checkpoint") {
			t.Errorf("verify says %q", out)
		}
		log := victim.must("audit", "export")
		for _, name := range replied {
			if !strings.Contains(log, name+`\"`) {
				t.Errorf("%s was answered, and the log has no entry of it", name)
			}
		}
		t.Logf("%d replies before a kill, of %d entries", len(replied), strings.Count(log, "\n"))
		if len(replied) < 50 {
			t.Errorf("only %d replies came before a kill: the test proves too little", len(replied))
		}
	})
}

// serveAndKill serves, has it answered by eight readers, kills it at a moment after the first reply, and returns the names of the
// operations that were answered.
func (p thriveProcess) serveAndKill(token string, moment time.Duration, round string) (answered []string) {
	p.t.Helper()
	cmd := exec.Command(p.program, "serve", "--listen", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "THRIVE_DATABASE="+p.database)
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "Listening on ")
	if !ok {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		p.t.Fatalf("the server did not start: %s", errs.String())
	}
	time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
	var got sync.Mutex
	var readers sync.WaitGroup
	for r := range 8 {
		readers.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("%sreader%dread%d", round, r, n)
				if !asked(p.t.Context(), address, token, name) {
					return
				}
				got.Lock()
				answered = append(answered, name)
				got.Unlock()
			}
		})
	}
	readers.Wait()
	_ = cmd.Wait()
	return answered
}

// asked reports whether an operation of that name was answered whole.
func asked(ctx context.Context, address, token, name string) bool {
	query := fmt.Sprintf(`{"query": "query %s { findPeople(search: {forename: \"Ada\", surname: \"Example\"}) { person { id } } }"}`, name)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/graphql", strings.NewReader(query))
	if err != nil {
		return false
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Thrive-Purpose", "family-support")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return err == nil && answer.StatusCode == http.StatusOK && strings.Contains(string(body), `"data"`)
}
