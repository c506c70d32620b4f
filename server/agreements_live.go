package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// liveAgreements are the agreements by which a serving hub decides. They are exchanged as a whole, never in part: an
// operation keeps to the set with which it began. Faulty ones are never taken over: the set before them stays in force.
type liveAgreements struct {
	folder fs.FS
	log    *slog.Logger
	now    func() time.Time
	set    atomic.Pointer[sharing.Set]
	seen   string // the fingerprint of the folder when it was last read
	// asked is where the operator asks for them to be read again; nil where nobody can.
	asked <-chan os.Signal
}

// newLiveAgreements reads the agreements for the first time; what is wrong with them is the input's fault.
func (p *program) newLiveAgreements() (*liveAgreements, error) {
	l := &liveAgreements{folder: p.agreementFiles(), log: p.log, now: p.now}
	l.seen = fingerprint(l.folder) // first: what changes while it is read is seen the next time
	set, err := p.sharingSet()
	if err != nil {
		return nil, err
	}
	l.set.Store(set)
	return l, nil
}

// onHangup has SIGHUP ask for them, from now on until the program ends.
func (l *liveAgreements) onHangup() {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	l.asked = hangups
}

// watch looks at the folder whenever it is asked to, and where every is above 0 as often as that, until ctx ends.
func (l *liveAgreements) watch(ctx context.Context, every time.Duration) {
	var ticks <-chan time.Time
	if every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		ticks = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			l.reread()
		case <-l.asked:
			if !l.reread() {
				l.log.Info("the agreements were asked for again and have not changed", "set", l.set.Load().SHA256())
			}
		}
	}
}

// reread takes over what changed in the folder, and reports whether anything did. It says what came of each change once.
func (l *liveAgreements) reread() (changed bool) {
	now := fingerprint(l.folder)
	if now == l.seen {
		return false
	}
	l.seen = now
	set, err := sharing.Load(l.folder)
	if err != nil {
		l.log.Error("the agreements were changed and are faulty: those before them stay in force",
			"fault", err.Error(), "set", l.set.Load().SHA256())
		return true
	}
	l.set.Store(set)
	l.announce()
	return true
}

// announce says which set is in force, and warns of what in it must be reviewed.
func (l *liveAgreements) announce() {
	set := l.set.Load()
	l.log.Info("agreements in force", "set", set.SHA256(), "agreements", len(set.Agreements()))
	for _, line := range set.Reviews(models.NewDate(l.now())) {
		l.log.Warn(line)
	}
}

// fingerprint tells one state of the folder from another: the names and bytes of its agreements, and which cannot be read.
func fingerprint(folder fs.FS) string {
	sum := sha256.New()
	names, _ := fs.Glob(folder, "*.[yY]*") // those that Load refuses for their names too
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		fmt.Fprintln(sum, name, len(text), err)
		_, _ = sum.Write(text) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil))
}
