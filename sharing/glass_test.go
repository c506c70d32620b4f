package sharing_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// glassReader is a reader who is likely to read for safeguarding, as a person.
func glassReader(t *rapid.T) sharing.Reader {
	r := someReader(t)
	r.Program = rapid.IntRange(0, 9).Draw(t, "a program") == 0
	if rapid.IntRange(0, 4).Draw(t, "another purpose") > 0 {
		r.Purpose = models.Safeguarding
	}
	return r
}

func someBreaks(t *rapid.T, r sharing.Reader, agreements []*sharing.Agreement) []models.GlassBreak {
	breaks := make([]models.GlassBreak, rapid.IntRange(0, 3).Draw(t, "breaks"))
	for i := range breaks {
		breaks[i] = someBreak(t, r, agreements)
	}
	return breaks
}

// What is shown through broken glass is what the agreements show and what the breaks show, each asked slowly, and it is said
// of each fact whether a break was needed for it.
func TestBrokenGlassAsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), glassReader(t)
		someGlass(t, agreements)
		breaks, at := someBreaks(t, r, agreements), one(t, "at", someMoments)
		access := newSet(t, agreements...).AccessThrough(r, at, breaks...)
		for range 20 {
			class, detail := one(t, "class", someClasses), one(t, "detail", allDetails)
			rel, o := someRelations(t), someOrigin(t)
			rel.Family = one(t, "whose family", someFamilies)
			granted := slowlyShows(agreements, r, rel, class, detail, o)
			broken := slowlyThrough(agreements, r, at, breaks, rel.Family, class, o)
			opening, shown := access.ShowsBy(rel, class, detail, o)
			if shown != (granted || broken) || shown != access.Shows(rel, class, detail, o) || access.Granted(rel, class, detail, o) != granted {
				t.Fatalf("%s of %+v from %+v: shown %t, granted %t, broken %t", class, rel, o, shown, granted, broken)
			}
			if shown && (opening == nil) != granted {
				t.Fatalf("%s of %+v: through %+v, and granted: %t", class, rel, opening, granted)
			}
			if opening != nil && (opening.Family != rel.Family || opening.Class != class) {
				t.Fatalf("%s of %s: through %+v", class, rel.Family, opening)
			}
			_, of := access.Of(rel, class, detail)
			if _, field := access.Field(class, detail); shown && (!of || !field) {
				t.Fatalf("%s of %+v: a fact is shown of a field that is not", class, rel)
			}
			if through := access.OpenedBy(rel, class, detail); opening != nil && !fieldGranted(agreements, r, rel, class, detail) && through == nil {
				t.Fatalf("%s of %+v: the field is not said to be opened", class, rel)
			}
		}
	})
}

func fieldGranted(agreements []*sharing.Agreement, r sharing.Reader, rel sharing.Relations, class models.Class, detail models.Detail) bool {
	return slices.ContainsFunc(agreements, func(a *sharing.Agreement) bool {
		return slowlyApplies(a, r, class, detail) && slowlyReaches(a.Grants[r.Role][class].Scope, rel)
	})
}

// Of another family, and of another class, everything is decided as if no glass were broken, the reasons too; and it is
// searched for nobody.
func TestBrokenGlassShowsOneFamily(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), glassReader(t)
		someGlass(t, agreements)
		set, breaks := newSet(t, agreements...), someBreaks(t, r, agreements)
		through, plain := set.AccessThrough(r, noon, breaks...), set.Access(r)
		rel, o := someRelations(t), someOrigin(t)
		rel.Family = one(t, "whose family", []string{"", "f1", "f2", "f3"})
		for _, class := range models.Classes {
			if !slices.Equal(lensWords(through.Lenses(class)), lensWords(plain.Lenses(class))) {
				t.Fatalf("%s is searched otherwise", class)
			}
			for _, detail := range allDetails {
				if _, field := plain.Field(class, detail); through.Searches(class, detail) != field {
					t.Fatalf("%s may be searched by: %t", class, !field)
				}
				if slices.ContainsFunc(through.Opened(), func(o sharing.Opening) bool { return o.Family == rel.Family && o.Class == class }) {
					continue
				}
				was, ok := plain.Of(rel, class, detail)
				if is, now := through.Of(rel, class, detail); ok != now || was != is {
					t.Fatalf("%s of %+v: %+v %t, without a break %+v %t", class, rel, is, now, was, ok)
				}
				if through.Shows(rel, class, detail, o) != plain.Shows(rel, class, detail, o) || through.OpenedBy(rel, class, detail) != nil {
					t.Fatalf("%s of %+v is shown otherwise", class, rel)
				}
			}
		}
		reach, without := through.Reach(), plain.Reach()
		if !slices.Equal(reach.Holdings, without.Holdings) || reach.Empty() != without.Empty() || len(without.Opened) > 0 {
			t.Fatalf("lists reach %+v, without a break %+v", reach, without)
		}
		if len(reach.Opened) != len(through.Opened()) {
			t.Fatalf("%+v are within reach, %+v are opened", reach.Opened, through.Opened())
		}
	})
}

func lensWords(lenses []sharing.Lens) []string {
	all := make([]string, len(lenses))
	for i, l := range lenses {
		all[i] = "everybody"
		if l.Who != nil {
			all[i] = string(l.Who.Relation) + string(l.Who.Partner) + l.Who.Holder
		}
	}
	return all
}

// Whatever agreements and breaks there are, DWP's word and its classes stay behind the glass, and every override stands.
func TestNothingBreaksWhatStandsAbove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreements, r := someAgreements(t), glassReader(t)
		for _, a := range agreements {
			a.Grants = nil
		}
		someGlass(t, agreements)
		for _, a := range agreements {
			for role := range a.BreakGlass {
				a.BreakGlass[role] = sharing.Glass{Classes: models.Classes}
			}
		}
		breaks := someBreaks(t, r, agreements)
		for i := range breaks {
			breaks[i].Class = one(t, "class", models.Classes)
		}
		access := newSet(t, agreements...).AccessThrough(r, noon, breaks...)
		for _, class := range models.Classes {
			if grants := access.Verdict(class).Grants; len(grants) > 0 && !class.Breakable() {
				t.Fatalf("%s is broken", class)
			}
			if slices.Contains(access.Sources(class), models.DWP) {
				t.Fatalf("DWP's word on %s is shown", class)
			}
			for _, family := range someFamilies {
				if access.Shows(sharing.Relations{Family: family}, class, models.DetailFlag, sharing.Origin{Partner: models.DWP}) {
					t.Fatalf("DWP's word on %s is shown", class)
				}
			}
		}
		m, class, place := someMarks(t), one(t, "overridden class", models.Classes), rapid.Bool().Draw(t, "place")
		if got := access.Reader.Overridden(m, class, place); (got != "") != slowlyOverridden(r, m, class, place) {
			t.Fatalf("%+v %s: %q", m, class, got)
		}
	})
}

// One thing after another is wrong with a break, and with each it shows nothing.
func TestBreaksThatShowNothing(t *testing.T) {
	reader := sharing.Reader{Role: models.PoliceOfficer, Org: "TVP", Subject: "officer", Purpose: models.Safeguarding, On: anyDay}
	of := sharing.Relations{Family: "f1"}
	good := models.GlassBreak{
		ID: "G1", Subject: "officer", Role: models.PoliceOfficer, Org: "TVP", Family: "f1", Class: models.ClassSocialCare,
		Agreement: "safeguarding", OpenedAt: noon, ExpiresAt: noon.Add(3 * time.Hour),
	}
	ended := noon.Add(time.Minute)
	for name, c := range map[string]struct {
		reader func(*sharing.Reader)
		broken func(*models.GlassBreak)
		at     time.Duration
		shown  bool
	}{
		"when it is opened":          {shown: true},
		"at its last moment":         {at: 3*time.Hour - 1, shown: true},
		"expired":                    {at: 3 * time.Hour},
		"before it was opened":       {at: -1},
		"ended":                      {broken: func(b *models.GlassBreak) { b.EndedAt = &ended }, at: time.Hour},
		"another family":             {broken: func(b *models.GlassBreak) { b.Family = "f2" }},
		"no family":                  {broken: func(b *models.GlassBreak) { b.Family = "" }},
		"another class":              {broken: func(b *models.GlassBreak) { b.Class = models.ClassSchooling }},
		"another of the same force":  {reader: func(r *sharing.Reader) { r.Subject = "another" }},
		"the same for another force": {reader: func(r *sharing.Reader) { r.Org = "MET" }},
		"the same in another role":   {reader: func(r *sharing.Reader) { r.Role = models.SchoolOfficer }},
		"nobody":                     {reader: func(r *sharing.Reader) { r.Subject = "" }, broken: func(b *models.GlassBreak) { b.Subject = "" }},
		"another purpose":            {reader: func(r *sharing.Reader) { r.Purpose = models.CrimePrevention }},
		"a program":                  {reader: func(r *sharing.Reader) { r.Program = true }},
		"before the agreement":       {reader: func(r *sharing.Reader) { r.On = "2012-03-31" }},
		"an agreement that is gone":  {broken: func(b *models.GlassBreak) { b.Agreement = "gone" }},
		"one that permits none":      {broken: func(b *models.GlassBreak) { b.Agreement = "police" }},
	} {
		t.Run(name, func(t *testing.T) {
			r, b := reader, good
			if c.reader != nil {
				c.reader(&r)
			}
			if c.broken != nil {
				c.broken(&b)
			}
			access := embedded(t).AccessThrough(r, noon.Add(c.at), b)
			if got := access.Shows(of, models.ClassSocialCare, models.DetailValue, sharing.Origin{Partner: models.Council}); got != c.shown {
				t.Errorf("shown: %t", got)
			}
			if c.shown {
				want := []sharing.Opening{{Break: "G1", Family: "f1", Class: models.ClassSocialCare, Partners: []models.Partner{models.Council}, Until: good.ExpiresAt}}
				if got := access.Opened(); !reflect.DeepEqual(got, want) {
					t.Errorf("%+v is opened", got)
				}
			}
		})
	}
}

// Which classes each role may break to begin with, and for how long.
func TestStartingGlass(t *testing.T) {
	set := embedded(t)
	want := map[models.Role]string{
		models.KeyWorker:      "identity, address, family-links, offences, asb, callouts, schooling, tenancy, social-care, for 3 hours",
		models.PoliceOfficer:  "identity, address, family-links, schooling, social-care, for 3 hours",
		models.SchoolOfficer:  "identity, address, family-links, callouts, social-care, for 3 hours",
		models.HousingOfficer: "identity, family-links, social-care, for 3 hours",
	}
	for _, role := range models.Roles {
		words := ""
		for _, l := range set.Licences(role, anyDay) {
			if l.Act == models.ActBreakGlass {
				words = l.Glass.Words()
			} else if l.Glass.Classes != nil {
				t.Errorf("%s: %s has classes", role, l.Act)
			}
		}
		if words != want[role] {
			t.Errorf("%s: %q", role, words)
		}
		for _, purpose := range models.Purposes {
			for _, program := range []bool{false, true} {
				access := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: anyDay, Program: program})
				for _, class := range models.Classes {
					may := purpose == models.Safeguarding && !program && slices.Contains(glassOf(set, role), class)
					agreement, lasts := access.MayBreak(class)
					if may != (agreement != nil) || may && (agreement.ID != "safeguarding" || lasts != 3*time.Hour) {
						t.Errorf("%s, %s, a program %t: %s by %v for %s", role, purpose, program, class, agreement, lasts)
					}
				}
			}
		}
	}
	police := set.Access(sharing.Reader{Role: models.PoliceOfficer, Org: "TVP", Purpose: models.Safeguarding, On: anyDay})
	if got := police.HeldByOwn(); got != (sharing.Holding{Relation: sharing.Holds, Partner: models.Police, Holder: "TVP"}) {
		t.Errorf("the force holds by %+v", got)
	}
}

func glassOf(set *sharing.Set, role models.Role) []models.Class {
	for _, a := range set.Agreements() {
		if a.ID == "safeguarding" {
			return a.BreakGlass[role].Classes
		}
	}
	return nil
}
