package linkage

import (
	"cmp"
	"slices"
)

// Correction is what people said of families, of the records that each person had then: that those of About are one family,
// that those of With are of it too, and that those of Without are not. It says nothing of anybody else, so whoever joins or
// leaves a family later does so by evidence. It holds until it is withdrawn.
type Correction struct {
	About, With, Without []Key
}

// Corrected are the ties between people that corrections make, these in the order in which they were made: of two people the
// last that speaks of both counts. personOf says whom a record is taken to be now; who is not in it is not tied. A person
// whose records stand in several parts of one correction, as two have become one since, counts in the first of them.
func Corrected(corrections []Correction, personOf map[Key]string) []Tie {
	kinds := map[[2]string]string{}
	for _, c := range corrections {
		counted := map[string]bool{}
		people := func(keys []Key) (of []string) {
			for _, k := range keys {
				if id := personOf[k]; id != "" && !counted[id] {
					counted[id] = true
					of = append(of, id)
				}
			}
			return of
		}
		about, with, without := people(c.About), people(c.With), people(c.Without)
		for i, a := range about {
			for _, b := range slices.Concat(about[i+1:], with) {
				kinds[[2]string{min(a, b), max(a, b)}] = Together
			}
			for _, b := range without {
				kinds[[2]string{min(a, b), max(a, b)}] = Apart
			}
		}
	}
	ties := make([]Tie, 0, len(kinds))
	for pair, kind := range kinds {
		ties = append(ties, Tie{A: pair[0], B: pair[1], Kind: kind})
	}
	slices.SortFunc(ties, compareTies)
	return ties
}

func compareTies(x, y Tie) int {
	return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Kind, y.Kind))
}
