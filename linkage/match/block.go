package match

import (
	"fmt"
	"math"
	"slices"
)

// Blocks is the index of a table by blocking rules: which records share which key.
type Blocks struct {
	table   *Table
	rules   []rule
	entries [][]entry // of each rule, by key and then record: blocks of two and more
	keys    []uint64  // keys[first[i]:first[i+1]] are those of record i, ascending
	first   []uint32
	signs   []uint64 // of each record: the sign of its keys
	counts  []RuleCount
	capped  []Cap
}

// entry says that a record has a key.
type entry struct {
	key    uint64
	record uint32
}

// RuleCount is what a blocking rule brings.
type RuleCount struct {
	Rule  string `json:"rule"`
	Keys  int    `json:"keys"`  // different keys that two records or more share
	Pairs int64  `json:"pairs"` // pairs of records that share one and may be compared, each counted under every rule that finds it
}

// Cap is a block that was left out, as more records share its key than the settings allow.
type Cap struct {
	Rule    string `json:"rule"`
	Records int    `json:"records"`
}

// Block indexes the table by the settings' rules.
func (t *Table) Block(s Settings) (*Blocks, error) {
	k, err := t.Keyer(s)
	if err != nil {
		return nil, err
	}
	b := &Blocks{table: t, rules: k.rules}
	b.entries = make([][]entry, len(b.rules))
	b.counts = make([]RuleCount, len(b.rules))
	capped := make([][]Cap, len(b.rules))
	inParallel(len(b.rules), func(n int) { capped[n] = b.index(n) })
	b.capped = slices.Concat(capped...)
	keys := 0
	for _, entries := range b.entries {
		keys += len(entries)
	}
	if err := fits(t.Len(), keys); err != nil {
		return nil, err
	}
	b.fill()
	return b, nil
}

// fits refuses what the index cannot count.
func fits(records, keys int) error {
	if records > math.MaxUint32 || keys > math.MaxUint32 {
		return fmt.Errorf("%d records with %d blocking keys are too many for one table", records, keys)
	}
	return nil
}

// index makes the blocks of one rule, counts them, and returns those that are too large to be looked at.
func (b *Blocks) index(n int) (capped []Cap) {
	r := &b.rules[n]
	b.counts[n].Rule = r.name
	entries := b.table.entries(r)
	kept := entries[:0]
	for block := range blocks(entries) {
		switch size := len(block); {
		case size < 2:
		case size > r.most:
			capped = append(capped, Cap{r.name, size})
		default:
			b.counts[n].Keys++
			b.counts[n].Pairs += int64(size) * int64(size-1) / 2
			kept = append(kept, block...)
		}
	}
	b.entries[n] = slices.Clip(kept)
	return capped
}

// entries are the keys of all records by one rule, by key and then record.
func (t *Table) entries(r *rule) []entry {
	entries := make([]entry, 0, t.Len())
	var keys []uint64
	for i := range t.Len() {
		keys = r.keys(t, t.row(i), keys[:0])
		for _, k := range keys {
			entries = append(entries, entry{k, uint32(i)})
		}
	}
	sortEntries(entries, make([]entry, len(entries)))
	return entries
}

// fill gives each record its keys.
func (b *Blocks) fill() {
	b.first = make([]uint32, b.table.Len()+1)
	for _, entries := range b.entries {
		for _, e := range entries {
			b.first[e.record+1]++
		}
	}
	for i := 1; i < len(b.first); i++ {
		b.first[i] += b.first[i-1]
	}
	b.keys = make([]uint64, b.first[b.table.Len()])
	next := slices.Clone(b.first)
	for _, entries := range b.entries {
		for _, e := range entries {
			b.keys[next[e.record]] = e.key
			next[e.record]++
		}
	}
	b.signs = make([]uint64, b.table.Len())
	for i := range b.signs {
		keys := b.of(uint32(i))
		slices.Sort(keys)
		b.signs[i] = sign(keys)
	}
}

// sign has a bit for each key: lists whose signs have none in common have no key in common.
func sign(keys []uint64) (bits uint64) {
	for _, key := range keys {
		bits |= 1 << (key >> 58)
	}
	return bits
}

// of are a record's keys.
func (b *Blocks) of(record uint32) []uint64 { return b.keys[b.first[record]:b.first[record+1]] }

// blocks goes through runs of one key.
func blocks(entries []entry) func(func([]entry) bool) {
	return func(yield func([]entry) bool) {
		for start := 0; start < len(entries); {
			end := start + 1
			for end < len(entries) && entries[end].key == entries[start].key {
				end++
			}
			if !yield(entries[start:end]) {
				return
			}
			start = end
		}
	}
}

// below are a record's keys that are less than one.
func (b *Blocks) below(record uint32, key uint64) []uint64 {
	keys := b.of(record)
	n := 0
	for n < len(keys) && keys[n] < key {
		n++
	}
	return keys[:n]
}

// sharing is how many keys two records share.
func (b *Blocks) sharing(x, y uint32) int { return common(b.of(x), b.of(y)) }

// common is how many keys two ascending lists have in common.
func common(xs, ys []uint64) (n int) {
	for i, j := 0, 0; i < len(xs) && j < len(ys); {
		switch {
		case xs[i] == ys[j]:
			n, i, j = n+1, i+1, j+1
		case xs[i] < ys[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// chunks is into how many parts the candidate pairs are cut, whatever the number of CPUs: so the output never hangs on it.
const chunks = 64

// pairs visits the candidate pairs of one part of the blocks, each pair once in all parts, under the least key that the two
// share, the lesser record first. Of every so many keys one is looked at.
func (b *Blocks) pairs(part int, thin uint64, apart Apart, visit func(x, y uint32)) {
	for _, entries := range b.entries {
		from, until := cut(entries, part), cut(entries, part+1)
		for block := range blocks(entries[from:until]) {
			key := block[0].key
			if thin > 1 && mix(key)%thin != 0 {
				continue
			}
			for j := 1; j < len(block); j++ {
				y := block[j].record
				below := b.below(y, key)
				signed := sign(below)
				for _, e := range block[:j] {
					if !apart.are(e.record, y) && (b.signs[e.record]&signed == 0 || common(b.of(e.record), below) == 0) {
						visit(e.record, y)
					}
				}
			}
		}
	}
}

// cut is where a part of the entries begins: never inside a block.
func cut(entries []entry, part int) int {
	at := len(entries) * part / chunks
	for at > 0 && at < len(entries) && entries[at].key == entries[at-1].key {
		at++
	}
	return at
}

// Apart says that two records cannot be one person; nil says so of none.
type Apart func(x, y uint32) bool

func (a Apart) are(x, y uint32) bool { return a != nil && a(x, y) }

// across counts the blocks of each rule where only records of different sources are compared.
func (b *Blocks) across() []RuleCount {
	counts := make([]RuleCount, len(b.rules))
	inParallel(len(b.rules), func(n int) {
		counts[n].Rule = b.rules[n].name
		of := map[uint32]int64{} // records of each source so far
		for block := range blocks(b.entries[n]) {
			clear(of)
			pairs := int64(0)
			for i, e := range block {
				source := b.table.source[e.record]
				pairs += int64(i) - of[source]
				of[source]++
			}
			if pairs > 0 {
				counts[n].Keys++
				counts[n].Pairs += pairs
			}
		}
	})
	return counts
}

// total is how many pairs of records there are in all that rules could bring together.
func (b *Blocks) total() (n int64) {
	for _, c := range b.counts {
		n += c.Pairs
	}
	return n
}
