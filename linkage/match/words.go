package match

import (
	"thrivingfamilies.example/hub/linkage/text"
)

// words is a dictionary: each distinct string has a code from 1; 0 is the blank. Codes are compared instead of strings.
type words struct {
	codes  map[string]uint32
	list   []word
	packed []uint64 // of each word that has no more than eight bytes: them, the first one lowest; else 0
}

// word is what is known of one string of a dictionary.
type word struct {
	text  string
	sign  text.Signature
	hash  uint64   // of the text: the same in every table
	long  int      // runes
	sound uint64   // hash of what it sounds like; names only
	nick  uint64   // hash of the name that it is short for, or of itself; names only
	nicks []uint64 // hashes of all names that it is short for; names only
}

func newWords() *words {
	return &words{codes: map[string]uint32{"": 0}, list: make([]word, 1), packed: make([]uint64, 1)}
}

// code is the string's code, a new one for a new string.
func (w *words) code(s string) uint32 {
	c, ok := w.codes[s]
	if !ok {
		c = uint32(len(w.list))
		w.codes[s] = c
		w.list = append(w.list, word{text: s, hash: hashString(s)})
		w.packed = append(w.packed, pack(s))
	}
	return c
}

// name is code, for a name: how it sounds and what it is short for are worked out once.
func (w *words) name(s string) uint32 {
	known := len(w.list)
	c := w.code(s)
	if len(w.list) > known {
		at := &w.list[c]
		at.sign, at.long = text.Sign(s), len([]rune(s))
		primary, _ := text.Metaphone(s)
		at.sound = hashString(primary)
		at.nick = at.hash
		for _, group := range text.Nicknames(s) {
			at.nicks = append(at.nicks, hashString(group))
		}
		if len(at.nicks) > 0 {
			at.nick = at.nicks[0]
		}
	}
	return c
}

// hashString is FNV-1a of the bytes, mixed, and 0 of the blank: the same on every machine and in every run.
func hashString(s string) uint64 {
	if s == "" {
		return 0
	}
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// mix spreads the bits of a number over all of it (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// pack puts a text of up to eight bytes into a number, the first byte lowest; a longer one is 0.
func pack(s string) (packed uint64) {
	if len(s) > 8 {
		return 0
	}
	for i := len(s) - 1; i >= 0; i-- {
		packed = packed<<8 | uint64(s[i])
	}
	return packed
}
