package store_test

import (
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// sets are those of whom somebody said, by pairs, that they are one, through others too: of each, a number.
type sets[K comparable] map[K]int

func newSets[K comparable](pairs [][2]K) sets[K] {
	s := sets[K]{}
	for i, p := range pairs {
		for _, k := range p {
			if s[k] == 0 {
				s[k] = 2*i + 1
			}
		}
		a, b := s[p[0]], s[p[1]]
		for k, n := range s {
			if n == b {
				s[k] = a
			}
		}
	}
	return s
}

// of is the same for two of one set, and for no others.
func (s sets[K]) of(k K) any {
	if n := s[k]; n > 0 {
		return n
	}
	return k
}

// hold reports whether both of some pair are in the set of one.
func (s sets[K]) hold(pairs [][2]K, one K) bool {
	return slices.ContainsFunc(pairs, func(p [2]K) bool { return s.of(p[0]) == s.of(one) && s.of(p[1]) == s.of(one) })
}

func keyPairs(pairs []pairOf) [][2]linkage.Key {
	all := make([][2]linkage.Key, len(pairs))
	for i, p := range pairs {
		all[i] = [2]linkage.Key{p.a, p.b}
	}
	return all
}
