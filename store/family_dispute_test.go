package store_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// Whose records are reported as somebody else's leave the family with their facts, for as long as nobody has decided; decided to
// be two, the two are of one family only by what others have with them, or where people said that they are related.
func TestADisputeAndTheFamily(t *testing.T) {
	const mary = "m,Mary,Lee,1950-03-04,12 Mill Lane,OX28 1AA"
	for name, c := range map[string]struct {
		council []string // who lives at her home
		verdict review.Verdict
		held    bool // out of the family while held
		decided bool // and decided
	}{
		"held, her mother too":      {[]string{annLee, mary}, "", true, true},
		"different, her mother too": {[]string{annLee, mary}, review.Different, true, false}, // a sister, for all that is known
		"different, nobody else":    {[]string{annLee}, review.Different, true, true},
		"related, nobody else":      {[]string{annLee}, review.Related, true, false},
		"same":                      {[]string{annLee, mary}, review.Same, true, false},
		"nobody can tell":           {[]string{annLee, mary}, review.CannotTell, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.send("council", c.council...)
				imported(t, p.s, sent{"people": rows(plainHeader, annLee), "offences": rows("offence_ref,person_ref,offence_code,disposal", "o1,a,TH68010,caution")}, importOf(models.Police))
				expectOut := func(when string, want bool) {
					t.Helper()
					family := p.familyOf("council a")
					if out := p.familyOf("police a") != family; out != want {
						t.Errorf("%s: out of the family: %t, want %t", when, out, want)
					}
					shown := len(p.lines("SELECT family_id FROM family_documents WHERE class = 'offences' AND family_id = '"+family+"'")) > 0
					if shown == want {
						t.Errorf("%s: the offence is in the family's document: %t", when, shown)
					}
					p.sound(0)
				}
				everywhere := func(when string, want bool) {
					t.Helper()
					expectOut(when, want)
					link(t, p.s)
					expectOut(when+", linked anew", want)
				}
				everywhere("before", false)
				if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
					t.Fatal(err)
				}
				everywhere("held", c.held)
				if c.verdict == "" {
					return
				}
				for _, reader := range []string{"ann", "bob"} {
					p.decide(reader, c.verdict)
				}
				everywhere("decided", c.decided)
				p.withdraw("zoe", p.task("zoe"))
				everywhere("withdrawn", false)
			})
		})
	}
}

// A mother whom the reporter alone knows stays with whom it reported, and one whom others know too with the others.
func TestADisputeAndTheReportersOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		for _, others := range []bool{false, true} {
			p := newPanel(t, dbtest.Another(t, dsn))
			const mary = "m,Mary,Lee,1950-03-04,12 Mill Lane,OX28 1AA"
			p.send("police", annLee, mary)
			p.send("council", annLee)
			if others {
				p.send("council", annLee, mary)
			}
			if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
				t.Fatal(err)
			}
			if with := p.familyOf("police a") == p.familyOf("police m"); with == others {
				t.Errorf("known to others too: %t, she is with whom was reported: %t", others, with)
			}
			if with := p.familyOf("council a") == p.familyOf("police m"); with != others {
				t.Errorf("known to others too: %t, she is with the others: %t", others, with)
			}
		}
	})
}

// One decision of two records of twins whom the linker took for one leaves both with their mother, by what she has with each.
func TestTwinsDecidedToBeTwo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		twin := strings.Replace(annLee, "a,", "b,", 1)
		o := store.ImportOptions{Partner: models.Schools, Snapshot: true}
		imported(t, p.s, sent{"people": rows(plainHeader, annLee, "m,Mary,Ray,1950-03-04,9 Far End,OX26 9ZZ"), "relationships": rows("person_ref,other_ref,kind", "m,a,parent-of")},
			store.ImportOptions{Partner: models.Council, Snapshot: true})
		imported(t, p.s, sent{"people": rows(plainHeader, twin)}, o)
		if p.personOf("schools b") != p.personOf("council a") {
			t.Fatal("they are not taken for one")
		}
		p.doubt("council a", "council a, schools b")
		p.readBy(1)
		p.decideOf("ann", "council a, schools b", review.Different)
		if p.familyOf("schools b") == p.familyOf("council m") {
			t.Error("of whom nothing but a home in common with her twin is known, she is in the family")
		}
		p.send("council", annLee, "m,Mary,Ray,1950-03-04,12 Mill Lane,OX28 1AA")
		p.send("housing", strings.Replace(twin, "Ann,Lee", "Mary,Lee", 1))
		if home := p.familyOf("council a"); p.familyOf("schools b") != p.familyOf("housing b") || home != p.familyOf("housing b") {
			t.Errorf("with somebody at home who has both their name, they are %s and %s", home, p.familyOf("schools b"))
		}
	})
}
