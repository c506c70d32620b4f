package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/store"
)

// crowd sends six people of whom the linker is sure, each known to both.
var crowd = []string{
	"a,Ottoline,Quill,1980-05-02,1 Mill Lane,OX28 1AA", "b,Barnaby,Ockletree,1971-06-03,2 Far End,OX26 9ZZ", "c,Clementine,Wexcombe,1962-07-04,3 High Street,OX26 2BB",
	"d,Dunstan,Jugglespar,1953-08-05,4 Low Street,OX27 3CC", "e,Euphemia,Vorrenby,1944-09-06,5 Back Lane,OX29 4DD", "f,Ferdinand,Thistlewade,1935-10-07,6 Front Lane,OX25 5EE",
}

// sample links everything and draws so many links to be read.
func (p *panel) sample(most int) {
	p.t.Helper()
	if _, err := p.s.Link(p.t.Context(), store.LinkOptions{
		Now: now, By: audit.Actor{Subject: "test"}, Sampling: &review.Sampling{Most: most, From: 1},
	}); err != nil {
		p.t.Fatal(err)
	}
}

// refs are the people of whom a link waits to be read.
func (p *panel) refs() (refs []string) {
	p.t.Helper()
	for _, task := range p.tasks("ann", review.Filter{State: review.Open}) {
		if task.Kind != review.Pair || task.Weight != nil || !task.Quiet || !task.Sample {
			p.t.Errorf("drawn was %+v", task)
		}
		refs = append(refs, task.A.Ref)
	}
	slices.Sort(refs)
	return refs
}

func (p *panel) expectRefs(what string, want []string) {
	p.t.Helper()
	expect(p.t, what, p.refs(), want...)
}

func TestSample(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", crowd...)
		p.send("police", crowd...)
		p.expectRefs("before everything was linked", nil)
		link(t, p.s)
		p.expectRefs("of so few", nil)
		before := p.derived()
		p.sample(3)
		drawn := p.refs()
		if len(drawn) != 3 {
			t.Fatalf("drawn were %q", drawn)
		}
		unchanged(t, "after the draw", before, p.derived())
		expect(t, "confidence", p.lines("SELECT DISTINCT confidence FROM links"), "AUTOMATIC")
		if quiet, err := p.s.QuietRecords(t.Context()); err != nil || len(quiet) != 6 || !quiet[key("police "+drawn[0])] {
			t.Errorf("%v, quiet are %v", err, quiet)
		}
		const all = "SELECT id, state, round, weight, p_same, sample, quiet FROM review_tasks ORDER BY id"
		tasks := p.lines(all)
		p.sample(3)
		expect(t, "drawn again", p.lines(all), tasks...)

		// Feeds neither close nor open any, unless the link is none any more.
		p.send("dwp", "x,Ottoline,Quill,1980-05-02,1 Mill Lane,OX28 1AA")
		p.send("council", append(slices.Clone(crowd[:5]), strings.Replace(crowd[5], "6 Front", "9 Front", 1))...)
		p.send("council", crowd...)
		p.expectRefs("after feeds", drawn)
		p.send("police", slices.DeleteFunc(slices.Clone(crowd), func(row string) bool { return strings.HasPrefix(row, drawn[0]) })...)
		p.expectRefs("when one is withdrawn", drawn[1:])
		p.send("police", crowd...)
		p.expectRefs("when it has come back", drawn[1:])
		p.sample(3)
		if tasks = p.lines(all); len(p.refs()) != 3 {
			t.Errorf("drawn anew are %q", p.refs())
		}
		p.sample(3)
		expect(t, "drawn anew, twice", p.lines(all), tasks...)
	})
}

// What people decide of a link that was drawn holds like any decision, and is asked no more.
func TestSampleIsDecided(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", crowd...)
		p.send("police", crowd...)
		p.sample(2)
		p.readBy(1)
		drawn := p.refs()
		p.decideOf("ann", "council "+drawn[0]+", police "+drawn[0], review.Same)
		p.decideOf("ann", "council "+drawn[1]+", police "+drawn[1], review.Different)
		p.expectRefs("decided", nil)
		expect(t, "confidence", p.lines("SELECT confidence, count(*) FROM links GROUP BY confidence ORDER BY confidence"), "AUTOMATIC | 10", "CONFIRMED | 2")
		expect(t, "constraints", p.lines("SELECT a_ref, same FROM link_constraints ORDER BY same DESC"), drawn[0]+" | 1", drawn[1]+" | 0")
		if people := p.people(); strings.Contains(people, "council "+drawn[1]+" + ") || !strings.Contains(people, "council "+drawn[0]+" + ") {
			t.Errorf("decided: %s", people)
		}
		q, err := p.s.ReviewQuality(t.Context(), scopeOf("ann"))
		if band := q.Bands[9]; err != nil || q.Decided != 2 || band.Same != 1 || band.NotSame != 1 || q.SecondRead != 0 {
			t.Errorf("%v, %+v", err, q)
		}
		p.sample(2)
		if next := p.refs(); len(next) != 2 || slices.Contains(next, drawn[0]) || slices.Contains(next, drawn[1]) {
			t.Errorf("after %q are drawn %q", drawn, next)
		}
		for _, task := range p.tasks("bob", review.Filter{State: review.Decided}) {
			p.withdraw("bob", task)
		}
		if people := p.people(); !strings.Contains(people, "council "+drawn[1]+" + ") {
			t.Errorf("withdrawn: %s", people)
		}
	})
}

// Under a new model others are drawn, in place of those that nobody has begun to read.
func TestSampleOfANewModel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", crowd...)
		p.send("police", crowd...)
		p.sample(3)
		p.readBy(2)
		begun := p.refs()[0]
		p.decideOf("zoe", "council "+begun+", police "+begun, review.Same)
		seen := map[string]bool{}
		for i := range 8 {
			version := fmt.Sprint("model", i)
			body := strings.Replace(string(linkage.Starter().Marshal()), linkage.Starter().Version(), version, 1)
			if _, err := p.db.Exec("INSERT INTO link_models (version, body, trained_at) VALUES ($1, $2, $3)", version, body, fmt.Sprintf("2013-01-0%dT09:00:00Z", i+1)); err != nil {
				t.Fatal(err)
			}
			p.sample(3)
			drawn := p.refs()
			if len(drawn) < 3 || len(drawn) > 4 || !slices.Contains(drawn, begun) {
				t.Errorf("drawn are %q, begun was %s", drawn, begun)
			}
			for _, ref := range drawn {
				seen[ref] = true
			}
		}
		if len(seen) < 5 {
			t.Errorf("of six people eight models have drawn %v", seen)
		}
	})
}

// A link that was drawn and comes into doubt waits as any in doubt; once it is not, it waits as it did. One that is in doubt
// may be drawn too.
func TestSampleAndDoubt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", crowd[0])
		p.send("police", crowd[0])
		p.sample(3)
		const state = "SELECT t.id, t.sample, t.quiet, l.confidence FROM review_tasks t JOIN links l ON l.partner = 'council' WHERE t.state = 'open'"
		drawn := p.lines(state)
		if len(drawn) != 1 || !strings.HasSuffix(drawn[0], " | 1 | 1 | AUTOMATIC") {
			t.Fatalf("drawn: %q", drawn)
		}
		id, _, _ := strings.Cut(drawn[0], " | ")
		p.doubt("council a", "council a, police a")
		expect(t, "in doubt", p.lines(state), id+" | 1 | 0 | IN_REVIEW")
		p.doubt("council a")
		expect(t, "in doubt no longer", p.lines(state), drawn...)
		if weight := p.lines("SELECT weight > 10 FROM review_tasks"); weight[0] != "1" {
			t.Error("it has the figures of the doubt still")
		}
		p.mark("council a", "police a", false)
		expect(t, "marked", p.lines(state))
		p.mark("council a", "police a", true)
		p.doubt("council a", "council a, police a")
		again := p.lines(state)
		if len(again) != 1 || !strings.HasSuffix(again[0], " | 0 | 0 | IN_REVIEW") || strings.HasPrefix(again[0], id) {
			t.Errorf("in doubt again: %q", again)
		}
	})
}
