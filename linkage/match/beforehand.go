package match

import "slices"

// startNames: most of a household have one surname.
func startNames(h []float64) {
	for level := range h {
		h[level] *= 0.4
	}
	h[nameSurname-1] += 0.6
}

// startPlaces: most of a household live together.
func startPlaces(h []float64) {
	for level := range h {
		h[level] *= 0.2
	}
	h[placeSame-1] += 0.6
	h[placeSameAlone-1] += 0.1
	h[placePostcode-1] += 0.1
}

// startShared: a part of the households have one telephone, or one email.
func startShared(h []float64) {
	for level := range h {
		h[level] *= 0.7
	}
	h[valueSame-1] += 0.3
}

// falling is how often the levels of one person are taken to be seen before anything is known, the first most: of values that
// can be trusted, as numbers that pass their check, nearly always.
func falling(levels int, trusted bool) []float64 {
	first := 0.7
	if trusted {
		first = 0.95
	}
	m := make([]float64, levels)
	rest := 1.0
	for level := range m {
		m[level] = rest * first
		rest -= m[level]
	}
	m[levels-1] += rest
	return m
}

// doubtOfStrangers is how many pairs are put beside those of strangers, so that no level is impossible.
const doubtOfStrangers = 0.5

// strangers is how often the levels are seen among random pairs, each counted with its weight. A number that none of them could
// show is taken to be of one record only, and to be mistaken for ten others.
func (c *comparer) strangers(random *Patterns, weight []float64) [][]float64 {
	begin := make([][]float64, len(c.list))
	for i, one := range c.list {
		begin[i] = make([]float64, len(one.Levels))
		for level := range begin[i] {
			begin[i][level] = 1 / float64(len(one.Levels))
		}
		if one.trusted {
			n := float64(max(c.table.Len(), 100))
			begin[i] = []float64{1 / n, 10 / n, 1 - 11/n}
		}
	}
	return shares(levelCounts(c, random, weight, begin, doubtOfStrangers))
}

// hasHomes reports whether the table says anything that a household shares: where people live, or how they are reached. Without that,
// relatives cannot be told from people.
func (t *Table) hasHomes() bool { return t.has(Address, Property, Postcode, Phone, Email) }

// hasHouses reports whether it says so closely that those who live together can be told.
func (t *Table) hasHouses() bool { return t.has(Address, Property) }

// has reports whether any column is of one of the fields.
func (t *Table) has(fields ...Field) bool {
	return slices.ContainsFunc(t.columns, func(c Column) bool { return slices.Contains(fields, c.Field) })
}
