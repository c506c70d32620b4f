package sharing_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// said is the changes as text, a line each.
func said(changes []sharing.Change) []string {
	var lines []string
	for _, c := range changes {
		line := "loses "
		if c.Gained {
			line = "gains "
		}
		line = string(c.Clause.Role) + " " + line + string(c.Clause.Class) + string(c.Clause.Act) + ": " + c.Clause.Word() + " " + c.Clause.Days()
		for _, p := range c.Purposes {
			line += " " + string(p)
		}
		for _, b := range c.Beside {
			line += "; " + b.Word() + " " + b.Days()
		}
		lines = append(lines, line)
	}
	return lines
}

func TestDiff(t *testing.T) {
	set := func(texts ...string) *sharing.Set {
		var all []*sharing.Agreement
		for i, text := range texts {
			a, err := sharing.Parse(string(rune('a'+i))+".yaml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, a)
		}
		return newSet(t, all...)
	}
	const acts = "acts: {POLICE_OFFICER: {report-link: [safeguarding]}}\n"
	const officer, days = "POLICE_OFFICER ", "from 2012-04-01 until 2015-03-31"
	for _, test := range []struct {
		name, old, next string
		want            []string
	}{
		{"nothing", good, good, nil},
		{"moved to another agreement", good, strings.Replace(good, "id: police", "id: crime", 1), nil},
		{
			"of more people", good, with(t, "scope: known", "scope: all"),
			[]string{officer + "gains offences: VALUE all by own, council " + days + " safeguarding; VALUE known by own, council " + days},
		},
		{
			"of fewer people", with(t, "scope: known", "scope: all"), good,
			[]string{officer + "loses offences: VALUE all by own, council " + days + " safeguarding; VALUE known by own, council " + days},
		},
		{
			"of other people", good, with(t, "scope: known", "scope: own"),
			[]string{
				officer + "loses offences: VALUE known by own, council " + days + " safeguarding; VALUE own by own, council " + days,
				officer + "gains offences: VALUE own by own, council " + days + " safeguarding; VALUE known by own, council " + days,
			},
		},
		{
			"in less detail", good, with(t, "VALUE", "FLAG"),
			[]string{officer + "loses offences: VALUE known by own, council " + days + " safeguarding; FLAG known by own, council " + days},
		},
		{
			"for one purpose more", good, with(t, "[safeguarding]", "[safeguarding, crime-prevention]"),
			[]string{officer + "gains offences: VALUE known by own, council " + days + " crime-prevention"},
		},
		{"for a purpose that the role never states", good, with(t, "[safeguarding]", "[safeguarding, evaluation]"), nil},
		{
			"for longer", good, with(t, "until: 2015-03-31\n", ""),
			[]string{officer + "gains offences: VALUE known by own, council from 2012-04-01 safeguarding; VALUE known by own, council " + days},
		},
		{
			"in the word of the partner", good, with(t, "by: [own, council]", "by: [police, council]"),
			[]string{officer + "gains offences: VALUE known by police, council " + days + " safeguarding; VALUE known by own, council " + days},
		},
		{
			"in the word of the owners", good, with(t, ", by: [own, council]", ""),
			[]string{
				officer + "loses offences: VALUE known by own, council " + days + " safeguarding",
				officer + "gains offences: VALUE known " + days + " safeguarding",
			},
		},
		{
			"another class and an act", good, with(t, "offences", "asb") + acts,
			[]string{
				officer + "loses offences: VALUE known by own, council " + days + " safeguarding",
				officer + "gains asb: VALUE known by own, council " + days + " safeguarding",
				officer + "gains report-link: may " + days + " safeguarding",
			},
		},
		{
			"an act for longer", good + acts, with(t, "2015-03-31", "2016-03-31") + acts,
			[]string{
				officer + "gains offences: VALUE known by own, council from 2012-04-01 until 2016-03-31 safeguarding; VALUE known by own, council " + days,
				officer + "gains report-link: may from 2012-04-01 until 2016-03-31 safeguarding; may " + days,
			},
		},
		{
			"another role", good, with(t, "POLICE_OFFICER", "COUNCIL_KEY_WORKER"),
			[]string{
				"COUNCIL_KEY_WORKER gains offences: VALUE known by own, council " + days + " safeguarding",
				officer + "loses offences: VALUE known by own, council " + days + " safeguarding",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := said(sharing.Diff(set(test.old), set(test.next))); !slices.Equal(got, test.want) {
				t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
			}
		})
	}
}

// Where nobody is said to gain anything, nobody is shown more: of anybody, in any detail, by anybody's word.
func TestDiffMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, next, r, rel := newSet(t, someAgreements(t)...), newSet(t, someAgreements(t)...), someReader(t), someRelations(t)
		changes := sharing.Diff(old, next)
		class, detail, o := one(t, "class", someClasses), one(t, "detail", allDetails), someOrigin(t)
		before, after := old.Access(r).Shows(rel, class, detail, o), next.Access(r).Shows(rel, class, detail, o)
		if before == after || !slices.Contains(r.Role.Purposes(), r.Purpose) {
			return
		}
		if !slices.ContainsFunc(changes, func(c sharing.Change) bool {
			return c.Gained == after && c.Clause.Role == r.Role && c.Clause.Class == class && slices.Contains(c.Purposes, r.Purpose)
		}) {
			t.Fatalf("%s of %s for %s: shown before %t, after %t, and the changes are %q", detail, class, r.Purpose, before, after, said(changes))
		}
	})
}

// What would be decided otherwise, of somebody or of nobody, is said to be so.
func TestReplayMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, next, r, rel := newSet(t, someAgreements(t)...), newSet(t, someAgreements(t)...), someReader(t), someRelations(t)
		class, detail, o := one(t, "class", someClasses), one(t, "detail", allDetails), someOrigin(t)
		before, after := old.Access(r).Shows(rel, class, detail, o), next.Access(r).Shows(rel, class, detail, o)
		for _, asked := range []models.Detail{detail, ""} {
			replayed := sharing.Replay(old, next, r, class, asked)
			if before && !after && !replayed.Less || after && !before && !replayed.More {
				t.Fatalf("%s of %s: shown before %t, after %t, and it says %+v", detail, class, before, after, replayed)
			}
			if again := sharing.Replay(old, old, r, class, asked); !again.Same() {
				t.Fatalf("the same agreements decide otherwise: %+v", again)
			}
		}
	})
}

// Of a field that asks for a yes or no, it makes no difference whether values are granted too.
func TestReplayOfLessThanIsGranted(t *testing.T) {
	grant := func(d models.Detail) *sharing.Set {
		return newSet(t, &sharing.Agreement{ID: "a", Purposes: somePurposes, Grants: map[models.Role]map[models.Class]sharing.Terms{
			models.PoliceOfficer: {models.ClassASB: {Scope: sharing.Known, Detail: d}},
		}})
	}
	r := sharing.Reader{Role: models.PoliceOfficer, Purpose: models.Safeguarding, On: anyDay}
	replay := func(asked models.Detail) sharing.Replayed {
		return sharing.Replay(grant(models.DetailValue), grant(models.DetailBand), r, models.ClassASB, asked)
	}
	if !replay(models.DetailFlag).Same() || !replay(models.DetailBand).Same() {
		t.Error("less is granted of what was not asked for")
	}
	if got := replay(""); !got.Less || got.More || got.Same() || len(got.Had) != 1 || len(got.Will) != 1 {
		t.Errorf("of the whole class: %+v", got)
	}
	if got := replay(models.DetailValue); got.After.Reason != sharing.NotShared || got.Before.Reason != "" || len(got.Will) != 0 {
		t.Errorf("of a value: %+v", got)
	}
}
