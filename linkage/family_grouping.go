package linkage

import (
	"cmp"
	"slices"
)

// grouping is families while they are being made: constrained agglomeration, best bond first.
type grouping struct {
	*town
	families clusters
	// found are the families as evidence alone makes them, without what people joined: of two families that people made one,
	// those of the one need not live with those of the other to belong.
	found   clusters
	bound   [][]int // of each person, those with whom there is a bond, in order
	links   []Link
	refused []Link
	late    bool // every bond has been tried once
}

func newGrouping(t *town, bonds []bond) *grouping {
	n := len(t.order)
	g := &grouping{town: t, families: newClusters(n), found: newClusters(n), bound: make([][]int, n)}
	for _, b := range bonds {
		if b.but != "" {
			continue
		}
		g.bound[b.a], g.bound[b.b] = append(g.bound[b.a], b.b), append(g.bound[b.b], b.a)
	}
	for i := range g.bound {
		slices.Sort(g.bound[i])
	}
	return g
}

// join makes one family of those of a bond's two people, or notes why not.
func (g *grouping) join(b bond) {
	link := Link{A: b.a, B: b.b, Rule: b.rule}
	x, y := g.families.root(b.a), g.families.root(b.b)
	why := b.but
	if why == "" && x != y {
		why = g.severance(x, y)
	}
	if why == "" {
		why = g.distance(b)
	}
	if why != "" {
		link.Rule += why
		g.refused = append(g.refused, link)
		return
	}
	g.links = append(g.links, link)
	if b.rank != bondOfPeople {
		g.found.join(b.a, b.b)
	}
	g.families.join(x, y)
}

// Why a bond does not make one family of two.
const (
	saidApart   = ", but people said that they are apart"
	othersApart = ", but the others live apart"
	saidTwo     = ", but people said that they are two, of whom one has no other record"
	heldApart   = ", but a report holds one of them apart"
)

// severance is that people keep two families apart, by their roots; else "".
func (g *grouping) severance(x, y int) string {
	for _, p := range g.families.people[x] {
		if slices.ContainsFunc(g.severed[p], func(q int) bool { return g.families.root(q) == y }) {
			return saidApart
		}
	}
	return ""
}

// distance is that the bond is of two people only, and the others of their families live apart; else "". A tie between
// homes is weighed against the families whole. Who is alone may follow one anywhere, and late any other bond.
func (g *grouping) distance(b bond) string {
	in := &g.found
	if b.rank == bondOfTie {
		in = &g.families
	}
	x, y := in.root(b.a), in.root(b.b)
	alone := len(in.people[x]) == 1 || len(in.people[y]) == 1
	if x == y || b.rank == bondOfPeople || b.rank == bondOfGuest || alone && (b.rank == bondOfTie || g.late) {
		return ""
	}
	balance := 0
	for _, p := range in.people[x] {
		for _, q := range in.people[y] {
			if _, ok := slices.BinarySearch(g.bound[p], q); ok {
				balance++
			} else if g.livesApart(p, q) {
				balance--
			}
		}
	}
	if balance <= 0 {
		return othersApart
	}
	return ""
}

// clusters are a forest that knows the people of each root.
type clusters struct {
	forest
	people [][]int
}

func newClusters(n int) clusters {
	c := clusters{newForest(n), make([][]int, n)}
	for i := range n {
		c.people[i] = []int{i}
	}
	return c
}

func (c *clusters) join(a, b int) {
	a, b = c.root(a), c.root(b)
	if a != b {
		c.people[c.forest.join(a, b)] = slices.Concat(c.people[a], c.people[b])
	}
}

// outcome gives the families, with indexes into the input.
func (g *grouping) outcome() []Family {
	groups, groupOf := g.families.groups()
	out := make([]Family, len(groups))
	for i, group := range groups {
		for j, p := range group {
			group[j] = g.order[p]
		}
		out[i].Members = group
	}
	for _, l := range sorted(g.links) {
		f := &out[groupOf[l.A]]
		f.Reasons = append(f.Reasons, Link{A: g.order[l.A], B: g.order[l.B], Rule: l.Rule})
	}
	for _, l := range sorted(g.refused) {
		a, b := groupOf[l.A], groupOf[l.B]
		if a == b { // something else joined them after all
			continue
		}
		l.A, l.B = g.order[l.A], g.order[l.B]
		out[a].Refused, out[b].Refused = append(out[a].Refused, l), append(out[b].Refused, l)
	}
	return out
}

// sorted are the links by founder, each once.
func sorted(links []Link) []Link {
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Rule, y.Rule))
	})
	return slices.Compact(links)
}
