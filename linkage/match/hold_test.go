package match

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Of all shares that keep to the portions, those that are taken are the likeliest.
func TestAtLeast(t *testing.T) {
	share := rapid.Float64Range(1e-6, 1)
	rapid.Check(t, func(t *rapid.T) {
		counts := []float64{share.Draw(t, "of"), share.Draw(t, "one"), share.Draw(t, "other")}
		portions := []portion{{2, share.Draw(t, "times")}, {3, share.Draw(t, "also times")}}
		got := slices.Clone(counts)
		atLeast(got, 1, portions...)
		if math.Abs(sumOf(got)-sumOf(counts)) > 1e-12 {
			t.Fatalf("%v became %v", counts, got)
		}
		for _, p := range portions {
			if got[p.level-1] < p.times*got[0]*(1-1e-12) {
				t.Fatalf("%v: level %d is less than %v times the first", got, p.level, p.times)
			}
		}
		likelihood := func(h []float64) (sum float64) {
			for i, n := range counts {
				sum += n * math.Log(h[i]/sumOf(h))
			}
			return sum
		}
		for range 50 {
			other := []float64{share.Draw(t, "other of"), share.Draw(t, "other one"), share.Draw(t, "other other")}
			for _, p := range portions {
				other[p.level-1] = max(other[p.level-1], p.times*other[0])
			}
			if likelihood(other) > likelihood(got)+1e-9 {
				t.Fatalf("%v is taken of %v, but %v is likelier", got, counts, other)
			}
		}
		held := slices.Clone(got)
		atLeast(held, 1, portions...)
		if apartness(held, got) > 1e-12 {
			t.Fatalf("%v, held again, is %v", got, held)
		}
	})
}

// Relatives of one given name are at least as common as strangers of one.
func TestNamesakes(t *testing.T) {
	h, u := slices.Clone(typical["name"][household]), typical["name"][unrelated]
	h[nameBoth-1], h[nameGiven-1] = 0, 0
	sum := sumOf(h)
	namesakes(h, u)
	equal := u[nameGiven-1] / u[nameUnlike-1]
	for got, want := range map[float64]float64{
		h[nameBoth-1] / h[nameSurname-1]: equal,
		h[nameGiven-1] / h[nameUnlike-1]: equal,
		sumOf(h):                         sum,
	} {
		if math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

// A date of birth that is a generation off says no more for one person than one that is altogether wrong.
func TestStrayBirths(t *testing.T) {
	u := typical["date of birth"][unrelated]
	for _, off := range []float64{100, 1000, 100000} {
		m := slices.Clone(typical["date of birth"][same])
		m[birthGeneration-1] = off
		checkStrayBirths(t, shares([][]float64{m})[0], u)
	}
}

func checkStrayBirths(t *testing.T, m, u []float64) {
	t.Helper()
	sum := sumOf(m)
	strayBirths(m, u)
	if m[birthGeneration-1] > mostGenerations+1e-12 {
		t.Errorf("a generation off are %v", m[birthGeneration-1])
	}
	if got, most := m[birthGeneration-1]/m[birthUnlike-1], u[birthGeneration-1]/u[birthUnlike-1]; got > most*(1+1e-12) {
		t.Errorf("a generation off is %v times as common as wrong, of strangers %v times", got, most)
	}
	if math.Abs(sumOf(m)/sum-1) > 1e-12 {
		t.Errorf("together they are %v, and were %v", sumOf(m), sum)
	}
}

// Relatives share a birthday as strangers do, or as twins, and numbers by mistake.
func TestTwinsAndBorrowedNumbersAreFew(t *testing.T) {
	h, u := []float64{0.3, 0.1, 0.1, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1}, []float64{0.001, 0.002, 0.001, 0.001, 0.001, 0.004, 0.01, 0.4, 0.58}
	twins(h, u)
	for level := birthSame; level <= birthTwoParts; level++ {
		if most := u[level-1] + mostTwins; h[level-1] > most+1e-12 {
			t.Errorf("level %d is %v of relatives, at most %v", level, h[level-1], most)
		}
	}
	if math.Abs(sumOf(h)-1) > 1e-12 {
		t.Errorf("together they are %v", sumOf(h))
	}
	h = []float64{0.5, 0.1, 0.4}
	borrowed(h, []float64{0, 0, 1})
	if want := []float64{mostBorrowed, mostBorrowed, 1 - 2*mostBorrowed}; apartness(h, want) > 1e-12 {
		t.Errorf("numbers of relatives are %v, want %v", h, want)
	}
}

// What one record has of a person's sex wrong hangs on no name.
func TestSexIsOneThing(t *testing.T) {
	c := tableOf(t, "given=Ann; sex=F; dob=1980-05-02", "given=Ann; sex=F; dob=1980-05-02", "given=Anne; sex=M; dob=1980-05-02", "given=Eve").comparer()
	m := c.model(quick(), func() *Parameters {
		p, _ := c.estimate(c.sample(6400, 1, nil), c.sample(6400, 2, nil), 6)
		return &p
	}())
	var found [][]Level
	for _, one := range m.Comparisons {
		if one.Name == "sex" || one.Name == "sex of namesakes" {
			found = append(found, one.Levels)
		}
	}
	if len(found) != 2 || found[0][0].Same != found[1][0].Same {
		t.Errorf("%+v", found)
	}
}
