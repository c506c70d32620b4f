package linkage

import "slices"

// guests are the bonds of those who are still alone to the one family, two or more of it, at their home. Where anybody else
// lives there alone whose name is known, it may be a shared house, and nobody joins. Whose name is not known is no
// stranger: that is a record left half blank. Whom a report holds apart is not there for others, nor they for them.
func (g *grouping) guests() (bonds []bond) {
	for p := range g.order {
		if !g.alone(p) || !g.oneHome(p) {
			continue
		}
		first := map[int]int{} // of each family here, the first seen
		host, families, stranger := -1, 0, false
		for _, q := range g.neighbours(p) {
			if g.shared(p, q) != sharedNow {
				continue
			}
			root := g.families.root(q)
			if slices.ContainsFunc(g.families.people[root], func(r int) bool { return g.keptOut(p, r) }) {
				continue
			}
			f, seen := first[root]
			switch {
			case g.alone(q):
				stranger = stranger || len(g.names[q]) > 0
			case !seen:
				first[root] = q
			case f >= 0:
				first[root] = -1
				host, families = f, families+1
			}
		}
		if families == 1 && (!stranger || len(g.names[p]) == 0) {
			bonds = append(bonds, bond{a: min(p, host), b: max(p, host), rank: bondOfGuest, rule: byHost})
		}
	}
	return bonds
}

func (g *grouping) alone(p int) bool { return len(g.families.people[g.families.root(p)]) == 1 }
