package keyring_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/auth/keyring"
)

// clock stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

var start = time.Date(2013, 1, 7, 9, 0, 0, 0, time.UTC)

// first is one key of each purpose.
func first() []keyring.Key {
	var keys []keyring.Key
	for _, p := range keyring.Purposes {
		keys = append(keys, keyring.Key{Purpose: p, Number: 1, Secret: keyring.NewSecret(), From: start})
	}
	return keys
}

func rings(t *testing.T, keys []keyring.Key, c *clock) *keyring.Rings {
	t.Helper()
	r, err := keyring.New(keys, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestASealIsOpenedInItsPlaceAlone(t *testing.T) {
	r := rings(t, first(), &clock{start})
	sealer := r.Sealer(keyring.Cursors)
	rapid.Check(t, func(t *rapid.T) {
		text, bound := rapid.String().Draw(t, "text"), rapid.SliceOf(rapid.String()).Draw(t, "bound")
		sealed := sealer.Seal(text, bound...)
		if got, ok := sealer.Open(sealed, bound...); !ok || got != text {
			t.Fatalf("opened it is %q, %v", got, ok)
		}
		if again := sealer.Seal(text, bound...); again == sealed {
			t.Fatal("sealed twice it reads the same")
		}
		if text != "" && strings.Contains(sealed, base64.RawURLEncoding.EncodeToString([]byte(text))) && len(text) > 4 {
			t.Fatal("the text can be read")
		}
		raw, _ := base64.RawURLEncoding.DecodeString(sealed)
		raw[rapid.IntRange(0, len(raw)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		for name, c := range map[string]struct {
			sealer keyring.Sealer
			sealed string
			bound  []string
		}{
			"a flipped bit":      {sealer, base64.RawURLEncoding.EncodeToString(raw), bound},
			"cut short":          {sealer, sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "end")], bound},
			"a line end in it":   {sealer, sealed[:5] + "\n" + sealed[5:], bound},
			"one word more":      {sealer, sealed, append(bound[:len(bound):len(bound)], "")},
			"another purpose":    {r.Sealer(keyring.Sessions), sealed, bound},
			"words run together": {sealer, sealed, []string{strings.Join(bound, `" "`) + "!"}},
		} {
			if got, ok := c.sealer.Open(c.sealed, c.bound...); ok {
				t.Fatalf("%s: it was opened: %q", name, got)
			}
		}
	})
}

func TestLengthsTellLittle(t *testing.T) {
	sealer := rings(t, first(), &clock{start}).Sealer(keyring.Cursors)
	if a, b := sealer.Seal("9"), sealer.Seal("1000000"); len(a) != len(b) {
		t.Errorf("%d letters of a short text and %d of a longer one", len(a), len(b))
	}
}

func TestKeysRotate(t *testing.T) {
	c := &clock{start}
	keys := first()
	r := rings(t, keys, c)
	sealer := r.Sealer(keyring.Cursors)
	old, oldHash, oldName := sealer.Seal("F1"), r.Hash(keyring.Sessions, "id"), r.Pseudonym("study", "P1")
	used := start.Add(time.Hour)
	for _, p := range keyring.Purposes {
		keys = append(keys, keyring.Key{Purpose: p, Number: 2, Secret: keyring.NewSecret(), From: used})
	}
	replace := func(keys []keyring.Key) {
		t.Helper()
		if err := r.Replace(keys); err != nil {
			t.Fatal(err)
		}
	}
	replace(keys)

	// A server whose clock is ahead uses the new key before this one does.
	ahead := rings(t, keys, &clock{used})
	if got, ok := sealer.Open(ahead.Sealer(keyring.Cursors).Seal("F2")); !ok || got != "F2" {
		t.Error("what another server sealed by the new key is not opened")
	}
	if r.Hash(keyring.Sessions, "id") != oldHash || r.Pseudonym("study", "P1") != oldName {
		t.Error("the new key is used before its time")
	}

	c.at = used
	if r.Hash(keyring.Sessions, "id") == oldHash {
		t.Error("the new key is not used")
	}
	if hashes := r.Hashes(keyring.Sessions, "id"); len(hashes) != 2 || hashes[1] != oldHash {
		t.Errorf("a session of before is not found: %d hashes", len(hashes))
	}
	if r.Pseudonym("study", "P1") == oldName {
		t.Error("a new key begins no new epoch of pseudonyms")
	}
	c.at = used.Add(keyring.Cursors.Kept() - time.Second)
	if _, ok := sealer.Open(old); !ok {
		t.Error("a cursor of before is refused too soon")
	}
	c.at = used.Add(keyring.Cursors.Kept())
	if _, ok := sealer.Open(old); ok {
		t.Error("a cursor of before is taken for ever")
	}
	if hashes := r.Hashes(keyring.Sessions, "id"); len(hashes) != 1 {
		t.Errorf("a session of before is found for ever: %d hashes", len(hashes))
	}

	c.at = used
	fresh := sealer.Seal("F3")
	replace(keys[3:]) // the first ones were forgotten
	if _, ok := sealer.Open(old); ok {
		t.Error("a cursor of a forgotten key is taken")
	}
	if _, ok := sealer.Open(fresh); !ok {
		t.Error("a cursor of the key in use is refused")
	}
}

func TestPseudonymsOfTwoStudiesTellNothingOfEachOther(t *testing.T) {
	r := rings(t, first(), &clock{start})
	if first, again := r.Pseudonym("a", "P1"), r.Pseudonym("a", "P1"); first != again {
		t.Error("within a study a name changes")
	}
	seen := map[string]bool{}
	for _, pair := range [][2]string{{"a", "P1"}, {"b", "P1"}, {"a", "P2"}, {`a" "P`, "1"}, {"a", `P" "1`}} {
		seen[r.Pseudonym(pair[0], pair[1])] = true
	}
	if len(seen) != 5 {
		t.Errorf("5 people of studies have %d names", len(seen))
	}
}

func TestRingsThatLackAKeyAreRefused(t *testing.T) {
	keys := first()
	if _, err := keyring.New(keys[1:], time.Now); err == nil {
		t.Error("rings without a key of cursors were made")
	}
	keys[0].Secret = keys[0].Secret[1:]
	if _, err := keyring.New(keys, time.Now); err == nil {
		t.Error("a short key was taken")
	}
}

func BenchmarkSeal(b *testing.B) {
	r, err := keyring.New(first(), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	sealer := r.Sealer(keyring.Cursors)
	b.ReportAllocs()
	for b.Loop() {
		sealer.Seal("F0123456789abcdef", "family", "dev-council_coordinator", "COUNCIL_COORDINATOR", "COUNCIL_COORDINATOR", "")
	}
}
