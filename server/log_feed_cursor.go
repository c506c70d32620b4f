package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// feedCursors seals where in the log somebody is: the number of an entry would tell how much others read. A cursor is of one
// scope, and none of another.
type feedCursors struct{ aead cipher.AEAD }

// newFeedCursors seals with a key that is made of the installation's secret.
func newFeedCursors(secret []byte) (feedCursors, error) {
	key := sha256.Sum256(secret)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return feedCursors{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return feedCursors{aead}, err
}

func (c feedCursors) seal(scope string, seq int64) string {
	plain := binary.BigEndian.AppendUint64(nil, uint64(seq)) //nolint:gosec // G115: entries are counted from 1
	return base64.RawURLEncoding.EncodeToString(c.aead.Seal(nil, nil, plain, []byte("log "+scope)))
}

var errNoCursor = errors.New("no cursor of this feed")

func (c feedCursors) open(scope, text string) (int64, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return 0, errNoCursor
	}
	plain, err := c.aead.Open(nil, nil, sealed, []byte("log "+scope))
	if err != nil || len(plain) != 8 {
		return 0, errNoCursor
	}
	return int64(binary.BigEndian.Uint64(plain)), nil //nolint:gosec // G115: it was sealed from one
}
