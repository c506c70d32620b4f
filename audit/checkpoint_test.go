package audit_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
)

// A checkpoint is a note of three lines that others' tools read.
func TestCheckpoint(t *testing.T) {
	want := audit.Checkpoint{Size: 12, Root: root([]string{"a"})}
	signed, err := want.Sign(signer(t, theKeys))
	if err != nil {
		t.Fatal(err)
	}
	if text := "thriving-families-hub/log\n12\nAippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=\n\n— thrive-log "; !strings.HasPrefix(signed, text) {
		t.Errorf("%q", signed)
	}
	if got, err := audit.OpenCheckpoint(signed, theKeys.Known()); err != nil || got != want {
		t.Errorf("%v, %v", got, err)
	}
}

// No byte of a checkpoint can be another, with one signature or with two.
func TestCheckpointsBytes(t *testing.T) {
	next, err := theKeys.Rotate()
	if err != nil {
		t.Fatal(err)
	}
	c := audit.Checkpoint{Size: 12, Root: root(nil)}
	one, err := c.Sign(signer(t, theKeys))
	if err != nil {
		t.Fatal(err)
	}
	two, err := c.Sign(signer(t, theKeys), signer(t, next))
	if err != nil {
		t.Fatal(err)
	}
	for _, signed := range []string{one, two} {
		if _, err := audit.OpenCheckpoint(signed, next.Known()); err != nil {
			t.Fatal(err)
		}
		for at := range len(signed) {
			for with := 1; with < 256; with++ {
				broken := []byte(signed)
				broken[at] ^= byte(with)
				if _, err := audit.OpenCheckpoint(string(broken), next.Known()); err == nil {
					t.Fatalf("byte %d, %q for %q, is not found", at, broken[at], signed[at])
				}
			}
		}
	}
}

// What is signed by our key and is no checkpoint of this log is refused.
func TestNotesThatAreNoCheckpoints(t *testing.T) {
	for _, text := range []string{
		"another/log\n1\n" + root(nil).String() + "\n", "thriving-families-hub/log\n01\n" + root(nil).String() + "\n",
		"thriving-families-hub/log\none\n" + root(nil).String() + "\n", "thriving-families-hub/log\n1\nAAAA\n", "thriving-families-hub/log\n1\n",
		"thriving-families-hub/log\n1\n" + root(nil).String() + "\nmore\n",
	} {
		if _, err := audit.OpenCheckpoint(signedNote(t, text), theKeys.Known()); err == nil || err.Error() != "it is no checkpoint of this log" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
