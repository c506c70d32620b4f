package quality

import (
	"cmp"
	"slices"
)

// GroupScore is how good the linkage is for one group of records.
type GroupScore struct {
	Group     string `json:"group"`
	Records   int64  `json:"records"`
	Precision Rate   `json:"precision"` // of the pairs found with a record of the group, those that are true
	Recall    Rate   `json:"recall"`    // of the true pairs with a record of the group, those that were found
}

// ByGroup scores the pairs found for each group of records, in order of the groups' names: group has that of each record.
// A pair of two groups counts in both. Intervals that do not meet tell of unequal error.
func ByGroup(found []Pair, truth Truth, group []string) []GroupScore {
	scores := map[string]*GroupScore{}
	for i, g := range group {
		if truth.Person[i] < 0 {
			continue
		}
		if scores[g] == nil {
			scores[g] = &GroupScore{Group: g}
		}
		scores[g].Records++
	}
	for _, p := range found {
		if p.Probability < Sure || !truth.counts(p.A, p.B) {
			continue
		}
		holds := truth.holds(p.A, p.B)
		scores[group[p.A]].add(holds)
		if group[p.B] != group[p.A] {
			scores[group[p.B]].add(holds)
		}
	}
	out := make([]GroupScore, 0, len(scores))
	for g, n := range truth.touching(group) {
		scores[g].Recall.Of = n
	}
	for _, s := range scores {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(x, y GroupScore) int { return cmp.Compare(x.Group, y.Group) })
	return out
}

func (s *GroupScore) add(holds bool) {
	s.Precision.Of++
	if holds {
		s.Precision.Hits++
		s.Recall.Hits++
	}
}

// touching is, for each group, how many true pairs have a record of it: all pairs of the persons that have one, less the
// pairs of their other records.
func (t Truth) touching(group []string) map[string]int64 {
	records := map[int32][]int{}
	for i, p := range t.Person {
		if p >= 0 {
			records[p] = append(records[p], i)
		}
	}
	out := map[string]int64{}
	for _, list := range records {
		groups := map[string]bool{}
		for _, i := range list {
			groups[group[i]] = true
		}
		all := t.pairsAmong(list, func(int) bool { return true })
		for g := range groups {
			out[g] += all - t.pairsAmong(list, func(i int) bool { return group[i] != g })
		}
	}
	return out
}

// pairsAmong is how many pairs that count are among the records of a list that pass.
func (t Truth) pairsAmong(list []int, pass func(int) bool) (pairs int64) {
	var n int64
	seen := map[int32]int64{}
	for _, i := range list {
		if !pass(i) {
			continue
		}
		pairs += n
		n++
		if t.Source != nil {
			pairs -= seen[t.Source[i]]
			seen[t.Source[i]]++
		}
	}
	return pairs
}
