package store_test

import (
	"fmt"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// told is the last event of whom a record is taken to be: its kind and reason, and whether a weight told, which must be that of a pair.
func (p *panel) told(record string) string {
	p.t.Helper()
	id := p.personOf(record)
	events, err := p.s.LinkEvents(p.t.Context(), []string{id})
	if err != nil || len(events[id]) == 0 {
		p.t.Fatalf("of %s nothing is told: %v", record, err)
	}
	e := events[id][len(events[id])-1]
	if e.Model == "" && !strings.HasPrefix(e.Reason, "a report: ") || e.At.IsZero() || e.From == e.To {
		p.t.Errorf("%+v", e)
	}
	words := fmt.Sprint(e.Kind, ", ", e.Reason)
	if e.Weight != nil {
		words += ", by a weight"
		if n := p.lines(fmt.Sprintf("SELECT count(*) FROM link_pairs WHERE abs(weight - %f) < 0.001", *e.Weight)); n[0] == "0" {
			p.t.Errorf("no two records have the weight %f", *e.Weight)
		}
	}
	return words
}

func (p *panel) expectTold(what, record, want string) {
	p.t.Helper()
	if got := p.told(record); got != want {
		p.t.Errorf("%s: of %s it is told %q, want %q", what, record, got, want)
	}
}

func TestEventsSayWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		const doubtful = "council a, police b"
		decided := func(verdict review.Verdict) {
			t.Helper()
			p.readBy(1)
			p.decideOf("ann", doubtful, verdict)
		}
		decided(review.Same)
		p.expectTold("decided", "police b", "merged, a decision: people said that they are one")
		p.withdraw("ann", p.task("ann"))
		p.expectTold("withdrawn", "police b", "split, a decision was withdrawn: their records do not agree enough, by a weight")
		p.doubt("council a", "council a, schools c")
		p.readBy(1)
		p.decideOf("ann", "council a, schools c", review.Different)
		p.expectTold("decided to be two", "schools c", "split, a decision: people said that they are two")
		for _, task := range p.tasks("ann", review.Filter{State: review.Decided}) {
			p.withdraw("ann", task)
		}
		p.expectTold("withdrawn", "schools c", "merged, a decision was withdrawn: their records agree, by a weight")
		p.mark("council a", "schools c", false)
		p.expectTold("marked", "schools c", "split, a decision: people said that they are two")
		p.mark("council a", "schools c", true)
		if _, err := p.report(models.Coordinator, "", "schools c", "schools c"); err != nil {
			t.Fatal(err)
		}
		p.expectTold("reported by the council", "schools c", "split, a report: people said that they are two")
	})
}

func TestEventsOfFeedsSayWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		const first, second = "1,Ottoline,Lee,1980-05-02,12 Mill Lane,OX28 1AA,,no,no,QQ123456C", "2,Ottoline,Orr,1980-05-02,9 Far End,OX26 9ZZ,,no,no,"
		feed := func(partner models.Partner, people ...string) {
			imported(t, p.s, sent{"people": rows(townHeader, people...)}, store.ImportOptions{Partner: partner, Snapshot: true})
		}
		feed(models.DWP, first)
		feed(models.Council, second)
		feed(models.Housing, "3,Ottoline,Orr,1980-05-02,9 Far End,OX26 9ZZ,,no,no,QQ123456C")
		if got := p.told("council 2"); !strings.HasPrefix(got, "merged, import 3: their records agree, by") {
			t.Errorf("once a third has come: %s", got)
		}
		feed(models.Housing)
		p.expectTold("once it has gone", "council 2", "split, import 4: a record was withdrawn")
		feed(models.Council, first)
		if got := p.told("council 1"); !strings.HasPrefix(got, "split, import 4") || len(p.lines("SELECT DISTINCT person_id FROM links")) != 1 {
			t.Errorf("a new record is no event: %s", got)
		}
		feed(models.Council, "1,Zebedee,Quill,1931-11-30,3 High Street,OX26 2BB,,no,no,QQ123458C")
		p.expectTold("a record says something else", "council 1", "split, import 6: no record of the one agrees with one of the other any longer")
		feed(models.Council, first)
		if got := p.told("council 1"); !strings.HasPrefix(got, "merged, import 7: their records agree, by") {
			t.Errorf("it says the same again: %s", got)
		}
	})
}

// What became of a family is told under all the ids that it had.
func TestEventsOfFamiliesSayWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		people := rows(plainHeader, annLee, "b,Zeb,Quill,2005-06-07,9 Far End,OX26 9ZZ")
		o := store.ImportOptions{Partner: models.Council, Snapshot: true}
		imported(t, p.s, sent{"people": people}, o)
		ids := []string{p.familyOf("council a"), p.familyOf("council b")}
		imported(t, p.s, sent{"people": people, "relationships": rows("person_ref,other_ref,kind", "a,b,parent-of")}, o)
		now := p.familyOf("council a")
		imported(t, p.s, sent{"people": people, "relationships": rows("person_ref,other_ref,kind")}, o)
		split := p.familyOf("council b")
		if split == now {
			split = p.familyOf("council a")
		}
		link(t, p.s)
		events, err := p.s.FamilyEvents(t.Context(), []string{now, split})
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, e := range events[now] {
			told = append(told, fmt.Sprint(e.Kind, ", ", e.Reason))
		}
		expect(t, "the family", told, "merged, import 2: parent-of", "split, import 3: a tie was added or withdrawn")
		if len(events[split]) != 1 || events[split][0].From != now || events[split][0].To != split || events[now][0].To != now {
			t.Errorf("of %q, now %s and %s: %+v", ids, now, split, events)
		}
	})
}

func TestEventsOfANewModelSayWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", crowd[0])
		p.send("police", crowd[0])
		body := strings.Replace(string(linkage.Starter().Marshal()), linkage.Starter().Version(), "wary", 1)
		body = strings.Replace(body, `"floor":5,"doubt"`, `"floor":1000,"doubt"`, 1)
		if _, err := p.db.Exec("INSERT INTO link_models (version, body, trained_at) VALUES ('wary', $1, '2013-01-01T09:00:00Z')", body); err != nil {
			t.Fatal(err)
		}
		if _, err := p.s.Link(t.Context(), store.LinkOptions{Now: now, By: audit.Actor{Subject: "test"}}); err != nil {
			t.Fatal(err)
		}
		if got := p.told("police a"); !strings.HasPrefix(got, "split, everything was linked anew: their records do not agree enough, by a weight") {
			t.Errorf("under a wary model: %s", got)
		}
	})
}

// What was decided of links, and what an import brought of homes, is told of the families that became others by it.
func TestEventsOfFamiliesSayWhatHappened(t *testing.T) {
	const mary, gone = "m,Mary,Lee,1950-03-04,12 Mill Lane,OX28 1AA", "m,Mary,Lee,1950-03-04,9 Far End,OX26 9ZZ"
	for name, c := range map[string]struct {
		happens func(*panel)
		record  string // of whose family it is told
		want    string
	}{
		"somebody moves": {func(p *panel) { p.send("council", annLee, gone) }, "council a", "split, import 2: somebody moved home"},
		"a surname":      {func(p *panel) { p.send("council", annLee, strings.Replace(mary, "Lee", "Quill", 1)) }, "council a", "split, import 2: a record says something else"},
		"a report": {func(p *panel) {
			p.send("police", annLee)
			if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
				p.t.Fatal(err)
			}
		}, "police a", "split, a report: people said that they are two"},
		"two become one": {func(p *panel) {
			p.send("police", annOrr)
			p.doubt("council a", "council a, police b")
			p.readBy(1)
			p.decideOf("ann", "council a, police b", review.Same)
		}, "council a", "merged, a decision: two of its people became one"},
		"one becomes two": {func(p *panel) {
			p.send("police", annOrr)
			p.doubt("council a", "council a, police b")
			p.readBy(1)
			p.decideOf("ann", "council a, police b", review.Same)
			p.send("schools", "z,Zeb,Orr,2005-06-07,9 Far End,OX26 9ZZ")
			p.withdraw("zoe", p.task("zoe"))
		}, "council a", "split, a decision was withdrawn: one of its people became two"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.send("council", annLee, mary)
				c.happens(p)
				id := p.familyOf(c.record)
				events, err := p.s.FamilyEvents(t.Context(), []string{id})
				if err != nil || len(events[id]) == 0 {
					t.Fatalf("nothing is told: %v", err)
				}
				if last := events[id][len(events[id])-1]; fmt.Sprint(last.Kind, ", ", last.Reason) != c.want {
					t.Errorf("it is told %q, want %q", fmt.Sprint(last.Kind, ", ", last.Reason), c.want)
				}
			})
		})
	}
}

// Of a record that leaves one person for another it is told that it agrees better there, and how well.
func TestEventsOfARecordThatAgreesBetter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		const ann, zeb = "Ottoline,Lee,1980-05-02,12 Mill Lane,OX28 1AA,,no,no,QQ123456C", "Zebedee,Quill,1931-11-30,3 High Street,OX26 2BB,,no,no,QQ123458C"
		feed := func(partner models.Partner, people ...string) {
			imported(t, p.s, sent{"people": rows(townHeader, people...)}, store.ImportOptions{Partner: partner, Snapshot: true})
		}
		feed(models.DWP, "1,"+ann, "2,"+zeb)
		feed(models.Council, "1,"+ann, "2,"+zeb)
		feed(models.Police, "7,"+ann)
		feed(models.Police, "7,"+zeb)
		if got := p.told("police 7"); p.personOf("police 7") != p.personOf("dwp 2") || got != "moved, import 4: a record agrees better with another person's, by a weight" {
			t.Errorf("it is told %q", got)
		}
	})
}
