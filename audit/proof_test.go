package audit_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

// proving checks a log that is kept for proofs.
func proving(t rapid.TB, log []audit.Record, entry int64) *audit.Check {
	c := &audit.Check{Known: theKeys.Known()}
	c.Want(entry)
	for _, record := range log {
		if err := c.Add(record); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// Every entry of a log is proved by its newest checkpoint, by a file in which no byte can be another.
func TestProof(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := someBodies(t, 1)
		n := int64(len(bodies))
		signed := rapid.Int64Range(1, n).Draw(t, "signed")
		entry := rapid.Int64Range(1, signed).Draw(t, "entry")
		proof, err := proving(t, recorded(t, bodies, 1, signed), entry).Prove(entry)
		if err != nil {
			t.Fatal(err)
		}
		text, err := proof.Text()
		if err != nil || !strings.HasPrefix(string(text), audit.ProofBegins) {
			t.Fatalf("%s: %v", text, err)
		}
		read, err := audit.ReadProof(text)
		if err != nil {
			t.Fatal(err)
		}
		if of, err := read.Check(theKeys.Known()); err != nil || of.Size != signed || read.Body != bodies[entry-1] {
			t.Fatalf("entry %d of %d: %v of %v", entry, signed, err, of)
		}
		changed := slices.Clone(text)
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		changed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		if read, err = audit.ReadProof(changed); err == nil {
			_, err = read.Check(theKeys.Known())
		}
		if err == nil {
			t.Fatalf("byte %d of the proof is another, and it holds: %s", at, changed)
		}
		if _, err := proof.Check(nil); err == nil {
			t.Fatal("it holds without a key")
		}
	})
}

// Of any two checkpoints the later continues the earlier; what was not signed, or not written, is not proved.
func TestContinues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := someBodies(t, 2)
		n := int64(len(bodies))
		from := rapid.Int64Range(1, n).Draw(t, "from")
		to := rapid.Int64Range(from, n).Draw(t, "to")
		c := proving(t, recorded(t, bodies, from, to), 1)
		if err := c.Continues(from, to); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range [][2]int64{{to + 1, n + 1}, {n + 1, to}, {from, n + 1}} {
			if c.Continues(wrong[0], wrong[1]) == nil {
				t.Fatalf("%v is proved", wrong)
			}
		}
		for _, entry := range []int64{0, to + 1} {
			if _, err := c.Prove(entry); err == nil {
				t.Fatalf("entry %d is proved of %d", entry, to)
			}
		}
	})
}
