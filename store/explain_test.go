package store_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// What an operator is told of two records follows what people say of them, but for a mark, which nobody is shown. Each time
// the log says of whom.
func TestExplainForOperator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		p.readBy(1)
		of := func(a, b string) store.PairExplained {
			t.Helper()
			people := []string{p.personOf(a), p.personOf(b)}
			e, err := p.s.ExplainForOperator(t.Context(), key(a), key(b), audit.Actor{Subject: "operator"}, now)
			if err != nil {
				t.Fatal(err)
			}
			entries := p.audited()
			last := entries[len(entries)-1]
			slices.Sort(people)
			if last.Kind != audit.Consultation || last.Operation != "link --explain" || last.Actor.Subject != "operator" ||
				last.Detail["model"] != e.Model || last.Detail["waiting"] != e.Waiting ||
				!slices.Equal(slices.Sorted(maps.Keys(last.Shown)), slices.Compact(people)) {
				t.Errorf("the log tells %+v", last)
			}
			return e
		}
		if e := of("council a", "schools c"); !e.Together() || e.Decided != "" || e.Held || e.Waiting || e.Now[0].Rule == "" || e.Now[0].PersonID != p.personOf("council a") {
			t.Errorf("linked by a model: %+v", e)
		}
		if e := of("police b", "council a"); e.Together() || e.Decided != "" || !e.Waiting || len(e.Steps) == 0 || e.Now[0].PersonID != p.personOf("police b") {
			t.Errorf("in doubt: %+v", e)
		}
		p.decide("ann", review.Related)
		if e := of("police b", "council a"); e.Together() || e.Decided != review.Related || e.Waiting {
			t.Errorf("decided: %+v", e)
		}
		p.withdraw("zoe", p.task("zoe"))
		p.readBy(1)
		p.decide("ann", review.Same)
		if e := of("council a", "police b"); !e.Together() || e.Decided != review.Same || e.Now[1].Rule == "" {
			t.Errorf("decided anew: %+v", e)
		}
		p.mark("council a", "police b", false)
		if e := of("council a", "police b"); e.Together() || e.Decided != review.Same || e.Held || e.Waiting {
			t.Errorf("marked: %+v", e)
		}
		if _, err := p.report(models.SchoolOfficer, "", "schools c", "schools c"); err != nil {
			t.Fatal(err)
		}
		if e := of("council a", "schools c"); e.Together() || !e.Held || !e.Waiting {
			t.Errorf("reported: %+v", e)
		}
	})
}

func TestExplainForOperatorOfNoRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		entries := len(p.audited())
		_, err := p.s.ExplainForOperator(t.Context(), key("council a"), key("police/X a"), audit.Actor{Subject: "operator"}, now)
		var missing store.NotHeldError
		if !errors.As(err, &missing) || missing.Key != key("police/X a") {
			t.Errorf("of a record that is not there: %v", err)
		}
		if len(p.audited()) != entries {
			t.Error("the log tells of what was not shown")
		}
	})
}
