package linkage

import (
	"cmp"
	"slices"
	"strings"
)

// MaxBlock is the most records that one key may bring together; a key that more share (a shared mistake, a default)
// links nothing, and is reported.
const MaxBlock = 50

// Rules links by first light's rules: two records that share a match key and do not contradict each other are one person.
type Rules struct{}

// The rules after the identifiers, which have the numbers of their kinds.
const (
	byName = kinds + iota
	byHome
	rules
)

var ruleNames = [rules]string{
	"same NINO", "same NHS number", "same PNC id", "same UPN", "same ULN",
	"name, date of birth and postcode", "forename, date of birth and home",
}

// Report is what linking left undone.
type Report struct {
	Skipped []Block // keys shared by more than MaxBlock records, by key
	Refused []Link  // pairs that a rule would join, but whose clusters hold different identifiers of one kind
}

// Block is a key that too many share to mean anything.
type Block struct {
	Key  string
	Size int
}

// Link implements Linker; LinkReport also says what was left undone.
func (r Rules) Link(records []Record) []Person {
	people, _ := r.LinkReport(records)
	return people
}

// LinkReport is Link together with its report.
func (Rules) LinkReport(records []Record) ([]Person, Report) {
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return records[a].compare(records[b].Key) })
	faces := make([]face, len(records))
	for i, at := range order {
		faces[i] = records[at].face()
	}
	pairs, skipped := candidates(faces)
	people, refused := cluster(faces, pairs)
	for i := range people {
		for j := range people[i].Records {
			people[i].Records[j] = order[people[i].Records[j]]
		}
		restore(people[i].Links, order)
	}
	restore(refused, order)
	return people, Report{Skipped: skipped, Refused: refused}
}

func restore(links []Link, order []int) {
	for i, l := range links {
		links[i].A, links[i].B = order[l.A], order[l.B]
	}
}

// pair is two records, by their place in the order of keys, and the best rule that joins them.
type pair struct{ a, b, rule, agreements int }

// candidates are the pairs that share a key and are accepted, best first: by rule, then by how much else agrees, then by
// key. The order is total, so that it never hangs on which other records are present.
func candidates(faces []face) (pairs []pair, skipped []Block) {
	blocks := make(map[string][]int, 2*len(faces))
	for i, f := range faces {
		for _, key := range f.keys() {
			blocks[key] = append(blocks[key], i)
		}
	}
	for key, block := range blocks {
		if len(block) > MaxBlock {
			skipped = append(skipped, Block{Key: key, Size: len(block)})
			continue
		}
		rule := ruleOf(key)
		for j, b := range block {
			for _, a := range block[:j] {
				if n, ok := accept(&faces[a], &faces[b], rule); ok {
					pairs = append(pairs, pair{a, b, rule, n})
				}
			}
		}
	}
	slices.SortFunc(skipped, func(x, y Block) int { return cmp.Compare(x.Key, y.Key) })
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.rule, y.rule))
	})
	pairs = slices.CompactFunc(pairs, func(x, y pair) bool { return x.a == y.a && x.b == y.b })
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(x.rule, y.rule), cmp.Compare(y.agreements, x.agreements),
			cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return pairs, skipped
}

// ruleOf is the rule of a key's kind.
func ruleOf(key string) int {
	for rule, prefix := range prefixes {
		if strings.HasPrefix(key, prefix) {
			return rule
		}
	}
	panic("linkage: a match key of no rule")
}
