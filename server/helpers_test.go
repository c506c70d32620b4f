package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) {
	for _, setting := range os.Environ() { // an operator's own settings are not to be touched
		if name, _, _ := strings.Cut(setting, "="); strings.HasPrefix(name, "THRIVE_") && name != "THRIVE_PG_BIN" &&
			name != "THRIVE_TEST_POSTGRES" && name != "THRIVE_NO_POSTGRES" {
			_ = os.Unsetenv(name)
		}
	}
	os.Exit(dbtest.Main(m))
}

// result is what came of one run of the program.
type result struct {
	code     int
	out, err string
}

// thrive runs the program to its end.
func thrive(t *testing.T, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(""), &out, &err)
	return result{code, out.String(), err.String()}
}

// must runs the program, which must do what it is asked for; rows in quarantine are fine.
func must(t *testing.T, args ...string) result {
	t.Helper()
	r := thrive(t, args...)
	if r.code != done && r.code != quarantined {
		t.Fatalf("thrive %s ended with %d: %s", strings.Join(args, " "), r.code, r.err)
	}
	return r
}

// start runs the program until the test ends, and returns the address that it prints as its first line.
func start(t *testing.T, args ...string) (address string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, args, strings.NewReader(""), writer, &errs)
		_ = writer.Close()
	}()
	lines := bufio.NewScanner(reader)
	t.Cleanup(func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, reader) }()
		select {
		case c := <-code:
			if c != done {
				t.Errorf("the server ended with %d: %s", c, errs.String())
			}
		case <-time.After(20 * time.Second):
			t.Error("the server does not end")
		}
	})
	if !lines.Scan() {
		t.Fatalf("the server did not start: %s", errs.String())
	}
	address, ok := strings.CutPrefix(lines.Text(), "Listening on ")
	if !ok {
		t.Fatalf("the first line is %q", lines.Text())
	}
	return address
}

// county is a small synthetic county, made once.
func county(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "county")
	must(t, "generate", dir, "--families", "5")
	return dir
}

// reply is what the server answered.
type reply struct {
	status int
	header http.Header
	body   string
}

// get asks the server for a page.
func get(t *testing.T, address string, change func(*http.Request)) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(request)
	}
	return send(t, request)
}

func send(t *testing.T, request *http.Request) reply {
	t.Helper()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(body)}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return lines[len(lines)-1]
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
