package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"
)

// machine says on what the figures were taken.
func machine(ctx context.Context, dsn string, w io.Writer) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var version string
	if err := conn.QueryRow(ctx, "SHOW server_version").Scan(&version); err != nil {
		return err
	}
	fmt.Fprintf(w, "%s, Postgres %s (%s), all on the one machine.\n", host(), version, strings.Join(serverSettings, ", "))
	return nil
}

// host is the machine itself.
func host() string {
	return fmt.Sprintf("Machine: %s, %d cores, %s of memory. %s %s/%s",
		valueOf("/proc/cpuinfo", "model name"), runtime.NumCPU(), gibibytes(valueOf("/proc/meminfo", "MemTotal")),
		runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// valueOf is the first value of that name in one of the kernel's files; "unknown" where there is none.
func valueOf(file, name string) string {
	text, _ := os.ReadFile(file) // away from Linux there is no such file
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// gibibytes is a number of the kernel's kB in words.
func gibibytes(kB string) string {
	var n float64
	if _, err := fmt.Sscanf(kB, "%f kB", &n); err != nil {
		return kB
	}
	return fmt.Sprintf("%.1f GiB", n/(1<<20))
}

// The markers between which results stand in a file.
const (
	begins = "<!-- results: written by go run ./bench -write -->\n"
	ends   = "<!-- end of results -->\n"
)

// publish replaces what stands between the markers.
func publish(path, results string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), begins)
	_, after, closed := strings.Cut(rest, ends)
	if !found || !closed {
		return errors.New(path + " has no markers between which results could stand")
	}
	return os.WriteFile(path, []byte(before+begins+"\n"+results+"\n"+ends+after), 0o644) //nolint:gosec // a document for everybody
}
