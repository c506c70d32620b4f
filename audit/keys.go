package audit

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Keys sign checkpoints, by the newest, and know those that older ones signed. They are text: the newest key's private half, and
// then the public halves of all, the newest first, a line each, as package note writes them.
type Keys struct {
	private string
	public  []string // newest first
}

// NewKeys makes the first key.
func NewKeys() (*Keys, error) { return new(Keys).Rotate() }

// Rotate makes a new key. The one before it no longer signs; what it signed is still known.
func (k *Keys) Rotate() (*Keys, error) {
	private, public, err := note.GenerateKey(rand.Reader, "thrive-log")
	if err != nil {
		return nil, err
	}
	return &Keys{private, append([]string{public}, k.public...)}, nil
}

// ParseKeys reads what Text or Public wrote. Public halves alone are Keys that know and cannot sign.
func ParseKeys(text string) (*Keys, error) {
	k := &Keys{}
	for i, line := range strings.Fields(text) {
		if i == 0 && strings.HasPrefix(line, "PRIVATE+") {
			k.private = line
			continue
		}
		if _, err := note.NewVerifier(line); err != nil {
			return nil, fmt.Errorf("line %d is no public key", i+1)
		}
		k.public = append(k.public, line)
	}
	if len(k.public) == 0 {
		return nil, errors.New("it holds no public key")
	}
	if k.private != "" {
		newest, _ := note.NewVerifier(k.public[0]) // read just now
		if signer, err := note.NewSigner(k.private); err != nil || signer.KeyHash() != newest.KeyHash() || signer.Name() != newest.Name() {
			return nil, errors.New("its private key cannot be read, or is not that of the first public key")
		}
	}
	return k, nil
}

// Text is the keys as they are kept, to be read by nobody else.
func (k *Keys) Text() string {
	if k.private == "" {
		return k.Public()
	}
	return k.private + "\n" + k.Public()
}

// Public is the keys as anybody may have them who checks the log: a line each, the newest first.
func (k *Keys) Public() string { return strings.Join(k.public, "\n") + "\n" }

// Known are all the keys, to check signatures by.
func (k *Keys) Known() note.Verifiers {
	list := make([]note.Verifier, len(k.public))
	for i, key := range k.public {
		list[i], _ = note.NewVerifier(key) // read once before
	}
	return note.VerifierList(list...)
}

// Signer is the newest key.
func (k *Keys) Signer() (note.Signer, error) {
	if k.private == "" {
		return nil, errors.New("there is no private key to sign a checkpoint with")
	}
	return note.NewSigner(k.private)
}
