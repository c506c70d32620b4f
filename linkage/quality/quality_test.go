package quality

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var nan = Share(math.NaN())

func diff(got, want any) string {
	return cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9), cmp.Comparer(func(x, y Share) bool {
		return x.Defined() == y.Defined() && (!x.Defined() || math.Abs(float64(x-y)) < 1e-9)
	}))
}

func pair(a, b uint32, probability float64) Pair {
	return Pair{a, b, math.Log2(probability / (1 - probability)), probability}
}

func TestPairwise(t *testing.T) {
	family := Truth{Person: []int32{0, 0, 0, 1, 1, -1}} // 4 true pairs
	for name, c := range map[string]struct {
		found []Pair
		truth Truth
		want  Score
	}{
		"nothing there":        {nil, Truth{}, Score{nan, nan, nan}},
		"nobody twice":         {nil, Truth{Person: []int32{0, 1}}, Score{nan, nan, nan}},
		"nothing found":        {nil, family, Score{nan, 0, 0}},
		"found, but not sure":  {[]Pair{pair(0, 1, 0.94)}, family, Score{nan, 0, 0}},
		"just sure":            {[]Pair{{0, 1, 4.25, 0.95}}, family, Score{1, 0.25, 0.4}},
		"half right":           {[]Pair{pair(0, 1, 0.99), pair(2, 3, 0.99)}, family, Score{0.5, 0.25, 1. / 3}},
		"truth not known":      {[]Pair{pair(0, 1, 0.99), pair(4, 5, 0.99)}, family, Score{1, 0.25, 0.4}},
		"false, and none true": {[]Pair{pair(0, 1, 0.99)}, Truth{Person: []int32{0, 1}}, Score{0, nan, 0}},
		"within one source": {
			[]Pair{pair(0, 1, 0.99), pair(1, 2, 0.99)},
			Truth{Person: []int32{0, 0, 0}, Source: []int32{7, 7, 8}},
			Score{1, 0.5, 2. / 3},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := diff(Pairwise(c.found, c.truth), c.want); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCurve(t *testing.T) {
	truth := Truth{Person: []int32{0, 0, 0, 1, 1}}
	found := []Pair{{3, 4, 2, 0.8}, {0, 1, 9, 1}, {0, 3, 5, 0.97}, {1, 2, 5, 0.97}}
	curve := Curve(found, truth)
	want := []Point{
		{9, 1, Score{1, 0.25, 0.4}},
		{5, 0.97, Score{2. / 3, 0.5, 4. / 7}}, // both pairs of that weight, or neither
		{2, 0.8, Score{0.75, 0.75, 0.75}},
	}
	if d := diff(curve, want); d != "" {
		t.Error(d)
	}
	if best, ok := Best(curve); !ok || best.Weight != 2 {
		t.Errorf("best at %v", best)
	}
	if _, ok := Best(nil); ok {
		t.Error("the best of nothing")
	}
	if thin := Thin(curve, 2); len(thin) != 2 || thin[0].Weight != 9 || thin[1].Weight != 2 {
		t.Errorf("thinned to %v", thin)
	}
	if got := ExpectedOverTrue(Expected(found, truth), truth); math.Abs(float64(got)-3.74/4) > 1e-9 {
		t.Errorf("expected over true is %v", got)
	}
	if got := ExpectedOverTrue(3, Truth{}); got.Defined() {
		t.Errorf("expected over none is %v", got)
	}
}

func TestClusters(t *testing.T) {
	truth := Truth{Person: []int32{0, 0, 0, 1, 1, 2}}
	for name, c := range map[string]struct {
		found           []int32
		clusters, cubed Score
		exact           Rate
	}{
		"all right":   {[]int32{5, 5, 5, 6, 6, 7}, Score{1, 1, 1}, Score{1, 1, 1}, Rate{3, 3}},
		"each alone":  {[]int32{0, 1, 2, 3, 4, 5}, Score{nan, 0, 0}, Score{1, 0.5, 2. / 3}, Rate{1, 3}},
		"all in one":  {[]int32{0, 0, 0, 0, 0, 0}, Score{4. / 15, 1, 8. / 19}, Score{14. / 36, 1, 0.56}, Rate{0, 3}},
		"one astray":  {[]int32{0, 0, 1, 1, 1, 2}, Score{0.5, 0.5, 0.5}, Score{7. / 9, 7. / 9, 7. / 9}, Rate{1, 3}},
		"one missing": {[]int32{0, 0, 1, 2, 2, 3}, Score{1, 0.5, 2. / 3}, Score{1, 7. / 9, 7. / 8}, Rate{2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := diff(Clusters(c.found, truth), c.clusters); d != "" {
				t.Error(d)
			}
			if d := diff(BCubed(c.found, truth), c.cubed); d != "" {
				t.Error("B-cubed", d)
			}
			if got := Exact(c.found, truth); got != c.exact {
				t.Errorf("exact: got %v, want %v", got, c.exact)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	if d := cmp.Diff([]int32{0, -1, 1, 0}, Labels([]string{"x", "", "y", "x"})); d != "" {
		t.Error(d)
	}
	if n := (Truth{Person: []int32{0, -1, 1}}).Known(); n != 2 {
		t.Errorf("%d known", n)
	}
}

func TestJSON(t *testing.T) {
	text, err := json.Marshal(Point{4, 0.9375, score(0, 4, 0)})
	if want := `{"weight":4,"threshold":0.9375,"precision":null,"recall":0,"f1":0}`; err != nil || string(text) != want {
		t.Errorf("got %s, want %s (%v)", text, want, err)
	}
	var back Point
	if err := json.Unmarshal(text, &back); err != nil || back.Precision.Defined() || back.Recall != 0 || back.Weight != 4 {
		t.Errorf("read as %v (%v)", back, err)
	}
	if err := json.Unmarshal([]byte(`{"recall":"all"}`), &back); err == nil {
		t.Error("read a word as a share")
	}
	text, err = json.Marshal(Rate{})
	if want := `{"hits":0,"of":0,"share":null,"low":0,"high":1}`; err != nil || string(text) != want {
		t.Errorf("got %s, want %s (%v)", text, want, err)
	}
}

// The intervals are those of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17 (1998), table I, method 3.
func TestInterval(t *testing.T) {
	for _, c := range []struct {
		rate      Rate
		low, high float64
	}{
		{Rate{81, 263}, 0.2553, 0.3662},
		{Rate{15, 148}, 0.0624, 0.1605},
		{Rate{0, 20}, 0, 0.1611},
		{Rate{1, 29}, 0.0061, 0.1718},
		{Rate{20, 20}, 0.8389, 1}, // the third the other way round
		{Rate{}, 0, 1},
	} {
		low, high := c.rate.Interval()
		if math.Abs(float64(low)-c.low) > 0.00005 || math.Abs(float64(high)-c.high) > 0.00005 {
			t.Errorf("%v: got %.4f to %.4f, want %.4f to %.4f", c.rate, low, high, c.low, c.high)
		}
	}
	if low, high := (Rate{0, 20}).Interval(); low != 0 || high == 0 {
		t.Errorf("none of 20 is %v to %v", low, high)
	}
}
