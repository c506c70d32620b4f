package match

import (
	"fmt"
	"testing"
)

// Records that say the same in every column are one person, however many of them there are, and what joins them is linear in
// their number. Where too many share their keys no rule brings them together.
func TestRepeatsAreNotLost(t *testing.T) {
	s := DefaultSettings()
	s.RandomPairs = 20_000
	s.LargestBlock = 20
	for i := range s.Blocking {
		s.Blocking[i].Most = min(s.Blocking[i].Most, 20)
	}
	table := newTable(t, Column{"given", Given, nil}, Column{"surname", Surname, nil}, Column{"dob", Birth, nil}, Column{"line1", Address, nil})
	people := func(i int) []string {
		return []string{fmt.Sprintf("%c%cna", 'a'+i%26, 'a'+i/26), fmt.Sprintf("le%c%c", 'a'+i/26, 'a'+i%26), fmt.Sprintf("19%02d-%02d-02", i%90+10, i%12+1), fmt.Sprintf("%d high street", i)}
	}
	for i := range 200 {
		table.Append(0, people(i))
		table.Append(0, people(i))
	}
	first := uint32(table.Len())
	for range 50 {
		table.Append(0, []string{"Zoe", "Zander", "1980-05-21", "9 low road"})
	}
	for range 50 { // they say nothing
		table.Append(0, []string{"", "", "", ""})
	}
	r, err := Job{Settings: s}.Link(table)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Report.Capped) == 0 {
		t.Fatal("nothing was left out")
	}
	pairs := 0
	for _, p := range r.Pairs {
		if p.A == first {
			pairs++
			if p.Same < 0.95 {
				t.Errorf("%d and %d are alike in all, and of probability %v", p.A, p.B, p.Same)
			}
		}
	}
	if pairs != 49 {
		t.Errorf("the first is paired with %d, want 49", pairs)
	}
	for i, cluster := range r.Clusters {
		switch at := uint32(i); {
		case at >= first && at < first+50 && cluster != first:
			t.Errorf("record %d is not the same as the first of those that say the same", i)
		case at >= first+50 && cluster != at:
			t.Errorf("record %d says nothing and is the same as %d", i, cluster)
		}
	}
	if got := table.Repeats(0); got != 200+49 {
		t.Errorf("%d records say what an earlier one says, want %d", got, 200+49)
	}
}

// Where a source holds nobody twice, those of its records that say the same are not made one.
func TestRepeatsOfOneSourceStayApart(t *testing.T) {
	table := newTable(t, Column{"given", Given, nil}, Column{"surname", Surname, nil})
	s := DefaultSettings()
	s.RandomPairs, s.LargestBlock, s.Blocking = 1000, 3, []Rule{{On: "given, surname"}}
	for source := range 2 {
		for i := range 4 {
			table.Append(source, []string{"Zoe", "Zander"})
			table.Append(source, []string{fmt.Sprintf("a%cna", 'a'+i), fmt.Sprintf("lee%c", 'a'+i)})
		}
	}
	r, err := Job{Settings: s, Across: true}.Link(table)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[2]uint32]bool{}
	for i, cluster := range r.Clusters {
		at := [2]uint32{cluster, table.source[i]}
		if seen[at] {
			t.Errorf("two records of source %d are one person", table.source[i])
		}
		seen[at] = true
	}
	if table.Repeats(0) != 3 || table.Repeats(1) != 3 {
		t.Errorf("repeats are %d and %d", table.Repeats(0), table.Repeats(1))
	}
}

// sample draws among all records.
func (c *comparer) sample(n int, seed uint64, apart Apart) *Patterns {
	return c.draw(n, seed, nil, apart)
}

// What many records say alike is not taken for what strangers have in common: the others are told apart as without them.
func TestRepeatsAreNoStrangers(t *testing.T) {
	table := newTable(t, Column{"given", Given, nil}, Column{"surname", Surname, nil}, Column{"dob", Birth, nil})
	for i := range 300 {
		for range 2 {
			table.Append(0, []string{fmt.Sprintf("%c%c%cna", 'a'+i%26, 'a'+i/26, 'a'+i%7), fmt.Sprintf("le%c%c", 'a'+i/26, 'a'+i%26), fmt.Sprintf("19%02d-%02d-02", i%90+10, i%12+1)})
		}
	}
	for range 600 {
		table.Append(0, []string{"Zoe", "Zander", "1980-05-21"})
	}
	s := DefaultSettings()
	s.LargestBlock, s.RandomPairs = 200, 20_000
	r, err := Job{Settings: s}.Link(table)
	if err != nil {
		t.Fatal(err)
	}
	people := map[uint32]bool{}
	for _, cluster := range r.Clusters {
		people[cluster] = true
	}
	if len(people) != 301 {
		t.Errorf("%d people, want 301", len(people))
	}
}
