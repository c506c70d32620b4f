package store_test

import (
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// Of these the linker doubts nothing: what is in doubt here the test says.
func TestQueue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", annLee)
		p.send("police", "b,Wilfred,Ogden,1951-12-30,9 Far End,OX26 9ZZ")
		p.send("dwp", "d,Zenobia,Quill,1999-07-19,1 Elsewhere,OX1 1AA")
		p.doubt("council a", "police b, council a", "council a, dwp d")
		open := func() (pairs []string) {
			for _, task := range p.tasks("ann", review.Filter{State: review.Open}) {
				pairs = append(pairs, string(task.B.Partner)+" "+task.B.Ref+" "+task.ID)
			}
			slices.Sort(pairs)
			return pairs
		}
		first := open()
		if len(first) != 2 || !strings.HasPrefix(first[0], "dwp d") || !strings.HasPrefix(first[1], "police b") {
			t.Fatalf("open: %q", first)
		}
		p.doubt("council a", "council a, police b", "council a, dwp d")
		expect(t, "in doubt still", open(), first...)
		p.doubt("schools c")
		expect(t, "weighed were others", open(), first...)
		p.doubt("dwp d")
		expect(t, "of one nothing is in doubt any more", open(), first[1])
		expect(t, "confidence", p.lines("SELECT partner, confidence FROM links ORDER BY partner"), "council | IN_REVIEW", "dwp | AUTOMATIC", "police | IN_REVIEW")
		p.doubt("council a", "council a, police b", "council a, dwp d")
		if again := open(); len(again) != 2 || again[0] == first[0] || again[1] != first[1] {
			t.Errorf("in doubt again: %q, before %q", again, first)
		}
		p.send("dwp")
		expect(t, "a record is gone", open(), first[1])
		p.readBy(1)
		p.decide("ann", review.CannotTell)
		p.decide("bob", review.CannotTell)
		p.doubt("council a", "council a, police b")
		expect(t, "nobody could tell", open())
		p.send("police", "b,Wilfred,Ogden,1951-12-31,9 Far End,OX26 9ZZ")
		p.doubt("council a", "council a, police b")
		if got := open(); len(got) != 1 {
			t.Errorf("the record says something else now: %q", got)
		}
	})
}

func TestMarks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.anns()
		isOpen := func(pair string) bool {
			return slices.ContainsFunc(p.tasks("ann", review.Filter{State: review.Open}), func(task review.Task) bool { return about(task, pair) })
		}
		p.mark("schools c", "council a", false)
		p.expectPeople("marked", "council a; police b; schools c")
		if !isOpen("council a, police b") {
			t.Error("nothing is in doubt")
		}
		p.mark("council a", "police b", false)
		p.doubt("council a", "council a, police b", "council a, schools c")
		if isOpen("council a, police b") || isOpen("council a, schools c") {
			t.Error("a task of a marked pair is open")
		}
		link(t, p.s)
		p.expectPeople("linked anew", "council a; police b; schools c")
		for _, e := range p.audited() {
			text, _ := e.Canonical()
			for _, word := range []string{"council", "schools", "police", `"P`} {
				if strings.Contains(text, word) {
					t.Errorf("the log says of a mark %s", text)
				}
			}
		}
		p.mark("council a", "schools c", true)
		p.mark("council a", "schools c", true)
		p.expectPeople("taken away", annsApart)
		err := p.s.MarkLinks(t.Context(), entryOf("ann", models.Coordinator), review.Mark{Key: "x", A: key("council a"), B: key("council a")})
		refused(t, err, models.Invalid)
	})
}
