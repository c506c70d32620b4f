package match

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Edge is a pair of records with its weight.
type Edge struct {
	A, B   uint32 // A is the lesser
	Weight float32
}

// Clustering is how edges become clusters: best first, two clusters becoming one where the mean weight over all pairs across
// them is high enough. So a record that agrees with one of a cluster by chance must also agree with the others. Nothing but
// the records that edges connect has a say in how they are joined. Records that people said are one speak with one voice:
// what the best of them says of a record counts for all, as those who said so knew how little the others agree.
type Clustering struct {
	Joining
	// Weigh is the weight of a pair that is no edge.
	Weigh func(x, y uint32) float32
	// Apart says that two records are never in one cluster, whatever else joins them.
	Apart Apart
	// Together are pairs that are in one cluster, before all else; where they contradict Apart, Apart holds.
	Together []Edge
	// Decided, unless nil, is told of every join, and of clusters that an edge connects and that stayed apart by their mean,
	// not by Apart.
	Decided func(Decision)
}

// Decision is whether the clusters of two records became one.
type Decision struct {
	A, B   uint32  // the edge that led to it
	Mean   float64 // the mean weight over all pairs across the two clusters
	Joined bool
	Must   bool // joined as Together says, whatever the mean
}

// Cluster returns the cluster of each of n records, named by its least member.
func (c Clustering) Cluster(n int, edges []Edge) []uint32 {
	out := make([]uint32, n)
	place := make([]uint32, n) // of each record, within its component
	for i := range out {
		out[i] = uint32(i)
	}
	for members, joins := range components(n, c.Together, edges) {
		for i, record := range members {
			place[record] = uint32(i)
		}
		c.gather(members, place, joins, out)
	}
	return out
}

// join is an edge, or a pair that people put together.
type join struct {
	Edge
	must bool
}

// gather clusters one component.
func (c Clustering) gather(members, place []uint32, joins []join, out []uint32) {
	slices.SortFunc(joins, func(x, y join) int {
		switch {
		case x.must && !y.must:
			return -1
		case y.must && !x.must:
			return 1
		}
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	g := gathering{Clustering: c, forest: newForest(len(members)), records: members, weights: newWeights(len(members))}
	for _, j := range joins {
		if !j.must {
			g.weights.set(place[j.A], place[j.B], j.Weight)
		}
	}
	for i, j := range joins {
		if !j.must && (i == 0 || joins[i-1].must) {
			g.unite()
		}
		if j.must || float64(j.Weight) >= c.Edge {
			g.try(place[j.A], place[j.B], j.must)
		}
	}
	for i, record := range members {
		out[record] = members[g.root(uint32(i))]
	}
	if c.Decided != nil {
		g.remainder(place, joins)
	}
}

// remainder tells of the clusters that stayed apart though an edge connects them, the best edge of each two.
func (g *gathering) remainder(place []uint32, joins []join) {
	told := map[[2]uint32]bool{}
	for _, j := range joins {
		x, y := g.root(place[j.A]), g.root(place[j.B])
		x, y = min(x, y), max(x, y)
		if x == y || j.must || told[[2]uint32{x, y}] || float64(j.Weight) < g.Edge {
			continue
		}
		told[[2]uint32{x, y}] = true
		if !g.apart(x, y) {
			g.Decided(Decision{A: j.A, B: j.B, Mean: g.mean(x, y)})
		}
	}
}

// gathering is the clusters of one component in the making. Its records go by their places in the component.
type gathering struct {
	Clustering
	*forest
	records []uint32
	weights weights
	units   map[uint32][]uint32  // the sets of records of which people said that they are one, by their first
	firsts  []uint32             // of each record: the first of those that are one with it; nil where nobody said anything
	voices  weights              // between the firsts: the best weight of all that are one with either
	refused map[[2]uint32][2]int // of two clusters that did not become one: how large they were then
}

// unite takes the clusters of now, which people made, for those that speak with one voice.
func (g *gathering) unite() {
	if len(g.sets) == 0 {
		return
	}
	g.units, g.firsts, g.voices = maps.Clone(g.sets), slices.Clone(g.self), newWeights(len(g.self))
	for _, set := range g.sets {
		for _, i := range set {
			g.firsts[i] = set[0]
		}
	}
}

func (g *gathering) unit(first uint32) []uint32 {
	if set, ok := g.units[first]; ok {
		return set
	}
	return g.self[first : first+1]
}

// try joins the clusters of two records where they belong together.
func (g *gathering) try(a, b uint32, must bool) {
	x, y := g.root(a), g.root(b)
	if x == y {
		return
	}
	x, y = min(x, y), max(x, y)
	sizes := [2]int{len(g.members(x)), len(g.members(y))}
	if !must && g.refused[[2]uint32{x, y}] == sizes {
		return
	}
	if g.apart(x, y) || !must && g.mean(x, y) < g.Floor+g.Rise*math.Log2(float64(min(sizes[0], sizes[1]))) {
		if g.refused == nil {
			g.refused = map[[2]uint32][2]int{}
		}
		g.refused[[2]uint32{x, y}] = sizes
		return
	}
	if g.Decided != nil {
		g.Decided(Decision{A: g.records[a], B: g.records[b], Mean: g.mean(x, y), Joined: true, Must: must})
	}
	g.join(x, y)
}

// apart reports whether two clusters hold a pair that is apart.
func (g *gathering) apart(x, y uint32) bool {
	if g.Apart == nil {
		return false
	}
	for _, a := range g.members(x) {
		for _, b := range g.members(y) {
			if r, s := g.records[a], g.records[b]; g.Apart(min(r, s), max(r, s)) {
				return true
			}
		}
	}
	return false
}

// mean is the mean weight over all pairs across two clusters.
func (g *gathering) mean(x, y uint32) float64 {
	as, bs := g.members(x), g.members(y)
	sum := 0.0
	for _, a := range as {
		for _, b := range bs {
			sum += min(max(float64(g.best(a, b)), -g.Clip), g.Clip)
		}
	}
	return sum / float64(len(as)*len(bs))
}

// best is the weight of two records, or the best of those that are one with them.
func (g *gathering) best(a, b uint32) float32 {
	if g.firsts == nil {
		return g.weight(a, b)
	}
	a, b = g.firsts[a], g.firsts[b]
	best, ok := g.voices.get(a, b)
	if ok {
		return best
	}
	best = float32(math.Inf(-1))
	for _, x := range g.unit(a) {
		for _, y := range g.unit(b) {
			best = max(best, g.weight(x, y))
		}
	}
	g.voices.set(a, b, best)
	return best
}

func (g *gathering) weight(a, b uint32) float32 {
	weight, ok := g.weights.get(a, b)
	if !ok {
		r, s := g.records[a], g.records[b]
		weight = g.Weigh(min(r, s), max(r, s))
		g.weights.set(a, b, weight)
	}
	return weight
}
