package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/store"
)

// auditCommand is what can be done with the log.
type auditCommand struct {
	Verify     verifyCommand     `cmd:"" help:"Check that no entry of the log was changed, dropped, swapped or added; or the proof of one entry."`
	Proof      proofCommand      `cmd:"" help:"Print the proof that an entry is in the log: thrive audit verify checks it without the log."`
	Export     exportCommand     `cmd:"" help:"Print the log, an entry or a checkpoint as JSON a line."`
	Checkpoint checkpointCommand `cmd:"" help:"Sign what the log is now, as serve does each minute, and print that: note it elsewhere."`
	Unusual    unusualCommand    `cmd:"" help:"Report unusual reading: many families, readers' own name or address, out of hours, emergencies that nothing followed."`
	Readers    readersCommand    `cmd:"" help:"Take in who readers are, so that who looks at their own is found."`
	Key        keyCommand        `cmd:"" help:"Print the public keys by which checkpoints can be checked, the newest first."`
	RotateKey  rotateKeyCommand  `cmd:"" help:"Make a new key: it signs from now on, and the log as it is once together with the old one."`
}

// logKeys is where the log's keys lie.
type logKeys struct {
	LogKey string `placeholder:"FILE" help:"The keys of the log's checkpoints, the same for all servers of one database (default: log.keys in the data folder, made at the first use)."`
}

// verifyCommand checks the database's log, or an export of one, or the proof of an entry.
type verifyCommand struct {
	logKeys
	File  string   `arg:"" optional:"" help:"An export to check, or the proof of an entry, - for standard input, instead of the database."`
	Key   []string `placeholder:"KEY" help:"A public key of the log's, as thrive audit key prints it; may be repeated."`
	Noted string   `placeholder:"FILE" help:"A checkpoint that was noted elsewhere: the log must still begin with what it was signed of."`
	Entry int64    `placeholder:"N" help:"Prove that this entry is in the log of the last checkpoint."`
	From  int64    `placeholder:"N" help:"With --to: prove that the checkpoint of --to entries continues the one of so many."`
	To    int64    `placeholder:"N" help:"With --from: of how many entries the later checkpoint was signed."`
}

// Run implements `thrive audit verify`.
func (v *verifyCommand) Run(ctx context.Context, p *program) error {
	known, err := v.known(p)
	if err != nil {
		return err
	}
	check := &audit.Check{Known: known}
	if err := v.prove(check); err != nil {
		return err
	}
	if v.Noted != "" {
		if err := v.expect(check); err != nil {
			return err
		}
	}
	if v.File != "" {
		if proved, err := v.export(p, check); proved || err != nil {
			return err
		}
	} else {
		err = v.database(ctx, p, check)
	}
	if err == nil {
		err = broken(check.End())
	}
	if err != nil {
		return err
	}
	head := check.Head()
	if head.Size == 0 {
		fmt.Fprintln(p.out, "the log holds no entry")
		return nil
	}
	fmt.Fprintf(p.out, "the log holds: %s, root %s\n", counted(int(head.Size), "entry"), head.Root)
	if last, count := check.Signed(); count > 0 {
		fmt.Fprintf(p.out, "%s, the last one of %s\n", counted(count, "signed checkpoint"), counted(int(last.Size), "entry"))
	} else {
		fmt.Fprintln(p.out, "no checkpoint of it was ever signed: whoever can change the database could have rewritten all of it")
	}
	return v.proved(p, check)
}

// known are the keys that are named, or else those that lie here; none where there are none.
func (v *verifyCommand) known(p *program) (note.Verifiers, error) {
	text := ""
	for _, key := range v.Key {
		text += key + "\n"
	}
	if text != "" {
		keys, err := audit.ParseKeys(text)
		if err != nil {
			return nil, refuse("--key: %w", err)
		}
		return keys.Known(), nil
	}
	keys, err := v.read(p)
	if errors.Is(err, os.ErrNotExist) && v.LogKey == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return keys.Known(), nil
}

// expect has the check look for a checkpoint that was noted elsewhere.
func (v *verifyCommand) expect(check *audit.Check) error {
	text, err := os.ReadFile(v.Noted)
	if err != nil {
		return invalid{fmt.Errorf("reading the checkpoint that was noted: %w", err)}
	}
	if check.Known == nil {
		return invalid{audit.ErrNoKey}
	}
	noted, err := audit.OpenCheckpoint(string(text), check.Known)
	if err != nil {
		return refuse("%s is no checkpoint: %w", v.Noted, err)
	}
	check.Expect(noted)
	return nil
}

func (v *verifyCommand) database(ctx context.Context, p *program, check *audit.Check) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return broken(db.Entries(ctx, check.Add))
}

// export checks a file: an export of the log, or the proof of an entry, and then it has proved all there is to prove.
func (v *verifyCommand) export(p *program, check *audit.Check) (proved bool, err error) {
	in := bufio.NewReader(p.in)
	if v.File != "-" {
		file, err := os.Open(v.File)
		if err != nil {
			return false, invalid{err}
		}
		defer file.Close()
		in.Reset(file)
	}
	if start, err := in.Peek(len(audit.ProofBegins)); err == nil && string(start) == audit.ProofBegins {
		return true, v.proof(p, in, check.Known)
	}
	return false, broken(check.Export(in))
}

// broken says that the log is not what it was; that it cannot be read or checked is another thing.
func broken(err error) error {
	var unread *store.LogUnreadError
	switch {
	case err == nil, errors.As(err, &unread), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, audit.ErrNoKey):
		return invalid{err}
	}
	return fmt.Errorf("the log does not hold: %w", err)
}

// exportCommand prints the log.
type exportCommand struct{}

// Run implements `thrive audit export`.
func (exportCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	out := bufio.NewWriter(p.out)
	err = db.Entries(ctx, func(r audit.Record) error {
		line, err := r.Line()
		if err != nil {
			return err
		}
		_, err = out.Write(line)
		return err
	})
	return errors.Join(err, out.Flush())
}
