package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// A model that another version left stops imports with a sentence that says what to do; doing it mends it.
func TestAModelThatCannotBeUsed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		if _, err := p.db.Exec("INSERT INTO link_models (version, body, trained_at, records) VALUES ('old', '{}', $1, 1)", now); err != nil {
			t.Fatal(err)
		}
		before := p.derived()
		more := sent{"people": rows(plainHeader, annLee, "d,Dan,Orr,1970-01-02,9 Far End,OX26 9ZZ")}
		if err := tryImport(t.Context(), t, p.s, more, importOf(models.Council)); err == nil || !strings.Contains(err.Error(), "learn a new one with thrive link") {
			t.Errorf("an import says %v", err)
		}
		if _, err := p.s.Link(t.Context(), store.LinkOptions{Now: now, By: audit.Actor{Subject: "test"}}); err == nil {
			t.Error("by a model that cannot be used it is linked")
		}
		unchanged(t, "after what failed", before, p.derived())
		counts, err := p.s.Link(t.Context(), store.LinkOptions{Learn: true, Now: now, By: audit.Actor{Subject: "test"}})
		if err != nil || counts.Learning.Learnt || !strings.Contains(counts.Learning.Why, "2,000 records") || counts.Drift != nil || counts.Records != 3 {
			t.Fatalf("learning anew: %+v, %v", counts, err)
		}
		unchanged(t, "linked by the model that comes along", before, p.derived())
		if err := tryImport(t.Context(), t, p.s, more, importOf(models.Council)); err != nil {
			t.Errorf("afterwards an import says %v", err)
		}
	})
}

// Whoever is told of the progress hears of each stage in turn, and of the last one how far it is.
func TestLinkTellsHowFarItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		var told []string
		var last, of int64
		_, err := p.s.Link(t.Context(), store.LinkOptions{Learn: true, Now: now, By: audit.Actor{Subject: "test"}, Progress: func(stage string, done, total int64) {
			if len(told) == 0 || told[len(told)-1] != stage {
				told = append(told, stage)
			}
			last, of = done, total
		}})
		want := []string{"learning", "reading records", "weighing pairs", "joining people", "grouping families", "writing families"}
		if err != nil || !slices.Equal(told, want) || last != 2 || of != 2 {
			t.Errorf("told of %q, at the end of %d of %d: %v", told, last, of, err)
		}
	})
}

// What an import links is written down as a combination, in numbers; one that links nothing writes none.
func TestAnImportThatLinksIsACombination(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for _, c := range []struct {
			partner models.Partner
			people  string
			want    string // what the last entry counts
		}{
			{models.Police, rows(peopleHeader, ann, bob), "1: 2 records, 0 0 0"},
			{models.Police, rows(peopleHeader, ann, bob), "1: 2 records, 0 0 0"},
			{models.Council, rows(peopleHeader, ann), "3: 1 records, 0 0 0"},
			{models.Council, rows(peopleHeader, "1,Zoe,Young,1990-12-30"), "4: 1 records, 0 1 0"},
		} {
			imported(t, s, sent{"people": c.people}, importOf(c.partner))
			got := ""
			for _, e := range wholeLog(t, s) {
				if e.Kind == audit.Collection {
					continue
				}
				counts := e.Detail["counts"].(map[string]any)
				got = fmt.Sprintf("%v: %v records, %v %v %v", e.Detail["import"], counts["records"], counts["merged"], counts["split"], counts["moved"])
				if e.Kind != audit.Combination || len(e.Shown) > 0 || e.Actor.Subject == "" {
					t.Errorf("it is %+v", e)
				}
			}
			if got != c.want {
				t.Errorf("%s %s: the log has %s, want %s", c.partner, c.people, got, c.want)
			}
		}
	})
}
