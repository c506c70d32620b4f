package text

import "unicode/utf8"

// ascii reports whether every byte of s is a letter of its own.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendRunes adds the letters of s to room: no memory is taken where they fit.
func appendRunes(room []rune, s string) []rune {
	for _, r := range s {
		room = append(room, r)
	}
	return room
}

// unlike is what is left of two names from the first letter in which they differ; both are empty for equal names.
func unlike(a, b string) (restA, restB string) {
	for a != "" && b != "" {
		r, i := utf8.DecodeRuneInString(a)
		s, j := utf8.DecodeRuneInString(b)
		if r != s {
			break
		}
		a, b = a[i:], b[j:]
	}
	return a, b
}
