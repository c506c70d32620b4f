package match

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"
)

// pattern is the levels of all comparisons of one pair, as one number: mixed radix, the first comparison fastest.
type pattern uint64

// Patterns are how often each pattern of levels was seen, in ascending order of pattern.
type Patterns struct {
	codes  []pattern
	counts []float64
	levels []uint8 // of pattern i, levels[i*width:(i+1)*width]
	width  int
}

func (p *Patterns) row(i int) []uint8 { return p.levels[i*p.width : (i+1)*p.width] }

// comparer compares pairs of one table. Two goroutines must not use one: each takes its own twin.
type comparer struct {
	table *Table
	list  []Comparison
	radix []uint64
	memo  []*memory // of each slot that was asked for
}

// memory is what was found out of pairs of words lately: each is two words of 31 bits and, lowest, how alike they are, of
// which blank is no finding. It stays within a processor's cache.
type memory [1 << 15]uint64

// twin is a comparer of the same table for another goroutine.
func (c *comparer) twin() *comparer {
	other := *c
	other.memo = make([]*memory, len(c.memo))
	return &other
}

// kept is how alike two words of a slot are, looked up where it was asked lately.
func (c *comparer) kept(slot int, x, y uint32, alike func(x, y *word) likeness) likeness {
	if x > y {
		x, y = y, x
	}
	list := c.table.slots[slot].words.list
	if y>>31 != 0 {
		return alike(&list[x], &list[y])
	}
	if c.memo[slot] == nil {
		c.memo[slot] = new(memory)
	}
	pair := uint64(x)<<33 | uint64(y)<<2
	at := &c.memo[slot][pair*0x9e3779b97f4a7c15>>49]
	if *at&^3 != pair {
		*at = pair | uint64(alike(&list[x], &list[y]))
	}
	return likeness(*at & 3)
}

func (t *Table) comparer() *comparer {
	c := &comparer{table: t, list: t.comparisons(), memo: make([]*memory, len(t.slots))}
	_, c.radix = radix(c.list)
	return c
}

// radix is what one level of each comparison counts in a pattern, and whether the comparisons are more than one can hold.
func radix(list []Comparison) (over bool, each []uint64) {
	next := uint64(1)
	for _, one := range list {
		each = append(each, next)
		high, low := bits.Mul64(next, uint64(len(one.Levels)+1))
		over, next = over || high > 0, low
	}
	return over, each
}

// compare gives the pattern of a pair.
func (c *comparer) compare(a, b []uint32) pattern {
	sum := uint64(0)
	for i := range c.list {
		sum += c.radix[i] * uint64(c.list[i].compare(c, a, b))
	}
	return pattern(sum)
}

// levels takes a pattern apart.
func (c *comparer) levels(p pattern, into []uint8) []uint8 {
	into = into[:0]
	for i := range c.list {
		n := uint64(len(c.list[i].Levels) + 1)
		into = append(into, uint8(uint64(p)/c.radix[i]%n))
	}
	return into
}

// counted makes Patterns of a tally.
func (c *comparer) counted(tally map[pattern]int64) *Patterns {
	p := &Patterns{width: len(c.list)}
	for code := range tally {
		p.codes = append(p.codes, code)
	}
	slices.Sort(p.codes)
	var row []uint8
	for _, code := range p.codes {
		p.counts = append(p.counts, float64(tally[code]))
		row = c.levels(code, row)
		p.levels = append(p.levels, row...)
	}
	return p
}

// inParallel does the parts of a job on all CPUs.
func inParallel(parts int, do func(part int)) {
	byWorkers(parts, func() any { return nil }, func(_ any, part int) { do(part) })
}

// byWorkers does the parts of a job on all CPUs, each worker with a tool of its own.
func byWorkers[T any](parts int, tool func() T, do func(tool T, part int)) {
	next := make(chan int, parts)
	for part := range parts {
		next <- part
	}
	close(next)
	var workers sync.WaitGroup
	for range min(parts, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			own := tool()
			for part := range next {
				do(own, part)
			}
		})
	}
	workers.Wait()
}

// tally counts the patterns of candidate pairs: those of one key of every so many, each counted so many times.
func (c *comparer) tally(b *Blocks, thin uint64, apart Apart) *Patterns {
	parts := make([]map[pattern]int64, chunks)
	byWorkers(chunks, c.twin, func(c *comparer, part int) {
		seen := map[pattern]int64{}
		b.pairs(part, thin, apart, func(x, y uint32) {
			seen[c.compare(c.table.row(int(x)), c.table.row(int(y)))]++
		})
		parts[part] = seen
	})
	all := c.counted(merged(parts))
	for i := range all.counts {
		all.counts[i] *= float64(thin)
	}
	return all
}

func merged(parts []map[pattern]int64) map[pattern]int64 {
	all := map[pattern]int64{}
	for _, part := range parts {
		for code, n := range part {
			all[code] += n
		}
	}
	return all
}

// draw counts the patterns of n pairs drawn at random, with repeats, from all that are not apart; where there are no more
// than n, of each of them once. Pairs are drawn among some of the records, nil being all.
func (c *comparer) draw(n int, seed uint64, among []uint32, apart Apart) *Patterns {
	parts := make([]map[pattern]int64, chunks)
	size := uint64(c.table.Len())
	if among != nil {
		size = uint64(len(among))
	}
	if size*(size-1)/2 <= uint64(n) {
		return c.census(among, apart)
	}
	byWorkers(chunks, c.twin, func(c *comparer, part int) {
		seen := map[pattern]int64{}
		state := mix(seed + uint64(part))
		draw := func() uint32 {
			state += 0x9e3779b97f4a7c15
			at := uint32(mix(state) % size)
			if among != nil {
				at = among[at]
			}
			return at
		}
		for range n / chunks {
			x, y := draw(), draw()
			for tries := 0; (x == y || apart.are(x, y)) && tries < 1000; tries++ {
				x, y = draw(), draw()
			}
			if x != y && !apart.are(x, y) {
				seen[c.compare(c.table.row(int(x)), c.table.row(int(y)))]++
			}
		}
		parts[part] = seen
	})
	return c.counted(merged(parts))
}

// census counts the patterns of all pairs that are not apart, among some of the records, nil being all.
func (c *comparer) census(among []uint32, apart Apart) *Patterns {
	parts := make([]map[pattern]int64, chunks)
	if among == nil {
		for i := range c.table.Len() {
			among = append(among, uint32(i))
		}
	}
	byWorkers(chunks, c.twin, func(c *comparer, part int) {
		seen := map[pattern]int64{}
		for i := part; i < len(among); i += chunks {
			x := among[i]
			for _, y := range among[i+1:] {
				if !apart.are(x, y) {
					seen[c.compare(c.table.row(int(x)), c.table.row(int(y)))]++
				}
			}
		}
		parts[part] = seen
	})
	return c.counted(merged(parts))
}
