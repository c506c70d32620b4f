package match

import "math"

// leastStray is how often, at the least, what is written of somebody says no more of them than of a stranger: a clerk takes the
// wrong line, a name is changed for another. That none of the pairs seen did so does not make it impossible.
const leastStray = 0.001

// strays keeps the levels of one person to what they can be beside those of strangers: each is seen so often at least as it is
// among strays, and the last at the most so often as is said.
func strays(m, u []float64, stray, last float64) {
	least, most := make([]float64, len(m)), make([]float64, len(m))
	for level := range m {
		least[level], most[level] = stray*u[level], 1
	}
	most[len(most)-1] = last
	between(m, least, most)
}

// between changes shares the least way so that each is between two bounds, and their sum is 1: those that are free stay in
// proportion, which is the likeliest where the shares are what was counted. The least must sum to less than 1, the most to more.
func between(shares, least, most []float64) {
	held := func(times float64, each func(i int, share float64)) {
		for i, share := range shares {
			each(i, min(max(share*times, least[i]), most[i]))
		}
	}
	low, high := -60.0, 60.0 // bits: by how many times the free ones grow
	for range 100 {
		middle, sum := (low+high)/2, 0.0
		held(math.Exp2(middle), func(_ int, share float64) { sum += share })
		if sum < 1 {
			low = middle
		} else {
			high = middle
		}
	}
	sum := 0.0
	held(math.Exp2(high), func(i int, share float64) { shares[i] = share; sum += share })
	for i := range shares {
		shares[i] /= sum // the last digits
	}
}
