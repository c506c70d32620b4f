package text

import "unicode/utf8"

// OneTypo reports whether two names are exactly one slip of the keyboard apart: a letter too many, too few or wrong, or two
// neighbours swapped. Equal names are not. It takes no memory, and time in line with the length of the names.
func OneTypo(a, b string) bool {
	a, b = unlike(a, b)
	return (a != "" || b != "") && within(a, b, gap(a, b), 1)
}

// Within reports whether OSA(a, b) is at most most, and is much faster at it for the small numbers that linkage asks for:
// with most 2 or less it takes no memory and at most 21 looks along the names, most of which end at their first letter.
func Within(a, b string, most int) bool {
	if most > 2 {
		return OSA(a, b) <= most
	}
	return within(a, b, gap(a, b), most)
}

// gap is by how many letters a is longer than b.
func gap(a, b string) int { return utf8.RuneCountInString(a) - utf8.RuneCountInString(b) }

// within spends up to most edits on making a into b, of which a is gap letters longer. Letters that agree are passed over
// for nothing, which never costs an edit later; at the first that do not, each kind of edit is tried.
func within(a, b string, gap, most int) bool {
	if gap > most || -gap > most {
		return false
	}
	a, b = unlike(a, b)
	if a == "" || b == "" {
		return true // what is left of the other is gap letters, no more than most
	}
	if most == 0 {
		return false
	}
	r, i := utf8.DecodeRuneInString(a)
	s, j := utf8.DecodeRuneInString(b)
	afterA, afterB := a[i:], b[j:]
	if within(afterA, afterB, gap, most-1) || within(afterA, b, gap-1, most-1) || within(a, afterB, gap+1, most-1) {
		return true
	}
	nextA, i := utf8.DecodeRuneInString(afterA)
	nextB, j := utf8.DecodeRuneInString(afterB)
	return i > 0 && j > 0 && nextA == s && nextB == r && within(afterA[i:], afterB[j:], gap, most-1)
}
