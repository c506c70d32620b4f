package audit_test

import (
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

func signedNote(t rapid.TB, text string) string {
	signed, err := note.Sign(&note.Note{Text: text}, signer(t, theKeys))
	if err != nil {
		t.Fatal(err)
	}
	return string(signed)
}

// A key that was rotated away signs no more, and what it signed is still known; one that is read again is the same.
func TestKeysRotate(t *testing.T) {
	old, err := audit.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	next, err := old.Rotate()
	if err != nil {
		t.Fatal(err)
	}
	read, err := audit.ParseKeys(next.Text())
	if err != nil || read.Text() != next.Text() {
		t.Fatalf("read again they are others: %v", err)
	}
	if n := strings.Count(next.Text(), "PRIVATE+KEY+"); n != 1 {
		t.Errorf("%d private keys are kept", n)
	}
	c := audit.Checkpoint{Size: 1, Root: root([]string{"a"})}
	for name, k := range map[string]*audit.Keys{"old": old, "new": read} {
		signed, err := c.Sign(signer(t, k))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := audit.OpenCheckpoint(signed, read.Known()); err != nil {
			t.Errorf("the %s key: %v", name, err)
		}
		if _, err := audit.OpenCheckpoint(signed, old.Known()); (err != nil) != (name == "new") {
			t.Errorf("the %s key, to who has the old one alone: %v", name, err)
		}
	}
	public, err := audit.ParseKeys(next.Public())
	if err != nil || strings.Contains(next.Public(), "PRIVATE") || public.Text() != next.Public() {
		t.Errorf("the public halves are %q, %v", next.Public(), err)
	}
	if _, err := public.Signer(); err == nil || err.Error() != "there is no private key to sign a checkpoint with" {
		t.Error(err)
	}
}

func TestKeysThatCannotBeRead(t *testing.T) {
	other, err := audit.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	private, public, _ := strings.Cut(theKeys.Text(), "\n")
	for text, want := range map[string]string{
		"":                                 "it holds no public key",
		"hello":                            "line 1 is no public key",
		private + "\n":                     "it holds no public key",
		private + "\n" + other.Public():    "its private key cannot be read, or is not that of the first public key",
		"PRIVATE+KEY+x\n" + public:         "its private key cannot be read, or is not that of the first public key",
		public + private + "\n":            "line 2 is no public key",
		public + "thrive-log+00+AA" + "\n": "line 2 is no public key",
	} {
		if _, err := audit.ParseKeys(text); err == nil || err.Error() != want {
			t.Errorf("%d letters: %v, want %s", len(text), err, want)
		}
	}
}
