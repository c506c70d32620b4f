package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// peerLookups is how many records Splink looks up: few, as it takes its time.
const peerLookups = 30

// lookupFigures are what it takes to look one record up after the other, in seconds.
type lookupFigures struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50"`
	P99   float64 `json:"p99"`
	CPU   float64 `json:"cpu"`   // of one, on average
	Found float64 `json:"found"` // pairs of one, on average
}

// askEngine has the engine, in a process of its own, score the large file by four rules and look records up in it.
func (b *linkageBench) askEngine(ctx context.Context) error {
	say("the engine alone")
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, c, err := watch(exec.CommandContext(ctx, self, "-engine", b.people, "linkage/settings/four.yaml")) //nolint:gosec // this very program
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(out), &b.found.engine); err != nil {
		return fmt.Errorf("reading what the engine says: %w", err)
	}
	b.found.engine.peak = c.peak
	if b.found.engine.Scored == 0 || b.found.engine.Lookups.Found == 0 {
		return errors.New("the engine found nothing")
	}
	return nil
}
