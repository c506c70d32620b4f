package match

import "slices"

// forest is a union-find that knows the members of each set, in ascending order. The least member of a set is its root.
type forest struct {
	parent []uint32
	self   []uint32
	sets   map[uint32][]uint32 // of sets of two and more
}

func newForest(n int) *forest {
	f := &forest{parent: make([]uint32, n), self: make([]uint32, n), sets: map[uint32][]uint32{}}
	for i := range f.parent {
		f.parent[i], f.self[i] = uint32(i), uint32(i)
	}
	return f
}

func (f *forest) root(i uint32) uint32 {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *forest) members(root uint32) []uint32 {
	if set, ok := f.sets[root]; ok {
		return set
	}
	return f.self[root : root+1 : root+1]
}

// join makes one set of those of two roots, of which x is the lesser.
func (f *forest) join(x, y uint32) {
	set := slices.Concat(f.members(x), f.members(y))
	slices.Sort(set)
	f.sets[x] = set
	delete(f.sets, y)
	f.parent[y] = x
}
