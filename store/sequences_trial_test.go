package store_test

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

// trial is a test within a test, which does not fail with it: so that what failed can be tried again with less. It ends at
// its end, and leaves no files to the outer one.
type trial struct {
	testing.TB
	root     string // of its files
	failures []string
	endings  []func()
}

// stopped is what ends a trial that cannot go on.
type stopped struct{}

// try runs f as a trial, and returns what failed.
func try(t testing.TB, f func(t testing.TB)) []string {
	t.Helper()
	own := &trial{TB: t, root: t.TempDir()}
	func() {
		defer own.finish()
		f(own)
	}()
	return own.failures
}

func (t *trial) finish() {
	if r := recover(); r != nil && r != (stopped{}) {
		t.Errorf("panic: %v\n%s", r, debug.Stack())
	}
	for _, end := range slices.Backward(t.endings) {
		end()
	}
	if err := os.RemoveAll(t.root); err != nil {
		t.Errorf("%v", err)
	}
}

func (t *trial) Errorf(format string, args ...any) {
	t.failures = append(t.failures, fmt.Sprintf(format, args...))
}

func (t *trial) Fatalf(format string, args ...any) {
	t.Errorf(format, args...)
	panic(stopped{})
}

func (t *trial) Error(args ...any) { t.Errorf("%s", fmt.Sprint(args...)) }
func (t *trial) Fatal(args ...any) { t.Fatalf("%s", fmt.Sprint(args...)) }
func (t *trial) Failed() bool      { return len(t.failures) > 0 }
func (t *trial) Cleanup(f func())  { t.endings = append(t.endings, f) }

func (t *trial) TempDir() string {
	dir, err := os.MkdirTemp(t.root, "")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// shorter looks for fewer steps that fail too, for so long: without one of them, and without a row of what one sends.
func shorter(steps []move, fails func([]move) bool, within time.Duration) []move {
	until := time.Now().Add(within)
	accept := func(less []move) bool {
		if time.Now().After(until) || !fails(less) {
			return false
		}
		steps = less
		return true
	}
	for n := -1; n != size(steps); {
		n = size(steps)
		for i := len(steps) - 1; i >= 0; i-- {
			if accept(slices.Delete(slices.Clone(steps), i, i+1)) {
				continue
			}
			for again := true; again; {
				again = slices.ContainsFunc(steps[i].smaller(), func(s move) bool {
					less := slices.Clone(steps)
					less[i] = s
					return accept(less)
				})
			}
		}
	}
	return steps
}

func size(steps []move) (n int) {
	for _, s := range steps {
		n += 1 + len(s.smaller())
	}
	return n
}
