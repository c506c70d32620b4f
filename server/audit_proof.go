package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/note"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

// proofCommand prints the proof of one entry.
type proofCommand struct {
	Entry int64  `arg:"" help:"The entry's number."`
	Out   string `placeholder:"FILE" help:"Write it to a file, whole or not at all."`
}

// Run implements `thrive audit proof`.
func (c *proofCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	proof, err := db.ProveEntry(ctx, c.Entry)
	var none *models.Refused
	if errors.As(err, &none) {
		return invalid{err}
	}
	if err != nil {
		return err
	}
	text, err := proof.Text()
	if err != nil {
		return err
	}
	if c.Out != "" {
		return writeWhole(c.Out, text)
	}
	_, err = p.out.Write(text)
	return err
}

// prove has the check keep what is asked to be proved.
func (v *verifyCommand) prove(check *audit.Check) error {
	switch {
	case (v.From == 0) != (v.To == 0):
		return refuse("--from and --to go together: the checkpoints of how many entries are compared")
	case v.Entry < 0 || v.From < 0 || v.To < 0:
		return refuse("entries are counted from 1")
	case v.Entry > 0:
		check.Want(v.Entry)
	case v.From > 0:
		check.Keep()
	}
	return nil
}

// proved tells what was asked to be proved of a log that holds.
func (v *verifyCommand) proved(p *program, check *audit.Check) error {
	if v.Entry > 0 {
		proof, err := check.Prove(v.Entry)
		if err != nil {
			return invalid{err}
		}
		if err := tellProof(p.out, proof, check.Known); err != nil {
			return err
		}
	}
	if v.From > 0 {
		if err := check.Continues(v.From, v.To); err != nil {
			return broken(err)
		}
		fmt.Fprintf(p.out, "the checkpoint of %s continues that of %d: entries 1 to %d are the same in both\n", counted(int(v.To), "entry"), v.From, v.From)
	}
	return nil
}

// proof checks a file that proves one entry.
func (v *verifyCommand) proof(p *program, in io.Reader, known note.Verifiers) error {
	text, err := io.ReadAll(io.LimitReader(in, audit.MaxLine))
	if err != nil {
		return invalid{err}
	}
	proof, err := audit.ReadProof(text)
	switch {
	case err != nil:
		return fmt.Errorf("the proof does not hold: %w", err)
	case v.Entry > 0 && v.Entry != proof.Entry:
		return refuse("the proof is of entry %d, not of %d", proof.Entry, v.Entry)
	case v.From > 0 || v.Noted != "":
		return refuse("the proof of an entry is checked by itself: leave --from, --to and --noted out")
	}
	return tellProof(p.out, proof, known)
}

func tellProof(out io.Writer, proof audit.Proof, known note.Verifiers) error {
	signed, err := proof.Check(known)
	if errors.Is(err, audit.ErrNoKey) {
		return invalid{err}
	}
	if err != nil {
		return fmt.Errorf("the proof does not hold: %w", err)
	}
	_, err = fmt.Fprintf(out, "entry %d is in the log: it and its path, %d long, make the root of the checkpoint of %s, %s\n",
		proof.Entry, len(proof.Path), counted(int(signed.Size), "entry"), signed.Root)
	return err
}
