package match

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestHistogram(t *testing.T) {
	var pairs []Pair
	for _, w := range []float32{-2.5, -2, 0, 0.99, 3} {
		pairs = append(pairs, Pair{Weight: w})
	}
	want := []Bin{{-3, 1}, {-2, 1}, {-1, 0}, {0, 2}, {1, 0}, {2, 0}, {3, 1}}
	if got := histogram(pairs); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := histogram(nil); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

// The numbers are those of a textbook: a hundred pairs, of which some share one key or two.
func TestRecall(t *testing.T) {
	table := tableOf(t,
		"dob=1980-05-02; nino=QQ1; email=a@b", "dob=1980-05-02; nino=QQ1; email=a@b", // share three keys
		"dob=1981-06-03; nino=QQ2", "dob=1981-06-03; nino=QQ2", // two
		"dob=1982-07-04; nino=QQ3", "dob=1982-07-04; nino=QQ4", // one
	)
	b, err := table.Block(Settings{LargestBlock: 9, Blocking: []Rule{{On: "dob"}, {On: "number"}, {On: "email"}}})
	if err != nil {
		t.Fatal(err)
	}
	sure := func(a, b uint32) Pair { return Pair{A: a, B: b, Same: 1} }
	for what, c := range map[string]struct {
		pairs    []Pair
		expected float64
		want     float64
	}{
		"one by each":            {[]Pair{sure(0, 1), sure(2, 3), sure(4, 5)}, 3, 3 / (3 + 2.0/3*1/2)},
		"doubtful ones count so": {[]Pair{sure(2, 3), {A: 4, B: 5, Same: 0.75}}, 2, 2 / (2 + 2.0/3*0.75*0.75/2)},
		"no match":               {[]Pair{sure(2, 3), {A: 4, B: 5, Same: 0.25}}, 1, 1},
		"none by two keys":       {[]Pair{sure(0, 1), sure(4, 5)}, 2, 1},
		"several by one key":     {[]Pair{sure(4, 5), sure(4, 5), sure(4, 5)}, 3, 3 / (3 + 2.0/3*3*2/2)}, // f1 (f1 - 1) / 2
		"all by many keys":       {[]Pair{sure(0, 1)}, 1, 1},
		"nothing":                {nil, 0, math.NaN()},
	} {
		got := float64(b.recall(c.pairs, c.expected))
		if !(math.Abs(got-c.want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
	one, err := table.Block(Settings{LargestBlock: 9, Blocking: []Rule{{On: "dob"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := one.recall([]Pair{sure(2, 3)}, 1); got.Defined() {
		t.Errorf("of one rule, which cannot tell what it misses: %v", got)
	}
}

// A pair is a candidate once, whatever number of rules finds it, and no rule finds more pairs than there are to compare.
func TestCandidatesAreDifferentPairs(t *testing.T) {
	table := newTable(t, Column{Name: "dob", Field: Birth}, Column{Name: "nino", Field: Number})
	for i := range 4 {
		table.Append(i/3, []string{"1980-05-02", "QQ123456C"}) // three of one source, one of another
	}
	s := quick()
	s.Blocking = []Rule{{On: "dob"}, {On: "number"}}
	for _, c := range []struct {
		across bool
		pairs  int64
	}{{false, 6}, {true, 3}} {
		r := link(t, Job{Settings: s, Across: c.across}, table).Report
		if want := []RuleCount{{"dob", 1, c.pairs}, {"number (nino)", 1, c.pairs}}; r.Candidates != c.pairs || !slices.Equal(r.Blocks, want) {
			t.Errorf("across %v: %d candidates, %v", c.across, r.Candidates, r.Blocks)
		}
	}
}

// What is not known is null, so that every report can be written.
func TestReportIsWritten(t *testing.T) {
	table := newTable(t, Column{Name: "dob", Field: Birth})
	for _, day := range []string{"1980-05-02", "1980-05-02", "1981-06-03"} {
		table.Append(0, []string{day})
	}
	s := quick()
	s.Blocking = []Rule{{On: "dob"}}
	text, err := json.Marshal(link(t, Job{Settings: s}, table).Report)
	if err != nil || !strings.Contains(string(text), `"blockingRecall":null`) {
		t.Errorf("%s, %v", text, err)
	}
}
