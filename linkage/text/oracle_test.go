package text

import (
	"slices"

	"pgregory.net/rapid"
)

// The slow, obvious functions that the fast ones are checked against: each is its published definition, spelt out.

// slowJaro is Jaro by the book: two lists of what was found, and a comparison of the lists.
func slowJaro(a, b string) float64 {
	from, to := []rune(a), []rune(b)
	if len(from) == 0 && len(to) == 0 {
		return 1
	}
	reach := max(max(len(from), len(to))/2-1, 0)
	foundFrom, foundTo := make([]bool, len(from)), make([]bool, len(to))
	for i := range from {
		for j := range to {
			near := i-j <= reach && j-i <= reach
			if near && !foundTo[j] && from[i] == to[j] {
				foundFrom[i], foundTo[j] = true, true
				break
			}
		}
	}
	var inFrom, inTo []rune
	for i, found := range foundFrom {
		if found {
			inFrom = append(inFrom, from[i])
		}
	}
	for j, found := range foundTo {
		if found {
			inTo = append(inTo, to[j])
		}
	}
	if len(inFrom) == 0 {
		return 0
	}
	disordered := 0
	for i := range inFrom {
		if inFrom[i] != inTo[i] {
			disordered++
		}
	}
	m, t := float64(len(inFrom)), float64(disordered/2)
	return (m/float64(len(from)) + m/float64(len(to)) + (m-t)/m) / 3
}

func slowJaroWinkler(a, b string) float64 {
	from, to := []rune(a), []rune(b)
	l := 0
	for l < 4 && l < len(from) && l < len(to) && from[l] == to[l] {
		l++
	}
	j := slowJaro(a, b)
	return j + float64(l)*0.1*(1-j)
}

// slowDistance fills the whole matrix. A swap may have up to between letters left out and put in between its two: none
// for OSA, any number for Damerau-Levenshtein; with -1 there are no swaps, which is Levenshtein's distance.
func slowDistance(a, b string, between int) int {
	from, to := []rune(a), []rune(b)
	d := make([][]int, len(from)+1)
	for i := range d {
		d[i] = make([]int, len(to)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+1)
			if from[i-1] == to[j-1] {
				d[i][j] = min(d[i][j], d[i-1][j-1])
			}
			for p := 1; p < i; p++ {
				for q := 1; q < j; q++ {
					edits := (i - p - 1) + (j - q - 1)
					if edits <= between && from[p-1] == to[j-1] && from[i-1] == to[q-1] {
						d[i][j] = min(d[i][j], d[p-1][q-1]+edits+1)
					}
				}
			}
		}
	}
	return d[len(from)][len(to)]
}

const anyNumber = 1 << 30

func slowOSA(a, b string) int                { return slowDistance(a, b, 0) }
func slowDamerauLevenshtein(a, b string) int { return slowDistance(a, b, anyNumber) }
func slowLevenshtein(a, b string) int        { return slowDistance(a, b, -1) }

// fataler is the part of a test, a fuzz test and a property test that a check needs.
type fataler interface {
	Fatalf(format string, args ...any)
}

// names draws two names that are likely to be alike: of few letters, one often the other with some slips.
func names(t *rapid.T) (a, b string) {
	letters := rapid.SampledFrom([]rune("aaabbcdeno19Aéłж界-\uFFFD"))
	name := rapid.StringOfN(letters, 0, 12, -1)
	a = name.Draw(t, "a")
	if rapid.Bool().Draw(t, "unrelated") {
		return a, name.Draw(t, "b")
	}
	return a, string(slips(t, []rune(a), letters))
}

// slips makes up to three typing slips in a name.
func slips(t *rapid.T, name []rune, letters *rapid.Generator[rune]) []rune {
	for range rapid.IntRange(0, 3).Draw(t, "slips") {
		at := rapid.IntRange(0, len(name)).Draw(t, "at")
		before, after := name[:at], name[at:]
		switch kind := rapid.SampledFrom([]string{"put in", "leave out", "change", "swap"}).Draw(t, "kind"); {
		case kind == "put in":
			name = slices.Concat(before, []rune{letters.Draw(t, "letter")}, after)
		case kind == "leave out" && len(after) > 0:
			name = slices.Concat(before, after[1:])
		case kind == "change" && len(after) > 0:
			name = slices.Concat(before, []rune{letters.Draw(t, "letter")}, after[1:])
		case kind == "swap" && len(after) > 1:
			name = slices.Concat(before, []rune{after[1], after[0]}, after[2:])
		}
	}
	return name
}
