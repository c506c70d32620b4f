package text

import (
	"math/bits"
	"unicode/utf8"
)

const (
	prefixMost  = 4   // letters at the start that Winkler's boost looks at
	prefixScale = 0.1 // Winkler's p: the part of what is missing to 1 that each of those letters makes good
	short       = 64  // letters that fit the mask of a word: names no longer than this are compared without allocating
)

// Jaro is the Jaro similarity of two names, from 0 (nothing in common) to 1 (equal): the mean of the share of a's letters
// found in b, of b's found in a, and of the found ones that are in order. Two empty names are equal; an empty and another
// have nothing in common.
//
// A letter is found where the other name has it no further away than half the longer name less one; each letter is
// found once. Letters out of order are counted in pairs, an odd one left out, as in the Census Bureau's program.
//
// Source: M. A. Jaro, Journal of the American Statistical Association 84 (1989), pp. 414-420.
func Jaro(a, b string) float64 {
	if a == b {
		return 1
	}
	if ascii(a) && ascii(b) {
		return jaro([]byte(a), []byte(b))
	}
	var roomA, roomB [short]rune
	return jaro(appendRunes(roomA[:0], a), appendRunes(roomB[:0], b))
}

// JaroWinkler is the Jaro similarity raised for a common beginning: each of the first four letters that agree makes good a
// tenth of what is missing to 1. Names are seldom misspelt at the start. The boost is always given, however low the
// similarity, as in the published examples. From 0 to 1; 1 only for equal names.
//
// Source: W. E. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record
// linkage", American Statistical Association, Survey Research Methods (1990), pp. 354-359.
func JaroWinkler(a, b string) float64 { return boost(Jaro(a, b), prefix(a, b)) }

// boost is Winkler's adjustment of a similarity for the number of letters, at most prefixMost, that begin both names.
func boost(similarity float64, letters int) float64 {
	return similarity + float64(letters)*prefixScale*(1-similarity)
}

// prefix is the number of letters that begin both names, counted no further than Winkler's boost looks.
func prefix(a, b string) int {
	for n := range prefixMost {
		r, i := utf8.DecodeRuneInString(a)
		s, j := utf8.DecodeRuneInString(b)
		if i == 0 || j == 0 || r != s {
			return n
		}
		a, b = a[i:], b[j:]
	}
	return prefixMost
}

func jaro[letter byte | rune](a, b []letter) float64 {
	reach := max(len(a), len(b))/2 - 1
	if reach < 0 {
		reach = 0
	}
	var found, disordered int
	if len(a) <= short && len(b) <= short {
		found, disordered = common(a, b, reach)
	} else {
		found, disordered = commonLong(a, b, reach)
	}
	return mean(found, disordered/2, len(a), len(b))
}

// mean is Jaro's formula: letters found, pairs of them out of order, and the lengths of both names.
func mean(found, swapped, lenA, lenB int) float64 {
	if found == 0 {
		return 0
	}
	m := float64(found)
	return (m/float64(lenA) + m/float64(lenB) + (m-float64(swapped))/m) / 3
}

// common counts the letters that two names of at most 64 letters have in common within reach of each other, and how many
// of those stand in a different order. What was found is kept in two masks, a bit a letter.
func common[letter byte | rune](a, b []letter, reach int) (found, disordered int) {
	var inA, inB uint64
	for i, l := range a {
		for j, end := max(i-reach, 0), min(i+reach+1, len(b)); j < end; j++ {
			if b[j] == l && inB>>j&1 == 0 {
				inA |= 1 << i
				inB |= 1 << j
				found++
				break
			}
		}
	}
	for inA != 0 {
		if a[bits.TrailingZeros64(inA)] != b[bits.TrailingZeros64(inB)] {
			disordered++
		}
		inA &= inA - 1
		inB &= inB - 1
	}
	return found, disordered
}

// commonLong is common for names of any length.
func commonLong[letter byte | rune](a, b []letter, reach int) (found, disordered int) {
	var inA []letter
	taken := make([]bool, len(b))
	for i, l := range a {
		for j, end := max(i-reach, 0), min(i+reach+1, len(b)); j < end; j++ {
			if b[j] == l && !taken[j] {
				inA = append(inA, l)
				taken[j] = true
				break
			}
		}
	}
	n := 0
	for j, l := range b {
		if taken[j] {
			if inA[n] != l {
				disordered++
			}
			n++
		}
	}
	return n, disordered
}
