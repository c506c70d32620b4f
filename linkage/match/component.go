package match

import "slices"

// components goes through the sets of two records and more that edges connect: their members in ascending order, and the
// edges among them.
func components(n int, together, edges []Edge) func(func([]uint32, []join) bool) {
	parent := make([]uint32, n)
	for i := range parent {
		parent[i] = uint32(i)
	}
	root := func(i uint32) uint32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	joins := make([]join, 0, len(together)+len(edges))
	for _, e := range together {
		joins = append(joins, join{e, true})
	}
	for _, e := range edges {
		joins = append(joins, join{e, false})
	}
	for _, j := range joins {
		x, y := root(j.A), root(j.B)
		parent[max(x, y)] = min(x, y)
	}
	members := make([]uint32, n)
	for i := range members {
		members[i] = uint32(i)
	}
	members, starts := byPart(n, members, root)
	joins, from := byPart(n, joins, func(j join) uint32 { return root(j.A) })
	return func(yield func([]uint32, []join) bool) {
		for i := range n {
			if set := members[starts[i]:starts[i+1]]; len(set) > 1 && !yield(slices.Clone(set), joins[from[i]:from[i+1]]) {
				return
			}
		}
	}
}

// byPart sorts a list by its parts, things of one part staying in their order; those of part i begin at starts[i].
func byPart[T any](n int, list []T, part func(T) uint32) (sorted []T, starts []uint32) {
	starts = make([]uint32, n+1)
	for _, one := range list {
		starts[part(one)+1]++
	}
	for i := range n {
		starts[i+1] += starts[i]
	}
	next := slices.Clone(starts)
	sorted = make([]T, len(list))
	for _, one := range list {
		at := part(one)
		sorted[next[at]] = one
		next[at]++
	}
	return sorted, starts
}

// dense is up to how many records the weights among them stand in a square.
const dense = 1000

// weights are the weights known so far among the records of one component.
type weights struct {
	size   int
	square []float32          // unset where not known yet
	sparse map[uint64]float32 // instead of the square where that were too large
}

// unset marks a cell of the square: no weight is that number.
const unset = -1e30

func newWeights(size int) weights {
	if size > dense {
		return weights{size: size, sparse: map[uint64]float32{}}
	}
	return weights{size: size, square: slices.Repeat([]float32{unset}, size*size)}
}

func (w weights) set(a, b uint32, weight float32) {
	a, b = min(a, b), max(a, b)
	if w.sparse != nil {
		w.sparse[uint64(a)<<32|uint64(b)] = weight
		return
	}
	w.square[int(a)*w.size+int(b)] = weight
}

func (w weights) get(a, b uint32) (weight float32, ok bool) {
	a, b = min(a, b), max(a, b)
	if w.sparse != nil {
		weight, ok = w.sparse[uint64(a)<<32|uint64(b)]
		return weight, ok
	}
	weight = w.square[int(a)*w.size+int(b)]
	return weight, weight != unset
}
