package quality

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// world is a small linkage and its truth, drawn at random.
type world struct {
	truth    Truth
	found    []Pair
	clusters []int32
	group    []string
}

func drawWorld(t *rapid.T) world {
	n := rapid.IntRange(0, 14).Draw(t, "records")
	labels := func(name string, low, high int32) []int32 {
		return rapid.SliceOfN(rapid.Int32Range(low, high), n, n).Draw(t, name)
	}
	w := world{truth: Truth{Person: labels("person", -1, 4)}, clusters: labels("cluster", 0, 5)}
	if rapid.Bool().Draw(t, "across") {
		w.truth.Source = labels("source", 0, 2)
	}
	for _, g := range labels("group", 0, 2) {
		w.group = append(w.group, fmt.Sprint(g))
	}
	for a := range n {
		for b := a + 1; b < n; b++ {
			if rapid.Bool().Draw(t, "found") {
				weight := float64(rapid.IntRange(-3, 9).Draw(t, "weight"))
				w.found = append(w.found, Pair{uint32(a), uint32(b), weight, 1 / (1 + math.Exp2(-weight))})
			}
		}
	}
	return w
}

// pairs goes through all pairs that count, one by one: the oracle of every count.
func (w world) pairs(visit func(a, b int, same bool)) {
	for a := range w.truth.Person {
		for b := a + 1; b < len(w.truth.Person); b++ {
			known := w.truth.Person[a] >= 0 && w.truth.Person[b] >= 0
			if known && (len(w.truth.Source) == 0 || w.truth.Source[a] != w.truth.Source[b]) {
				visit(a, b, w.truth.Person[a] == w.truth.Person[b])
			}
		}
	}
}

// counted scores the pairs that are found.
func (w world) counted(found func(a, b int) bool) Score {
	var n, all, both int64
	w.pairs(func(a, b int, same bool) {
		if same {
			all++
		}
		if found(a, b) {
			n++
			if same {
				both++
			}
		}
	})
	return score(n, all, both)
}

func (w world) at(weight float64) Score {
	above := map[[2]int]bool{}
	for _, p := range w.found {
		above[[2]int{int(p.A), int(p.B)}] = p.Weight >= weight
	}
	return w.counted(func(a, b int) bool { return above[[2]int{a, b}] })
}

func same(t interface{ Fatalf(string, ...any) }, what string, got, want Score) {
	for _, s := range [][2]Share{{got.Precision, want.Precision}, {got.Recall, want.Recall}, {got.F1, want.F1}} {
		if s[0].Defined() != s[1].Defined() || s[0].Defined() && math.Abs(float64(s[0]-s[1])) > 1e-12 {
			t.Fatalf("%s: got %v, want %v", what, got, want)
		}
	}
}

func TestPairsAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		same(t, "at 0.95", Pairwise(w.found, w.truth), w.at(math.Log2(19)))
		same(t, "clusters", Clusters(w.clusters, w.truth),
			w.counted(func(a, b int) bool { return w.clusters[a] == w.clusters[b] }))
		curve := Curve(w.found, w.truth)
		for i, p := range curve {
			if i > 0 && p.Weight >= curve[i-1].Weight {
				t.Fatalf("weights do not fall: %v", curve)
			}
			same(t, "curve", p.Score, w.at(p.Weight))
		}
		best, ok := Best(curve)
		for weight := -4.0; weight < 10; weight++ {
			if s := w.at(weight); s.F1 > 0 && (!ok || s.F1 > best.F1+1e-12) {
				t.Fatalf("F1 is %v at %v, and %v is best", s.F1, weight, best)
			}
		}
	})
}

func TestBCubedAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		var precision, recall, n float64
		for a, person := range w.truth.Person {
			if person < 0 {
				continue
			}
			var cluster, persons, both float64
			for b, other := range w.truth.Person {
				if other < 0 {
					continue
				}
				if w.clusters[a] == w.clusters[b] {
					cluster++
				}
				if person == other {
					persons++
				}
				if w.clusters[a] == w.clusters[b] && person == other {
					both++
				}
			}
			precision, recall, n = precision+both/cluster, recall+both/persons, n+1
		}
		p, r := precision/n, recall/n
		same(t, "B-cubed", BCubed(w.clusters, w.truth), Score{Share(p), Share(r), Share(2 * p * r / (p + r))})
	})
}

func TestExactAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		var want Rate
		for person := range int32(5) {
			size, exact := 0, true
			for a, x := range w.truth.Person {
				if x == person {
					size++
				}
				for b, y := range w.truth.Person {
					if x >= 0 && y >= 0 && (x == person || y == person) && (x == y) != (w.clusters[a] == w.clusters[b]) {
						exact = false
					}
				}
			}
			if size > 0 {
				want.Of++
				if exact {
					want.Hits++
				}
			}
		}
		if got := Exact(w.clusters, w.truth); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestGroupsAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		found := map[[2]int]bool{}
		for _, p := range w.found {
			found[[2]int{int(p.A), int(p.B)}] = p.Probability >= Sure
		}
		for _, got := range ByGroup(w.found, w.truth, w.group) {
			want := GroupScore{Group: got.Group, Records: got.Records}
			w.pairs(func(a, b int, same bool) {
				if w.group[a] != got.Group && w.group[b] != got.Group {
					return
				}
				if same {
					want.Recall.Of++
				}
				if found[[2]int{a, b}] {
					want.add(same)
				}
			})
			if got != want {
				t.Fatalf("got %v, want %v", got, want)
			}
		}
	})
}
