package text

// codeMost is how many sounds a code keeps.
const codeMost = 4

// Metaphone is how a name sounds, in up to four letters: its Double Metaphone codes. Names that share a code, either with
// either, may be one name written by ear: Smith is SM0 or XMT, Schmidt XMT or SMT. The secondary code is that of a second
// way to say the name, often that of the language it comes from; "" where it would be the same as the primary.
//
// A code is made of A (any vowel, at the start only), F, H, J, K, L, M, N, P, R, S, T, X (sh, ch) and 0 (th). A name
// without a letter has none: "", "". Capitals and small letters are alike. Spaces part words, as in "van gelder"; of other
// signs only Ç and Ñ count as letters, and the rest is passed over: fold accents first.
//
// Source: L. Philips, "The Double Metaphone Search Algorithm", C/C++ Users Journal 18 (June 2000), pp. 38-43. The rules are
// as published, their oddities with them, so that codes agree with those computed elsewhere.
func Metaphone(s string) (primary, secondary string) {
	w := newWord(s)
	var first, second code
	switch {
	case w.begins("GN", "KN", "PN", "WR", "PS"): // the first letter is not said
		w.at = 1
	case w.begins("X"): // Xavier
		first.add("S")
		second.add("S")
		w.at = 1
	}
	for w.at < len(w.letters) && (first.length < codeMost || second.length < codeMost) {
		said := w.say()
		first.add(said.primary)
		second.add(said.secondary)
		w.at += said.letters
	}
	if first == second {
		return first.String(), ""
	}
	return first.String(), second.String()
}

// A sound is what a rule makes of the letters at hand: their sound either way, and how many letters it accounts for.
type sound struct {
	primary, secondary string
	letters            int
}

// plain is a sound that is the same either way.
func plain(s string, letters int) sound { return sound{s, s, letters} }

// silent are letters that are not said.
func silent(letters int) sound { return sound{letters: letters} }

// A code is the first sounds of a name.
type code struct {
	sounds [codeMost]byte
	length int
}

// add appends sounds as far as there is room.
func (c *code) add(sounds string) { c.length += copy(c.sounds[c.length:], sounds) }

func (c code) String() string { return string(c.sounds[:c.length]) }

// rules has the rule of each letter that has one of its own. A rule looks at the word round w.at and changes nothing.
var rules = [...]func(w *word) sound{
	'B': soundB, 'C': soundC, 'D': soundD, 'F': soundF, 'G': soundG, 'H': soundH, 'J': soundJ, 'K': soundK, 'L': soundL,
	'M': soundM, 'N': soundN, 'P': soundP, 'Q': soundQ, 'R': soundR, 'S': soundS, 'T': soundT, 'V': soundV, 'W': soundW,
	'X': soundX, 'Z': soundZ, cCedilla: soundCCedilla, nTilde: soundN,
}

// say is the sound of the letters at hand.
func (w *word) say() sound {
	switch rule := rules[w.letter(0)]; {
	case rule != nil:
		return rule(w)
	case w.at == 0 && w.vowel(0):
		return plain("A", 1)
	}
	return silent(1) // a vowel that is not the first letter, or a space
}
