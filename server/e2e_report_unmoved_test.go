package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestReportTellsNothing has outsiders report people in two databases that differ in one thing: in the first another partner,
// whose word they may not see, holds each of these people too. Before the report, just after it, after people have decided it
// either way, after that was withdrawn, and after another report, they must be answered the same, but for what ids are called.
func TestReportTellsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		shared, alone := newSide(t, dsn, true), newSide(t, dbtest.Another(t, dsn), false)
		var all []*twoSides
		for i, s := range suspects() {
			if testing.Short() && i%4 != 2 {
				continue
			}
			w := &twoSides{shared: shared, alone: alone, suspect: s, sights: [2]*sight{newSight(), newSight()}}
			all = append(all, w)
			t.Run(s.surname, func(t *testing.T) {
				w.t = t
				w.run()
			})
		}
		for _, s := range []*side{shared, alone} {
			s.use(t)
			must(t, "link")
		}
		for _, w := range all {
			w.t = t
			w.look("linked anew")
		}
		for _, r := range []reader{schoolOffice, nominalOffice} {
			everything := func(s *side) string {
				s.use(t)
				return newSight().shown(t, s.ask(t, r, everyFamily(), nil).body)
			}
			if a, b := everything(shared), everything(alone); a != b {
				t.Errorf("in the end %s is told\n%s", r, difference(a, b))
			}
		}
	})
}

// suspect is somebody whom an outsider holds and will report.
type suspect struct {
	surname string
	by      reader
	verdict string
	own     map[string][]string // rows of the reporter's partner, by file
	hidden  map[string][]string // rows of those of whom the reporter must not learn
	from    string              // the reporter's partner
	others  []string            // the hidden ones
}

var nominalOffice = reader{name: "police", role: "POLICE_OFFICER", org: "TVP", subject: "officer-2", purpose: "crime-prevention"}

const suspectHeader = "person_ref,forename,surname,date_of_birth,sex,address_line_1,town,postcode"

// suspects are of every kind with every verdict.
func suspects() (all []suspect) {
	names := strings.Fields("Quillfeather Zandervane Ockletree Wexcombe Jugglespar Thistlewade Vorrenby Umberlight Yarrowdene Ebbinghurst Ivesdrake Hallowmere " +
		"Kettlebrook Larkspurn Mossgrave Nettlecote Osterwick Pendlequay Quenchford Rookhaven Saltmarrow Tumblewood Underhythe Windlefoss")
	for _, verdict := range []string{"SAME", "DIFFERENT", "RELATED", "CANNOT_TELL"} {
		for kind := range 6 {
			n := len(all)
			s := suspect{surname: names[n], by: schoolOffice, verdict: verdict, from: "schools", others: []string{"dwp", "housing"}}
			row := func(ref, forename, born, sex, house string) string {
				return fmt.Sprintf("%s%d,%s,%s,%s,%s,%s %s,Oxford,OX%d %dQ%c", ref, n, forename, s.surname, born, sex, house, names[(n+7)%len(names)], 30+n, len(house), 'A'+n)
			}
			twin := func(ref, house string) string {
				return row(ref, "Ottoline", fmt.Sprintf("200%d-0%d-1%d", n%7, n%9+1, n%10), "F", house)
			}
			s.own = map[string][]string{"people": {twin("U", "7")}}
			s.hidden = map[string][]string{"people": {twin("V", "7")}}
			switch kind {
			case 1: // with her mother, whom the reporter holds too
				s.own["people"] = append(s.own["people"], row("W", "Philippa", "1970-04-05", "F", "7"))
				s.own["relationships"] = []string{fmt.Sprintf("W%d,U%d,parent-of", n, n)}
			case 2: // whom the other knows elsewhere
				s.own["people"] = append(s.own["people"], row("W", "Philippa", "1970-04-05", "F", "7"))
				s.hidden["people"] = []string{twin("V", "115")}
			case 3: // whom the other knows elsewhere, with her father
				s.hidden["people"] = []string{twin("V", "115"), row("X", "Gervase", "1968-06-07", "M", "115")}
			case 5: // with her mother, whom nothing but a home and a name binds to her, and to the other as well
				s.own["people"] = append(s.own["people"], row("W", "Philippa", "1970-04-05", "F", "7"))
			case 4: // the police, whom one other holds
				s.by, s.from, s.others = nominalOffice, "police", s.others[:1]
			}
			all = append(all, s)
		}
	}
	return all
}

// side is one of the databases, served.
type side struct {
	*panel
	data string
}

// newSide makes a county in which others hold the suspects too, or nobody else does.
func newSide(t *testing.T, dsn string, others bool) *side {
	t.Helper()
	useDatabase(t, dsn)
	s := &side{data: os.Getenv("THRIVE_DATA")}
	importFeeds(t, filepath.Join("testdata", "small"))
	feeds := map[string]map[string][]string{}
	add := func(partner string, files map[string][]string) {
		for file, rows := range files {
			if feeds[partner] == nil {
				feeds[partner] = map[string][]string{}
			}
			feeds[partner][file] = append(feeds[partner][file], rows...)
		}
	}
	for _, p := range suspects() {
		add(p.from, p.own)
		if others {
			for _, partner := range p.others {
				add(partner, p.hidden)
			}
		}
	}
	imports := 5
	for _, partner := range []string{"schools", "police", "dwp", "housing"} {
		if feeds[partner] == nil {
			continue
		}
		folder := t.TempDir()
		for file, rows := range feeds[partner] {
			header := map[string]string{"people": suspectHeader, "relationships": "person_ref,other_ref,kind"}[file]
			write(t, filepath.Join(folder, file+".csv"), strings.Join(append([]string{header}, rows...), "\n")+"\n")
		}
		must(t, "import", partner, folder, "--no-progress", "--defer-link")
		imports++
	}
	for id := range imports { // so that times are no matter of chance
		inDatabase(t, dsn, "UPDATE imports SET started_at = $1 WHERE id = $2", fmt.Sprintf("2012-12-1%dT09:00:00Z", id), id+1)
	}
	must(t, "link")
	inDatabase(t, dsn, "DELETE FROM review_tasks") // what the linker doubts of it is for other tests
	s.panel = &panel{hubUnderTest: serveHub(t), t: t, dsn: dsn}
	return s
}

// use has commands and tokens be of this side.
func (s *side) use(t *testing.T) {
	t.Setenv("THRIVE_DATABASE", dbtest.Serving(s.dsn))
	t.Setenv("THRIVE_DATA", s.data)
	s.t = t
}

// twoSides follows one suspect through both databases.
type twoSides struct {
	t             *testing.T
	shared, alone *side
	suspect
	sights [2]*sight
	ids    [2][]string // of people and families, that were ever shown
	first  [2]string   // the suspect's, before anything was reported
}

func (w *twoSides) run() {
	w.t.Helper()
	w.look("before")
	for i, s := range []*side{w.shared, w.alone} {
		s.use(w.t)
		w.first[i] = objects(s.ask(w.t, w.by, w.ottoline("id"), nil).Data["findPeople"])[0]["person"].(object)["id"].(string)
	}
	w.expectLinked(true)
	tasks := w.report()
	w.expectLinked(false)
	w.look("just after the report")
	w.shared.use(w.t)
	w.shared.decide(ann, tasks[0], w.verdict)
	if done := w.shared.decide(bob, tasks[0], w.verdict); done["state"] != "DECIDED" {
		w.t.Fatalf("the report is %v", done)
	}
	w.expectLinked(w.verdict == "SAME" || w.verdict == "CANNOT_TELL")
	w.look("decided")
	w.shared.use(w.t)
	w.shared.withdraw(ann, tasks[0])
	w.expectLinked(true)
	w.look("withdrawn")
	for _, s := range []*side{w.shared, w.alone} { // else it is the same report
		inDatabase(w.t, s.dsn, "UPDATE review_tasks SET opened_at = '2013-01-07T09:00:00Z' WHERE kind = 'report'")
	}
	w.report()
	w.expectLinked(false)
	w.look("reported again")
}

// ottoline asks for the suspect.
func (w *twoSides) ottoline(fields string) string {
	return fmt.Sprintf("{ findPeople(search: {surname: %q, forename: \"Ottoline\"}) { person { %s } } }", w.surname, fields)
}

// report reports the suspect on both sides, by the id that was noted first, and returns the tasks.
func (w *twoSides) report() (tasks [2]string) {
	w.t.Helper()
	var told [2]string
	for i, s := range []*side{w.shared, w.alone} {
		s.use(w.t)
		done := s.ask(w.t, w.by, "mutation ($input: ReportWrongLinkInput!) { reportWrongLink(input: $input) { report person { "+everyField("Person")+" } } }",
			object{"input": object{"idempotencyKey": s.key(), "person": w.first[i], "reason": "she has never been to where that says"}})
		told[i] = w.sights[i].shown(w.t, done.body)
		tasks[i] = done.Data["reportWrongLink"].(object)["report"].(string)
	}
	if told[0] != told[1] {
		w.t.Errorf("the report is answered with\n%s", difference(told[0], told[1]))
	}
	w.note()
	return tasks
}

// look has everybody of the reporter's partner read all that they can of the suspect, by name and by every id that was ever
// shown to them, and demands the same on both sides.
func (w *twoSides) look(when string) {
	w.t.Helper()
	colleague := w.by
	colleague.name, colleague.org, colleague.subject = "colleague", "931002", "colleague-1"
	for range 2 { // what is found by name, and then by its ids too
		for _, r := range []reader{w.by, colleague} {
			var told [2]string
			for i, s := range []*side{w.shared, w.alone} {
				s.use(w.t)
				told[i] = w.sights[i].shown(w.t, s.ask(w.t, r, w.question(w.ids[i]), nil).body)
			}
			if told[0] != told[1] {
				w.t.Errorf("%s: where others hold %s too, and where nobody does, %s is told\n%s", when, w.surname, r, difference(told[0], told[1]))
			}
		}
		w.note()
	}
}

func (w *twoSides) note() {
	for i, s := range w.sights {
		w.ids[i] = slices.DeleteFunc(slices.Clone(s.order), func(id string) bool { return id[0] == 'T' })
	}
}

func (w *twoSides) question(ids []string) string {
	var q strings.Builder
	fmt.Fprintf(&q, "{ findPeople(search: {surname: %q}) { person { %s } }", w.surname, everyField("Person"))
	for i, id := range ids {
		of, fields := "person", "Person"
		if id[0] == 'F' {
			of, fields = "family", "Family"
		}
		fmt.Fprintf(&q, " n%d: %s(id: %q) { %s }", i, of, id, everyField(fields))
	}
	return q.String() + " }"
}

// expectLinked says whether the hidden record is one person with the reporter's, as a coordinator sees it.
func (w *twoSides) expectLinked(want bool) {
	w.t.Helper()
	w.shared.use(w.t)
	found := w.shared.ask(w.t, coordinator, w.ottoline("id sources { partner ref }"), nil).Data["findPeople"]
	if n := len(objects(found)); n != map[bool]int{true: 1, false: 2}[want] {
		w.t.Fatalf("of %s there are %v, want them linked: %t", w.surname, found, want)
	}
}
