package match

import "math/bits"

// changed is in how many of its eight bytes a number is not 0: of two packed words, how many letters differ.
func changed(apart uint64) int {
	const low = 0x7f7f7f7f7f7f7f7f
	return bits.OnesCount64((apart | (apart&low + low)) &^ low)
}

// letters is how many bytes a packed word has.
func letters(packed uint64) int { return (bits.Len64(packed) + 7) / 8 }

// turned reports whether two packed words differ only in that two neighbouring letters are turned.
func turned(x, y uint64) bool {
	apart := x ^ y
	if changed(apart) != 2 {
		return false
	}
	at := bits.TrailingZeros64(apart) &^ 7
	return at < 56 && apart>>at>>16 == 0 && x>>at&0xff == y>>(at+8)&0xff && x>>(at+8)&0xff == y>>at&0xff
}

// slip reports whether two packed words are one slip apart: a letter changed, left out or put in, or two neighbours turned.
func slip(x, y uint64) bool {
	apart := x ^ y
	switch changed(apart) {
	case 0:
		return false
	case 1:
		return true
	}
	if turned(x, y) {
		return true
	}
	// After the first difference the longer word, one letter on, is the rest of the shorter.
	at := bits.TrailingZeros64(apart) &^ 7
	return x>>at>>8 == y>>at || y>>at>>8 == x>>at
}
