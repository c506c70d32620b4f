package match

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// inOrder sorts decisions, of which those of one component come in the order in which they were made.
func inOrder(list []Decision) []Decision {
	return slices.SortedFunc(slices.Values(list), func(x, y Decision) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(fmt.Sprint(x), fmt.Sprint(y)))
	})
}

func TestClustersAreThoseOfTheOracle(t *testing.T) {
	oftener(t, 20, func(t *rapid.T) {
		g := drawGraph(t, 14)
		var told []Decision
		got := g.clustering(func(d Decision) { told = append(told, d) }).Cluster(g.n, g.edges)
		want, decisions := g.slowly()
		if !slices.Equal(got, want) {
			t.Fatalf("clusters %v, by the oracle %v", got, want)
		}
		if !slices.Equal(inOrder(told), inOrder(decisions)) {
			t.Fatalf("decisions %+v, by the oracle %+v", told, decisions)
		}
		checkClusters(t, g, got)

		// With nobody to tell, the same.
		if quiet := g.clustering(nil).Cluster(g.n, g.edges); !slices.Equal(quiet, got) {
			t.Fatalf("clusters %v, when nobody is told %v", got, quiet)
		}
		// The order of the edges has no say.
		random := drawSeed(t)
		other := g
		other.edges, other.together = slices.Clone(g.edges), slices.Clone(g.together)
		random.Shuffle(len(other.edges), func(i, j int) { other.edges[i], other.edges[j] = other.edges[j], other.edges[i] })
		random.Shuffle(len(other.together), func(i, j int) {
			other.together[i], other.together[j] = other.together[j], other.together[i]
		})
		if again := other.clustering(nil).Cluster(g.n, other.edges); !slices.Equal(again, got) {
			t.Fatalf("clusters %v, with the edges in another order %v", got, again)
		}
		checkLocality(t, g, got)
	})
}

// checkClusters checks what always holds: a cluster is named by its least member, and constraints hold.
func checkClusters(t *rapid.T, g graph, clusters []uint32) {
	for i, c := range clusters {
		if c > uint32(i) || clusters[c] != c {
			t.Fatalf("record %d is in %d: %v", i, c, clusters)
		}
	}
	for pair := range g.apart {
		if clusters[pair[0]] == clusters[pair[1]] {
			t.Fatalf("%v are apart: %v", pair, clusters)
		}
	}
	if len(g.apart) == 0 {
		for _, e := range g.together {
			if clusters[e.A] != clusters[e.B] {
				t.Fatalf("%v are together: %v", e, clusters)
			}
		}
	}
}

// checkLocality checks that the records of some components are clustered as they are among all.
func checkLocality(t *rapid.T, g graph, all []uint32) {
	part := naiveComponents(g.n, slices.Concat(g.edges, g.together))
	kept := map[uint32]bool{}
	for i, p := range part {
		if uint32(i) == p {
			kept[p] = rapid.Bool().Draw(t, "kept")
		}
	}
	var place []uint32 // of each record that is kept, the one that it was
	at := map[uint32]uint32{}
	for i, p := range part {
		if kept[p] {
			at[uint32(i)] = uint32(len(place))
			place = append(place, uint32(i))
		}
	}
	less := graph{n: len(place), joining: g.joining, apart: map[[2]uint32]bool{}, weights: map[[2]uint32]float64{}}
	move := func(list []Edge) (out []Edge) {
		for _, e := range list {
			if kept[part[e.A]] {
				out = append(out, Edge{at[e.A], at[e.B], e.Weight})
			}
		}
		return out
	}
	less.edges, less.together = move(g.edges), move(g.together)
	for b, y := range place {
		for a, x := range place[:b] {
			pair := [2]uint32{uint32(a), uint32(b)}
			less.apart[pair], less.weights[pair] = g.apart[[2]uint32{x, y}], g.weights[[2]uint32{x, y}]
		}
	}
	for i, c := range less.clustering(nil).Cluster(less.n, less.edges) {
		if place[c] != all[place[i]] {
			t.Fatalf("record %d is in %d among all, in %d among some", place[i], all[place[i]], place[c])
		}
	}
}

// naiveComponents names each record by the least one that edges connect it to.
func naiveComponents(n int, edges []Edge) []uint32 {
	part := make([]uint32, n)
	for i := range part {
		part[i] = uint32(i)
	}
	for changed := true; changed; {
		changed = false
		for _, e := range edges {
			if least := min(part[e.A], part[e.B]); part[e.A] != part[e.B] {
				part[e.A], part[e.B], changed = least, least, true
			}
		}
	}
	return part
}

func TestComponents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGraph(t, 20)
		part := naiveComponents(g.n, slices.Concat(g.edges, g.together))
		seen, joins := make([]bool, g.n), 0
		last := -1
		for members, list := range components(g.n, g.together, g.edges) {
			if len(members) < 2 || !slices.IsSorted(members) || int(members[0]) <= last {
				t.Fatalf("a component of %v after that of %d", members, last)
			}
			last = int(members[0])
			for _, m := range members {
				seen[m] = true
				if part[m] != members[0] {
					t.Fatalf("%d is in the component of %d, not of %d", m, members[0], part[m])
				}
			}
			for _, j := range list {
				if part[j.A] != members[0] || j.must != slices.Contains(g.together, j.Edge) {
					t.Fatalf("%+v is an edge of the component of %d", j, members[0])
				}
			}
			joins += len(list)
		}
		if joins != len(g.edges)+len(g.together) {
			t.Fatalf("%d edges in all components, %d in all", joins, len(g.edges)+len(g.together))
		}
		for i, p := range part {
			if alone := !slices.Contains(part[i+1:], p) && p == uint32(i); alone == seen[i] {
				t.Fatalf("%d is alone %v, and in a component %v", i, alone, seen[i])
			}
		}
		for range components(g.n, g.together, g.edges) {
			break // nobody asks for more
		}
	})
}

// A component with more records than fit a square is clustered like any other.
func TestALargeComponent(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	g := graph{n: dense + 200, apart: map[[2]uint32]bool{}, weights: map[[2]uint32]float64{}, joining: Joining{Edge: -4, Floor: 1, Rise: 1, Clip: 12}}
	for i := range uint32(g.n) {
		for back := uint32(1); back <= min(i, 4); back++ {
			switch weight := float64(random.IntN(80)-30) / 4; {
			case back == 1 || weight > 0:
				g.edges = append(g.edges, Edge{i - back, i, float32(weight)})
			default:
				g.weights[[2]uint32{i - back, i}] = weight
			}
		}
		if i > 0 && random.IntN(20) == 0 {
			g.apart[[2]uint32{i - 1, i}] = true
		}
	}
	asked := 0
	c := g.clustering(nil)
	c.Weigh = func(x, y uint32) float32 { asked++; return float32(g.weights[[2]uint32{x, y}]) }
	got := c.Cluster(g.n, g.edges)
	want, _ := g.slowly()
	if !slices.Equal(got, want) {
		t.Error("the clusters of a large component are not those of the oracle")
	}
	sizes := map[uint32]int{}
	for _, root := range got {
		sizes[root]++
	}
	if len(sizes) < 100 || len(sizes) > g.n-100 || asked == 0 {
		t.Errorf("%d clusters, %d pairs weighed: too few to test anything", len(sizes), asked)
	}
}

func TestWeights(t *testing.T) {
	for _, size := range []int{5, dense, dense + 1} {
		w := newWeights(size)
		if _, ok := w.get(1, 4); ok {
			t.Errorf("%d: a weight is known from the start", size)
		}
		w.set(4, 1, -3)
		w.set(2, 3, 0)
		for _, c := range []struct {
			a, b uint32
			want float32
		}{{1, 4, -3}, {4, 1, -3}, {2, 3, 0}} {
			if got, ok := w.get(c.a, c.b); !ok || got != c.want {
				t.Errorf("%d: the weight of %d and %d is %v, %v", size, c.a, c.b, got, ok)
			}
		}
		if _, ok := w.get(1, 3); ok {
			t.Errorf("%d: a weight is known of others", size)
		}
	}
}

func TestForest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		f, part := newForest(n), make([]uint32, n)
		for i := range part {
			part[i] = uint32(i)
		}
		for range rapid.IntRange(0, 15).Draw(t, "joins") {
			x, y := f.root(uint32(rapid.IntRange(0, n-1).Draw(t, "x"))), f.root(uint32(rapid.IntRange(0, n-1).Draw(t, "y")))
			if x != y {
				f.join(min(x, y), max(x, y))
				for i, p := range part {
					if p == max(x, y) {
						part[i] = min(x, y)
					}
				}
			}
		}
		for i, p := range part {
			var members []uint32
			for j, q := range part {
				if q == p {
					members = append(members, uint32(j))
				}
			}
			if f.root(uint32(i)) != p || !slices.Equal(f.members(p), members) {
				t.Fatalf("%d is in %d with %v, by the oracle in %d with %v", i, f.root(uint32(i)), f.members(p), p, members)
			}
		}
	})
}

// Some of what clustering is for, told by example.
func TestClusteringByExample(t *testing.T) {
	settings := Joining{Edge: -4, Floor: -5, Rise: 1, Clip: 12}
	pair := func(a, b uint32, weight float32) Edge { return Edge{a, b, weight} }
	for what, c := range map[string]struct {
		n        int
		edges    []Edge
		together []Edge
		apart    [][2]uint32
		other    float32 // the weight of all pairs that are no edges
		want     []uint32
	}{
		"nothing":                         {n: 0, want: []uint32{}},
		"no edges":                        {n: 3, want: []uint32{0, 1, 2}},
		"a pair":                          {n: 3, edges: []Edge{pair(0, 2, 5)}, want: []uint32{0, 1, 0}},
		"an edge too weak to be tried":    {n: 2, edges: []Edge{pair(0, 1, -4.5)}, want: []uint32{0, 1}},
		"a chain of people who are alike": {n: 3, edges: []Edge{pair(0, 1, 9), pair(1, 2, 9)}, other: -8, want: []uint32{0, 0, 0}},
		"a chance likeness":               {n: 4, edges: []Edge{pair(0, 1, 9), pair(2, 3, 9), pair(1, 2, 6)}, other: -20, want: []uint32{0, 0, 2, 2}},
		"no pair counts for more":         {n: 3, edges: []Edge{pair(0, 1, 99), pair(1, 2, 99)}, other: -99, want: []uint32{0, 0, 0}},
		"people say that they are one":    {n: 2, together: []Edge{pair(0, 1, 0)}, other: -30, want: []uint32{0, 0}},
		"who is one with her keeps her":   {n: 3, edges: []Edge{pair(0, 1, 9)}, together: []Edge{pair(0, 2, 0)}, other: -30, want: []uint32{0, 0, 0}},
		"and two bring all of theirs":     {n: 4, edges: []Edge{pair(0, 1, 9), pair(2, 3, 9)}, together: []Edge{pair(0, 2, 0)}, other: -30, want: []uint32{0, 0, 0, 0}},
		"people say that they are not":    {n: 2, edges: []Edge{pair(0, 1, 30)}, apart: [][2]uint32{{0, 1}}, want: []uint32{0, 1}},
		"of two sayings apart holds":      {n: 2, together: []Edge{pair(0, 1, 0)}, apart: [][2]uint32{{0, 1}}, want: []uint32{0, 1}},
		"apart through a third":           {n: 3, edges: []Edge{pair(0, 1, 30), pair(1, 2, 20)}, apart: [][2]uint32{{0, 2}}, other: 20, want: []uint32{0, 0, 2}},
	} {
		g := graph{n: c.n, edges: c.edges, together: c.together, joining: settings, apart: map[[2]uint32]bool{}, weights: map[[2]uint32]float64{}}
		for _, p := range c.apart {
			g.apart[p] = true
		}
		clustering := g.clustering(nil)
		clustering.Weigh = func(uint32, uint32) float32 { return c.other }
		if got := clustering.Cluster(c.n, c.edges); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
}

// What relatives would explain says little about who is who.
func TestTelling(t *testing.T) {
	j := Joining{Relatives: 6}
	for _, c := range []struct{ weight, household, want float32 }{{5, 0, 5}, {5, 1, -1}, {-3, 0.5, -6}} {
		if got := j.Telling(c.weight, c.household); got != c.want {
			t.Errorf("a pair of %v bits, of one household by %v, counts for %v, want %v", c.weight, c.household, got, c.want)
		}
	}
	if got := (Joining{}).Telling(5, 1); got != 5 {
		t.Errorf("without that setting it counts for %v", got)
	}
}
