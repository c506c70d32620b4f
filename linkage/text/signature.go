package text

import (
	"math/bits"
	"strings"
)

// Signature is the letters of a name without their order, in 64 bits. A letter has a field of two or three bits, filled
// from the bottom: none set for none of that letter, one for one, two for two or more, and so on. So the letters that one
// name has over another are a popcount away, and two names are compared in a few nanoseconds. Compute it once a name.
//
// A field that is full, and letters that share a field, only make two names look more alike than they are: that is why the
// bounds below are safe.
type Signature uint64

// The fields: two bits a letter, three for the letters that names repeat; capitals with small letters; digits together;
// everything else together. 18 letters of two, 8 of three, and twice two are 64 bits.
const often = "aeilnors"

// fields[c] are the bits of the field of an ASCII letter; others those of every letter beyond.
var fields, others = layOut()

func layOut() (fields [128]Signature, others Signature) {
	next := 0
	field := func(width int) Signature {
		f := Signature(1<<width-1) << next
		next += width
		return f
	}
	others = field(2)
	for c := range fields {
		fields[c] = others
	}
	digits := field(2)
	for c := '0'; c <= '9'; c++ {
		fields[c] = digits
	}
	for c := 'a'; c <= 'z'; c++ {
		width := 2
		if strings.ContainsRune(often, c) {
			width = 3
		}
		f := field(width)
		fields[c], fields[c-'a'+'A'] = f, f
	}
	return fields, others
}

// Sign is the signature of a name. It takes no memory.
func Sign(s string) Signature {
	var sig Signature
	for _, r := range s {
		f := others
		if r < 128 {
			f = fields[r]
		}
		sig |= (sig&f<<1 | f&-f) & f // one bit more, from the bottom, up to the field's top
	}
	return sig
}

// Apart is the least number of edits, by OSA, by DamerauLevenshtein or by Levenshtein's distance, that can lie between the
// names of two signatures: an edit takes away no more than one letter that one name has over the other, and no more than
// one that the other has over it. Names may be further apart than this, never nearer.
func (s Signature) Apart(o Signature) int {
	return max(bits.OnesCount64(uint64(s&^o)), bits.OnesCount64(uint64(o&^s)))
}

// Bound is the most that JaroWinkler can be for the names of two signatures, of lenA and lenB letters (runes): every
// letter that they may have in common found, in order, and as many of those as count at the start. A pair whose bound is
// below the threshold need not be compared.
func Bound(s, o Signature, lenA, lenB int) float64 {
	if lenA == 0 && lenB == 0 {
		return 1
	}
	found := min(lenA-bits.OnesCount64(uint64(s&^o)), lenB-bits.OnesCount64(uint64(o&^s)))
	if found <= 0 {
		return 0
	}
	return boost(mean(found, 0, lenA, lenB), min(found, prefixMost))
}
