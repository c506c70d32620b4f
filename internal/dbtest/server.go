package dbtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Server is a Postgres cluster in a temporary folder.
type Server struct {
	DSN string // as the superuser, on the database "postgres"

	folder   string
	programs string // folder of initdb and postgres
	settings []string
	account  *syscall.Credential // who runs it; nil: whoever runs the tests
	minder   *exec.Cmd           // nil while stopped
	lifeline io.WriteCloser      // the minder's standard input
}

// mind is the shell script between the test process and Postgres. It waits on its standard input, which ends when the
// test process does, killed or not; then it stops Postgres and removes the folder. The word "keep" spares the folder.
const mind = `
folder=$1; shift
exec 3<&0
"$@" 3<&- &
postgres=$!
word=
read -r word <&3
kill -INT $postgres
wait $postgres
[ "$word" = keep ] || { cd / && rm -rf "$folder"; }
`

// Start starts a server for a program that is no test, with settings ("name=value") of its own. Stop it after use.
func Start(settings ...string) (*Server, error) { return start(settings) }

// start makes a new cluster and starts it.
func start(settings []string) (*Server, error) {
	programs, err := findPrograms()
	if err != nil {
		return nil, err
	}
	account, err := unprivileged()
	if err != nil {
		return nil, err
	}
	folder, err := temporaryFolder()
	if err != nil {
		return nil, err
	}
	if account != nil {
		if err := os.Chown(folder, int(account.Uid), int(account.Gid)); err != nil {
			return nil, err
		}
	}
	s := &Server{
		DSN:      "postgres://postgres@/postgres?" + url.Values{"host": {folder}}.Encode(),
		folder:   folder,
		programs: programs,
		settings: settings,
		account:  account,
	}
	// C.UTF-8 sorts by code point, as SQLite does, and still knows the case of accented letters.
	initdb := s.command("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("making a Postgres cluster: %w\n%s", err, out), os.RemoveAll(folder))
	}
	if err := s.Start(); err != nil {
		s.Stop()
		return nil, err
	}
	if err := makeServingRole(s.DSN); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// Start starts the server again, over the data that it had, after it was halted or killed.
func (s *Server) Start() error {
	for range 100 {
		s.Halt()
		if err := s.launch(); err != nil {
			return err
		}
		if err := s.ready(); !errors.Is(err, errStillDying) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errStillDying
}

func (s *Server) launch() error {
	// fsync=off is safe against a killed Postgres, which is what tests do; synchronous_commit=off would not be.
	postgres := s.command("postgres", "-D", s.data(), "-k", s.folder, "-c", "listen_addresses=", "-c", "port=5432",
		"-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off")
	for _, setting := range s.settings { // the last one wins, so a test may also undo those above
		postgres.Args = append(postgres.Args, "-c", setting)
	}
	log, err := os.Create(s.log())
	if err != nil {
		return err
	}
	defer log.Close()
	minder := s.command("/bin/sh", append([]string{"-c", mind, "mind", s.folder, postgres.Path}, postgres.Args[1:]...)...)
	minder.Stdout, minder.Stderr = log, log // not ours: "go test" waits for whoever holds its output
	lifeline, err := minder.StdinPipe()
	if err != nil {
		return err
	}
	if err := minder.Start(); err != nil {
		return fmt.Errorf("starting Postgres: %w", err)
	}
	s.minder, s.lifeline = minder, lifeline
	return nil
}

// errStillDying: the postmaster was killed, and a child of it still holds the memory that they shared.
var errStillDying = errors.New("processes of the killed server have not ended")

// ready waits until the server answers.
func (s *Server) ready() error {
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		err := execute(s.DSN, "SELECT 1")
		if err == nil {
			return nil
		}
		log, _ := os.ReadFile(s.log()) // no log says nothing, which is an answer too
		if bytes.Contains(log, []byte("pre-existing shared memory block")) {
			return errStillDying
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("no answer from Postgres: %w\n%s", err, log)
		}
	}
}

// Log is what the server has logged since it was started last, for a test that wants to see its statements ("log_statement=all").
func (s *Server) Log() string {
	text, _ := os.ReadFile(s.log()) // one that is not there yet says nothing
	return string(text)
}

// PID is the process id of the postmaster, or 0 when it does not run; kill that to see a database die.
func (s *Server) PID() int {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(line)
	return pid
}

// Halt stops the server, disconnecting everybody, and keeps its data for Start.
func (s *Server) Halt() { s.end("keep\n") }

// Stop stops the server and removes its data. Stopping twice does nothing.
func (s *Server) Stop() {
	s.end("")
	_ = os.RemoveAll(s.folder) // after Halt no minder is left to do it; nothing depends on it
}

func (s *Server) end(word string) {
	if s.minder == nil {
		return
	}
	_, _ = io.WriteString(s.lifeline, word) // a minder that has gone already cannot be told, and need not be
	_ = s.lifeline.Close()
	_ = s.minder.Wait() // its exit code is that of rm
	s.minder = nil
}

// command prepares a program to run in the cluster's folder, as its account, without the settings of the caller's shell
// (PGPORT, PGOPTIONS, a home that the account cannot read), and out of reach of a Ctrl-C meant for the tests.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.programs, name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = s.folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.folder, "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: s.account}
	return cmd
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }
func (s *Server) log() string  { return filepath.Join(s.folder, "log") }
