package linkage

import (
	"slices"
	"strings"
)

// MaxHome is the most people that one home key may bring together: a hostel, a care home or a tower with one UPRN is no
// family's home.
const MaxHome = 12

// CrowdedHomes are the home keys that more than MaxHome members share, by key; Families makes nothing of them.
func CrowdedHomes(members []Member) []Block {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	_, crowded := homesOf(members, order)
	return crowded
}

// homesOf gives for each home key of two to MaxHome people who they are, by places in the order; and the crowded ones.
func homesOf(members []Member, order []int) (homes [][]int, crowded []Block) {
	people := map[string][]int{}
	for i, at := range order {
		for _, key := range members[at].Homes {
			if p := people[key]; len(p) == 0 || p[len(p)-1] != i { // a person's records repeat a home
				people[key] = append(p, i)
			}
		}
	}
	for key, p := range people {
		switch {
		case len(p) > MaxHome:
			crowded = append(crowded, Block{Key: key, Size: len(p)})
		case len(p) > 1:
			homes = append(homes, p)
		}
	}
	slices.SortFunc(homes, slices.Compare)
	slices.SortFunc(crowded, func(a, b Block) int { return strings.Compare(a.Key, b.Key) })
	return homes, crowded
}

// namesakes are the links between people who share a home and one of their surnames.
func namesakes(members []Member, order []int, homes [][]int) (links []Link) {
	names := make([][]string, len(order))
	for i, at := range order {
		names[i] = surnames(members[at].Surnames)
	}
	for _, people := range homes {
		for j, b := range people {
			for _, a := range people[:j] {
				if overlap(names[a], names[b]) {
					links = append(links, Link{A: a, B: b, Rule: bySurname})
				}
			}
		}
	}
	return links
}

// surnames are a person's surnames folded, and each half of a hyphenated one.
func surnames(given []string) []string {
	var out []string
	for _, s := range given {
		out = appendNew(out, Fold(s))
		if strings.Contains(s, "-") {
			for half := range strings.SplitSeq(s, "-") {
				out = appendNew(out, Fold(half))
			}
		}
	}
	return out
}

// guests are the links of lone people to the one family at their homes, from sets as they stand before any of them moves.
func guests(sets forest, homes [][]int) (links []Link) {
	groups, groupOf := sets.groups()
	hosts := map[int][]Link{} // by lone person: a link to each family found
	for _, people := range homes {
		here := map[int][]int{} // the people of each group at this home
		for _, p := range people {
			here[groupOf[p]] = append(here[groupOf[p]], p)
		}
		for _, p := range people {
			if len(groups[groupOf[p]]) > 1 {
				continue
			}
			for group, family := range here {
				known := func(l Link) bool { return groupOf[l.A] == group || groupOf[l.B] == group }
				if len(family) > 1 && !slices.ContainsFunc(hosts[p], known) {
					hosts[p] = append(hosts[p], Link{A: min(p, family[0]), B: max(p, family[0]), Rule: byHost})
				}
			}
		}
	}
	for _, found := range hosts {
		if len(found) == 1 {
			links = append(links, found...)
		}
	}
	return links
}
