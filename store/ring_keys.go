package store

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth/keyring"
)

// keyNotice is how long before its first use a new key is there for every server to read: longer than they take to look
// again, and than their clocks differ.
const keyNotice = 10 * time.Second

// Keys are the keys that rotate, by purpose, the newest first. The first of each is made where there is none: of several
// servers that start at once, all get the same.
func (s *Store) Keys(ctx context.Context, now time.Time) ([]keyring.Key, error) {
	keys, err := s.ringKeys(ctx)
	if err != nil {
		return nil, err
	}
	made := false
	for _, p := range keyring.Purposes {
		if slices.ContainsFunc(keys, func(k keyring.Key) bool { return k.Purpose == p }) {
			continue
		}
		made = true
		err := s.short(ctx, func(tx *Tx) error {
			return tx.exec("INSERT INTO ring_keys (purpose, number, secret, from_at) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING",
				p, hex.EncodeToString(keyring.NewSecret()), now.UTC())
		})
		if err != nil {
			return nil, err
		}
	}
	if !made {
		return keys, nil
	}
	return s.ringKeys(ctx)
}

func (s *Store) ringKeys(ctx context.Context) ([]keyring.Key, error) {
	var rows []struct {
		Purpose keyring.Purpose
		Number  uint32
		Secret  string
		FromAt  time.Time
	}
	tx := &Tx{db: s.db.WithContext(ctx)}
	if err := tx.scan(&rows, "SELECT purpose, number, secret, from_at FROM ring_keys ORDER BY purpose, number DESC"); err != nil {
		return nil, err
	}
	keys := make([]keyring.Key, len(rows))
	for i, r := range rows {
		secret, err := hex.DecodeString(r.Secret)
		if err != nil {
			return nil, errors.New("a key that rotates cannot be read") // the library's text would show a part of it
		}
		keys[i] = keyring.Key{Purpose: r.Purpose, Number: r.Number, Secret: secret, From: r.FromAt.UTC()}
	}
	return keys, nil
}

// RotateKey makes a new key of the purpose, which is used in a few seconds' time, once every server has read it. Keys
// whose time of being accepted is over are thrown away, and with forget all earlier ones: what they made is worth nothing at once,
// and the new key is used at once.
func (s *Store) RotateKey(ctx context.Context, by audit.Entry, p keyring.Purpose, forget bool) (made keyring.Key, err error) {
	if _, err := s.Keys(ctx, by.At); err != nil {
		return keyring.Key{}, err
	}
	made = keyring.Key{Purpose: p, Secret: keyring.NewSecret(), From: by.At.UTC().Add(keyNotice)}
	if forget {
		made.From = by.At.UTC()
	}
	return made, s.short(ctx, func(tx *Tx) error {
		var newest uint32
		if err := tx.scan(&newest, "SELECT max(number) FROM ring_keys WHERE purpose = ?", p); err != nil {
			return err
		}
		made.Number = newest + 1
		err := tx.exec("INSERT INTO ring_keys (purpose, number, secret, from_at) VALUES (?, ?, ?, ?)", p, made.Number, hex.EncodeToString(made.Secret), made.From)
		if err != nil {
			return err
		}
		if err := tx.throwKeys(p, made.Number, by.At, forget); err != nil {
			return err
		}
		by.Kind, by.Operation = audit.Alteration, "rotate the key of "+string(p)
		by.Detail = map[string]any{"key": made.Number, "forget": forget}
		return tx.Append(by)
	})
}

// throwKeys deletes the keys before number that are accepted no more, or all of them.
func (t *Tx) throwKeys(p keyring.Purpose, number uint32, now time.Time, forget bool) error {
	if forget {
		return t.exec("DELETE FROM ring_keys WHERE purpose = ? AND number < ?", p, number)
	}
	// A key's time is over when the next one has been in use for so long.
	return t.exec(`DELETE FROM ring_keys WHERE purpose = ? AND number < (
		SELECT coalesce(max(number), 0) FROM ring_keys WHERE purpose = ? AND from_at <= ?)`, p, p, now.UTC().Add(-p.Kept()))
}
