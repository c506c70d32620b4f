// Package keyring holds the keys that rotate: of cursors, of pseudonyms and of sessions. Each of these has a ring of its
// own: the key that is used, the one that will be in a moment, and earlier ones, by which what they made is still read for
// a time.
//
// Invariants: a key is for one purpose, and for one kind of work within it; what one seals is opened for the same caller
// and place alone, and two seals of one text differ; nothing that is wrong with a sealed text is told apart. Keys are
// made and kept elsewhere (the store), the clock is a parameter.
package keyring

import (
	"cmp"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/chacha20poly1305"
)

// Purpose is what a ring of keys is for.
type Purpose string

// The purposes.
const (
	Cursors    Purpose = "cursors"    // seal where a page of a list begins
	Pseudonyms Purpose = "pseudonyms" // make the names under which a study sees people
	Sessions   Purpose = "sessions"   // hash the ids of sessions, and seal what a sign-in under way must remember
)

// Purposes are all of them.
var Purposes = []Purpose{Cursors, Pseudonyms, Sessions}

// Kept is how long a key is still accepted once another is used. A cursor may be asked with again after a holiday; a
// session ends within a day; a pseudonym is made by the key in use alone, so that a new key begins a new epoch.
func (p Purpose) Kept() time.Duration {
	switch p {
	case Cursors:
		return 30 * 24 * time.Hour
	case Sessions:
		return 24 * time.Hour
	case Pseudonyms:
	}
	return 0
}

const secretSize = 32

// Key is one key of a ring.
type Key struct {
	Purpose Purpose
	Number  uint32    // from 1; a newer key has a higher one
	Secret  []byte    // 32 random bytes
	From    time.Time // when it is first used, which every server must know before
}

// NewSecret is a key's secret.
func NewSecret() []byte {
	secret := make([]byte, secretSize)
	_, _ = rand.Read(secret) // never fails
	return secret
}

// Rings are the rings of all purposes. Many may use them at once, while they are replaced.
type Rings struct {
	now   func() time.Time
	rings atomic.Pointer[map[Purpose][]ready]
}

// ready is a key and what is derived from it.
type ready struct {
	Key
	until time.Time // from when it is accepted no more; zero for the newest
	seal  cipher.AEAD
	hash  []byte
}

// New is the rings of the keys, of which there must be one for each purpose.
func New(keys []Key, now func() time.Time) (*Rings, error) {
	r := &Rings{now: now}
	return r, r.Replace(keys)
}

// Replace puts keys in the place of those that are held. Where a purpose has none, those that are held stay.
func (r *Rings) Replace(keys []Key) error {
	rings := map[Purpose][]ready{}
	for _, k := range keys {
		one, err := derive(k)
		if err != nil {
			return err
		}
		rings[k.Purpose] = append(rings[k.Purpose], one)
	}
	for _, p := range Purposes {
		ring := rings[p]
		if len(ring) == 0 {
			return fmt.Errorf("there is no key of %s", p)
		}
		slices.SortFunc(ring, func(a, b ready) int { return cmp.Compare(b.Number, a.Number) })
		for i := range ring[1:] {
			ring[i+1].until = ring[i].From.Add(p.Kept())
		}
	}
	r.rings.Store(&rings)
	return nil
}

// derive makes a key of its own for each kind of work, so that no two kinds share one.
func derive(k Key) (ready, error) {
	if len(k.Secret) != secretSize {
		return ready{}, errors.New("a key has not 32 bytes")
	}
	one := ready{Key: k}
	sealing, err := hkdf.Expand(sha256.New, k.Secret, "thrive "+string(k.Purpose)+" seal/1", chacha20poly1305.KeySize)
	if err != nil {
		return ready{}, err
	}
	if one.hash, err = hkdf.Expand(sha256.New, k.Secret, "thrive "+string(k.Purpose)+" hash/1", secretSize); err != nil {
		return ready{}, err
	}
	one.seal, err = chacha20poly1305.NewX(sealing)
	return one, err
}

// current is the key in use: the newest whose time has come.
func (r *Rings) current(p Purpose) ready {
	ring := (*r.rings.Load())[p]
	for _, k := range ring {
		if !k.From.After(r.now()) {
			return k
		}
	}
	return ring[len(ring)-1]
}

// accepted are the keys by which something may have been made, the newest first: also one whose time has not come here, as
// another server's clock may be ahead.
func (r *Rings) accepted(p Purpose) []ready {
	var keys []ready
	for _, k := range (*r.rings.Load())[p] {
		if k.until.IsZero() || r.now().Before(k.until) {
			keys = append(keys, k)
		}
	}
	return keys
}
