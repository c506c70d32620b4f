package store

import (
	"context"
	"sync"
	"time"

	"thrivingfamilies.example/hub/audit"
)

// logQueue holds the entries that wait to be appended. While some are being written others gather, and those are then written
// together: one flush of the disk serves all of them.
type logQueue struct {
	sync.Mutex
	waiting []waitingEntry
	writing bool
	tree    *audit.Tree // of the log behind the last group, nil where it is not known; for the one who writes
}

type waitingEntry struct {
	writtenEntry
	done chan<- error // takes one, and never blocks
}

const (
	mostTogether = 500              // entries
	longestWrite = 30 * time.Second // of one group
)

// Log appends an entry on its own, and returns when it is durable. An entry whose caller no longer waits may be appended yet.
func (s *Store) Log(ctx context.Context, e audit.Entry) error {
	entry, err := write(e)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	s.log.Lock()
	s.log.waiting = append(s.log.waiting, waitingEntry{entry, done})
	if !s.log.writing {
		s.log.writing = true
		go s.writeLog(context.WithoutCancel(ctx))
	}
	s.log.Unlock()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// writeLog writes what waits, group by group, until nothing does.
func (s *Store) writeLog(ctx context.Context) {
	for {
		s.log.Lock()
		group := s.log.waiting[:min(len(s.log.waiting), mostTogether)]
		s.log.waiting = s.log.waiting[len(group):]
		if len(group) == 0 {
			s.log.waiting, s.log.writing = nil, false
			s.log.Unlock()
			return
		}
		s.log.Unlock()
		err := s.writeGroup(ctx, group)
		if err == nil || len(group) == 1 {
			for _, w := range group {
				w.done <- err
			}
			continue
		}
		for _, w := range group { // so that one entry which cannot be written keeps no other from it
			w.done <- s.writeGroup(ctx, []waitingEntry{w})
		}
	}
}

func (s *Store) writeGroup(ctx context.Context, group []waitingEntry) error {
	ctx, stop := context.WithTimeout(ctx, longestWrite)
	defer stop()
	entries := make([]writtenEntry, len(group))
	for i, w := range group {
		entries[i] = w.writtenEntry
	}
	if s.postgres {
		return s.appendAtOnce(ctx, entries)
	}
	return s.short(ctx, func(tx *Tx) error { return tx.appendAll(entries) })
}
