package main

import (
	"fmt"
	"io"
)

// write writes the marks, and then all that was measured.
func (f *measured) write(w io.Writer) {
	fmt.Fprint(w, "\n### Marks\n\n| what | mark | ours | Splink | reached |\n|---|---:|---:|---:|---|\n")
	for _, m := range f.marks() {
		m.row(w)
	}
	fmt.Fprint(w, "\n### Runs\n\nOf pairs at 0.95, and of clusters.\n\n",
		"| data | linker | records | pairs scored | precision | F1 | best F1 | clusters F1 | expected / true | wall s | CPU s | memory MB |\n",
		"|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range f.runs {
		r.ours.row(w, r.about, "`thrive link-file`")
		if r.peer != nil {
			r.peer.row(w, "", "Splink")
		}
	}
	c := f.county
	fmt.Fprintf(w, "| the county through the hub | `thrive link`, SQLite | %d | | %.4f | %.4f | | %.4f | %.3f | %.1f | %.1f | %d |\n",
		c.Records, c.Pairwise.Precision, c.Pairwise.F1, c.People.F1, c.ExpectedOverTrue, c.wall.Seconds(), c.cpu.Seconds(), c.peak>>10)
	fmt.Fprintf(w, "\nFamilies of the county, over source records: pairs precision %.4f, recall %.4f, F1 %.4f; B-cubed precision %.4f, recall %.4f, F1 %.4f.\n",
		c.Families.Precision, c.Families.Recall, c.Families.F1, c.FamiliesBCubed.Precision, c.FamiliesBCubed.Recall, c.FamiliesBCubed.F1)
	if f.engine.Scored > 0 {
		f.writeLookups(w)
	}
}

func (g grade) row(w io.Writer, about, linker string) {
	fmt.Fprintf(w, "| %s | %s | %d | %d | %.4f | %.4f | %.4f | %.4f | %.3f | %.1f | %.1f | %d |\n", about, linker,
		g.records, g.scored, g.precision, g.pairs, g.best, g.clusters, g.expected, g.wall.Seconds(), g.cpu.Seconds(), g.peak>>10)
}

// writeLookups writes what the engine takes by itself, and how long it takes to find somebody.
func (f *measured) writeLookups(w io.Writer) {
	e := f.engine
	fmt.Fprintf(w, "\nThe engine alone scores the %d candidate pairs of the large file, by four rules, in %.1f s and %.1f CPU s. "+
		"The index of its %d records takes %.1f s to make and %.0f MB beside the table; the process held %d MB at most.\n",
		e.Scored, e.Wall, e.CPU, e.Records, e.Index.Wall, e.Index.MB, e.peak>>10)
	fmt.Fprint(w, "\n### One record against the large file\n\nOne after the other.\n\n| | lookups | found, on average | p50 ms | p99 ms | CPU ms |\n|---|---:|---:|---:|---:|---:|\n")
	for _, l := range []struct {
		name string
		lookupFigures
	}{{"`match.Index.Find`", e.Lookups}, {"Splink, `find_matches_to_new_records`", f.lookups}} {
		fmt.Fprintf(w, "| %s | %d | %.1f | %.3f | %.3f | %.3f |\n", l.name, l.Count, l.Found, 1e3*l.P50, 1e3*l.P99, 1e3*l.CPU)
	}
	s := f.search
	if len(s.ways) == 0 {
		return
	}
	for _, way := range s.ways {
		fmt.Fprintf(w, "| `findPeople` over HTTP, by %s | %d | %.1f | %.1f | %.1f | |\n", way.words, searches, way.found, 1e3*way.p50, 1e3*way.p99)
	}
	fmt.Fprintf(w, "\nThe hub for that, on Postgres, has %d records linked: imported in %.0f s (%.0f CPU s, %d MB), linked in %.0f s (%.0f CPU s, %d MB), Postgres's own CPU and memory not counted.\n",
		s.records, s.imported.wall.Seconds(), s.imported.cpu.Seconds(), s.imported.peak>>10, s.linked.wall.Seconds(), s.linked.cpu.Seconds(), s.linked.peak>>10)
}
