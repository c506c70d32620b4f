package dbtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// debian is where Debian and Ubuntu keep each version's programs, out of everybody's PATH.
const debian = "/usr/lib/postgresql/*/bin"

var errNoPostgres = errors.New(`no Postgres programs (initdb, postgres) on this machine. Either
  install them: "make test" does where it may; by hand: apt-get install postgresql, or brew install postgresql@17
  or say where they are: THRIVE_PG_BIN=/folder/of/initdb
  or say where a server runs: THRIVE_TEST_POSTGRES=postgres://user:password@host/database`)

// findPrograms returns the folder of initdb and postgres: the one given, else the one in PATH, else Debian's newest.
func findPrograms() (string, error) {
	if folder := os.Getenv("THRIVE_PG_BIN"); folder != "" {
		if !hasPrograms(folder) {
			return "", fmt.Errorf("THRIVE_PG_BIN: no initdb and postgres in %s", folder)
		}
		return folder, nil
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if program, err := filepath.EvalSymlinks(initdb); err == nil && hasPrograms(filepath.Dir(program)) {
			return filepath.Dir(program), nil
		}
	}
	folders, err := filepath.Glob(debian)
	if err != nil {
		return "", err
	}
	if best := newest(folders); best != "" {
		return best, nil
	}
	return "", errNoPostgres
}

// newest picks the folder …/VERSION/bin with the highest version that has the programs; "" where none has.
func newest(folders []string) string {
	best, bestVersion := "", -1.0
	for _, folder := range folders {
		version, err := strconv.ParseFloat(filepath.Base(filepath.Dir(folder)), 64) // 9.6 was a version too
		if err == nil && version > bestVersion && hasPrograms(folder) {
			best, bestVersion = folder, version
		}
	}
	return best
}

func hasPrograms(folder string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(folder, name)); err != nil {
			return false
		}
	}
	return true
}

// unprivileged returns the account to run Postgres as: nil for our own, somebody else where we are root, because
// Postgres refuses to run as root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(account.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(account.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("running as root, which Postgres refuses, without an account postgres or nobody to run it as")
}

// temporaryFolder makes a private folder that another account can reach where we are root, and whose sockets stay
// within the 107 bytes that a socket's path may have.
func temporaryFolder() (string, error) {
	parent := os.TempDir()
	if os.Geteuid() == 0 || len(parent) > 60 {
		parent = "/tmp"
	}
	return os.MkdirTemp(parent, "thrive-postgres-")
}
