package match

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func link(t fataler, j Job, table *Table) *Result {
	t.Helper()
	r, err := j.Link(table)
	if err != nil {
		t.Fatalf("Link: %v", err)
	}
	return r
}

// written is all of a result, as text.
func (r *Result) written(t *testing.T) string {
	t.Helper()
	levels := make([][]int, len(r.Pairs))
	for i, p := range r.Pairs {
		for _, level := range r.Levels(p) {
			levels[i] = append(levels[i], int(level))
		}
	}
	out, err := json.Marshal(map[string]any{
		"model": r.Model, "pairs": r.Pairs, "levels": levels, "clusters": r.Clusters, "households": r.Households, "report": r.Report,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestLinkDoesNotHangOnTheCPUs(t *testing.T) {
	for _, across := range []bool{false, true} {
		var first string
		for _, cpus := range []int{1, 2, 8} {
			withCPUs(cpus, func() {
				got := link(t, Job{Settings: quick(), Across: across}, town(1200, 1)).written(t)
				if first == "" {
					first = got
				}
				if got != first {
					t.Errorf("across %v: with %d CPUs the result is another", across, cpus)
				}
			})
		}
		if len(first) < 50000 {
			t.Errorf("the result has %d bytes only", len(first))
		}
	}
}

func TestAnotherSeedIsAnotherModel(t *testing.T) {
	s := quick()
	first := link(t, Job{Settings: s}, town(1000, 1))
	s.Seed++
	second := link(t, Job{Settings: s}, town(1000, 1))
	if slices.Equal(first.Model.Comparisons[0].Levels, second.Model.Comparisons[0].Levels) {
		t.Error("other pairs were drawn, and the model is the same")
	}
}

func TestAcrossLinksNothingWithinASource(t *testing.T) {
	rows, _, _ := townRows(2500, 2, 0.05)
	table := newTable(t, townColumns...)
	for i, r := range rows {
		table.Append(i%2, r) // many stand in one source twice
	}
	r := link(t, Job{Settings: quick(), Across: true}, table)
	for _, p := range r.Pairs {
		if table.source[p.A] == table.source[p.B] {
			t.Fatalf("%+v is of one source", p)
		}
	}
	for root, members := range groups(r.Clusters) {
		seen := map[uint32]bool{}
		for _, m := range members {
			if seen[table.source[m]] {
				t.Fatalf("the cluster of %d, %v, has two records of a source", root, members)
			}
			seen[table.source[m]] = true
		}
	}
}

// groups are the records of each cluster.
func groups(clusters []uint32) map[uint32][]uint32 {
	out := map[uint32][]uint32{}
	for i, c := range clusters {
		out[c] = append(out[c], uint32(i))
	}
	return out
}

func TestHouseholdsContainClusters(t *testing.T) {
	for _, across := range []bool{false, true} {
		r := link(t, Job{Settings: quick(), Across: across}, town(2500, 3))
		for i, c := range r.Clusters {
			if r.Households[i] != r.Households[c] {
				t.Fatalf("record %d is in the cluster of %d, in the household of %d and not of %d", i, c, r.Households[i], r.Households[c])
			}
		}
		people, homes := len(groups(r.Clusters)), len(groups(r.Households))
		if homes >= people || homes < people/8 {
			t.Errorf("across %v: %d people in %d households", across, people, homes)
		}
	}
}

// Whoever is one person is of one household, however little the records have in common.
func TestAPersonHasOneHousehold(t *testing.T) {
	j := Job{Settings: quick()}
	r := link(t, j, town(300, 3))
	for i := range r.Clusters {
		r.Clusters[i] = uint32(i % 10)
	}
	homes := j.households(r)
	for i, home := range homes {
		if home != homes[i%10] {
			t.Fatalf("record %d is in another household than %d, which is the same person", i, i%10)
		}
	}
}

// The engine's own measure on the made-up town: who is who is known there.
func TestLinkFindsThePeopleOfATown(t *testing.T) {
	table, person := townsfolk(4000, 4, 0.05)
	r := link(t, Job{Settings: quick()}, table)
	var found, both int
	for _, members := range groups(r.Clusters) {
		for j, y := range members {
			for _, x := range members[:j] {
				found++
				if person[x] == person[y] {
					both++
				}
			}
		}
	}
	f1 := 2 * float64(both) / float64(found+pairsOf(person))
	t.Logf("F1 of clusters %.4f; %.1f matches expected, %d in truth", f1, r.Report.Expected, pairsOf(person))
	if f1 < 0.98 {
		t.Errorf("the clusters' F1 is %.4f", f1)
	}
	if ratio := r.Report.Expected / float64(pairsOf(person)); ratio < 0.96 || ratio > 1.04 {
		t.Errorf("%.0f matches are expected, there are %d", r.Report.Expected, pairsOf(person))
	}
}

// What is kept of the candidate pairs, against scoring them one by one.
func TestPairsAreTheCandidatesOfSomeWeight(t *testing.T) {
	table := town(800, 5)
	table.Append(0, make([]string, len(townColumns)))
	table.Append(0, row(t, townColumns, "sex=F"))
	s := quick()
	r := link(t, Job{Settings: s}, table)
	blocks, err := table.Block(s)
	if err != nil {
		t.Fatal(err)
	}
	scorer := on(t, r.Model, table)
	var want []Pair
	expected, candidates := 0.0, int64(0)
	for _, pair := range visited(blocks, 1, nil) {
		score := scorer.Score(int(pair[0]), int(pair[1]))
		expected += score.Same
		candidates++
		if score.Weight >= s.Keep || score.Household >= 0.5 {
			want = append(want, Pair{
				A: pair[0], B: pair[1], Weight: float32(score.Weight), Same: float32(score.Same), Household: float32(score.Household),
				pattern: scorer.compare(table.row(int(pair[0])), table.row(int(pair[1]))),
			})
		}
	}
	slices.SortFunc(want, func(x, y Pair) int { return slices.Compare([]uint32{x.A, x.B}, []uint32{y.A, y.B}) })
	if !slices.Equal(r.Pairs, want) {
		t.Errorf("%d pairs are kept, by the oracle %d", len(r.Pairs), len(want))
	}
	if math.Abs(expected-r.Report.Expected) > 1e-6 {
		t.Errorf("%v matches are expected, by the oracle %v", r.Report.Expected, expected)
	}
	unlinkable := 0
	for i := range table.Len() {
		if scorer.Score(i, i).Same < s.Sure {
			unlinkable++
		}
	}
	if r.Report.Unlinkable != unlinkable || unlinkable < 2 || r.Report.Records != table.Len() || r.Report.Candidates != candidates {
		t.Errorf("%+v", r.Report)
	}
}

func TestLinkCompareAndLearnAgree(t *testing.T) {
	table := town(800, 6)
	j := Job{Settings: quick(), Across: true}
	whole := link(t, j, table)
	pairs, err := j.Compare(table)
	if err != nil || !slices.Equal(pairs.Pairs, whole.Pairs) || pairs.Clusters != nil || pairs.Model.Version != whole.Model.Version {
		t.Errorf("Compare finds %d pairs, Link %d: %v", len(pairs.Pairs), len(whole.Pairs), err)
	}
	model, fit, err := j.Learn(table)
	if err != nil || model.Version != whole.Model.Version || fit.Steps != whole.Report.Fit.Steps {
		t.Errorf("Learn makes the model %v, Link %s: %v", model, whole.Model.Version, err)
	}
	j.Model = model
	again := link(t, j, table)
	if !slices.Equal(again.Pairs, whole.Pairs) || !slices.Equal(again.Clusters, whole.Clusters) || again.Model != model {
		t.Error("with the table's own model at hand the result is another")
	}
	if again.Report.Fit.Steps != 0 {
		t.Errorf("with a model at hand it has learnt in %d steps", again.Report.Fit.Steps)
	}
	if other, _, err := j.Learn(table); err != nil || other.Version != model.Version {
		t.Errorf("a model at hand changes what is learnt: %v", err)
	}
}

// With a model at hand, a part of a table is linked as it is in the whole.
func TestAPartIsLinkedAsInTheWhole(t *testing.T) {
	rows, source, _ := townRows(1500, 7, 0.1)
	table := newTable(t, townColumns...)
	for i, r := range rows {
		table.Append(source[i], r)
	}
	s := quick()
	for i := range s.Blocking {
		s.Blocking[i].Most = 0 // a block that is too large for the whole may not be for a part
	}
	whole := link(t, Job{Settings: s}, table)
	if len(whole.Report.Capped) > 0 {
		t.Fatalf("left out: %v", whole.Report.Capped)
	}
	var edges []Edge
	for _, p := range whole.Pairs {
		edges = append(edges, Edge{A: p.A, B: p.B})
	}
	part := naiveComponents(len(rows), edges)
	less, place := newTable(t, townColumns...), []uint32(nil)
	for i, r := range rows {
		if part[i]%3 == 0 {
			less.Append(source[i], r)
			place = append(place, uint32(i))
		}
	}
	some := link(t, Job{Settings: s, Model: whole.Model}, less)
	if len(place) < 100 || len(some.Pairs) < 100 {
		t.Fatalf("%d records and %d pairs are too few to test anything", len(place), len(some.Pairs))
	}
	for i := range place {
		if got, want := place[some.Clusters[i]], whole.Clusters[place[i]]; got != want {
			t.Fatalf("record %d is in %d, in the whole in %d", place[i], got, want)
		}
		if got, want := place[some.Households[i]], whole.Households[place[i]]; got != want {
			t.Fatalf("record %d is in the household of %d, in the whole of %d", place[i], got, want)
		}
	}
}

func TestLinkRefuses(t *testing.T) {
	table := town(100, 1)
	model, _, err := Job{Settings: quick()}.Learn(table)
	if err != nil {
		t.Fatal(err)
	}
	one := newTable(t, townColumns...)
	one.Append(0, make([]string, len(townColumns)))
	same := newTable(t, townColumns...)
	for range 3 {
		same.Append(4, make([]string, len(townColumns)))
	}
	shoe := quick()
	shoe.Blocking = []Rule{{On: "shoe"}}
	for what, c := range map[string]struct {
		job   Job
		table *Table
		want  string
	}{
		"no records":           {Job{Settings: quick()}, newTable(t, townColumns...), "linking needs two records at least"},
		"one record":           {Job{Settings: quick()}, one, "linking needs two records at least"},
		"one source":           {Job{Settings: quick(), Across: true}, same, "linking across sources needs records of two sources at least"},
		"one source, a model":  {Job{Settings: quick(), Across: true, Model: model}, same, ""},
		"one record, a model":  {Job{Settings: quick(), Model: model}, one, ""},
		"nothing, a model":     {Job{Settings: quick(), Model: model}, newTable(t, townColumns...), ""},
		"no settings":          {Job{}, table, "settings: version must be 1"},
		"no settings, a model": {Job{Model: model}, table, "settings: version must be 1"},
		"a rule that is none":  {Job{Settings: shoe}, table, `settings: blocking rule "shoe": no field is called "shoe"`},
		"another's model":      {Job{Settings: quick(), Model: model}, tableOf(t, "", ""), "the model has 8 comparisons and the table's columns make 12"},
	} {
		_, err := c.job.Link(c.table)
		if got := message(err); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: Link says %q, want %q", what, got, c.want)
		}
		if _, other := c.job.Compare(c.table); message(other) != message(err) {
			t.Errorf("%s: Compare says %q", what, message(other))
		}
		if _, _, other := c.job.Learn(c.table); c.job.Model == nil && message(other) != message(err) {
			t.Errorf("%s: Learn says %q", what, message(other))
		}
	}
}

// Whoever is told of the progress is told one thing at a time, each stage in turn from beginning to end.
func TestProgress(t *testing.T) {
	var told []string
	var talking atomic.Int32
	done := int64(0)
	link(t, Job{Settings: quick(), Progress: func(stage string, now, total int64) {
		if talking.Add(1) != 1 {
			t.Error("told of two things at once")
		}
		defer talking.Add(-1)
		if len(told) == 0 || told[len(told)-1] != stage {
			told, done = append(told, stage), -1
		}
		if now <= done || now > total {
			t.Errorf("%s: %d of %d after %d", stage, now, total, done)
		}
		done = now
	}}, town(1000, 1))
	if want := []string{"blocking", "learning", "scoring", "clustering"}; !slices.Equal(told, want) || done != 1 {
		t.Errorf("told of %q, want %q", told, want)
	}
}

// Without a column of homes nobody can be told to live with anybody: each person is a household.
func TestWithoutHomesAHouseholdIsAPerson(t *testing.T) {
	columns := []Column{townColumns[0], townColumns[1], townColumns[2], townColumns[6]} // a postcode alone is no home
	table := newTable(t, columns...)
	rows, source, _ := townRows(1500, 8, 0.1)
	for i, r := range rows {
		table.Append(source[i], []string{r[0], r[1], r[2], r[6]})
	}
	r := link(t, Job{Settings: quick()}, table)
	if people := len(groups(r.Clusters)); people == table.Len() || !slices.Equal(r.Households, r.Clusters) {
		t.Errorf("%d people in %d households", people, len(groups(r.Households)))
	}
	again := link(t, Job{Settings: quick(), Model: r.Model}, table)
	if !slices.Equal(again.Households, again.Clusters) {
		t.Error("not so with a model at hand")
	}
}

func TestLevelsOfAPair(t *testing.T) {
	table := newTable(t, townColumns...)
	for _, r := range []string{"given=Ann; surname=Lee; dob=1980-05-02; sex=F", "given=Ann; surname=Lee; dob=1980-02-05", "given=Bob; surname=Ray"} {
		table.Append(0, row(t, townColumns, r))
	}
	s := quick()
	s.Keep, s.Cluster.Edge = -1000, -1000
	r := link(t, Job{Settings: s}, table)
	if len(r.Pairs) != 1 || !slices.Equal(r.Levels(r.Pairs[0]), []uint8{nameBoth, birthSwapped, 0, 0, 0, 0, 0, 0}) {
		t.Errorf("%+v", r.Pairs)
	}
}
