package match

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func index(t fataler, j Job, table *Table) *Index {
	t.Helper()
	x, err := j.Index(table)
	if err != nil {
		t.Fatalf("Index: %v", err)
	}
	return x
}

// What the index finds of a new record is what linking the table with that record finds of it, to the last bit: also where
// the record, or one before it, brings words that the table does not know, and where it makes a block too large.
func TestFindIsLinkingWithTheRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := someColumns(t)
		records := rapid.SampledFrom([]int{0, 1, 5, 30, 60, 60}).Draw(t, "records")
		rows, sources := drawRows(t, columns, records+2)
		j := Job{Settings: quick(), Across: rapid.Bool().Draw(t, "across")}
		drawn := drawSettings(t)
		j.Settings.Blocking, j.Settings.LargestBlock = drawn.Blocking, rapid.SampledFrom([]int{2, 12, 100}).Draw(t, "largest block")
		j.Settings.Keep = rapid.SampledFrom([]float64{-1000, -30, 0}).Draw(t, "keep")
		j.Settings.Cluster.Edge = j.Settings.Keep
		table := filled(t, columns, rows[:records], sources)
		j.Model = anyModel(table, drawSeed(t))
		x := index(t, j, table)
		for _, n := range []int{records, records + 1, records} {
			got := x.Find(sources[n], rows[n])
			want := linkedWith(t, j, columns, append(slices.Clone(rows[:records]), rows[n]), append(slices.Clone(sources[:records]), sources[n]))
			if !slices.Equal(got, want) {
				t.Fatalf("found %+v, linking finds %+v", got, want)
			}
		}
	})
}

// The same of people such as there are, by a model that was learnt.
func TestFindIsLinkingInATown(t *testing.T) {
	rows, sources, _ := townRows(1010, 1, 0.05)
	j := Job{Settings: quick()}
	table := filled(t, townColumns, rows[:1000], sources)
	var err error
	if j.Model, _, err = j.Learn(table); err != nil {
		t.Fatal(err)
	}
	x, found := index(t, j, table), 0
	for n := 1000; n < len(rows); n++ {
		got := x.Find(sources[n], rows[n])
		want := linkedWith(t, j, townColumns, append(slices.Clone(rows[:1000]), rows[n]), append(slices.Clone(sources[:1000]), sources[n]))
		if !slices.Equal(got, want) {
			t.Fatalf("found %+v, linking finds %+v", got, want)
		}
		found += len(got)
	}
	if found < 10 {
		t.Errorf("of ten records %d pairs are found", found)
	}
}

func drawRows(t *rapid.T, columns []Column, n int) (rows [][]string, sources []int) {
	for range n {
		rows, sources = append(rows, drawRow(t, columns)), append(sources, rapid.IntRange(0, 2).Draw(t, "source"))
	}
	return rows, sources
}

func filled(t fataler, columns []Column, rows [][]string, sources []int) *Table {
	t.Helper()
	table := newTable(t, columns...)
	for i, r := range rows {
		table.Append(sources[i], r)
	}
	return table
}

// linkedWith are the pairs of the last row, by linking all of them, best first.
func linkedWith(t fataler, j Job, columns []Column, rows [][]string, sources []int) (pairs []Pair) {
	t.Helper()
	r, err := j.Compare(filled(t, columns, rows, sources))
	if err != nil {
		t.Fatalf("Compare: %v", err)
	}
	for _, p := range r.Pairs {
		if int(p.B) == len(rows)-1 {
			pairs = append(pairs, p)
		}
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.Weight, a.Weight) })
	return pairs
}

// A block may have as many records as its rule says, the new one counted in.
func TestFindHeedsTheCap(t *testing.T) {
	j := Job{Settings: quick()}
	j.Settings.Blocking = []Rule{{On: "surname", Most: 3}}
	columns := []Column{{Name: "given", Field: Given}, {Name: "surname", Field: Surname}}
	for records, want := range map[int]int{0: 0, 1: 1, 2: 2, 3: 0} {
		table := newTable(t, columns...)
		for i := range records {
			table.Append(0, []string{fmt.Sprint("Ann", i), "Lee"})
		}
		j.Settings.Keep, j.Settings.Cluster.Edge = -1000, -1000
		j.Model = anyModel(table, rand.New(rand.NewPCG(1, 4)))
		if got := index(t, j, table).Find(0, []string{"Ann", "Lee"}); len(got) != want {
			t.Errorf("of %d records of one name %d are found, want %d", records, len(got), want)
		}
	}
}

func TestAnIndexNeedsAModel(t *testing.T) {
	if _, err := (Job{Settings: quick()}).Index(town(100, 1)); err == nil {
		t.Error("an index without a model was made")
	}
}
