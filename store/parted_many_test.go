package store_test

import (
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// reportAt is a report by the police of what they sent, at a time.
func (p *panel) reportAt(org string, at time.Time) review.Reported {
	p.t.Helper()
	by := entryOf("reporter", models.PoliceOfficer)
	by.At = at
	done, err := p.s.ReportWrongLink(p.t.Context(), by, review.Wrong{
		Key: p.fresh(), Live: p.personOf("police a"), Reason: "he has been dead for years", By: review.Reporter{Subject: "reporter", Role: models.PoliceOfficer, Org: org},
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return done
}

// age has reports been made long enough ago for another of the same records to be a new one.
func (p *panel) age() {
	p.t.Helper()
	if _, err := p.db.Exec("UPDATE review_tasks SET opened_at = $1 WHERE kind = 'report'", now.Add(-2*review.SameReport)); err != nil {
		p.t.Fatal(err)
	}
}

// manyTimes is how often somebody is reported who is reported often: on Postgres, where each takes longer, a little less so.
func manyTimes(dsn string) int {
	if strings.HasPrefix(dsn, "postgres") {
		return 25
	}
	return 60
}

// However often somebody is reported, every id that anybody noted leads on.
func TestManyReportsCutNobodyOff(t *testing.T) {
	for name, senders := range map[string][]string{"others hold her too": {"council", "schools"}, "nobody else does": nil} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.lees(append(senders, "police")...)
				p.send("council", annLee, "m,Mary,Lee,1950-03-04,12 Mill Lane,OX28 1AA")
				people, families := []string{p.personOf("police a")}, []string{p.familyOf("police a"), p.familyOf("council m")}
				for i := range manyTimes(dsn) {
					p.reportAt("", now.Add(time.Duration(i)*review.SameReport))
					people, families = append(people, p.personOf("police a")), append(families, p.familyOf("police a"), p.familyOf("council m"))
				}
				for _, id := range people {
					if person, _, err := p.s.FamilyOf(t.Context(), id); err != nil || person == "" {
						t.Errorf("%s leads nowhere: %v", id, err)
					}
				}
				for _, id := range families {
					if family, err := p.s.LiveFamily(t.Context(), id); err != nil || family == "" {
						t.Errorf("the family %s leads nowhere: %v", id, err)
					}
				}
				if led := p.parted(people[0]) + " "; !strings.Contains(led, p.personOf("police a")+" ") {
					t.Errorf("the reporter is not led from the first id to that of now")
				}
				if led := p.parted(families[0]) + " "; !strings.Contains(led, p.familyOf("police a")+" ") {
					t.Errorf("the reporter is not led from the family's first id to that of now")
				}
				p.sound(0)
			})
		})
	}
}

// Who was shown a person under an id of long ago is told too.
func TestNoticesUnderIDsOfLongAgo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.lees("police")
		p.shows("early", models.KeyWorker, now, p.personOf("police a"))
		for i := range manyTimes(dsn) {
			p.reportAt("", now.Add(time.Duration(i)*review.SameReport))
		}
		p.send("council", annLee)
		if _, err := p.db.Exec("UPDATE imports SET started_at = $1", now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		p.reportAt("", now.Add(100*review.SameReport))
		for _, reader := range []string{"ann", "bob"} {
			p.decide(reader, review.Different)
		}
		task := p.task("zoe")
		notices, err := p.s.Notices(t.Context(), []review.Task{task})
		if err != nil || len(notices[task.ID]) != 1 || notices[task.ID][0].Subject != "early" {
			t.Errorf("%v, to be told: %+v", err, notices[task.ID])
		}
	})
}

// What one organisation says again of the same records is the same report for a while, whatever became of the first.
func TestTheSameReportAgain(t *testing.T) {
	for name, c := range map[string]struct {
		org    string
		after  time.Duration
		decide review.Verdict
		again  bool // it is another report
	}{
		"at once":                        {"", 0, "", false},
		"within the hour":                {"", review.SameReport - time.Second, "", false},
		"though it was decided":          {"", time.Minute, review.Same, false},
		"though nobody could tell":       {"", time.Minute, review.CannotTell, false},
		"an hour later":                  {"", review.SameReport, "", true},
		"an hour later, and was decided": {"", review.SameReport, review.Same, true},
		"for another organisation":       {"TVP", time.Minute, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				p := newPanel(t, dsn)
				p.lees("council", "police")
				first := p.reportAt("", now)
				if c.decide != "" {
					p.decide("ann", c.decide)
					p.decide("bob", c.decide)
				}
				before, entries := dbtest.Contents(t, p.db, dsn), len(p.audited())
				again := p.reportAt(c.org, now.Add(c.after))
				if other := again.Task != first.Task; other != c.again || c.again != (again.Person != first.Person) {
					t.Errorf("it is answered with %+v, the first with %+v", again, first)
				}
				if all := p.audited(); len(all) != entries+1 || all[entries].Operation != "reportWrongLink" || all[entries].Kind != audit.Alteration {
					t.Errorf("the log says %+v", all)
				}
				if c.again {
					return
				}
				after := dbtest.Contents(t, p.db, dsn)
				for _, table := range []string{"audit_entries", "audit_hashes", "mutations"} {
					before[table] = after[table]
				}
				unchanged(t, "the same report again", before, after)
			})
		})
	}
}
