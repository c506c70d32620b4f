package match

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"pgregory.net/rapid"
)

// graph is a clustering to be done: records, edges, and what people said.
type graph struct {
	n        int
	edges    []Edge
	together []Edge
	apart    map[[2]uint32]bool
	weights  map[[2]uint32]float64 // of all pairs that are no edges
	joining  Joining
}

func pairOf(x, y uint32) [2]uint32 { return [2]uint32{min(x, y), max(x, y)} }

// clustering is the graph as the engine takes it.
func (g graph) clustering(decided func(Decision)) Clustering {
	return Clustering{
		Joining: g.joining, Together: g.together, Decided: decided,
		Apart: func(x, y uint32) bool { return g.apart[[2]uint32{x, y}] },
		Weigh: func(x, y uint32) float32 { return float32(g.weights[[2]uint32{x, y}]) },
	}
}

// slowly is the clustering by its definition: all edges of the graph in one list, best first, and all pairs across two
// clusters weighed anew for each.
func (g graph) slowly() (clusters []uint32, decisions []Decision) {
	weights := maps.Clone(g.weights)
	for _, e := range g.edges {
		weights[pairOf(e.A, e.B)] = float64(e.Weight)
	}
	clusters = make([]uint32, g.n)
	for i := range clusters {
		clusters[i] = uint32(i)
	}
	units := make([][]uint32, g.n) // who is one with whom, by what people said
	for i := range units {
		units[i] = []uint32{uint32(i)}
	}
	best := func(a, b uint32) float64 {
		most := math.Inf(-1)
		for _, i := range units[a] {
			for _, j := range units[b] {
				most = max(most, weights[pairOf(i, j)])
			}
		}
		return most
	}
	across := func(x, y uint32) (mean float64, lesser int, apart bool) {
		var one, other []uint32
		for i, c := range clusters {
			switch c {
			case x:
				one = append(one, uint32(i))
			case y:
				other = append(other, uint32(i))
			}
		}
		for _, a := range one {
			for _, b := range other {
				apart = apart || g.apart[pairOf(a, b)]
				mean += min(max(best(a, b), -g.joining.Clip), g.joining.Clip)
			}
		}
		return mean / float64(len(one)*len(other)), min(len(one), len(other)), apart
	}
	byWeight := func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	}
	try := func(e Edge, must bool) {
		x, y := pairOf(clusters[e.A], clusters[e.B])[0], pairOf(clusters[e.A], clusters[e.B])[1]
		if x == y {
			return
		}
		mean, lesser, apart := across(x, y)
		if apart || !must && mean < g.joining.Floor+g.joining.Rise*math.Log2(float64(lesser)) {
			return
		}
		decisions = append(decisions, Decision{A: e.A, B: e.B, Mean: mean, Joined: true, Must: must})
		for i, c := range clusters {
			if c == y {
				clusters[i] = x
			}
		}
	}
	for _, e := range slices.SortedFunc(slices.Values(g.together), byWeight) {
		try(e, true)
	}
	for i, c := range clusters {
		if c != uint32(i) {
			units[c] = append(units[c], uint32(i))
		}
	}
	for i, c := range clusters {
		units[i] = units[c]
	}
	edges := slices.SortedFunc(slices.Values(g.edges), byWeight)
	edges = slices.DeleteFunc(edges, func(e Edge) bool { return float64(e.Weight) < g.joining.Edge })
	for _, e := range edges {
		try(e, false)
	}
	told := map[[2]uint32]bool{}
	for _, e := range edges {
		pair := pairOf(clusters[e.A], clusters[e.B])
		if pair[0] == pair[1] || told[pair] {
			continue
		}
		told[pair] = true
		if mean, _, apart := across(pair[0], pair[1]); !apart {
			decisions = append(decisions, Decision{A: e.A, B: e.B, Mean: mean})
		}
	}
	return clusters, decisions
}

// drawGraph draws a graph of a few records, of which some are no good match. Weights are quarters, so that sums are exact.
func drawGraph(t *rapid.T, most int) graph {
	quarter := rapid.Map(rapid.IntRange(-60, 60), func(n int) float64 { return float64(n) / 4 })
	g := graph{
		n: rapid.IntRange(0, most).Draw(t, "records"), apart: map[[2]uint32]bool{}, weights: map[[2]uint32]float64{},
		joining: Joining{
			Edge: quarter.Draw(t, "edge"), Floor: quarter.Draw(t, "floor") / 4,
			Rise: rapid.SampledFrom([]float64{0, 1, 2}).Draw(t, "rise"), Clip: rapid.SampledFrom([]float64{4, 12, 100}).Draw(t, "clip"),
		},
	}
	kinds := []string{"edge", "edge", "none", "none", "apart", "together"}
	if rapid.Bool().Draw(t, "sparse") {
		kinds = append(kinds, slices.Repeat([]string{"none"}, 12)...)
	}
	for b := range uint32(g.n) {
		for a := range b {
			weight := quarter.Draw(t, "weight")
			switch rapid.SampledFrom(kinds).Draw(t, "kind") {
			case "edge":
				g.edges = append(g.edges, Edge{a, b, float32(weight)})
				continue
			case "apart":
				g.apart[[2]uint32{a, b}] = true
				if rapid.Bool().Draw(t, "also an edge") {
					g.edges = append(g.edges, Edge{a, b, float32(weight)})
					continue
				}
			case "together":
				g.together = append(g.together, Edge{A: a, B: b, Weight: float32(rapid.IntRange(0, 1).Draw(t, "first"))})
			}
			g.weights[[2]uint32{a, b}] = weight
		}
	}
	return g
}
