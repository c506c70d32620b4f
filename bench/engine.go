package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"thrivingfamilies.example/hub/linkage/match"
)

// engineFigures are what the engine says of itself, without the program about it.
type engineFigures struct {
	Records int     `json:"records"`
	Scored  int64   `json:"scored"` // candidate pairs, each once
	Wall    float64 `json:"wall"`   // seconds of scoring them
	CPU     float64 `json:"cpu"`
	Index   struct {
		Wall float64 `json:"wall"`
		MB   float64 `json:"mb"` // of the heap, beside the table
	} `json:"index"`
	Lookups lookupFigures `json:"lookups"`
	peak    int           // of the process, in kB
}

// engineColumns are those that link-file guesses in such a file.
var engineColumns = []match.Column{
	{Name: "forename", Field: match.Given},
	{Name: "middle_names", Field: match.Middle},
	{Name: "surname", Field: match.Surname},
	{Name: "former_surname", Field: match.Former},
	{Name: "known_as", Field: match.Known},
	{Name: "date_of_birth", Field: match.Birth},
	{Name: "sex", Field: match.Sex},
	{Name: "address_line_1", Field: match.Address},
	{Name: "address_line_2", Field: match.Address},
	{Name: "town", Field: match.Town},
	{Name: "postcode", Field: match.Postcode},
	{Name: "uprn", Field: match.Property},
}

// serveEngine is a process of its own, so that its memory is: it links a file of people as far as the pairs, looks some of
// its records up as if they came in anew, and prints the figures.
func serveEngine(ctx context.Context, people, settingsFile string) error {
	f, err := os.Open(settingsFile)
	if err != nil {
		return err
	}
	defer f.Close()
	job := match.Job{}
	if job.Settings, err = match.ReadSettings(f); err != nil {
		return err
	}
	table, again, err := readPeople(people)
	if err != nil {
		return err
	}
	if job.Model, _, err = job.Learn(table); err != nil {
		return err
	}
	out := engineFigures{Records: table.Len()}
	if err := out.score(job, table); err != nil {
		return err
	}
	if err := out.lookUp(ctx, job, table, again); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

// readPeople reads a file into a table, and returns every hundredth of its rows besides.
func readPeople(path string) (table *match.Table, some [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return nil, nil, err
	}
	at := make([]int, len(engineColumns))
	for i, c := range engineColumns {
		if at[i] = slices.Index(header, c.Name); at[i] < 0 {
			return nil, nil, fmt.Errorf("%s has no column %s", path, c.Name)
		}
	}
	if table, err = match.NewTable(engineColumns...); err != nil {
		return nil, nil, err
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return table, some, nil
		}
		if err != nil {
			return nil, nil, err
		}
		values := make([]string, len(at))
		for i, column := range at {
			values[i] = cells[column]
		}
		if table.Append(0, values)%100 == 0 {
			some = append(some, values)
		}
	}
}

// score takes the time of scoring all candidate pairs: from the first to the last word about it.
func (e *engineFigures) score(job match.Job, table *match.Table) error {
	var began, ended time.Time
	var before, after time.Duration
	job.Progress = func(stage string, done, total int64) {
		switch {
		case stage != "scoring":
		case done == 0:
			began, before = time.Now(), ownCPU()
		case done == total:
			ended, after = time.Now(), ownCPU()
		}
	}
	r, err := job.Compare(table)
	if err != nil {
		return err
	}
	e.Scored, e.Wall, e.CPU = r.Report.Candidates, ended.Sub(began).Seconds(), (after - before).Seconds()
	return nil
}

// lookUp makes the index and looks the rows up, one after the other.
func (e *engineFigures) lookUp(ctx context.Context, job match.Job, table *match.Table, rows [][]string) error {
	before, began := heap(), time.Now()
	index, err := job.Index(table)
	if err != nil {
		return err
	}
	e.Index.Wall = time.Since(began).Seconds()
	e.Index.MB = float64(heap()-before) / (1 << 20)
	took, found, cpu := make([]time.Duration, 0, len(rows)), 0, ownCPU()
	for _, row := range rows {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		began := time.Now()
		pairs := index.Find(0, row)
		took = append(took, time.Since(began))
		found += len(pairs)
	}
	n := float64(len(rows))
	e.Lookups = lookupFigures{Count: len(rows), CPU: (ownCPU() - cpu).Seconds() / n, Found: float64(found) / n}
	e.Lookups.P50, e.Lookups.P99 = percentiles(took)
	return nil
}

// heap is what the heap holds once all that is garbage is gone.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) //nolint:gosec // G115: a heap is smaller than that
}

// percentiles are the median and the 99th percentile, in seconds.
func percentiles(took []time.Duration) (p50, p99 float64) {
	slices.Sort(took)
	return took[len(took)/2].Seconds(), took[len(took)*99/100].Seconds()
}
