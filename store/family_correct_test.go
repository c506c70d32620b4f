package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// The council knows three Lees in Mill Lane and two Orrs in Far End, no two of whom are one person.
var (
	theLees = []string{"a,Ann,Lee,1980-05-02,12 Mill Lane,OX28 1AA", "b,Bob,Lee,2001-04-03,12 Mill Lane,OX28 1AA", "c,Cat,Lee,2005-06-07,12 Mill Lane,OX28 1AA"}
	theOrrs = []string{"d,Dan,Orr,1975-01-02,9 Far End,OX26 9ZZ", "e,Eve,Orr,2003-08-09,9 Far End,OX26 9ZZ"}
)

// families are the refs of each family's records, as "a b; c".
func (p *panel) families() string {
	p.t.Helper()
	var all []string
	for _, group := range p.groups("p.family_id") {
		all = append(all, strings.ReplaceAll(group, "council//", ""))
	}
	return strings.Join(all, "; ")
}

func (p *panel) expectFamilies(what, want string) {
	p.t.Helper()
	if got := p.families(); got != want {
		p.t.Errorf("%s: families are %q, want %q", what, got, want)
	}
	p.sound(0)
}

// peopleOf are the ids of those whom the council's refs, written "a b", are.
func (p *panel) peopleOf(refs string) (ids []string) {
	p.t.Helper()
	for _, ref := range strings.Fields(refs) {
		ids = append(ids, p.personOf("council "+ref))
	}
	return ids
}

// correct says something of families, by the refs of those it is about, is with and is without.
func (p *panel) correct(kind review.CorrectionKind, about, with, without string) (review.Corrected, error) {
	p.t.Helper()
	return p.s.CorrectFamilies(p.t.Context(), entryOf("ann", models.Coordinator), review.Correct{
		Key: p.fresh(), Kind: kind, Reason: "she told us so at a visit", About: p.peopleOf(about), With: p.peopleOf(with), Without: p.peopleOf(without),
	})
}

func (p *panel) mustCorrect(kind review.CorrectionKind, about, with, without string) review.Corrected {
	p.t.Helper()
	done, err := p.correct(kind, about, with, without)
	if err != nil {
		p.t.Fatalf("%s %s: %v", kind, about, err)
	}
	return done
}

func (p *panel) withdrawCorrection(id string) error {
	p.t.Helper()
	_, err := p.s.WithdrawCorrection(p.t.Context(), entryOf("bob", models.Coordinator), review.WithdrawCorrection{Key: p.fresh(), Correction: id, Reason: "it was another family"})
	return err
}

func TestCorrections(t *testing.T) {
	for name, c := range map[string]struct {
		kind                 review.CorrectionKind
		about, with, without string
		want                 string
		families             int // that the answer names
	}{
		"moved":                {review.Move, "c", "d e", "a b", "a b; c d e", 2},
		"merged":               {review.Merge, "a b c d e", "", "", "a b c d e", 1},
		"split":                {review.Split, "c", "", "a b", "a b; c; d e", 2},
		"split, two together":  {review.Split, "b c", "", "a", "a; b c; d e", 2},
		"the last one of them": {review.Merge, "d e a b c", "", "", "a b c d e", 1},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.send("council", slices.Concat(theLees, theOrrs)...)
				p.expectFamilies("by evidence", "a b c; d e")
				before := p.derived()
				done := p.mustCorrect(c.kind, c.about, c.with, c.without)
				p.expectFamilies("corrected", c.want)
				if len(done.Families) != c.families {
					t.Errorf("the answer names %v, want %d", done.Families, c.families)
				}
				corrected := p.derived()
				link(t, p.s)
				unchanged(t, "after linking all anew", corrected, p.derived())

				p.send("council", slices.Concat(theLees, theOrrs, []string{"f,Fay,Lee,2010-01-01,12 Mill Lane,OX28 1AA"})...)
				if got := strings.ReplaceAll(strings.ReplaceAll(p.families(), " f", ""), "f ", ""); got != c.want {
					t.Errorf("after news of somebody else families are %q", p.families())
				}
				p.send("council", slices.Concat(theLees, theOrrs)...)
				p.expectFamilies("when she has gone again", c.want)

				if err := p.withdrawCorrection(done.Correction); err != nil {
					t.Fatal(err)
				}
				p.expectFamilies("withdrawn", "a b c; d e")
				for table, rows := range p.derived() {
					if table == "family_documents" && !slices.Equal(rows, before[table]) && c.kind != review.Merge {
						t.Errorf("withdrawn, the documents are\n%s\nnot as before\n%s", strings.Join(rows, "\n"), strings.Join(before[table], "\n"))
					}
				}
				refused(t, p.withdrawCorrection(done.Correction), models.NotFound)
				operation := map[review.CorrectionKind]string{review.Move: "moveMember", review.Merge: "mergeFamilies", review.Split: "splitFamily"}[c.kind]
				var operations []string
				for _, e := range p.audited() {
					operations = append(operations, e.Operation)
					if text, _ := json.Marshal(e); strings.Contains(string(text), "at a visit") || strings.Contains(string(text), "another family") {
						t.Errorf("the log holds a reason: %s", text)
					}
				}
				expect(t, "the log", operations, operation, "link", "withdrawFamilyCorrection")
			})
		})
	}
}

// Of two people the last correction that speaks of both counts, also when it is not the last that was made.
func TestTheLastCorrectionCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", slices.Concat(theLees, theOrrs)...)
		out := p.mustCorrect(review.Move, "c", "d e", "a b")
		p.mustCorrect(review.Move, "c", "a b", "d e")
		p.expectFamilies("moved back", "a b c; d e")
		merged := p.mustCorrect(review.Merge, "a b c d e", "", "")
		p.expectFamilies("and all merged", "a b c d e")
		split := p.mustCorrect(review.Split, "a e", "", "b c d")
		p.expectFamilies("and two split off", "a e; b c d")
		for _, step := range []struct{ what, id, want string }{
			{"the first withdrawn", out.Correction, "a e; b c d"},
			{"the split withdrawn", split.Correction, "a b c d e"},
			{"the merger withdrawn", merged.Correction, "a b c; d e"},
		} {
			if err := p.withdrawCorrection(step.id); err != nil {
				t.Fatal(err)
			}
			p.expectFamilies(step.what, step.want)
		}
	})
}

// A correction is of people as their records have them: it follows these when people are merged, split or gone for a while.
func TestACorrectionFollowsRecords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", slices.Concat(theLees, theOrrs)...)
		p.send("schools", strings.Replace(theLees[2], "c,", "s,", 1))
		p.mustCorrect(review.Move, "c", "d e", "a b")
		const moved = "a b; c d e schools//s"
		p.expectFamilies("moved", moved)
		p.send("council", slices.Concat(theLees[:2], theOrrs)...)
		p.expectFamilies("known to the schools alone", "a b; d e schools//s")
		p.send("schools")
		p.expectFamilies("known to nobody", "a b; d e")
		p.send("council", slices.Concat(theLees, theOrrs)...)
		p.expectFamilies("sent again", "a b; c d e")
	})
}

func TestACorrectionThatCannotBe(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", slices.Concat(theLees, theOrrs)...)
		before := p.derived()
		for what, c := range map[string][3]string{
			"not all of the family that is left":   {"c", "d e", "a"},
			"not all of the family that is joined": {"c", "d", "a b"},
			"somebody twice":                       {"c", "d e", "a b c"},
			"nobody":                               {"", "", ""},
		} {
			if _, err := p.correct(review.Move, c[0], c[1], c[2]); err == nil {
				t.Errorf("%s: it is done", what)
			} else {
				refused(t, err, models.Conflict)
			}
		}
		refused(t, p.withdrawCorrection("Cnone"), models.NotFound)
		unchanged(t, "after what was refused", before, p.derived())
		if rows := p.lines("SELECT id FROM family_corrections"); len(rows) > 0 {
			t.Errorf("kept are %v", rows)
		}
	})
}

// What is said of a family stands in its document with links, without the reason where a place is protected.
func TestCorrectionsStandInTheDocument(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", slices.Concat(theLees, theOrrs)...)
		done := p.mustCorrect(review.Move, "c", "d e", "a b")
		said := func() (texts []string) {
			for _, line := range p.lines("SELECT p.family_id, d.places, d.body FROM family_documents d JOIN persons p ON p.family_id = d.family_id " +
				"JOIN links l ON l.person_id = p.id WHERE l.ref IN ('a', 'd') AND d.class = 'links' ORDER BY l.ref, d.places") {
				places, body, _ := strings.Cut(line[strings.Index(line, " | ")+3:], " | ")
				var part models.Part
				if err := json.Unmarshal([]byte(body), &part); err != nil || part.Case == nil || len(part.Case.Corrections) != 1 {
					t.Fatalf("%v: %s", err, body)
				}
				c := part.Case.Corrections[0]
				texts = append(texts, fmt.Sprint(places, " ", c.ID == done.Correction, " ", c.Kind, " ", c.Reason, " ", c.MadeBy, " ", c.MadeAt.Equal(now)))
			}
			return texts
		}
		expect(t, "both families", said(), "open true move she told us so at a visit ann true", "open true move she told us so at a visit ann true")
		imported(t, p.s, sent{"people": rows(plainHeader+",restricted", "r"+theLees[0][1:]+",yes")}, importOf(models.Police))
		full, hidden := "full true move she told us so at a visit ann true", "hidden true move  ann true"
		expect(t, "one at the home that was left protected, and so both", said(), full, hidden, full, hidden)
	})
}

// That two records are of two people of one household, as readers decided, speaks for their families as the linker's word does.
func TestRelatedPeopleAreOfOneFamily(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.send("council", theLees[0])
		p.send("police", "b,Anne,Lee,1980-05-03,77 New Street,OX1 9QQ")
		p.doubt("council a, police b", "council a, police b")
		p.readBy(1)
		p.expectFamilies("before", "a; police//b")
		p.decide("ann", review.Related)
		p.expectFamilies("decided", "a police//b")
		related := p.derived()
		link(t, p.s)
		unchanged(t, "after linking all anew", related, p.derived())
		p.withdraw("ann", p.tasks("ann", review.Filter{State: review.Decided})[0])
		p.expectFamilies("withdrawn", "a; police//b")
	})
}
