package linkage

// cluster joins pairs in the order given. A merge that would put two different identifiers of one kind into one cluster
// is refused; once two clusters contradict each other they always will, so that the refusal is final.
func cluster(faces []face, pairs []pair) (people []Person, refused []Link) {
	sets := newForest(len(faces))
	ids := make([][kinds]string, len(faces)) // of each root: what its cluster holds
	for i, f := range faces {
		ids[i] = f.ids
	}
	links := make([]Link, 0, len(pairs))
	for _, p := range pairs {
		link := Link{A: p.a, B: p.b, Rule: ruleNames[p.rule]}
		a, b := sets.root(p.a), sets.root(p.b)
		if a != b && contradict(&ids[a], &ids[b]) {
			refused = append(refused, link)
			continue
		}
		if root := sets.join(a, b); a != b {
			ids[root] = both(&ids[a], &ids[b])
		}
		links = append(links, link)
	}
	groups, groupOf := sets.groups()
	people = make([]Person, len(groups))
	for i, members := range groups {
		people[i].Records = members
	}
	for _, l := range links {
		p := &people[groupOf[l.A]]
		p.Links = append(p.Links, l)
	}
	return people, refused
}

// both is what a cluster of two holds: a permanent UPN before a temporary one, else either's.
func both(a, b *[kinds]string) [kinds]string {
	out := *a
	for kind, id := range b {
		if out[kind] == "" || kind == upn && id != "" && temporary(out[kind]) {
			out[kind] = id
		}
	}
	return out
}

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
