package match

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// visited are the candidate pairs in the order of the parts.
func visited(b *Blocks, thin uint64, apart Apart) (pairs [][2]uint32) {
	for part := range chunks {
		b.pairs(part, thin, apart, func(x, y uint32) { pairs = append(pairs, [2]uint32{x, y}) })
	}
	return pairs
}

func TestBlockingFindsWhatTheOracleFinds(t *testing.T) {
	oftener(t, 4, func(t *rapid.T) {
		table, s := drawTable(t, 25, append(everything[:len(everything):len(everything)], Column{Name: "nino2", Field: Number})...), drawSettings(t)
		blocks, err := table.Block(s)
		if err != nil {
			t.Fatal(err)
		}
		want := naively(table, s)
		seen := map[[2]uint32]bool{}
		for _, pair := range visited(blocks, 1, nil) {
			if seen[pair] || pair[0] >= pair[1] {
				t.Fatalf("%v is visited twice, or the wrong way round", pair)
			}
			seen[pair] = true
			if want.shared[pair] == 0 {
				t.Fatalf("%v is visited, and no rule holds for it: %s | %s", pair, cleaned(table, int(pair[0])), cleaned(table, int(pair[1])))
			}
			if n := blocks.sharing(pair[0], pair[1]); n != want.shared[pair] {
				t.Fatalf("%v shares %d keys, by the oracle %d", pair, n, want.shared[pair])
			}
		}
		for pair := range want.shared {
			if !seen[pair] {
				t.Fatalf("%v is not visited: %s | %s", pair, cleaned(table, int(pair[0])), cleaned(table, int(pair[1])))
			}
		}
		checkCounts(t, blocks, want)
		checkApart(t, blocks, seen)
	})
}

// checkCounts checks what is reported of the rules, and of the blocks that were left out.
func checkCounts(t *rapid.T, b *Blocks, want naive) {
	total := int64(0)
	for i, c := range b.counts {
		if c.Keys != want.counts[i].Keys || c.Pairs != want.counts[i].Pairs || c.Rule != b.rules[i].name {
			t.Fatalf("%+v, by the oracle %+v", c, want.counts[i])
		}
		total += c.Pairs
	}
	if b.total() != total || len(b.counts) != len(want.counts) {
		t.Fatalf("%d pairs by %d rules, %d by %d", b.total(), len(b.counts), total, len(want.counts))
	}
	for n, c := range b.across() {
		keys, pairs := map[uint64]bool{}, int64(0)
		for i, x := range b.entries[n] {
			for _, y := range b.entries[n][:i] {
				if x.key == y.key && b.table.source[x.record] != b.table.source[y.record] {
					keys[x.key] = true
					pairs++
				}
			}
		}
		if want := (RuleCount{b.rules[n].name, len(keys), pairs}); c != want {
			t.Fatalf("across sources %+v, by the oracle %+v", c, want)
		}
	}
	order := func(x, y Cap) int { return cmp.Or(cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Records, y.Records)) }
	got := slices.Clone(b.capped)
	for i, c := range got {
		got[i].Rule, _, _ = strings.Cut(c.Rule, " (")
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want.capped, order)
	if !slices.Equal(got, want.capped) {
		t.Fatalf("left out %v, by the oracle %v", got, want.capped)
	}
}

// checkApart checks that pairs that are apart are passed over, and no others.
func checkApart(t *rapid.T, b *Blocks, all map[[2]uint32]bool) {
	apart := func(x, y uint32) bool { return b.table.source[x] == b.table.source[y] }
	n := 0
	for _, pair := range visited(b, 1, apart) {
		if apart(pair[0], pair[1]) {
			t.Fatalf("%v is of one source", pair)
		}
		n++
	}
	for pair := range all {
		if !apart(pair[0], pair[1]) {
			n--
		}
	}
	if n != 0 {
		t.Fatalf("%d pairs more than all that are not apart", n)
	}
}

// Of every so many keys one is looked at: in the long run so many of the pairs, each of them once.
func TestThinningTakesItsShareOfThePairs(t *testing.T) {
	table := town(3000, 1)
	blocks, err := table.Block(Settings{LargestBlock: 50, Blocking: []Rule{{On: "dob"}, {On: "surname, postcode"}, {On: "given, surname"}}})
	if err != nil {
		t.Fatal(err)
	}
	all := visited(blocks, 1, nil)
	whole := map[[2]uint32]bool{}
	for _, pair := range all {
		whole[pair] = true
	}
	for _, thin := range []uint64{2, 5} {
		some := visited(blocks, thin, nil)
		seen := map[[2]uint32]bool{}
		for _, pair := range some {
			if seen[pair] || !whole[pair] {
				t.Fatalf("%v is visited twice, or is no candidate", pair)
			}
			seen[pair] = true
		}
		if share := float64(len(some)) * float64(thin) / float64(len(all)); share < 0.9 || share > 1.1 {
			t.Errorf("one of %d keys has %d of %d pairs", thin, len(some), len(all))
		}
	}
}

func TestBlockingDoesNotHangOnTheCPUs(t *testing.T) {
	table := town(2000, 1)
	var first *Blocks
	for _, cpus := range []int{1, 2, 8} {
		withCPUs(cpus, func() {
			blocks, err := table.Block(DefaultSettings())
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = blocks
			}
			if !slices.Equal(blocks.keys, first.keys) || !slices.Equal(blocks.capped, first.capped) ||
				!slices.Equal(visited(blocks, 1, nil), visited(first, 1, nil)) {
				t.Errorf("with %d CPUs the pairs are others, or come in another order", cpus)
			}
		})
	}
}

// withCPUs does something on so many CPUs.
func withCPUs(n int, do func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
	do()
}

func TestBlockRefuses(t *testing.T) {
	if _, err := tableOf(t).Block(Settings{Blocking: []Rule{{On: "shoe"}}}); err == nil {
		t.Error("a rule on nothing is taken")
	}
	for what, c := range map[string]struct {
		records, keys int
		want          string
	}{
		"a country":           {60e6, 1e9, ""},
		"as many as can be":   {math.MaxUint32, math.MaxUint32, ""},
		"one record too many": {math.MaxUint32 + 1, 0, "4294967296 records with 0 blocking keys are too many for one table"},
		"one key too many":    {1, math.MaxUint32 + 1, "1 records with 4294967296 blocking keys are too many for one table"},
	} {
		if got := message(fits(c.records, c.keys)); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// Rules that look at the same thing bring a pair together once.
func TestRulesThatOverlap(t *testing.T) {
	table := tableOf(t, "known=Bob; former=Lee", "given=Bob; known=Bob; surname=Lee; former=Lee", "known=Bob; former=Lee; given=Bob; surname=Lee")
	b, err := table.Block(Settings{LargestBlock: 9, Blocking: []Rule{{On: "given"}, {On: "known-as"}, {On: "surname"}, {On: "former"}}})
	if err != nil {
		t.Fatal(err)
	}
	if pairs := visited(b, 1, nil); len(pairs) != 3 || b.sharing(1, 2) != 4 {
		t.Errorf("pairs %v, of which one shares %d keys", pairs, b.sharing(1, 2))
	}
}

func TestBlocksOfEntries(t *testing.T) {
	entries := []entry{{1, 0}, {1, 2}, {3, 1}, {4, 0}, {4, 1}}
	var sizes []int
	for block := range blocks(entries) {
		sizes = append(sizes, len(block))
	}
	if !slices.Equal(sizes, []int{2, 1, 2}) {
		t.Errorf("blocks of %v", sizes)
	}
	for block := range blocks(entries) {
		if len(block) != 2 {
			t.Errorf("the first block is %v", block)
		}
		break // nobody asks for more
	}
}

func TestPartsNeverCutABlock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []entry
		for key, size := range rapid.SliceOfN(rapid.IntRange(1, 40), 0, 60).Draw(t, "sizes") {
			for range size {
				entries = append(entries, entry{key: uint64(key)})
			}
		}
		last := 0
		for part := range chunks + 1 {
			at := cut(entries, part)
			if at < last || at > 0 && at < len(entries) && entries[at-1].key == entries[at].key {
				t.Fatalf("part %d begins at %d, the one before at %d", part, at, last)
			}
			last = at
		}
		if cut(entries, 0) != 0 || last != len(entries) {
			t.Fatalf("the parts go from %d to %d of %d", cut(entries, 0), last, len(entries))
		}
	})
}

func TestSortEntries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.OneOf(rapid.Uint64(), rapid.Uint64Range(0, 3), rapid.Map(rapid.Uint64Range(0, 3), func(k uint64) uint64 { return k << 60 }))
		keys := rapid.SliceOfN(key, 0, 300).Draw(t, "keys")
		list := make([]entry, len(keys))
		for i, k := range keys {
			list[i] = entry{k, uint32(i)}
		}
		want := slices.Clone(list)
		slices.SortStableFunc(want, func(x, y entry) int { return cmp.Compare(x.key, y.key) })
		sortEntries(list, make([]entry, len(list)))
		if !slices.Equal(list, want) {
			t.Fatalf("%v, want %v", list, want)
		}
	})
}

// Each record of a person is written with slips of its own, so that what the rules miss can be told from how many rules
// find the rest. How many there are is known here.
func TestRecallIsASensibleEstimate(t *testing.T) {
	for _, rules := range [][]string{
		{"given, surname", "dob", "surname, postcode"},
		{"dob", "given, postcode"},
		{"given, surname", "dob", "surname, postcode", "given, postcode", "dob, postcode", "number"},
	} {
		t.Run(fmt.Sprint(len(rules), " rules"), func(t *testing.T) {
			table, person := townsfolk(4000, 2, 0.15)
			s := quick()
			s.Blocking = nil
			for _, on := range rules {
				s.Blocking = append(s.Blocking, Rule{On: on})
			}
			r, err := Job{Settings: s}.Link(table)
			if err != nil {
				t.Fatal(err)
			}
			blocks, err := table.Block(s)
			if err != nil {
				t.Fatal(err)
			}
			found, all := 0, pairsOf(person)
			for _, pair := range visited(blocks, 1, nil) {
				if person[pair[0]] == person[pair[1]] {
					found++
				}
			}
			truth, estimate := float64(found)/float64(all), float64(r.Report.BlockingRecall)
			t.Logf("recall %.3f, estimated %.3f", truth, estimate)
			if math.Abs(truth-estimate) > 0.06 {
				t.Errorf("the rules bring %.3f of the matches together, estimated %.3f", truth, estimate)
			}
		})
	}
}

// pairsOf is how many pairs of records are one person.
func pairsOf(person []int) (n int) {
	counts := map[int]int{}
	for _, p := range person {
		n += counts[p]
		counts[p]++
	}
	return n
}
