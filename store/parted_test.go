package store_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// familyOf is the family of whom a record is taken to be.
func (p *panel) familyOf(record string) string {
	p.t.Helper()
	found, err := p.s.PersonOfRecord(p.t.Context(), key(record))
	if err != nil {
		p.t.Fatal(err)
	}
	return found.FamilyID
}

// parted are the ids that reports of the police parted from one.
func (p *panel) parted(id string) string {
	p.t.Helper()
	ids, err := p.s.PartedFrom(p.t.Context(), models.Police, id)
	if err != nil {
		p.t.Fatal(err)
	}
	return strings.Join(ids, " ")
}

// Whoever reports is given ids of its own for what it sent, and keeps them; the others keep theirs for as long as they are
// apart, and are led on when they are not.
func TestTheSideThatReportsHasIDsOfItsOwn(t *testing.T) {
	for name, c := range map[string]struct {
		senders []string
		address string // where the police know her
		events  string
	}{
		"others, in one family": {[]string{"council", "schools"}, "12 Mill Lane,OX28 1AA", "family split; person split"},
		"others, elsewhere":     {[]string{"council", "schools"}, "9 Far End,OX26 9ZZ", "family split; person split"},
		"nobody else":           {nil, "12 Mill Lane,OX28 1AA", "family merged; person merged"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.lees(c.senders...)
				p.send("police", strings.Replace(annLee, "12 Mill Lane,OX28 1AA", c.address, 1))
				person, family := p.personOf("police a"), p.familyOf("police a")
				if len(p.lines("SELECT id FROM persons WHERE NOT ended")) != 1 {
					t.Fatalf("they are not one: %s", p.people())
				}
				if _, err := p.db.Exec("INSERT INTO family_documents (family_id, class, partner, places, body) VALUES ($1, 'support', 'council', 'open', '{}')", family); err != nil {
					t.Fatal(err)
				}
				p.inTx(func(tx *store.Tx) error { return tx.Assign(family, "assigned", "worker") })
				done, err := p.report(models.PoliceOfficer, "", "police a", "")
				if err != nil {
					t.Fatal(err)
				}
				own, home := p.personOf("police a"), p.familyOf("police a")
				if own == person || home == family || own != done.Person {
					t.Errorf("the reporter's side is %s of %s still", own, home)
				}
				if p.parted(person) != own || p.parted(family) != home {
					t.Errorf("the reporter is led from the old ids to %q and %q", p.parted(person), p.parted(family))
				}
				if ids, err := p.s.PartedFrom(t.Context(), models.Schools, person); err != nil || len(ids) > 0 {
					t.Errorf("others are led to %q, %v", ids, err)
				}
				leads, _, err := p.s.FamilyOf(t.Context(), person)
				if keeps := len(c.senders) > 0; err != nil || keeps != (leads == person) || !keeps && leads != own {
					t.Errorf("the old id leads to %s, %v", leads, err)
				}
				lead, err := p.s.LiveFamily(t.Context(), family)
				if keeps := strings.HasPrefix(c.events, "family split"); err != nil || keeps != (lead == family) || !keeps && lead != home {
					t.Errorf("the family's old id leads to %s, %v", lead, err)
				}
				expect(t, "what the programme holds goes where the family's id leads", p.lines(`SELECT d.family_id, a.holder FROM family_documents d
					JOIN assignments a ON a.family_id = d.family_id WHERE d.class = 'support'`), lead+" | worker")
				if events := strings.Join(p.lines("SELECT kind FROM link_events ORDER BY kind"), "; "); events != c.events {
					t.Errorf("events: %s", events)
				}
				keeps := func(when string) {
					t.Helper()
					if p.personOf("police a") != own || p.familyOf("police a") != home {
						t.Errorf("%s the reporter's side is called otherwise", when)
					}
					if to, _, err := p.s.FamilyOf(t.Context(), person); err != nil || len(c.senders) > 0 && p.personOf("council a") != to {
						t.Errorf("%s the old id leads to %s, %v", when, to, err)
					}
					p.sound(0)
				}
				for _, verdict := range []review.Verdict{review.Same, review.Different, review.Related} {
					if len(c.senders) == 0 {
						break
					}
					for _, reader := range []string{"ann", "bob"} {
						p.decide(reader, verdict)
					}
					keeps("decided " + string(verdict))
					p.withdraw("zoe", p.task("zoe"))
					keeps("withdrawn")
					link(t, p.s)
					keeps("linked anew")
					p.age()
					if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
						t.Fatal(err)
					}
					if again := p.personOf("police a"); again == own || !strings.HasSuffix(p.parted(person), own+" "+again) {
						t.Errorf("reported again, she is %s", p.personOf("police a"))
					}
					own, home = p.personOf("police a"), p.familyOf("police a")
				}
				link(t, p.s)
				keeps("in the end")
			})
		})
	}
}

// The council sees both sides: its reports leave ids with those who hold most of what had them.
func TestTheCouncilsReportsLeaveIDsToTheLinker(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.lees("council", "police", "dwp")
		person, family := p.personOf("dwp a"), p.familyOf("dwp a")
		if _, err := p.report(models.Coordinator, "", "dwp a", "dwp a"); err != nil {
			t.Fatal(err)
		}
		if p.personOf("council a") != person || p.personOf("dwp a") == person || p.familyOf("council a") != family || p.parted(person) != "" {
			t.Errorf("reported by the council: %s", p.people())
		}
	})
}
