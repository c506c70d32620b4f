package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// A session that begins while its subject is revoked does not outlive the revocation, whichever comes first.
func TestSessionsAndRevocationsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		other := connect(t, dbtest.Serving(dsn))
		idle := time.Hour
		for round := range 40 {
			subject, hash := fmt.Sprintf("leaver-%d", round), fmt.Sprintf("hash-%d", round)
			caller, err := auth.Person(subject, "", models.Governance, nil)
			if err != nil {
				t.Fatal(err)
			}
			caller.TokenID, caller.ExpiresAt = "session-"+hash, now.Add(10*time.Hour)
			var both sync.WaitGroup
			var begun, revoked error
			both.Go(func() {
				begun = s.BeginSession(t.Context(), hash, auth.Session{Caller: caller, IssuedAt: now.Add(-time.Second)}, now, idle)
			})
			both.Go(func() {
				revoked = other.Revoke(t.Context(), audit.Entry{At: now}, auth.Revocation{Subject: subject, At: now})
			})
			both.Wait()
			if revoked != nil || begun != nil && !errors.Is(begun, store.ErrRevoked) {
				t.Fatalf("beginning: %v, revoking: %v", begun, revoked)
			}
			if _, found, err := other.Session(t.Context(), []string{hash}, now, idle); found || err != nil {
				t.Fatalf("round %d: the session goes on: %v", round, err)
			}
		}
	})
}
