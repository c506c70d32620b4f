package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proof shows of one entry that it is in the log of which a checkpoint was signed, to whoever has neither the log nor the
// database: the entry's hash and those of the path make the checkpoint's root.
type Proof struct {
	Entry      int64  `json:"entry"` // its number
	Body       string `json:"body"`
	Path       []Hash `json:"path"`
	Checkpoint string `json:"checkpoint"` // signed
}

// HashReader reads hashes of the tree by their numbers, in the order asked for.
type HashReader func(numbers []int64) ([]Hash, error)

// Prove makes the proof of an entry's text in the log of a checkpoint, and does not check it.
func Prove(seq int64, body, checkpoint string, size int64, read HashReader) (Proof, error) {
	path, err := tlog.ProveRecord(size, seq-1, tlog.HashReaderFunc(read))
	return Proof{Entry: seq, Body: body, Path: path, Checkpoint: checkpoint}, err
}

// Check returns the checkpoint of whose log the entry is.
func (p Proof) Check(known note.Verifiers) (Checkpoint, error) {
	if known == nil {
		return Checkpoint{}, ErrNoKey
	}
	signed, err := OpenCheckpoint(p.Checkpoint, known)
	switch {
	case err != nil:
		return Checkpoint{}, fmt.Errorf("the checkpoint of the proof was changed: %w", err)
	case p.Entry < 1 || p.Entry > signed.Size:
		return Checkpoint{}, fmt.Errorf("the checkpoint of the proof is of %d entries, and entry %d is none of them", signed.Size, p.Entry)
	case tlog.CheckRecord(p.Path, signed.Size, signed.Root, p.Entry-1, tlog.RecordHash([]byte(p.Body))) != nil:
		return Checkpoint{}, fmt.Errorf("entry %d is not in the log of which the checkpoint was signed: its text, its number or the path was changed", p.Entry)
	}
	return signed, nil
}

// Text is the proof as a file: JSON over several lines, by which it is told from an export.
func (p Proof) Text() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(p)
	return text.Bytes(), err
}

// ProofBegins are the first bytes of a proof, and of nothing else that the log is written as.
const ProofBegins = "{\n"

// ReadProof reads such a file. It takes every byte as meant.
func ReadProof(text []byte) (Proof, error) {
	var p Proof
	if err := json.Unmarshal(text, &p); err != nil {
		return p, errors.New("the file is no proof of an entry")
	}
	if again, err := p.Text(); err != nil || !bytes.Equal(again, text) {
		return p, errors.New("the proof was changed: it is not written as a proof is written")
	}
	return p, nil
}

// Keep has the check keep what Prove and Continues need: the hashes, 32 bytes each and fewer than two an entry.
func (c *Check) Keep() { c.kept = &kept{} }

// kept is what a check keeps of the log.
type kept struct {
	hashes []Hash // by number
	bodies map[int64]string
	signed []signedAs
}

type signedAs struct {
	Checkpoint
	note string
}

func (k *kept) read(numbers []int64) ([]Hash, error) {
	hashes := make([]Hash, len(numbers))
	for i, n := range numbers {
		if n < 0 || n >= int64(len(k.hashes)) {
			return nil, fmt.Errorf("the log has no hash %d", n)
		}
		hashes[i] = k.hashes[n]
	}
	return hashes, nil
}

// of is a checkpoint by how many entries it was signed of.
func (k *kept) of(size int64) (Checkpoint, error) {
	for _, s := range k.signed {
		if s.Size == size {
			return s.Checkpoint, nil
		}
	}
	return Checkpoint{}, fmt.Errorf("no checkpoint was signed of %d entries", size)
}

// Want has the check keep the text of an entry as well.
func (c *Check) Want(seq int64) {
	c.Keep()
	c.kept.bodies = map[int64]string{seq: ""}
}

// Prove proves an entry that was wanted by the last checkpoint, once the check is at its end.
func (c *Check) Prove(seq int64) (Proof, error) {
	switch n := len(c.kept.signed); {
	case seq < 1 || seq > c.tree.size:
		return Proof{}, fmt.Errorf("there is no entry %d: the log holds %d", seq, c.tree.size)
	case n == 0 || c.kept.signed[n-1].Size < seq:
		return Proof{}, fmt.Errorf("no checkpoint was signed yet that covers entry %d: sign one by thrive audit checkpoint", seq)
	default:
		last := c.kept.signed[n-1]
		return Prove(seq, c.kept.bodies[seq], last.note, last.Size, c.kept.read)
	}
}

// Continues proves, once the check is at its end, that the log of the later checkpoint begins with all entries of the earlier
// one. Both are named by how many entries they were signed of.
func (c *Check) Continues(earlier, later int64) error {
	if earlier > later {
		return fmt.Errorf("the checkpoint of %d entries is later than that of %d: name the earlier one first", earlier, later)
	}
	from, err := c.kept.of(earlier)
	if err != nil {
		return err
	}
	to, err := c.kept.of(later)
	if err != nil {
		return err
	}
	path, err := tlog.ProveTree(to.Size, from.Size, tlog.HashReaderFunc(c.kept.read))
	if err == nil {
		err = tlog.CheckTree(path, to.Size, to.Root, from.Size, from.Root)
	}
	if err != nil {
		return fmt.Errorf("the checkpoint of %d entries does not continue that of %d: one of the first %d was changed between them", later, earlier, earlier)
	}
	return nil
}
