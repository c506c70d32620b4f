package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

// census counts what happens in sequences, so that they cannot pass by doing nothing.
type census struct {
	sync.Mutex
	of map[string]int
}

func newCensus() *census { return &census{of: map[string]int{}} }

func (t *census) add(what string) {
	t.Lock()
	defer t.Unlock()
	t.of[what]++
}

func (t *census) String() string {
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(t.of)) {
		fmt.Fprintf(&b, "\n%8d %s", t.of[what], what)
	}
	return b.String()
}

func (t *census) demand(tb testing.TB, sequences int) {}
