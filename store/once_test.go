package store_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

func TestOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		made := 0
		do := func(key string, request any, by audit.Entry) (answer string, err error) {
			err = p.s.InTx(t.Context(), func(tx *store.Tx) (err error) {
				answer, err = tx.Once("test", key, request, by, func() (string, error) {
					made++
					if request == "fails" {
						return "", models.Refuse(models.NotFound, "it fails")
					}
					return "the answer", nil
				})
				return err
			})
			return answer, err
		}
		ann, bob := entryOf("ann", models.Coordinator), entryOf("bob", models.Coordinator)
		for range 3 {
			if answer, err := do("k", "one", ann); err != nil || answer != "the answer" || made != 1 {
				t.Fatalf("%q, %v, made %d times", answer, err, made)
			}
		}
		_, err := do("k", "two", ann)
		refused(t, err, models.Conflict)
		_, err = do("k", "one", entryOf("ann", models.KeyWorker))
		refused(t, err, models.Conflict)
		if _, err := do("k", "one", bob); err != nil || made != 2 {
			t.Errorf("another's key is not one's own: %v, made %d times", err, made)
		}
		_, err = do("f", "fails", ann)
		refused(t, err, models.NotFound)
		if _, err := do("f", "one", ann); err != nil || made != 4 {
			t.Errorf("a change that failed keeps its key: %v, made %d times", err, made)
		}
		for _, key := range []string{"", strings.Repeat("k", 101), "k\x00", "\xff"} {
			_, err := do(key, "one", ann)
			refused(t, err, models.Invalid)
		}
		for _, line := range p.lines("SELECT request, response FROM mutations") {
			if strings.Contains(line, "one |") {
				t.Errorf("the request is kept as it was: %s", line)
			}
		}
	})
}
