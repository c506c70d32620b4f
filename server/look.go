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
			if err := h.readKeys(ctx); err != nil && ctx.Err() == nil {
				h.log.Warn("the keys that rotate could not be read again, those that were read last stay in use", "error", err.Error())
			}
		case <-ctx.Done():
			return
		}
	}
}

// readKeys reads the keys that rotate.
func (h *hub) readKeys(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
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
