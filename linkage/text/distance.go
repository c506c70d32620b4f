package text

// OSA is the optimal string alignment distance of two names: the fewest letters put in, left out or changed, and
// neighbours swapped, that make one into the other, where no letter is touched twice. "ca" and "abc" are 3 apart: swapped,
// they could not be parted by the "b". It is a count of typing slips, not a metric: the triangle inequality does not hold.
//
// Source: B. J. Oommen and R. K. S. Loke, Pattern Recognition 30 (1997), pp. 789-800.
func OSA(a, b string) int {
	from, to := []rune(a), []rune(b)
	width := len(to) + 1
	var room [3 * (short + 1)]int
	rows := room[:]
	if 3*width > len(rows) {
		rows = make([]int, 3*width)
	}
	// before[j] and last[j] are the distances of from's first i-1 and i letters to to's first j; row is being filled.
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:3*width]
	for j := range last {
		last[j] = j
	}
	for i := range from {
		row[0] = i + 1
		for j := range to {
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost(from[i], to[j]))
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(to)]
}

// DamerauLevenshtein is the Damerau-Levenshtein distance of two names: as OSA, but letters may be touched again, so that
// neighbours may be swapped and others put between them. "ca" and "abc" are 2 apart. It is a metric, and never more than
// OSA. Names are compared by the faster Within, which is the same for one slip; this is for the few words of headings and
// flags, where the true distance costs nothing.
//
// Source: R. Lowrance and R. A. Wagner, Journal of the ACM 22 (1975), pp. 177-183.
func DamerauLevenshtein(a, b string) int {
	from, to := []rune(a), []rune(b)
	width := len(to) + 1
	d := make([]int, (len(from)+1)*width) // d[i*width+j]: the distance of from's first i letters to to's first j
	for j := range width {
		d[j] = j
	}
	lastIn := make(map[rune]int) // for each letter, the latest row, from 1, of the ones done that stands for it
	for i := range from {
		row, above := d[(i+1)*width:], d[i*width:]
		row[0] = i + 1
		lastMatch := 0 // the latest column, from 1, before this one whose letter is the row's
		for j := range to {
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+cost(from[i], to[j]))
			if p, q := lastIn[to[j]], lastMatch; p > 0 && q > 0 {
				// What stood between the two swapped letters is left out, and what stands between them now put in.
				row[j+1] = min(row[j+1], d[(p-1)*width+q-1]+(i-p)+1+(j-q))
			}
			if from[i] == to[j] {
				lastMatch = j + 1
			}
		}
		lastIn[from[i]] = i + 1
	}
	return d[len(d)-1]
}

// cost is what it takes to change one letter into the other.
func cost(from, to rune) int {
	if from == to {
		return 0
	}
	return 1
}
