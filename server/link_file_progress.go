package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// stages tells a person at a terminal which stage of linking is how far; elsewhere, and where it is nil, it tells nothing.
// Its methods may be used at the same time.
type stages struct {
	w io.Writer

	mu    sync.Mutex
	name  string
	bar   *progressbar.ProgressBar
	ended bool
}

// newStages begins to tell, where somebody is there to see it.
func newStages(w io.Writer, quiet bool) *stages {
	if quiet || !isTerminal(w) {
		return nil
	}
	return &stages{w: w}
}

// tell says how far a stage is. A stage of one step has no measure.
func (s *stages) tell(stage string, done, total int64) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	if stage != s.name {
		s.clear()
		if total <= 1 {
			total = -1 // turns round until it is over
		}
		s.name, s.bar = stage, progressbar.NewOptions64(total, progressbar.OptionSetWriter(s.w),
			progressbar.OptionSetDescription(stage), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false))
	}
	_ = s.bar.Set64(done)
}

// end takes the bar away.
func (s *stages) end() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.clear()
}

func (s *stages) clear() {
	if s.bar != nil {
		_ = s.bar.Finish()
		s.bar = nil
	}
}
