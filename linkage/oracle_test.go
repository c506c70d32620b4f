package linkage

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/models"
)

var _ Linker = Rules{}

// temporaryUPN puts the check letter before a temporary number's other twelve signs.
func temporaryUPN(rest string) string {
	for c := 'A'; c <= 'Z'; c++ {
		if s, err := identifier.UPN(string(c) + rest); err == nil {
			return s
		}
	}
	panic("no check letter fits " + rest)
}

var upns = []string{"", "", "B801200005001", "N931400502113", temporaryUPN("80120000500A"), temporaryUPN("80120000500B"), "X1"}

// someRecords are a few records that share much: most of what linking can meet happens among them.
func someRecords(most int) *rapid.Generator[[]Record] {
	return rapid.Custom(func(t *rapid.T) []Record {
		pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, what) }
		records := make([]Record, rapid.IntRange(0, most).Draw(t, "n"))
		for i := range records {
			records[i] = Record{
				Key:      Key{Partner: models.Partner(pick("partner", "council", "dwp", "police")), Org: pick("org", "", "x"), Ref: fmt.Sprint(i)},
				Forename: pick("forename", "Ann", "Bob", ""), KnownAs: pick("known", "", "", "", "Ann"),
				Surname: pick("surname", "Lee", "Ray", "Fox"), FormerSurname: pick("former", "", "", "", "Lee"),
				DateOfBirth: models.Date(pick("born", "", "1980-01-01", "1980-05-02", "1981-06-03")), Sex: pick("sex", "", "F", "M"),
				AddressLine1: "1 High St", Postcode: pick("postcode", "", "OX1 1AA", "OX2 2BB", "OX3 3CC"), UPRN: pick("uprn", "", "", "1", "2"),
				NINO: pick("nino", "", "", "QQ123456A", "QQ123457", "QQ123458", "??"), UPN: pick("upn", upns...),
				PersonID: pick("had", "", "", "P1", "P2", "P3"),
			}
		}
		return records
	})
}

// slowly is Rules as anybody would write it who had all day: every pair of records, every pair across two clusters.
func slowly(records []Record) [][]int {
	type edge struct{ a, b, rule, agreements int }
	var edges []edge
	for a, x := range records {
		for b, y := range records {
			if !x.Less(y.Key) {
				continue
			}
			best := rules
			for _, k := range x.MatchKeys() {
				if slices.Contains(y.MatchKeys(), k) {
					best = min(best, ruleOf(k))
				}
			}
			if best == rules {
				continue
			}
			f, g := x.face(), y.face()
			if n, ok := accept(&f, &g, best); ok {
				edges = append(edges, edge{a, b, best, n})
			}
		}
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.rule, y.rule), cmp.Compare(y.agreements, x.agreements),
			records[x.a].compare(records[y.a].Key), records[x.b].compare(records[y.b].Key))
	})
	clusterOf := make([]int, len(records))
	for i := range clusterOf {
		clusterOf[i] = i
	}
	for _, e := range edges {
		from, to, clash := clusterOf[e.b], clusterOf[e.a], false
		for i := range records {
			for j := range records {
				if clusterOf[i] == from && clusterOf[j] == to && from != to {
					f, g := records[i].face(), records[j].face()
					clash = clash || contradict(&f.ids, &g.ids)
				}
			}
		}
		for i := range records {
			if !clash && clusterOf[i] == from {
				clusterOf[i] = to
			}
		}
	}
	groups := map[int][]int{}
	for i, c := range clusterOf {
		groups[c] = append(groups[c], i)
	}
	return slices.Collect(maps.Values(groups))
}

func TestLinkAgainstASlowLinker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := someRecords(12).Draw(t, "records")
		var got [][]int
		for _, p := range (Rules{}).Link(records) {
			got = append(got, p.Records)
		}
		if g, w := named(records, got), named(records, slowly(records)); !slices.Equal(g, w) {
			t.Fatalf("got %q, want %q", g, w)
		}
	})
}

func TestTheOrderOfInputDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := someRecords(20).Draw(t, "records")
		other := slices.Clone(records)
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if a, b := outcome(records), outcome(other); !reflect.DeepEqual(a, b) {
			t.Fatalf("got %v, then %v", a, b)
		}
	})
}

func TestLinkingIsLocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := someRecords(30).Draw(t, "records")
		if len(records) == 0 {
			return
		}
		inside := closure(records, rapid.IntRange(0, len(records)-1).Draw(t, "start"))
		whole := outcome(records)
		var part []Record
		for i, r := range records {
			if inside[i] {
				part = append(part, r)
			}
		}
		for k, person := range outcome(part) {
			if !reflect.DeepEqual(person, whole[k]) {
				t.Fatalf("%v is %v in its neighbourhood and %v among all", k, person, whole[k])
			}
		}
	})
}

// closure is the neighbourhood of a record: all that shares a key or a person id with one in it.
func closure(records []Record, start int) map[int]bool {
	inside, queue := map[int]bool{start: true}, []int{start}
	for len(queue) > 0 {
		x := records[queue[0]]
		queue = queue[1:]
		for i, y := range records {
			near := x.PersonID != "" && x.PersonID == y.PersonID || overlap(x.MatchKeys(), y.MatchKeys())
			if near && !inside[i] {
				inside[i] = true
				queue = append(queue, i)
			}
		}
	}
	return inside
}

// what became of one record, told without indexes.
type what struct {
	ID, Redirect string
	With, Links  []string
}

func outcome(records []Record) map[Key]what {
	people := Rules{}.Link(records)
	ids, redirects := plain.AssignPeople(records, people)
	out := map[Key]what{}
	for i, p := range people {
		w := what{ID: ids[i], With: named(records, [][]int{p.Records})}
		for _, l := range p.Links {
			w.Links = append(w.Links, fmt.Sprint(records[l.A].Key, records[l.B].Key, l.Rule))
		}
		for _, r := range p.Records {
			w.Redirect = redirects[records[r].PersonID]
			out[records[r].Key] = w
		}
	}
	return out
}

// named are groups written with keys instead of indexes, in order.
func named(records []Record, groups [][]int) []string {
	var out []string
	for _, g := range groups {
		var keys []Key
		for _, i := range g {
			keys = append(keys, records[i].Key)
		}
		slices.SortFunc(keys, Key.compare)
		out = append(out, fmt.Sprint(keys))
	}
	slices.Sort(out)
	return out
}
