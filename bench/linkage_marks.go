package main

import (
	"fmt"
	"io"
	"math"
)

// mark is a figure that the linker must reach, and what it and its peer have.
type mark struct {
	what        string
	format      string  // of the figures
	least, most float64 // 0 is no limit on that side
	ours, peer  float64 // NaN is not measured
}

// row writes the mark as a row of the table.
func (m mark) row(w io.Writer) {
	limit := "at least " + fmt.Sprintf(m.format, m.least)
	switch {
	case m.least == 0:
		limit = "at most " + fmt.Sprintf(m.format, m.most)
	case m.most != 0:
		limit = fmt.Sprintf(m.format+" to "+m.format, m.least, m.most)
	}
	reached := "no"
	if m.ours >= m.least && (m.most == 0 || m.ours <= m.most) {
		reached = "yes"
	}
	fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", m.what, limit, m.shown(m.ours), m.shown(m.peer), reached)
}

func (m mark) shown(figure float64) string {
	if math.IsNaN(figure) {
		return "–"
	}
	return fmt.Sprintf(m.format, figure)
}

// marks are all that were measured, in the order in which they were.
func (f *measured) marks() (list []mark) {
	const share, seconds, gigabytes = "%.4f", "%.1f s", "%.2f GB"
	add := func(what, format string, least, most, ours, peer float64) {
		list = append(list, mark{what, format, least, most, ours, peer})
	}
	for _, r := range f.runs {
		of := func(figure func(grade) float64) (ours, peer float64) {
			if r.peer == nil {
				return figure(r.ours), math.NaN()
			}
			return figure(r.ours), figure(*r.peer)
		}
		both := func(what, format string, least, most float64, figure func(grade) float64) {
			ours, peer := of(figure)
			add(r.about+": "+what, format, least, most, ours, peer)
		}
		switch r.name {
		case "febrl4":
			both("F1 of pairs", share, 0.9990, 0, func(g grade) float64 { return g.pairs })
			both("CPU, end to end", seconds, 0, 1.5, func(g grade) float64 { return g.cpu.Seconds() })
		case "historical_50k":
			both("F1 of clusters", share, 0.94, 0, func(g grade) float64 { return g.clusters })
			both("best F1 of pairs", share, 0.85, 0, func(g grade) float64 { return g.best })
		case "fake_1000":
			both("F1 of clusters", share, 0.975, 0, func(g grade) float64 { return g.clusters })
		case "county":
			both("precision of pairs", share, 0.995, 0, func(g grade) float64 { return g.precision })
			both("F1 of clusters", share, 0.985, 0, func(g grade) float64 { return g.clusters })
			both("matches expected, over true", "%.3f", 0.97, 1.03, func(g grade) float64 { return g.expected })
			f.countyMarks(add)
		case "people_4", "people_6":
			wall, cpu := 6.0, 9.0
			if r.name == "people_6" {
				wall, cpu = 10, 13
			}
			both("wall", seconds, 0, wall, func(g grade) float64 { return g.wall.Seconds() })
			both("CPU", seconds, 0, cpu, func(g grade) float64 { return g.cpu.Seconds() })
			if r.name == "people_4" {
				both("memory", gigabytes, 0, 0.8, func(g grade) float64 { return float64(g.peak) / 1e6 })
			}
			if r.peer != nil {
				add(r.about+": CPU of Splink over ours", "%.1f", 3.5, 0, r.peer.cpu.Seconds()/r.ours.cpu.Seconds(), math.NaN())
			}
		}
	}
	f.engineMarks(add)
	return list
}

type addMark func(what, format string, least, most, ours, peer float64)

// countyMarks are those of the county through the hub. Splink has no families.
func (f *measured) countyMarks(add addMark) {
	const share = "%.4f"
	c, none := f.county, math.NaN()
	add("the county through the hub: precision of pairs", share, 0.995, 0, c.Pairwise.Precision, none)
	add("the county through the hub: F1 of people", share, 0.985, 0, c.People.F1, none)
	add("the county through the hub: matches expected, over true", "%.3f", 0.97, 1.03, c.ExpectedOverTrue, none)
	add("the county's families, over source records: F1 of pairs", share, 0.985, 0, c.Families.F1, none)
	add("the county's families, over source records: B-cubed", share, 0.990, 0, c.FamiliesBCubed.F1, none)
}

// engineMarks are those of the engine and of lookups.
func (f *measured) engineMarks(add addMark) {
	if f.engine.Scored == 0 {
		return
	}
	peers := math.NaN()
	for _, r := range f.runs {
		if r.name == "people_4" && r.peer != nil {
			peers = 2 * float64(r.peer.scored) / r.peer.predict / 1e6
		}
	}
	const ms = "%.2f ms"
	add("pairs scored a second on two cores", "%.2f million", 4, 0, 2*float64(f.engine.Scored)/f.engine.CPU/1e6, peers)
	add("one new record against the large file, in the engine: p99", ms, 0, 1, 1e3*f.engine.Lookups.P99, 1e3*f.lookups.P99)
	if len(f.search.ways) > 0 {
		add("one person in the large file, findPeople over HTTP: p99", ms, 0, 20, 1e3*f.search.p99, 1e3*f.lookups.P99)
	}
}
