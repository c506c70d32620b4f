package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/store"
)

// Several servers append at once while a partner and governance follow the log from its beginning, page by page: each is told every
// entry of its own once, in order, and nothing of others'.
func TestFollowLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		servers := []*store.Store{open(t, dsn), open(t, dsn), open(t, dsn)}
		actors := []audit.Actor{
			{Subject: "a", Role: "POLICE_OFFICER", Org: "TVP"},
			{Subject: "b", Role: "POLICE_OFFICER"},
			{Subject: "c", Role: "SCHOOL_OFFICER", Org: "TVP"},
			{Subject: "d", Role: "INTEGRATION", ActsAs: "POLICE_OFFICER", Org: "TVP"},
			{Subject: "operator:x"},
			{Subject: "g", Role: "INFORMATION_GOVERNANCE"},
		}
		const each = 40
		var writing sync.WaitGroup
		for n, s := range servers {
			for i := range 3 {
				writing.Go(func() {
					for k := range each {
						e := entry(k)
						e.Actor, e.Operation = actors[(n+i+k)%len(actors)], fmt.Sprint(n, " ", i, " ", k)
						if k%7 == 0 {
							e.Operation = audit.Following
						}
						if err := s.Log(t.Context(), e); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		done := make(chan struct{})
		go func() { writing.Wait(); close(done) }()
		var following sync.WaitGroup
		told := make([][]audit.Logged, 4)
		for i, of := range []string{"", "police", "police TVP", "schools"} {
			following.Go(func() {
				after, over := int64(0), false
				for {
					select {
					case <-done:
						over = true
					default:
					}
					page, err := servers[i%3].FollowLog(t.Context(), of, after, 7)
					if err != nil {
						t.Error(err)
						return
					}
					for _, e := range page {
						told[i], after = append(told[i], e), e.Seq
					}
					if len(page) == 0 && over {
						return
					}
					time.Sleep(time.Millisecond)
				}
			})
		}
		following.Wait()
		for i, own := range []func(audit.Actor) bool{
			func(audit.Actor) bool { return true },
			func(a audit.Actor) bool { return a.Role == "POLICE_OFFICER" || a.ActsAs == "POLICE_OFFICER" },
			func(a audit.Actor) bool { return a.Subject == "a" || a.Subject == "d" },
			func(a audit.Actor) bool { return a.Role == "SCHOOL_OFFICER" },
		} {
			var want, got []int64
			if err := servers[0].Entries(t.Context(), func(r audit.Record) error {
				e, err := readEntry(r)
				if own(e.Actor) && e.Operation != audit.Following {
					want = append(want, r.Seq)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			for _, e := range told[i] {
				got = append(got, e.Seq)
			}
			if !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("follower %d is told %d entries, want %d: %v, want %v", i, len(got), len(want), got, want)
			}
		}
	})
}

// readEntry is the entry of a record.
func readEntry(r audit.Record) (e audit.Entry, err error) {
	return e, json.Unmarshal([]byte(r.Body), &e)
}
