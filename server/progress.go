package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress tells a person how much of a feed is read: a bar on a terminal, elsewhere a line for each tenth. Nil tells
// nothing. Its methods may be used at the same time.
type progress struct {
	bar *progressbar.ProgressBar // nil away from a terminal

	mu          sync.Mutex
	w           io.Writer
	what        string
	read, total int64
	told        int64 // tenths
}

func newProgress(w io.Writer, what string, total int64) *progress {
	p := &progress{w: w, what: what, total: total}
	if isTerminal(w) {
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	return p
}

// add tells that so many more bytes are read.
func (p *progress) add(bytes int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read += int64(bytes)
	if p.bar != nil {
		if p.read >= p.total {
			p.bar.Describe(p.what + ": read, now settling")
		}
		_ = p.bar.Set64(min(p.read, p.total-1)) // a full bar goes away, and the longest wait may be yet to come
		return
	}
	if tenths := p.read * 10 / max(p.total, 1); tenths > p.told {
		p.told = tenths
		fmt.Fprintf(p.w, "%s: %d %% read\n", p.what, 10*min(tenths, 10))
	}
}

// end says that all is read, or takes the bar away.
func (p *progress) end(well bool) {
	switch {
	case p == nil:
	case p.bar != nil:
		_ = p.bar.Finish()
	case well && p.told < 10: // what the contract does not know was not read
		fmt.Fprintf(p.w, "%s: 100 %% read\n", p.what)
	}
}
