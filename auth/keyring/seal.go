package keyring

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// padTo is what the length of a sealed text is rounded up to, so that it tells little of the text's.
const padTo = 32

// numberSize is the bytes of a key's number before a sealed text.
const numberSize = 4

// Sealer seals texts for one purpose.
type Sealer struct {
	rings   *Rings
	purpose Purpose
}

// Sealer is that of a purpose.
func (r *Rings) Sealer(p Purpose) Sealer { return Sealer{r, p} }

// Seal is the text, unreadable and unchangeable, in letters that may stand in an address. Only Open with the same bound
// words gives it back. Sealed twice it reads differently.
func (s Sealer) Seal(text string, bound ...string) string {
	key := s.rings.current(s.purpose)
	sealed := binary.BigEndian.AppendUint32(nil, key.Number)
	nonce := make([]byte, key.seal.NonceSize()) // 24 bytes, which may be random however often a key is used
	_, _ = rand.Read(nonce)                     // never fails
	sealed = key.seal.Seal(append(sealed, nonce...), nonce, pad(text), s.associated(key, bound))
	return base64.RawURLEncoding.EncodeToString(sealed)
}

// Open is the text that was sealed; false for anything else: another purpose, other bound words, a letter changed, a key
// that is accepted no more.
func (s Sealer) Open(sealed string, bound ...string) (string, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < numberSize || base64.RawURLEncoding.EncodeToString(raw) != sealed {
		return "", false
	}
	number := binary.BigEndian.Uint32(raw)
	for _, key := range s.rings.accepted(s.purpose) {
		if rest := raw[numberSize:]; key.Number == number && len(rest) >= key.seal.NonceSize() {
			size := key.seal.NonceSize()
			padded, err := key.seal.Open(nil, rest[:size], rest[size:], s.associated(key, bound))
			if err == nil {
				return unpad(padded)
			}
		}
	}
	return "", false
}

// associated is what a seal holds without its being read there; the quotes keep words apart.
func (s Sealer) associated(key ready, bound []string) []byte {
	text := strconv.AppendUint(nil, uint64(key.Number), 10)
	for _, word := range bound {
		text = strconv.AppendQuote(append(text, ' '), word)
	}
	return text
}

// pad ends the text by a mark and brings it to a whole number of blocks.
func pad(text string) []byte {
	padded := make([]byte, (len(text)/padTo+1)*padTo)
	padded[copy(padded, text)] = 1
	return padded
}

func unpad(padded []byte) (string, bool) {
	end := bytes.LastIndexByte(padded, 1)
	if end < 0 || !utf8.Valid(padded[:end]) {
		return "", false
	}
	return string(padded[:end]), true
}
