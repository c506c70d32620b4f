package main

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/auth/keyring"
)

// lookEvery is how often a server looks at what all servers of one database must agree about.
const lookEvery = 2 * time.Second

// look reads that again and again, until ctx ends.
func (h *hub) look(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := h.readShared(ctx); err != nil && ctx.Err() == nil {
				h.log.Warn("the keys that rotate and the tokens that were revoked could not be read again, what was read last stays in force", "error", err.Error())
			}
		case <-ctx.Done():
			return
		}
	}
}

// readShared reads the tokens that were revoked and the keys that rotate.
func (h *hub) readShared(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
	revoked, err := h.store.Revocations(ctx, h.now())
	if err != nil {
		return err
	}
	h.verifier.Revoke(revoked)
	keys, err := h.store.Keys(ctx, h.now())
	switch {
	case err != nil:
		return err
	case h.rings != nil:
		return h.rings.Replace(keys)
	}
	h.rings, err = keyring.New(keys, h.now)
	return err
}
