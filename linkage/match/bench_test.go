package match

import (
	"bytes"
	"encoding/csv"
	"io"
	"testing"
)

// benchRecords is how many records of the made-up town the benchmarks link.
const benchRecords = 50_000

// rate reports how many of something were done in a second.
func rate(b *testing.B, n int, what string) {
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), what+"/s")
}

// BenchmarkAppend reads a file of people into a table, and beside it the file alone.
func BenchmarkAppend(b *testing.B) {
	rows, source, _ := townRows(benchRecords, 1, 0.05)
	var file bytes.Buffer
	if err := csv.NewWriter(&file).WriteAll(rows); err != nil {
		b.Fatal(err)
	}
	read := func(b *testing.B, do func(i int, row []string)) {
		r := csv.NewReader(bytes.NewReader(file.Bytes()))
		r.ReuseRecord = true
		for i := 0; ; i++ {
			row, err := r.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				b.Fatal(err)
			}
			do(i, row)
		}
	}
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			table := newTable(b, townColumns...)
			read(b, func(i int, row []string) { table.Append(source[i], row) })
		}
		rate(b, benchRecords, "rows")
	})
	b.Run("csv alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			read(b, func(int, []string) {})
		}
		rate(b, benchRecords, "rows")
	})
}

func BenchmarkBlock(b *testing.B) {
	table, s := town(benchRecords, 1), DefaultSettings()
	b.ReportAllocs()
	var pairs int64
	for b.Loop() {
		blocks, err := table.Block(s)
		if err != nil {
			b.Fatal(err)
		}
		pairs = blocks.total()
	}
	rate(b, benchRecords, "records")
	b.ReportMetric(float64(pairs), "pairs")
}

// BenchmarkScore scores the candidate pairs on all CPUs, as Link does.
func BenchmarkScore(b *testing.B) {
	table, s := town(benchRecords, 1), quick()
	model, _, err := Job{Settings: s}.Learn(table)
	if err != nil {
		b.Fatal(err)
	}
	blocks, err := table.Block(s)
	if err != nil {
		b.Fatal(err)
	}
	r := &Result{Model: model, scorer: on(b, model, table)}
	for b.Loop() {
		Job{Settings: s}.score(r, blocks, nil)
	}
	candidates := 0
	for part := range chunks {
		blocks.pairs(part, 1, nil, func(uint32, uint32) { candidates++ })
	}
	rate(b, candidates, "pairs")
}

func BenchmarkLearn(b *testing.B) {
	table := town(benchRecords, 1)
	for b.Loop() {
		if _, _, err := (Job{Settings: DefaultSettings()}).Learn(table); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCluster(b *testing.B) {
	j := Job{Settings: quick()}
	r := link(b, j, town(benchRecords, 1))
	b.Run("people", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			j.persons(r, nil)
		}
		rate(b, len(r.Pairs), "pairs")
	})
	b.Run("households", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			j.households(r)
		}
		rate(b, len(r.Pairs), "pairs")
	})
}

// BenchmarkExplain is what one pair costs that somebody asks about.
func BenchmarkExplain(b *testing.B) {
	table := town(1000, 1)
	model, _, err := Job{Settings: quick()}.Learn(table)
	if err != nil {
		b.Fatal(err)
	}
	s := on(b, model, table)
	for b.Loop() {
		s.Explain(0, 1)
	}
}

// BenchmarkFind looks records up as if they were new.
func BenchmarkFind(b *testing.B) {
	rows, source, _ := townRows(benchRecords, 1, 0.05)
	table := town(benchRecords, 1)
	j := Job{Settings: quick()}
	var err error
	if j.Model, _, err = j.Learn(table); err != nil {
		b.Fatal(err)
	}
	x := index(b, j, table)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		x.Find(source[i%len(rows)], rows[i%len(rows)])
		i++
	}
	rate(b, 1, "records")
}
