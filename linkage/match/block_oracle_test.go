package match

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/linkage/text"
)

// tuples are what a record says in the terms of a rule, as strings, one for each way in which it may be read: what the
// hashes of keys stand for.
func tuples(table *Table, record int, terms []written, columns []int) []string {
	if len(terms) == 0 {
		return []string{""}
	}
	var out []string
	rest := tuples(table, record, terms[1:], columns[1:])
	for _, slot := range alternatives(columns[0]) {
		seen := lookAt(terms[0].how, table.word(slot, table.row(record)).text)
		if seen == "" {
			continue
		}
		for _, r := range rest {
			out = append(out, seen+"|"+r)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func alternatives(slot int) []int {
	switch slot {
	case slotGiven:
		return []int{slotGiven, slotKnown}
	case slotSurname:
		return []int{slotSurname, slotFormer}
	}
	return []int{slot}
}

// lookAt is what a way of looking sees of a value.
func lookAt(how, value string) string {
	letters := []rune(value)
	first := func(n int) string {
		if len(letters) < n {
			return ""
		}
		return string(letters[:n])
	}
	switch how {
	case "sound":
		primary, _ := text.Metaphone(value)
		return primary
	case "nickname":
		return cmp.Or(strings.Join(text.Nicknames(value)[:min(1, len(text.Nicknames(value)))], ""), value)
	case "start":
		return first(3)
	case "year":
		return first(4)
	case "sector":
		return sectorOf(value)
	}
	return value
}

// naive is what the rules find on a table, by looking at all records for each.
type naive struct {
	shared map[[2]uint32]int // of each candidate pair: how many keys it shares
	counts []RuleCount
	capped []Cap
}

func naively(table *Table, s Settings) naive {
	out := naive{shared: map[[2]uint32]int{}}
	for _, r := range s.Blocking {
		terms, err := parse(r.On)
		if err != nil {
			panic(err)
		}
		for _, columns := range choices(table, terms) {
			members := map[string][]uint32{}
			for record := range table.Len() {
				for _, key := range tuples(table, record, terms, columns) {
					members[key] = append(members[key], uint32(record))
				}
			}
			count := RuleCount{}
			for _, key := range slices.Sorted(maps.Keys(members)) {
				switch block := members[key]; {
				case len(block) < 2:
				case len(block) > cmp.Or(r.Most, s.LargestBlock):
					out.capped = append(out.capped, Cap{r.On, len(block)})
				default:
					count.Keys++
					for j, y := range block {
						for _, x := range block[:j] {
							out.shared[[2]uint32{x, y}]++
							count.Pairs++
						}
					}
				}
			}
			out.counts = append(out.counts, count)
		}
	}
	return out
}

// choices are the slots in which the terms may stand: each of its columns for each.
func choices(table *Table, terms []written) [][]int {
	list := [][]int{nil}
	for _, term := range terms {
		var next [][]int
		for at, slot := range table.slots {
			for _, one := range list {
				if slot.field == term.field && slot.taken {
					next = append(next, append(slices.Clone(one), at))
				}
			}
		}
		list = next
	}
	return list
}

// someRules are rules of every sort.
var someRules = []string{
	"dob", "given, surname", "given", "surname", "number", "email", "other", "town", "uprn", "house, address", "postcode", "sex",
	"nickname given, sound surname", "start given, start surname", "year dob, sex", "sector postcode", "sound given", "former", "known-as, dob",
	"sound address", "middle", "number, number",
}

func drawSettings(t *rapid.T) Settings {
	s := Settings{LargestBlock: rapid.IntRange(2, 12).Draw(t, "largest")}
	for _, on := range rapid.SliceOfNDistinct(rapid.SampledFrom(someRules), 1, 6, rapid.ID).Draw(t, "rules") {
		s.Blocking = append(s.Blocking, Rule{On: on, Most: rapid.SampledFrom([]int{0, 0, 2, 3, 20}).Draw(t, "most")})
	}
	return s
}
