package text

import (
	"bytes"
	"strings"
)

// Letters beyond A to Z that have a sound of their own, as Latin 1 writes them.
const (
	cCedilla = 0xC7
	nTilde   = 0xD1
)

// A word is a name being said, and how far one has come. Offsets are from there: 0 is the letter at hand, -1 the one
// before, 1 the next. There are spaces behind the last letter and nothing before the first.
type word struct {
	letters []byte // A to Z, Ç, Ñ, and single spaces within
	at      int
	slavic  bool // Slavonic or German, by its letters: such names have hard consonants and none of the Romance rules
}

func newWord(s string) *word {
	letters := make([]byte, 0, short)
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			letters = append(letters, byte(r-'a'+'A'))
		case r >= 'A' && r <= 'Z':
			letters = append(letters, byte(r))
		case r == 'ç' || r == 'Ç':
			letters = append(letters, cCedilla)
		case r == 'ñ' || r == 'Ñ':
			letters = append(letters, nTilde)
		case r == ' ' && len(letters) > 0 && letters[len(letters)-1] != ' ':
			letters = append(letters, ' ')
		}
	}
	letters = bytes.TrimSuffix(letters, []byte(" "))
	return &word{letters: letters, slavic: bytes.ContainsAny(letters, "WK") || bytes.Contains(letters, []byte("CZ"))}
}

// letter is the letter at an offset.
func (w *word) letter(offset int) byte {
	switch i := w.at + offset; {
	case i < 0:
		return 0
	case i >= len(w.letters):
		return ' '
	default:
		return w.letters[i]
	}
}

// is reports whether the letter at an offset is one of letters.
func (w *word) is(offset int, letters string) bool {
	return strings.IndexByte(letters, w.letter(offset)) >= 0
}

// vowel reports whether the letter at an offset is a vowel; Y is one.
func (w *word) vowel(offset int) bool { return w.is(offset, "AEIOUY") }

// has reports whether one of parts stands at an offset.
func (w *word) has(offset int, parts ...string) bool {
	for _, part := range parts {
		n := 0
		for n < len(part) && w.letter(offset+n) == part[n] {
			n++
		}
		if n == len(part) {
			return true
		}
	}
	return false
}

// begins reports whether the word, wherever one has come in it, begins with one of parts.
func (w *word) begins(parts ...string) bool { return w.has(-w.at, parts...) }

// ends reports the same of its end.
func (w *word) ends(parts ...string) bool {
	for _, part := range parts {
		if w.has(len(w.letters)-w.at-len(part), part) {
			return true
		}
	}
	return false
}

// last reports whether the letter at an offset is the word's last.
func (w *word) last(offset int) bool { return w.at+offset == len(w.letters)-1 }

// run is 2 where the letter at hand is doubled, else 1: a doubled letter is said once.
func (w *word) run() int {
	if w.letter(1) == w.letter(0) {
		return 2
	}
	return 1
}

// german reports whether the word begins as German and Dutch names do.
func (w *word) german() bool { return w.begins("VAN ", "VON ", "SCH") }
