package main

import (
	"context"
	"time"
)

// sealEvery is how often the log is signed while the hub serves: what was added since the last time only the hashes protect.
const sealEvery = time.Minute

// sealing signs the log now and then, and once more when it is told to end.
func (h *hub) sealing() (end func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(sealEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				h.seal()
			case <-stop:
				h.seal()
				return
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// seal signs the log as it is. If it cannot, the log goes on growing, and the next checkpoint covers it.
func (h *hub) seal() {
	ctx, cancel := context.WithTimeout(context.Background(), stopping)
	defer cancel()
	signers, err := signersOf(h.keys)
	if err == nil {
		_, err = h.store.SignLog(ctx, signers...)
	}
	if err != nil {
		h.log.Warn("the log was not signed", "error", err.Error())
	}
}
