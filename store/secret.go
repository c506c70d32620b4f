package store

import (
	"crypto/rand"
	"encoding/hex"
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
