// Package main is thrive, the families hub: the one program, and the only place where the house's parts are joined.
//
// Invariants: there is a file for each command; a command's result goes to standard output, all else to standard error;
// a failure is one sentence there, without a stack, a password or anybody's data; exit codes are those below.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"thrivingfamilies.example/hub/audit"
)

// commands are the command line. Every flag is also an environment variable: THRIVE_ and its name.
type commands struct {
	Settings settings `embed:""`

	Demo       demoCommand          `cmd:"" help:"The whole hub on this machine: makes a synthetic county, imports, links and serves it."`
	Serve      serveCommand         `cmd:"" help:"Serve the hub over HTTP."`
	Migrate    migrateCommand       `cmd:"" help:"Bring the database to this version's schema."`
	Generate   generateCommand      `cmd:"" help:"Write a synthetic county: five partners' feeds, and the truth about them."`
	Import     importCommand        `cmd:"" help:"Take in one partner's feed, all of it or nothing. Exit code 3: done, with rows in quarantine."`
	Link       linkCommand          `cmd:"" help:"Link people and group families over all that was imported."`
	LinkFile   linkFileCommand      `cmd:"" help:"Find who is who in any CSV files of people: duplicates in one, links between several."`
	Token      tokenCommand         `cmd:"" help:"Print a short-lived token of the development issuer; it stands alone on the last line."`
	Agreements agreementsCommand    `cmd:"" help:"Check the information-sharing agreements and say what they decide."`
	Audit      auditCommand         `cmd:"" help:"Export the log of who saw what, or check that nobody changed it."`
	Keys       keysCommand          `cmd:"" help:"List and rotate the keys of cursors, pseudonyms and sessions."`
	Revoke     revokeCommand        `cmd:"" help:"Take tokens back before they end, or without a flag, list what was taken back."`
	Subject    subjectAccessCommand `cmd:"" name:"subject-access" help:"Draft the answer to somebody who asks what is held of a person, or print it as it was released."`
	Retention  retentionCommand     `cmd:"" help:"Erase what is kept longer than agreements say, or with --dry-run say what that is."`
	Schema     schemaCommand        `cmd:"" help:"Print the GraphQL schema."`
	Version    versionCommand       `cmd:"" help:"Print the program's version."`
}

// program is what every command is given: where to read and write, the time, and the settings that all commands share.
type program struct {
	settings
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
	log      *slog.Logger
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: it carries out the command that args name, until it is done or ctx ends, and returns the exit
// code. Settings that are not in args come from the process's environment.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c commands
	parsed, err := parse(&c, args, stdout, stderr)
	if err == nil && parsed != nil {
		p := &program{settings: c.Settings, in: stdin, out: stdout, err: stderr, now: time.Now}
		p.log = slog.New(c.Settings.logHandler(stderr))
		slog.SetDefault(p.log)
		parsed.BindTo(ctx, (*context.Context)(nil))
		err = parsed.Run(p)
		if err != nil && ctx.Err() != nil {
			err = errors.New("interrupted: what was under way was undone")
		}
	}
	code := exitCode(err)
	if code == failed || code == misused {
		fmt.Fprintln(stderr, sentences(err))
	}
	return code
}

// parse reads the command line into c. It returns nil where help was asked for, and printed.
func parse(c *commands, args []string, stdout, stderr io.Writer) (*kong.Context, error) {
	helped := false
	options := []kong.Option{
		kong.Name("thrive"),
		kong.Description("The families hub: five partners' records, linked into families, each reader shown what agreements allow."),
		kong.DefaultEnvars("THRIVE"), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Writers(stdout, stderr), kong.Exit(func(int) { helped = true }),
	}
	try := func(options []kong.Option) (*kong.Context, error) {
		*c = commands{}
		parser, err := kong.New(c, options...)
		if err != nil {
			return nil, err
		}
		parsed, err := parser.Parse(args)
		switch {
		case helped:
			return nil, nil
		case err != nil:
			return nil, invalid{err}
		}
		return parsed, nil
	}
	parsed, err := try(options)
	if err != nil || parsed == nil || c.Serve.Config == "" || parsed.Command() != "serve" {
		return parsed, err
	}
	file, err := readConfig(c.Serve.Config)
	if err != nil {
		return nil, err
	}
	return try(append(options, kong.Resolvers(file)))
}

// operator is who runs a command on this machine, for the log.
func operator() audit.Actor { return audit.Actor{Subject: "operator:" + accountName()} }
