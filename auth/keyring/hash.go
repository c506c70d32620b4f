package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// Hash is the keyed hash of a text, by the key in use, in hexadecimal digits.
func (r *Rings) Hash(p Purpose, text string) string { return r.current(p).hashed(text) }

// Hashes are the hashes that Hash may have given the text, by each key that is accepted.
func (r *Rings) Hashes(p Purpose, text string) []string {
	var hashes []string
	for _, key := range r.accepted(p) {
		hashes = append(hashes, key.hashed(text))
	}
	return hashes
}

func (k ready) hashed(text string) string {
	mac := hmac.New(sha256.New, k.hash)
	_, _ = mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// Pseudonym is the name under which a study sees whom the id means: the same for the same study and id while one key is in
// use, and nothing that tells that two studies see the same. A new key gives everybody a new name in every study.
func (r *Rings) Pseudonym(study, id string) string {
	mac := hmac.New(sha256.New, r.current(Pseudonyms).hash)
	fmt.Fprintf(mac, "pseudonym/1 %q %q", study, id)
	return "P" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:16]))
}
