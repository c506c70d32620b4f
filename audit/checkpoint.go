package audit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// origin is the first line of each checkpoint: what log it is of.
const origin = "thriving-families-hub/log"

// Checkpoint is what the log was at a moment: so many entries, with that root. Signed, it is a note of three lines, the origin,
// the size and the root, as other transparency logs write them (C2SP tlog-checkpoint).
type Checkpoint struct {
	Size int64
	Root Hash
}

// Sign writes the checkpoint and signs it by each of the keys.
func (c Checkpoint) Sign(signers ...note.Signer) (string, error) {
	text, err := note.Sign(&note.Note{Text: c.text()}, signers...)
	return string(text), err
}

func (c Checkpoint) text() string { return fmt.Sprintf("%s\n%d\n%s\n", origin, c.Size, c.Root) }

// OpenCheckpoint reads a signed checkpoint. Every signature must be of a known key, right, and written as Sign writes it: no byte
// of it can be another.
func OpenCheckpoint(signed string, known note.Verifiers) (Checkpoint, error) {
	n, err := note.Open([]byte(signed), known)
	var unknown *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unknown), err == nil && len(n.UnverifiedSigs) > 0:
		return Checkpoint{}, errors.New("it is signed by a key that is not known here")
	case err != nil:
		return Checkpoint{}, errors.New("its signature is not right")
	}
	for _, s := range n.Sigs {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return Checkpoint{}, errors.New("its signature is not written as a signature is")
		}
	}
	c, err := readCheckpoint(n.Text)
	if err == nil && c.text() != n.Text {
		err = errNoCheckpoint
	}
	return c, err
}

var errNoCheckpoint = errors.New("it is no checkpoint of this log")

func readCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return Checkpoint{}, errNoCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return Checkpoint{}, errNoCheckpoint
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, errNoCheckpoint
	}
	return Checkpoint{Size: size, Root: root}, nil
}
