package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// secret is the installation's own secret of that name, made at first use.
func (t *Tx) secret(name string) ([]byte, error) {
	fresh := make([]byte, 32)
	if _, err := rand.Read(fresh); err != nil {
		return nil, err
	}
	if err := t.exec("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, hex.EncodeToString(fresh)); err != nil {
		return nil, err
	}
	var kept string
	if err := t.scan(&kept, "SELECT value FROM settings WHERE name = ?", name); err != nil {
		return nil, err
	}
	return hex.DecodeString(kept)
}

// keyedID is an id that cannot be guessed, the same whenever it is made of the same: the letter and 16 others.
func (t *Tx) keyedID(letter, secretName string, of ...string) (string, error) {
	secret, err := t.secret(secretName)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s/1 %q", secretName, of)
	return letter + strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)[:10])), nil
}
