package match

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Of all shares within the bounds, those that are taken are the likeliest: no move of a little from one to another is likelier.
func TestBetween(t *testing.T) {
	share := rapid.Float64Range(1e-9, 1)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 9).Draw(t, "n")
		counts, least, most := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range counts {
			counts[i] = share.Draw(t, "count")
			least[i] = share.Draw(t, "least") / float64(n) / 2
			most[i] = least[i] + share.Draw(t, "over")
		}
		most[0] = 1
		got := slices.Clone(counts)
		between(got, least, most)
		if sum := sumOf(got); math.Abs(sum-1) > 1e-9 {
			t.Fatalf("the sum is %v", sum)
		}
		for i := range got {
			if got[i] < least[i]-1e-9 || got[i] > most[i]+1e-9 {
				t.Fatalf("%d: %v is not between %v and %v", i, got[i], least[i], most[i])
			}
			for j := range got {
				gain := counts[j]/got[j] - counts[i]/got[i] // of the likelihood, for a little taken from i to j
				if i != j && got[i] > least[i]+1e-9 && got[j] < most[j]-1e-9 && gain > 1e-6*counts[i]/got[i] {
					t.Fatalf("%v of %v within %v and %v: from %d to %d is likelier", got, counts, least, most, i, j)
				}
			}
		}
	})
}

func TestStrays(t *testing.T) {
	for name, c := range map[string]struct{ m, u, want []float64 }{
		"nothing out of bounds":          {[]float64{0.9, 0.06, 0.04}, []float64{0.1, 0.1, 0.8}, []float64{0.9, 0.06, 0.04}},
		"never seen to differ":           {[]float64{0.9, 0.1, 0}, []float64{0.1, 0.1, 0.8}, []float64{0.9 * 0.992, 0.1 * 0.992, 0.008}},
		"oftener than strangers differ":  {[]float64{0.5, 0.2, 0.3}, []float64{0.8, 0.1, 0.1}, []float64{0.5 / 0.7 * 0.9, 0.2 / 0.7 * 0.9, 0.1}},
		"strangers never seen to differ": {[]float64{0.5, 0.4, 0.1}, []float64{0.5, 0.5, 0}, []float64{0.5 / 0.9, 0.4 / 0.9, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			got := slices.Clone(c.m)
			strays(got, c.u, 0.01, c.u[2])
			for i := range got {
				if math.Abs(got[i]-c.want[i]) > 1e-9 {
					t.Fatalf("%v became %v, want %v", c.m, got, c.want)
				}
			}
		})
	}
}
