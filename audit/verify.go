package audit

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// Record is one thing that the log keeps: an entry with the hashes that it makes complete, or a checkpoint.
type Record struct {
	Seq        int64  `json:"seq,omitempty"` // of an entry, counted from 1
	Body       string `json:"body,omitempty"`
	Hashes     []Hash `json:"hashes,omitempty"`
	Checkpoint string `json:"checkpoint,omitempty"` // signed, behind the last entry that it covers
}

// Check goes through a log from its beginning, record by record.
type Check struct {
	Known  note.Verifiers // the keys by which checkpoints are signed; without any, checkpoints cannot be checked
	tree   Tree
	signed Checkpoint  // the last
	count  int         // of checkpoints
	noted  *Checkpoint // that was noted elsewhere, until it is passed
	kept   *kept       // nil where nothing is to be proved
}

// Expect has the log looked at for a checkpoint that was noted elsewhere.
func (c *Check) Expect(noted Checkpoint) { c.noted = &noted }

// End is called when there are no more records.
func (c *Check) End() error {
	if c.noted != nil && c.noted.Size > c.tree.size {
		return fmt.Errorf("the log is cut short: it has %d entries, and the checkpoint that was noted was signed of %d", c.tree.size, c.noted.Size)
	}
	return nil
}

// ErrNoKey is that checkpoints cannot be checked without a key.
var ErrNoKey = errors.New("the log has signed checkpoints: name the key that signed them, by --key or --log-key")

// Add checks the next record and returns an error that names the first one at fault.
func (c *Check) Add(r Record) error {
	if r.Checkpoint != "" {
		return c.checkpoint(r)
	}
	if r.Seq != c.tree.size+1 {
		return fmt.Errorf("entry %d stands where entry %d belongs: one was dropped, added or swapped", r.Seq, c.tree.size+1)
	}
	hashes := c.tree.Add(r.Body)
	switch {
	case len(r.Hashes) == 0 || r.Hashes[0] != hashes[0]:
		return fmt.Errorf("entry %d was changed: its text does not fit its hash", r.Seq)
	case !slices.Equal(r.Hashes, hashes):
		return fmt.Errorf("entry %d does not follow those before it: a hash of them was changed, or several entries were with their hashes", r.Seq)
	}
	if c.kept != nil {
		c.kept.hashes = append(c.kept.hashes, hashes...)
		if _, wanted := c.kept.bodies[r.Seq]; wanted {
			c.kept.bodies[r.Seq] = r.Body
		}
	}
	if c.noted != nil && c.noted.Size == c.tree.size && c.noted.Root != c.tree.Root() {
		return fmt.Errorf("entries 1 to %d are not those of which the checkpoint that was noted was signed: one of them was changed, with its hash", c.noted.Size)
	}
	return nil
}

func (c *Check) checkpoint(r Record) error {
	after := fmt.Sprintf("the checkpoint after entry %d", c.tree.size)
	if c.Known == nil {
		return ErrNoKey
	}
	signed, err := OpenCheckpoint(r.Checkpoint, c.Known)
	switch {
	case r.Seq != 0 || r.Body != "" || r.Hashes != nil:
		return fmt.Errorf("%s was changed: it is no entry, and has something of one", after)
	case err != nil:
		return fmt.Errorf("%s was changed: %w", after, err)
	case signed.Size > c.tree.size:
		return fmt.Errorf("the log is cut short: it has %d entries, and a checkpoint was signed of %d", c.tree.size, signed.Size)
	case signed.Size < c.tree.size:
		return fmt.Errorf("%s stands in the wrong place: it was signed of %d", after, signed.Size)
	case signed.Root != c.tree.Root():
		return fmt.Errorf("entries %d to %d are not those of which the checkpoint after them was signed: one of them was changed, with its hash",
			c.signed.Size+1, signed.Size)
	}
	c.signed, c.count = signed, c.count+1
	if c.kept != nil {
		c.kept.signed = append(c.kept.signed, signedAs{signed, r.Checkpoint})
	}
	return nil
}

// Head is what the log was seen to be: note it elsewhere, and a log cut short behind its last checkpoint is found too.
func (c *Check) Head() Checkpoint { return Checkpoint{c.tree.size, c.tree.Root()} }

// Signed is the last checkpoint that was checked, and how many were.
func (c *Check) Signed() (last Checkpoint, count int) { return c.signed, c.count }
