package match

import (
	"cmp"
	"slices"
)

// What the shares of one class can be beside those of strangers. The estimation does not know it by itself: each of these keeps
// two classes apart that it would else mix up.

// namesakes sees to it that relatives share a given name at least as often as strangers do: a father and a son of one name
// are few, and would else be taken for one person with two birthdays. Of all such shares it takes the likeliest.
func namesakes(h, u []float64) {
	equal := u[nameGiven-1] / u[nameUnlike-1]
	near := u[nameGivenNear-1] / u[nameUnlike-1]
	atLeast(h, nameSurname, portion{nameBoth, equal}, portion{nameSurnameClose, near})
	atLeast(h, nameSurnameNear, portion{nameGivenClose, equal}, portion{nameClose, near})
	atLeast(h, nameUnlike, portion{nameGiven, equal}, portion{nameGivenNear, near})
}

// mostGenerations is how many of all pairs of one person are a generation off in the date of birth, at the most.
const mostGenerations = 0.1

// strayBirths sees to it that a person's wrong date of birth is no further off than a stranger's, and seldom so far: a father and
// a son of one name and house are many beside such mistakes, and would else be taken for one person born twice, and so would
// namesakes whose other columns are made of their names.
func strayBirths(m, u []float64) {
	wrong := u[birthUnlike-1] / u[birthGeneration-1]
	pooled := slices.Clone(m)
	atLeast(pooled, birthGeneration, portion{birthUnlike, wrong})
	if pooled[birthGeneration-1] <= mostGenerations {
		copy(m, pooled)
		return
	}
	least, most := make([]float64, len(m)), make([]float64, len(m))
	for level := range most {
		most[level] = 1
	}
	least[birthUnlike-1], least[birthGeneration-1], most[birthGeneration-1] = mostGenerations*wrong, mostGenerations, mostGenerations
	between(m, least, most)
}

// mostTwins is how many of all pairs of relatives were born on one day, at the most.
const mostTwins = 0.02

// twins sees to it that relatives share a birthday, or nearly so, no oftener than strangers do, but for twins. Else the worst
// records of one person, which agree in little else, would pass for relatives where few people have any.
func twins(h, u []float64) {
	var most [birthTwoParts]float64
	for level := range most {
		most[level] = u[level] + mostTwins
	}
	atMost(h, most[:]...)
}

// mostBorrowed is how many of all pairs of relatives have one number, at the most.
const mostBorrowed = 0.02

// borrowed sees to it that relatives share a number only where it was written on the wrong one's record, or lent.
func borrowed(h, u []float64) {
	atMost(h, u[valueSame-1]+mostBorrowed, u[valueSlip-1]+mostBorrowed)
}

// atMost lowers the first of the shares to what they are at most.
func atMost(shares []float64, most ...float64) {
	bounds := make([]float64, len(shares))
	for i := range bounds {
		bounds[i] = 1
	}
	copy(bounds, most)
	between(shares, make([]float64, len(shares)), bounds)
}

// portion says that a level is seen at least so many times as often as another.
type portion struct {
	level uint8
	times float64
}

// atLeast changes shares so that portions of a level hold, and their sum stays. A portion that does not hold is pooled with
// the level and takes its part of the pool: which is the likeliest where the shares are what was counted.
func atLeast(shares []float64, of uint8, portions ...portion) {
	short := func(p portion) float64 { return shares[p.level-1] / p.times }
	slices.SortFunc(portions, func(x, y portion) int { return cmp.Compare(short(x), short(y)) })
	pool, parts := shares[of-1], 1.0
	for _, p := range portions {
		if short(p)*parts >= pool {
			break
		}
		pool += shares[p.level-1]
		parts += p.times
	}
	shares[of-1] = pool / parts
	for _, p := range portions {
		shares[p.level-1] = max(shares[p.level-1], p.times*pool/parts)
	}
}
