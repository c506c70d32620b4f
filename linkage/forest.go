package linkage

// forest is a union-find over 0 to n-1. The least member of a set is its root.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join makes one set of the two, and gives its root.
func (f forest) join(a, b int) int {
	a, b = f.root(a), f.root(b)
	if a > b {
		a, b = b, a
	}
	f[b] = a
	return a
}

// groups are the sets, each in ascending order, by their least member; groupOf says in which one each member is.
func (f forest) groups() (groups [][]int, groupOf []int) {
	groupOf = make([]int, len(f))
	for i := range f {
		root := f.root(i)
		if root == i {
			groupOf[i] = len(groups)
			groups = append(groups, nil)
		}
		groupOf[i] = groupOf[root]
		groups[groupOf[i]] = append(groups[groupOf[i]], i)
	}
	return groups, groupOf
}
