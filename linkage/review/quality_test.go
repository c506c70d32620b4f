package review_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// read is a doubt drawn for two readers that two have read.
func read(same float64, first, second review.Verdict) review.Task {
	return review.Task{Second: true, Same: &same, Verdict: first, Decisions: []review.Decision{{Verdict: first}, {Verdict: second}}}
}

// drawn is a link that was drawn of all links and decided.
func drawn(same float64, verdict review.Verdict) review.Task {
	return review.Task{Sample: true, Quiet: true, Same: &same, Verdict: verdict, Decisions: []review.Decision{{Verdict: verdict}}}
}

// The figures are those of textbook examples: so 20 and 15 agreed of 50, 5 and 10 not, is a kappa of 0.4.
func TestKappa(t *testing.T) {
	verdicts := []review.Verdict{review.Same, review.Different}
	for _, c := range []struct {
		counts [2][2]int // of the first reader's verdict and the second's
		want   float64
	}{
		{[2][2]int{{20, 5}, {10, 15}}, 0.4},
		{[2][2]int{{45, 15}, {25, 15}}, 3. / 23},
		{[2][2]int{{25, 35}, {5, 35}}, 7. / 27},
		{[2][2]int{{7, 0}, {0, 5}}, 1},
		{[2][2]int{{0, 4}, {4, 0}}, -1},
	} {
		tasks := []review.Task{{Verdict: review.Same, Decisions: []review.Decision{{Verdict: review.Same}}}} // not of the sample
		for i, row := range c.counts {
			for j, n := range row {
				for range n {
					tasks = append(tasks, read(0.5, verdicts[i], verdicts[j]))
				}
			}
		}
		q := review.Measure(tasks)
		if q.Decided != len(tasks) || q.SecondRead != len(tasks)-1 || q.Agreed != c.counts[0][0]+c.counts[1][1] {
			t.Errorf("%v: %+v", c.counts, q)
		}
		if q.Kappa == nil || math.Abs(*q.Kappa-c.want) > 1e-9 {
			t.Errorf("%v: kappa %v, want %v", c.counts, q.Kappa, c.want)
		}
	}
	if q := review.Measure(nil); q.Kappa != nil {
		t.Error("kappa of nothing")
	}
	if q := review.Measure([]review.Task{read(0.5, review.Same, review.Same)}); q.Kappa != nil || q.Agreed != 1 {
		t.Error("kappa where chance alone agrees always")
	}
}

// Wilson's interval for 8 of 10 is 0.490 to 0.943; for 10 of 10 it is 0.722 to 1.
func TestBands(t *testing.T) {
	var tasks []review.Task
	for i := range 10 {
		verdict := review.Same
		if i < 2 {
			verdict = review.Related
		}
		tasks = append(tasks, read(0.75, verdict, verdict), read(1, review.Same, review.Same))
	}
	tasks = append(tasks, read(0.75, review.CannotTell, review.CannotTell), read(math.NaN(), review.Same, review.Same))
	unsampled := read(0.75, review.Different, review.Different)
	unsampled.Second = false
	q := review.Measure(append(tasks, unsampled))
	if len(q.Doubts) != 10 || q.Doubts[0].Precision != nil || len(q.Bands) != 10 {
		t.Fatalf("%+v", q)
	}
	said := func(b review.Band) string {
		return fmt.Sprintf("%.1f %.1f %d %d %.3f %.3f %.3f", b.From, b.Until, b.Same, b.NotSame, *b.Precision, *b.Low, *b.High)
	}
	for band, want := range map[int]string{7: "0.7 0.8 8 2 0.800 0.490 0.943", 9: "0.9 1.0 10 0 1.000 0.722 1.000"} {
		if got := said(q.Doubts[band]); got != want {
			t.Errorf("band %d: %s, want %s", band, got, want)
		}
		if q.Bands[band].Precision != nil {
			t.Errorf("doubts count as links of band %d", band)
		}
	}
	all := tasks
	for i := range 10 {
		verdict := review.Same
		if i < 2 {
			verdict = review.Different
		}
		all = append(all, drawn(0.999, verdict))
	}
	inDoubt := read(0.95, review.Different, review.Different) // drawn as a link too
	inDoubt.Sample = true
	q = review.Measure(append(all, inDoubt))
	if got := said(q.Bands[9]); got != "0.9 1.0 8 3 0.727 0.434 0.903" {
		t.Errorf("of all links: %s", got)
	}
	if got := said(q.Doubts[9]); got != "0.9 1.0 10 1 0.909 0.623 0.984" || q.SecondRead != 23 {
		t.Errorf("of the doubts: %s, %d read twice", got, q.SecondRead)
	}
}

func TestSample(t *testing.T) {
	ids := review.IDs{Secret: []byte("one")}
	others := review.IDs{Secret: []byte("two")}
	drawn, alike, seen := 0, 0, map[string]bool{}
	for i := range 10000 {
		id := ids.Task(review.Pair, linkage.Key{Partner: models.Council, Ref: fmt.Sprint(i)}, linkage.Key{Partner: models.DWP, Ref: "1"}, 0)
		if seen[id] || len(id) != 17 {
			t.Fatalf("id %q", id)
		}
		seen[id] = true
		if ids.Second(id) {
			drawn++
		}
		if ids.Second(id) == others.Second(id) {
			alike++
		}
	}
	if drawn < 850 || drawn > 1150 {
		t.Errorf("%d of 10,000 are read twice, want one in ten", drawn)
	}
	if alike > 9000 {
		t.Errorf("another secret draws the same")
	}
}

func TestNotices(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2013, 1, 7, 9, minute, 0, 0, time.UTC) }
	shown := []review.Shown{
		{At: at(2), Subject: "reporter", Role: models.PoliceOfficer, Classes: []string{"identity"}},
		{At: at(1), Subject: "worker", Role: models.KeyWorker, Classes: []string{"offences", "identity"}},
		{At: at(3), Subject: "colleague", Role: models.PoliceOfficer, Org: "TVP", Classes: []string{"identity"}},
		{At: at(5), Subject: "school", Role: models.SchoolOfficer, Org: "931001", Classes: []string{"identity"}},
		{At: at(4), Subject: "school", Role: models.SchoolOfficer, Org: "931001", Classes: []string{"schooling", "identity"}},
		{At: at(1), Subject: "decider", Role: models.Coordinator, Classes: []string{"links"}},
		{At: at(6), Subject: "school", Role: models.SchoolOfficer, Org: "931002", Classes: []string{"identity"}},
	}
	words := func(by review.Reporter) (all []string) {
		for _, n := range review.Notices(by, decisions("decider:same"), shown) {
			all = append(all, fmt.Sprintf("%s%s%v%d %d %d", n.Subject, n.Org, n.Classes, n.Times, n.First.Minute(), n.Last.Minute()))
		}
		return all
	}
	for name, c := range map[string]struct {
		by   review.Reporter
		want []string
	}{
		"the police report": {
			review.Reporter{Subject: "reporter", Role: models.PoliceOfficer},
			[]string{"worker[identity offences]1 1 1", "school931001[identity schooling]2 4 5", "school931002[identity]1 6 6"},
		},
		"a school reports": {
			review.Reporter{Subject: "head", Role: models.SchoolOfficer, Org: "931001"},
			[]string{"worker[identity offences]1 1 1", "reporter[identity]1 2 2", "colleagueTVP[identity]1 3 3", "school931002[identity]1 6 6"},
		},
		"nobody reported it": {
			review.Reporter{},
			[]string{"worker[identity offences]1 1 1", "reporter[identity]1 2 2", "colleagueTVP[identity]1 3 3", "school931001[identity schooling]2 4 5", "school931002[identity]1 6 6"},
		},
		"the council tells its own": {
			review.Reporter{Subject: "coordinator", Role: models.Coordinator},
			[]string{"worker[identity offences]1 1 1", "reporter[identity]1 2 2", "colleagueTVP[identity]1 3 3", "school931001[identity schooling]2 4 5", "school931002[identity]1 6 6"},
		},
	} {
		if got := words(c.by); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s:\ngot  %v\nwant %v", name, got, c.want)
		}
	}
}
