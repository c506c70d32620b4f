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

// demanded is what must come about at least once in each so many sequences.
var demanded = map[int][]string{
	ordinary: {
		"record corrected", "record withdrawn", "person merged", "person split", "person moved", "family merged", "family split", "family moved",
		"an id redirects", "an id leads nowhere", "in doubt at the end", "report", "ids parted by a report", "mark", "mark withdrawn", "said to be one, and is",
		"pair decided: same", "pair decided: different", "pair decided: related", "pair decided: cannot-tell", "decided by several",
		"families corrected: move", "families corrected: merge", "families corrected: split", "families corrected, withdrawn", "said to be of one family, and are",
		"held apart, and of no family with whom it is held from",
		"report decided: same", "report decided: different", "report decided: related", "report decided: cannot-tell",
	},
	250: {
		"reported again",
		"pair withdrawn: same", "pair withdrawn: different", "pair withdrawn: related", "pair withdrawn: cannot-tell",
		"report withdrawn: same", "report withdrawn: different", "report withdrawn: related", "report withdrawn: cannot-tell",
		"said to be one, and something stands against it",
	},
}

// demand fails the test unless everything demanded came about, and every kind of step was taken.
func (t *census) demand(tb testing.TB, sequences int) {
	tb.Helper()
	for each, list := range demanded {
		for _, what := range list {
			if n := t.of[what]; n < sequences/each {
				tb.Errorf("in %d sequences it came about %d times: %s", sequences, n, what)
			}
		}
	}
	for _, k := range kinds {
		if n := t.of["step: "+k.kind]; n < sequences/ordinary {
			tb.Errorf("in %d sequences %d steps were a %s", sequences, n, k.kind)
		}
	}
}
