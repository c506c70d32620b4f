package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// versionCommand prints what this program was built from.
type versionCommand struct{}

// Run implements `thrive version`.
func (versionCommand) Run(_ context.Context, p *program) error {
	version, commit, from := "unknown", "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version, from = info.Main.Version, info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	_, err := fmt.Fprintf(p.out, "thrive %s, commit %s, %s\n", version, commit, from)
	return err
}
