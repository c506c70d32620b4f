package store_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// The linker is sure of Ann Lee of the council and of the schools; whether the Ann Orr of the police is she, it doubts.
const (
	annLee = "a,Ann,Lee,1980-05-02,12 Mill Lane,OX28 1AA"
	annOrr = "b,Ann,Orr,1980-05-02,9 Far End,OX26 9ZZ"
)

func (p *panel) anns() {
	p.t.Helper()
	p.send("council", annLee)
	p.send("police", annOrr)
	p.send("schools", strings.Replace(annLee, "a,", "c,", 1))
}

const (
	annsApart    = "council a + schools c; police b"
	annsTogether = "council a + police b + schools c"
)

// logged are the entries of the log, those of imports left out; it must hold.
func logged(t testing.TB, s *store.Store) []audit.Entry {
	t.Helper()
	return slices.DeleteFunc(wholeLog(t, s), func(e audit.Entry) bool { return e.Detail["import"] != nil })
}

func wholeLog(t testing.TB, s *store.Store) []audit.Entry {
	t.Helper()
	var check audit.Check
	var entries []audit.Entry
	err := s.Entries(t.Context(), func(r audit.Record) error {
		var e audit.Entry
		if err := json.Unmarshal([]byte(r.Body), &e); err != nil {
			return err
		}
		entries = append(entries, e)
		return check.Add(r)
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestDecisions(t *testing.T) {
	for name, c := range map[string]struct {
		readers   int
		decisions string // "ann:same bob:different"
		state     review.State
		people    string
		holds     string // the constraint
	}{
		"same":                 {1, "ann:same", review.Decided, annsTogether, "decision | 1 | 0"},
		"different":            {1, "ann:different", review.Decided, annsApart, "decision | 0 | 0"},
		"related":              {1, "ann:related", review.Decided, annsApart, "decision | 0 | 1"},
		"cannot tell":          {1, "ann:cannot-tell", review.Open, annsApart, ""},
		"nobody can":           {1, "ann:cannot-tell bob:cannot-tell", review.Decided, annsApart, ""},
		"the first of two":     {2, "ann:same", review.Open, annsApart, ""},
		"two of one mind":      {2, "ann:same bob:same", review.Decided, annsTogether, "decision | 1 | 0"},
		"two who differ":       {2, "ann:same bob:different", review.Open, annsApart, ""},
		"and the third of all": {2, "ann:same bob:different cat:same", review.Decided, annsTogether, "decision | 1 | 0"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.anns()
				p.readBy(c.readers)
				for _, word := range strings.Fields(c.decisions) {
					subject, verdict, _ := strings.Cut(word, ":")
					p.decide(subject, review.Verdict(verdict))
				}
				if task := p.task("zoe"); task.State != c.state {
					t.Errorf("the task is %s, want %s", task.State, c.state)
				}
				p.expectPeople("afterwards", c.people)
				if got := strings.Join(p.lines("SELECT kind, same, related FROM link_constraints"), "; "); got != c.holds {
					t.Errorf("constraints: %q, want %q", got, c.holds)
				}
				entries := p.audited()
				if len(entries) != len(strings.Fields(c.decisions)) {
					t.Fatalf("the log has %d entries: %+v", len(entries), entries)
				}
				for _, e := range entries {
					if text, _ := e.Canonical(); e.Kind != audit.Alteration || e.Operation != "decideReview" || e.Detail["task"] == "" || strings.Contains(text, "a note") {
						t.Errorf("the log says %s", text)
					}
				}
			})
		})
	}
}

func TestNobodyDecidesTwiceNorWhatHasChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		p.readBy(2)
		seen := p.task("bob")
		p.decide("ann", review.Same)
		refused(t, p.try("ann", p.task("ann"), review.Different), models.Conflict)
		if now := p.task("bob"); now.Version != seen.Version || now.State != review.Open || len(now.Decisions) > 0 || now.Weight != nil {
			t.Errorf("bob is told of ann's decision: %+v", now)
		}
		if own := p.task("ann"); own.State != review.Waiting || own.Weight == nil {
			t.Errorf("ann, who has decided, is shown %+v", own)
		}
		p.send("police", strings.Replace(annOrr, "9 Far", "7 Far", 1))
		refused(t, p.try("bob", seen, review.Same), models.Conflict)
		p.decide("bob", review.Same)
		refused(t, p.try("cat", p.task("cat"), review.Same), models.Conflict)
		refused(t, p.try("cat", review.Task{ID: "T0"}, review.Same), models.NotFound)
		refused(t, p.try("cat", review.Task{ID: "T\x00"}, review.Same), models.NotFound)
		for state, want := range map[review.State]int{review.Open: 0, review.Waiting: 0, review.Decided: 1, review.Closed: 0, "": 1} {
			if got := len(p.tasks("ann", review.Filter{State: state})); got != want {
				t.Errorf("%q finds %d, want %d", state, got, want)
			}
		}
		nobody := review.Scope{On: models.NewDate(now), Subject: "ann"}
		if tasks, err := p.s.ReviewTasks(t.Context(), nobody, review.Filter{}, "", 10); err != nil || len(tasks) > 0 {
			t.Errorf("who reaches nobody sees %d tasks, %v", len(tasks), err)
		}
	})
}

func TestADecisionHoldsUntilItIsWithdrawn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		p.doubt("council a", "council a, schools c")
		p.readBy(1)
		p.decideOf("ann", "council a, schools c", review.Different)
		p.readBy(1)
		p.decideOf("ann", "council a, police b", review.Same)
		const decided = "council a + police b; schools c"
		p.expectPeople("against what the linker says", decided)
		expect(t, "confidence", p.lines("SELECT partner, confidence FROM links ORDER BY partner"), "council | CONFIRMED", "police | CONFIRMED", "schools | AUTOMATIC")
		p.send("schools", strings.Replace(annLee, "a,", "c,", 1)+" ")
		p.send("police", strings.Replace(annOrr, "9 Far", "7 Far", 1))
		p.expectPeople("after more feeds", decided)
		link(t, p.s)
		p.expectPeople("after linking everything anew", decided)
		if open := p.tasks("bob", review.Filter{State: review.Open}); len(open) > 0 {
			t.Errorf("what is decided is asked again: %+v", open)
		}
		tasks := p.tasks("bob", review.Filter{State: review.Decided})
		for _, task := range tasks {
			p.withdraw("bob", task)
			refused(t, p.try("bob", task, review.Same), models.Conflict)
		}
		p.expectPeople("once withdrawn", annsApart)
		closed := p.tasks("bob", review.Filter{State: review.Closed})
		for _, task := range closed {
			for _, d := range task.Decisions {
				if d.By != "ann" || d.WithdrawnBy != "bob" || d.WithdrawnAt.IsZero() {
					t.Errorf("withdrawn: %+v", d)
				}
			}
		}
		again := p.tasks("ann", review.Filter{State: review.Open})
		if len(tasks) != 2 || len(again) != 1 || slices.ContainsFunc(tasks, func(was review.Task) bool { return was.ID == again[0].ID }) {
			t.Errorf("of %d decided the doubt comes back as %+v", len(tasks), again)
		}
	})
}

// A decision that another stands against changes nothing: it is refused.
func TestADecisionAgainstAnotherIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		for _, d := range []struct {
			pair    string
			verdict review.Verdict
		}{{"council a, schools c", review.Different}, {"council a, police b", review.Same}} {
			p.doubt("council a", d.pair)
			p.readBy(1)
			p.decideOf("ann", d.pair, d.verdict)
		}
		p.doubt("council a", "police b, schools c")
		p.readBy(1)
		refused(t, p.try("ann", p.taskOf("ann", "police b, schools c"), review.Same), models.Conflict)
		if open := p.tasks("ann", review.Filter{State: review.Open}); len(open) != 1 {
			t.Errorf("the task whose decision was refused: %+v", open)
		}
		expect(t, "decisions that stand", p.lines("SELECT count(*) FROM link_constraints"), "2")
		p.expectPeople("refused", "council a + police b; schools c")
	})
}

// Whatever stands against a decision, the refusal says the same: it must not show a mark.
func TestARefusalDoesNotSayWhatStandsAgainst(t *testing.T) {
	const one, other = "council a, schools c", "police b, schools c"
	for name, apart := range map[string]func(*panel){
		"a decision": func(p *panel) {
			p.doubt("council a", one)
			p.readBy(1)
			p.decideOf("ann", one, review.Different)
		},
		"a report": func(p *panel) {
			if _, err := p.report(models.Coordinator, "", "schools c", "schools c"); err != nil {
				p.t.Fatal(err)
			}
		},
		"a mark": func(p *panel) { p.mark("council a", "schools c", false) },
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.anns()
				apart(p)
				p.doubt("council a", "council a, police b")
				p.readBy(1)
				p.decideOf("ann", "council a, police b", review.Same)
				p.doubt("council a", other)
				p.readBy(1)
				err := p.try("ann", p.taskOf("ann", other), review.Same)
				refused(t, err, models.Conflict)
				if want := "this cannot hold beside what else people have said of these records: read what was decided and reported of them, then decide again"; !strings.HasSuffix(err.Error(), want) {
					t.Errorf("it says %q", err)
				}
			})
		})
	}
}

// To whom a doubtful record is decided to belong, whatever else the linker is sure of stays, and is not asked about.
func TestADecisionKeepsWhatTheLinkerIsSureOf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		p.send("police", "b,Anne,Lea,1980-05-02,,") // so unlike that the two on average would be none
		p.send("dwp", strings.Replace(annLee, "a,", "d,", 1))
		p.readBy(1)
		p.decideOf("bob", "council a, police b", review.Same)
		const decided = "council a + dwp d + police b + schools c"
		p.expectPeople("decided", decided)
		link(t, p.s)
		p.expectPeople("after linking everything anew", decided)
		if open := p.tasks("ann", review.Filter{State: review.Open}); len(open) > 0 {
			t.Errorf("asked besides: %+v", open)
		}
	})
}

// What a task's model made of its records can be told when another links by then.
func TestExplainedByTheModelOfThen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		then := linkage.Starter().Version()
		explained := func(version string) linkage.Explanation {
			e, err := p.s.ExplainLink(t.Context(), "zoe", key("council a"), key("police b"), version)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		before := explained("")
		for i, version := range []string{"second", "third"} {
			body := strings.Replace(string(linkage.Starter().Marshal()), then, version, 1)
			body = regexp.MustCompile(`"prior":\{"same":[^,]+`).ReplaceAllString(body, `"prior":{"same":0.`+strings.Repeat("0", 8+i)+`1`)
			if _, err := p.db.Exec("INSERT INTO link_models (version, body, trained_at) VALUES ($1, $2, $3)", version, body, fmt.Sprintf("2013-01-0%dT09:00:00Z", i+1)); err != nil {
				t.Fatal(err)
			}
		}
		now, second, again := explained(""), explained("second"), explained(then)
		if before.Model != then || again.Model != then || again.Weight != before.Weight || len(again.Steps) != len(before.Steps) {
			t.Errorf("by the first model: %+v, then %+v", again, before)
		}
		if now.Model != "third" || second.Model != "second" || now.Weight == second.Weight || second.Weight == before.Weight {
			t.Errorf("by the others: %+v, %+v", second, now)
		}
		_, err := p.s.ExplainLink(t.Context(), "zoe", key("council a"), key("police b"), "forgotten")
		refused(t, err, models.NotFound)
	})
}
