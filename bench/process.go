package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// thrive is the built program.
type thrive struct{ path, dir string }

// cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration // cpu is the process's own: user and system, not Postgres's
	peak      int           // the most memory that it held at once, VmHWM, in kB
}

// run runs the program to its end on a database. Exit code 3, rows in quarantine, is an error here.
func (p thrive) run(ctx context.Context, dsn string, args ...string) (string, cost, error) {
	return watch(p.command(ctx, dsn, args...))
}

// watch runs a command to its end, and returns what it printed and what it took.
func watch(cmd *exec.Cmd) (string, cost, error) {
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return "", cost{}, err
	}
	var c cost
	watched, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for c.peak = peak(cmd.Process.Pid); ; c.peak = max(c.peak, peak(cmd.Process.Pid)) {
			select {
			case <-ended:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	err := cmd.Wait()
	c.wall = time.Since(began)
	close(ended)
	<-watched
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if err != nil {
		return "", c, fmt.Errorf("%s %s: %w\n%s", filepath.Base(cmd.Path), strings.Join(cmd.Args[1:], " "), err, said.Bytes())
	}
	return out.String(), c, nil
}

func (p thrive) command(ctx context.Context, dsn string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.path, args...) //nolint:gosec // the program built here
	for _, setting := range os.Environ() {
		if !strings.HasPrefix(setting, "THRIVE_") {
			cmd.Env = append(cmd.Env, setting)
		}
	}
	cmd.Env = append(cmd.Env, "THRIVE_DATABASE="+dbtest.Serving(dsn), "THRIVE_OWNER_DATABASE="+dsn, "THRIVE_DATA="+p.dir, "THRIVE_LOG_LEVEL=error")
	return cmd
}

// peak is a running process's VmHWM in kB; 0 where it has ended. That of rusage would be ours, before the program began.
func peak(pid int) int {
	value, _, _ := strings.Cut(valueOf(fmt.Sprintf("/proc/%d/status", pid), "VmHWM"), " ")
	kB, _ := strconv.Atoi(value)
	return kB
}

// serving is a program that answers requests.
type serving struct {
	address string
	cmd     *exec.Cmd
}

// begin starts a program that prints `Listening on ADDRESS` as its first line.
func begin(cmd *exec.Cmd) (*serving, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "Listening on ")
	if !ok {
		return nil, errors.Join(err, fmt.Errorf("%s does not serve: it says %q", cmd.Path, line), cmd.Process.Kill(), cmd.Wait())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return &serving{address: address, cmd: cmd}, nil
}

// end stops it.
func (s *serving) end() error {
	return errors.Join(s.cmd.Process.Signal(syscall.SIGTERM), s.cmd.Wait())
}
