package sharing_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// glassy is an agreement that grants nothing but that the glass may be broken.
const glassy = `id: urgent
title: Urgent safeguarding
partner: council
gateway: Children Act 1989 s.47
purposes: [safeguarding, family-support]
from: 2012-04-01
acts:
  POLICE_OFFICER:
    break-glass: [safeguarding]
break-glass:
  POLICE_OFFICER:
    classes: [schooling, social-care]
    hours: 5
`

func TestParseGlass(t *testing.T) {
	a, err := sharing.Parse("urgent.yaml", []byte(glassy))
	if err != nil {
		t.Fatal(err)
	}
	if got := a.BreakGlass[models.PoliceOfficer].Words(); got != "schooling, social-care, for 5 hours" {
		t.Error(got)
	}
	usual, err := sharing.Parse("urgent.yaml", []byte(strings.Replace(glassy, "    hours: 5\n", "", 1)))
	if err != nil || usual.BreakGlass[models.PoliceOfficer].Lasts() != 3 {
		t.Errorf("without hours: %v", err)
	}
}

func TestGlassThatIsNone(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"another purpose":        {"break-glass: [safeguarding]", "break-glass: [safeguarding, family-support]", `line 9: acts.POLICE_OFFICER.break-glass: the glass is broken for safeguarding alone: take "family-support" out`},
		"no terms":               {"break-glass:\n  POLICE_OFFICER:\n    classes: [schooling, social-care]\n    hours: 5\n", "", "line 9: acts.POLICE_OFFICER.break-glass: say under break-glass.POLICE_OFFICER which classes may be broken"},
		"terms of nobody":        {"break-glass:\n  POLICE_OFFICER:\n    classes: [schooling, social-care]\n    hours: 5\n", "break-glass: {}\n", "line 10: break-glass is empty: leave it out or name at least one role"},
		"no act":                 {"    break-glass: [safeguarding]", "    report-link: [safeguarding]", "line 11: break-glass.POLICE_OFFICER: the role may not break the glass: grant it the act break-glass for safeguarding, under acts"},
		"a role without purpose": {"POLICE_OFFICER", "DWP_PROVIDER", "line 11: break-glass.DWP_PROVIDER: the role may never state safeguarding, so it can break nothing: take it out"},
		"benefits":               {"schooling, social-care", "schooling, benefits", `line 12: break-glass.POLICE_OFFICER: the glass before "benefits" is never broken: name some of identity, address, family-links, offences, asb, callouts, schooling, tenancy, social-care`},
		"a class that is none":   {"schooling, social-care", "shoes", `the glass before "shoes" is never broken`},
		"no class":               {"[schooling, social-care]", "[]", "classes is empty: name those that may be broken"},
		"a class twice":          {"schooling, social-care", "schooling, schooling", `"schooling" stands there twice`},
		"no hours":               {"hours: 5", "hours: 0", "line 13: break-glass.POLICE_OFFICER: hours must be from 1 to 24"},
		"too many hours":         {"hours: 5", "hours: 25", "hours must be from 1 to 24"},
		"a scope of its own":     {"acts:", "grants:\n  POLICE_OFFICER:\n    schooling: {scope: opened, detail: VALUE}\nacts:", `scope "opened" is none of all, known, own, acted`},
		"an unknown key":         {"hours: 5", "minutes: 5", "minutes"},
		"grants of nobody":       {"acts:", "grants: {}\nacts:", "grants is empty: name at least one role"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sharing.Parse("urgent.yaml", []byte(strings.ReplaceAll(glassy, c.old, c.new)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

// A change of what may be broken, and for how long, is told as any change is.
func TestDiffOfGlass(t *testing.T) {
	set := func(text string) *sharing.Set {
		a, err := sharing.Parse("urgent.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return newSet(t, a)
	}
	const officer, days = "POLICE_OFFICER ", " from 2012-04-01 safeguarding"
	for name, c := range map[string]struct {
		next string
		want []string
	}{
		"the same":       {glassy, nil},
		"one class more": {strings.Replace(glassy, "[schooling, social-care]", "[address, schooling, social-care]", 1), []string{officer + "gains addressbreak-glass: address for 5 hours" + days}},
		"for a shorter time": {strings.Replace(glassy, "[schooling, social-care]\n    hours: 5", "[schooling, social-care]\n    hours: 1", 1), []string{
			officer + "loses schoolingbreak-glass: schooling for 5 hours" + days + "; schooling for 1 hour from 2012-04-01",
			officer + "loses social-carebreak-glass: social-care for 5 hours" + days + "; social-care for 1 hour from 2012-04-01",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := said(sharing.Diff(set(glassy), set(c.next)))
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
		})
	}
	place := sharing.Diff(newSet(t), set(glassy))[0].Clause
	if at := place.Agreement.Place(place.Path()...); at != "urgent.yaml, line 11" {
		t.Error(at)
	}
	twice := newSet(t, set(glassy).Agreements()[0], set(strings.Replace(glassy, "id: urgent", "id: more", 1)).Agreements()[0])
	if notes := twice.Overlaps(); len(notes) != 2 || !strings.Contains(notes[0], "both let POLICE_OFFICER break the glass before schooling, for safeguarding") {
		t.Errorf("%q", notes)
	}
}
