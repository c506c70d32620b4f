package synthetic

// mix scatters the bits of x (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// keyOf makes a key of the seed for one purpose.
func keyOf(seed uint64, purpose string) uint64 {
	key := mix(seed)
	for _, b := range []byte(purpose) {
		key = mix(key ^ uint64(b))
	}
	return key
}

// permutation is a keyed one-to-one map of 0..n-1 onto itself: numbers that are unique, look random, and need no memory.
// A four-round Feistel network over the next even number of bits; what falls outside is sent round again.
type permutation struct {
	n, mask, key uint64
	half         uint
}

func newPermutation(n, seed uint64, purpose string) permutation {
	half := uint(1)
	for 1<<(2*half) < n {
		half++
	}
	return permutation{n: n, mask: 1<<half - 1, half: half, key: keyOf(seed, purpose)}
}

// of is the place of i; i must be under n.
func (p permutation) of(i uint64) uint64 {
	if i >= p.n {
		panic("synthetic: number outside its permutation")
	}
	for {
		left, right := i>>p.half, i&p.mask
		for round := range uint64(4) {
			left, right = right, left^(mix(right^p.key+round)&p.mask)
		}
		if i = left<<p.half | right; i < p.n {
			return i
		}
	}
}
