package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// lees are the same woman to the rules, whoever sends her.
func (p *panel) lees(senders ...string) {
	p.t.Helper()
	for _, sender := range senders {
		p.send(sender, annLee)
	}
}

func TestAReportHoldsRecordsApartAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		senders []string
		role    models.Role
		org     string
		source  string
		want    string // whom people are, or the refusal
		about   string // the records of the task, and of the one about the reporter's own where there are several
	}{
		"the police": {
			[]string{"council", "police", "schools"},
			models.PoliceOfficer, "", "",
			"council a + schools a; police a", "council a, police a",
		},
		"a landlord, of what it sent itself or its partner as a whole": {
			[]string{"council", "housing", "housing/GREEN", "housing/SOHA"},
			models.HousingOfficer, "SOHA", "",
			"council a + housing/GREEN/a; housing a; housing/SOHA/a", "council a, housing a; housing a, housing/SOHA a",
		},
		"a key worker, of the council's": {
			[]string{"council", "police"},
			models.KeyWorker, "", "",
			"council a; police a", "council a, police a",
		},
		"a coordinator, of a source": {
			[]string{"council", "police", "dwp"},
			models.Coordinator, "", "dwp a",
			"council a + police a; dwp a", "council a, dwp a",
		},
		"of a source that is none of the person's": {
			[]string{"council", "police"}, models.Coordinator, "", "dwp a", "INVALID", "",
		},
		"by whom nothing was sent": {
			[]string{"council", "dwp"}, models.PoliceOfficer, "", "", "INVALID", "",
		},
		"of two of one's own": {
			[]string{"schools/931001", "schools/931002"},
			models.SchoolOfficer, "", "",
			"schools/931001/a; schools/931002/a", "schools/931001 a, ; schools/931001 a, schools/931002 a",
		},
		"of one's own alone": {
			[]string{"police"},
			models.PoliceOfficer, "", "",
			"police a", "police a, ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.lees(c.senders...)
				whole := p.people()
				done, err := p.report(c.role, c.org, c.senders[0]+" a", c.source)
				if c.about == "" {
					refused(t, err, models.RefusedKind(c.want))
					p.expectPeople("refused", whole)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				p.expectPeople("reported", c.want)
				pairs := strings.Split(c.about, "; ")
				tasks := p.tasks("ann", review.Filter{})
				main := slices.IndexFunc(tasks, func(task review.Task) bool { return task.ID == done.Task })
				if len(tasks) != len(pairs) || main < 0 {
					t.Fatalf("the tasks are %+v", tasks)
				}
				tasks[0], tasks[main] = tasks[main], tasks[0]
				for i, task := range tasks {
					about := fmt.Sprintf("%s %s, %s %s", senderOf(task.A), task.A.Ref, senderOf(task.B), task.B.Ref)
					if strings.TrimSpace(about) != strings.TrimSpace(pairs[i]) || task.Kind != review.Report || !task.Second {
						t.Errorf("a task is about %q, want %q: %+v", about, pairs[i], task)
					}
					if closed := task.State == review.Closed; closed != (task.B.Ref == "") {
						t.Errorf("the task about %q is %s", about, task.State)
					}
				}
				if e := p.audited(); len(e) != 1 || e[0].Operation != "reportWrongLink" || e[0].Detail["task"] != done.Task {
					t.Errorf("the log says %+v", e)
				} else if text, _ := e[0].Canonical(); strings.Contains(text, "dead") {
					t.Errorf("the log repeats the reason")
				}
				if got := p.lines("SELECT DISTINCT person_id FROM links WHERE person_id = '" + done.Person + "'"); len(got) != 1 {
					t.Errorf("the person answered with is nobody")
				}
			})
		})
	}
}

func senderOf(k linkage.Key) string {
	if k.Org == "" {
		return string(k.Partner)
	}
	return string(k.Partner) + "/" + k.Org
}

// A report is about the pair that the linker finds most alike.
func TestAReportIsAboutTheBestLink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.lees("council", "police", "schools")
		for b, weight := range map[string]float64{"council police": 2.5, "police schools": 7.5, "council schools": 9.5} {
			one, other, _ := strings.Cut(b, " ")
			if _, err := p.db.Exec("UPDATE link_pairs SET weight = $1, model = 'm' WHERE a_partner = $2 AND b_partner = $3", weight, one, other); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
			t.Fatal(err)
		}
		p.decide("ann", review.Different) // who has decided is shown the score
		if task := p.task("ann"); task.A != key("police a") || task.B != key("schools a") || task.Weight == nil || *task.Weight != 7.5 || task.Model != "m" {
			t.Errorf("it is about %v and %v", task.A, task.B)
		}
	})
}

func TestWhatBecomesOfAReport(t *testing.T) {
	const apart, together = "council a + schools a; police a", "council a + police a + schools a"
	for name, c := range map[string]struct {
		decisions string
		people    string
		holds     string
		notices   int
	}{
		"nothing yet":            {"", apart, "hold | 0 | 0", 0},
		"one reader":             {"ann:different", apart, "hold | 0 | 0", 0},
		"it was wrong":           {"ann:different bob:different", apart, "decision | 0 | 0", 2},
		"it was wrong, related":  {"ann:related bob:related", apart, "decision | 0 | 1", 2},
		"it was right":           {"ann:same bob:same", together, "decision | 1 | 0", 0},
		"nobody can tell":        {"ann:cannot-tell bob:cannot-tell", together, "", 0},
		"the reporter decides":   {"reporter:different ann:same", apart, "hold | 0 | 0", 0},
		"the reporter is agreed": {"reporter:different ann:different", apart, "decision | 0 | 0", 2},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.lees("council", "police", "schools")
				p.shows("early", models.SchoolOfficer, now.Add(-time.Hour), p.personOf("police a"))
				p.shows("worker", models.KeyWorker, now, p.personOf("police a"))
				p.shows("head", models.SchoolOfficer, now, p.personOf("police a"))
				p.shows("head", models.SchoolOfficer, now, p.personOf("police a"))
				p.shows("officer", models.PoliceOfficer, now, p.personOf("police a"))
				p.shows("other", models.SchoolOfficer, now, "Psomebodyelse")
				if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
					t.Fatal(err)
				}
				p.shows("late", models.SchoolOfficer, now.Add(2*time.Hour), p.personOf("council a"))
				for _, word := range strings.Fields(c.decisions) {
					subject, verdict, _ := strings.Cut(word, ":")
					p.decide(subject, review.Verdict(verdict))
				}
				p.expectPeople("afterwards", c.people)
				if got := strings.Join(p.lines("SELECT DISTINCT kind, same, related FROM link_constraints"), "; "); got != c.holds {
					t.Errorf("constraints: %q, want %q", got, c.holds)
				}
				task := p.task("zoe")
				notices, err := p.s.Notices(t.Context(), []review.Task{task})
				if err != nil || len(notices[task.ID]) != c.notices {
					t.Errorf("%v, to be told: %+v", err, notices)
				}
				for _, n := range notices[task.ID] {
					if !strings.Contains("worker head", n.Subject) || n.Subject == "head" && n.Times != 2 || strings.Join(n.Classes, " ") != "identity" {
						t.Errorf("to be told: %+v", n)
					}
				}
				if task.State != review.Decided {
					return
				}
				p.withdraw("zoe", task)
				p.expectPeople("withdrawn", together)
				if notices, err := p.s.Notices(t.Context(), p.tasks("zoe", review.Filter{})); err != nil || len(notices) > 0 {
					t.Errorf("%v, still to be told: %+v", err, notices)
				}
			})
		})
	}
}

// A doubt that proved right has its notices too, where the records were one person until then.
func TestNoticesOfADoubt(t *testing.T) {
	for name, c := range map[string]struct {
		pair    string
		verdict review.Verdict
		told    string
	}{
		"two who were one":           {"council a, schools c", review.Different, "worker 1"},
		"two relatives who were one": {"council a, schools c", review.Related, "worker 1"},
		"one who was one":            {"council a, schools c", review.Same, ""},
		"two who were two":           {"council a, police b", review.Different, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.anns()
				p.doubt("council a", c.pair)
				p.readBy(1)
				for subject, at := range map[string]time.Time{"early": now.Add(-time.Hour), "worker": now, "bob": now, "late": now.Add(2 * time.Hour)} {
					p.shows(subject, models.KeyWorker, at, p.personOf("council a"))
				}
				p.decideOf("bob", c.pair, c.verdict)
				tasks := p.tasks("zoe", review.Filter{State: review.Decided})
				notices, err := p.s.Notices(t.Context(), tasks)
				told := ""
				for _, n := range notices[tasks[0].ID] {
					told += fmt.Sprint(n.Subject, " ", n.Times)
				}
				if err != nil || told != c.told {
					t.Errorf("%v, told are %q, want %q", err, told, c.told)
				}
				p.withdraw("zoe", tasks[0])
				if notices, err := p.s.Notices(t.Context(), p.tasks("zoe", review.Filter{})); err != nil || len(notices) > 0 {
					t.Errorf("%v, still to be told: %+v", err, notices)
				}
			})
		})
	}
}

// Who reads just after the two were taken apart was shown nothing wrong, and who was answered before that was, whatever the clocks
// of the two say.
func TestNoticesEndWithTheReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.lees("council", "police", "schools")
		p.shows("before", models.SchoolOfficer, now.Add(time.Second), p.personOf("council a"))
		if _, err := p.report(models.PoliceOfficer, "", "police a", ""); err != nil {
			t.Fatal(err)
		}
		p.shows("after", models.SchoolOfficer, now.Add(time.Second), p.personOf("council a"))
		p.shows("later", models.SchoolOfficer, now.Add(30*time.Second), p.personOf("council a"))
		for _, reader := range []string{"ann", "bob"} {
			p.decide(reader, review.Different)
		}
		p.shows("last", models.SchoolOfficer, now.Add(30*time.Second), p.personOf("council a"))
		task := p.task("zoe")
		notices, err := p.s.Notices(t.Context(), []review.Task{task})
		if err != nil || len(notices[task.ID]) != 1 || notices[task.ID][0].Subject != "before" {
			t.Errorf("%v, to be told: %+v", err, notices[task.ID])
		}
	})
}

// shows writes into the log that somebody was shown a person.
func (p *panel) shows(subject string, role models.Role, at time.Time, person string) {
	p.t.Helper()
	if err := p.s.Log(p.t.Context(), audit.Entry{
		At: at, Kind: audit.Disclosure, Actor: audit.Actor{Subject: subject, Role: string(role)}, Operation: "read", Shown: map[string][]string{person: {"identity"}},
	}); err != nil {
		p.t.Fatal(err)
	}
}

// The facts of one side leave the documents of the other, and what organisations hold goes with the records.
func TestAReportMovesFacts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.lees("council", "police")
		imported(t, p.s, sent{"people": rows(plainHeader, annLee), "offences": rows("offence_ref,person_ref,offence_code,disposal", "o1,a,TH68010,caution")}, importOf(models.Police))
		told := func(record string) bool {
			found, err := p.s.PersonOfRecord(t.Context(), key(record))
			if err != nil {
				t.Fatal(err)
			}
			return len(p.lines("SELECT body FROM family_documents WHERE class = 'offences' AND body LIKE '%\""+found.PersonID+"\"%'")) > 0
		}
		if !told("council a") {
			t.Fatal("the offence is not in the document")
		}
		if _, err := p.report(models.KeyWorker, "", "council a", ""); err != nil {
			t.Fatal(err)
		}
		if told("council a") || !told("police a") {
			t.Error("the offence does not go with the police's record")
		}
		expect(t, "who holds whom", p.lines("SELECT partner, count(*) FROM holdings GROUP BY partner ORDER BY partner"), "council | 1", "police | 1")
		expect(t, "confidence", p.lines("SELECT DISTINCT confidence FROM links"), "IN_REVIEW")
	})
}
