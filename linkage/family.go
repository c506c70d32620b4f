package linkage

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// Member is one person, as the grouping of families sees it.
type Member struct {
	PersonID string
	FamilyID string   // the family that the person is in now; "" for a new person
	Founder  Key      // the least key of the person's records
	Homes    []string // the HomeKeys of those records
	Surnames []string // every surname in them, former ones too
	// DateOfBirth is for the linker to come, which looks at age gaps; first light does not.
	DateOfBirth models.Date
}

// Tie is a declared relationship between two people: parent-of, carer-of, partner-of or sibling-of. Any other kind joins
// nobody, nor does a tie to somebody who is not among the members.
type Tie struct{ A, B, Kind string }

// Family is a set of people taken to be one family. Members are indexes into the input, in the order of their founders;
// families come in the order of their least founder.
type Family struct {
	Members []int
	Reasons []Link // every pair that a rule joined, by founder
}

// The rules that join members, after the kinds of tie.
const (
	bySurname = "same home and surname"
	byHost    = "home of this family alone"
)

// Families puts everybody into exactly one family, of one person too:
//
//  1. whoever is tied is one family, wherever they live;
//  2. so is whoever shares a home and a surname there;
//  3. somebody whom neither joined to anybody joins the family, two or more of it, at the person's homes, if there is only
//     one. A lone name may be a partner, a step-child or a slip of the pen; a home of lone names may be a shared house,
//     and stays apart. As only lone people move, and only once, this never makes one family of two.
//
// A home of more than MaxHome people counts for nothing: see CrowdedHomes.
func Families(members []Member, ties []Tie) []Family {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return members[a].Founder.compare(members[b].Founder) })
	homes, _ := homesOf(members, order)

	sets := newForest(len(members))
	links := slices.Concat(tied(members, order, ties), namesakes(members, order, homes))
	for _, l := range links {
		sets.join(l.A, l.B)
	}
	lone := guests(sets, homes)
	for _, l := range lone {
		sets.join(l.A, l.B)
	}
	return families(sets, order, append(links, lone...))
}

func families(sets forest, order []int, links []Link) []Family {
	groups, groupOf := sets.groups()
	out := make([]Family, len(groups))
	for i, group := range groups {
		for j, m := range group {
			group[j] = order[m]
		}
		out[i].Members = group
	}
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Rule, y.Rule))
	})
	for _, l := range slices.Compact(links) {
		f := &out[groupOf[l.A]]
		f.Reasons = append(f.Reasons, Link{A: order[l.A], B: order[l.B], Rule: l.Rule})
	}
	return out
}

// tied are the links that declared ties make, by places in the order of founders.
func tied(members []Member, order []int, ties []Tie) (links []Link) {
	place := make(map[string]int, len(members))
	for i, at := range order {
		place[members[at].PersonID] = i
	}
	for _, t := range ties {
		a, okA := place[t.A]
		b, okB := place[t.B]
		if !okA || !okB || a == b {
			continue
		}
		switch t.Kind {
		case "parent-of", "carer-of", "partner-of", "sibling-of":
			links = append(links, Link{A: min(a, b), B: max(a, b), Rule: t.Kind})
		}
	}
	return links
}
