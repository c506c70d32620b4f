package match

// sortEntries sorts by key, entries of one key staying in their order, least significant byte first. The spare slice has
// the same length.
func sortEntries(list, spare []entry) {
	var counts [8][256]uint32
	for _, e := range list {
		for digit := range counts {
			counts[digit][byte(e.key>>(8*digit))]++
		}
	}
	from, to := list, spare
	for digit := range counts {
		var next [256]uint32
		sum := uint32(0)
		for value, count := range &counts[digit] {
			next[value] = sum
			sum += count
		}
		for _, e := range from {
			value := byte(e.key >> (8 * digit))
			to[next[value]] = e
			next[value]++
		}
		from, to = to, from
	}
}
