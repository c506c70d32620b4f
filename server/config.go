package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
	"golang.org/x/term"
)

// defaultData is the data folder where none is set.
const defaultData = "thrive-data"

// settings are what all commands share. Every one works when it is left out.
type settings struct {
	Database      string `placeholder:"ADDRESS" help:"The database, sqlite:PATH or postgres://… (default: thrive.db in the data folder)."`
	OwnerDatabase string `placeholder:"ADDRESS" help:"On Postgres, the same database as the owner of its tables, who migrates it (default: --database)."`
	Data          string `placeholder:"DIR" help:"Where the embedded database, the log's keys and the development issuer's key lie (default: thrive-data; demo: a new temporary folder)."`
	Agreements    string `placeholder:"DIR" help:"The information-sharing agreements, a folder of YAML files (default: those built in)."`
	LogLevel      string `enum:"debug,info,warn,error" default:"info" help:"The least grave thing to log: debug, info, warn or error."`
}

// dataFolder is the folder of the database, of the log's keys and of the development issuer's key.
func (s settings) dataFolder() string {
	if s.Data == "" {
		return defaultData
	}
	return s.Data
}

// address is the database's.
func (s settings) address() string {
	if s.Database == "" {
		return "sqlite:" + filepath.Join(s.dataFolder(), "thrive.db")
	}
	return s.Database
}

// ownerAddress is the database's for who makes its tables.
func (s settings) ownerAddress() string {
	if s.OwnerDatabase != "" {
		return s.OwnerDatabase
	}
	return s.address()
}

// logHandler writes what the program has to say: text for a person at a terminal, JSON for whatever else reads it.
func (s settings) logHandler(w io.Writer) slog.Handler {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // the command line allows no other word
	options := &slog.HandlerOptions{Level: level}
	if isTerminal(w) {
		return slog.NewTextHandler(w, options)
	}
	return slog.NewJSONHandler(w, options)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// accountName is that of the machine's account under which the program runs.
func accountName() string {
	if account, err := user.Current(); err == nil && account.Username != "" {
		return account.Username
	}
	return fmt.Sprint(os.Getuid())
}

// configFile is a YAML or JSON file of settings, by the names of their flags. The command line and the environment go
// before it.
type configFile struct {
	path   string
	values map[string]any
}

func readConfig(path string) (configFile, error) {
	f := configFile{path: path}
	text, err := os.ReadFile(path)
	if err != nil {
		return f, invalid{fmt.Errorf("reading the configuration: %w", err)}
	}
	if err := yaml.Unmarshal(text, &f.values); err != nil { // the library's text would show the file, and its passwords
		return f, refuse("%s is not a YAML or JSON file of names and values, each name once", path)
	}
	return f, nil
}

// Validate refuses names that are no settings of serve.
func (f configFile) Validate(app *kong.Application) error {
	var known []string
	for _, node := range append(app.Children, app.Node) {
		if node.Name != "serve" && node != app.Node {
			continue
		}
		for _, flag := range node.Flags {
			if flag.Name != "help" && flag.Name != "config" {
				known = append(known, flag.Name)
			}
		}
	}
	slices.Sort(known)
	for name := range f.values {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s: there is no setting %q: there are %s", f.path, name, strings.Join(known, ", "))
		}
	}
	return nil
}

// Resolve implements kong.Resolver: the file's value of a flag, unless the environment has one.
func (f configFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	switch value := f.values[flag.Name].(type) {
	case nil:
		return nil, nil
	case map[string]any, []any:
		return nil, fmt.Errorf("%s: %s must be one plain value", f.path, flag.Name)
	default:
		return fmt.Sprint(value), nil
	}
}
