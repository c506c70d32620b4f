package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// imports measures an import with linking deferred beside COPY of the same rows, and a smaller one with linking.
func imports(ctx context.Context, s settings, program thrive, server string, w io.Writer) error {
	feed := filepath.Join(program.dir, "feed")
	rows := s.rows / termsAndPupil * termsAndPupil
	say("writing a feed of %d rows", rows)
	size, err := writeFeed(feed, rows)
	if err != nil {
		return err
	}
	ours, theirs, err := inTurns(ctx, s, program, server, feed, rows)
	if err != nil {
		return err
	}
	imported, copied := median(ours), median(theirs)
	rate := func(c cost) float64 { return float64(rows) / c.wall.Seconds() }
	fmt.Fprintf(w, "\n### Import beside COPY\n\nA school feed of %d rows (%d pupils, their attendance; %.0f MB of CSV) into an empty Postgres; medians of %d rounds, in turns.\n\n",
		rows, rows/termsAndPupil, float64(size)/1e6, s.rounds)
	fmt.Fprintf(w, "| | rows/s | seconds | CPU seconds of the process | peak memory (VmHWM) |\n|---|---:|---:|---:|---:|\n")
	fmt.Fprintf(w, "| `COPY` of rows parsed beforehand, same columns and indexes | %.0f | %.1f | %.1f | – |\n", rate(copied), copied.wall.Seconds(), copied.cpu.Seconds())
	fmt.Fprintf(w, "| `thrive import --defer-link`: reads, checks, compares, receipts, logs | %.0f | %.1f | %.1f | %.0f MB |\n",
		rate(imported), imported.wall.Seconds(), imported.cpu.Seconds(), float64(highest(ours))/1e3)
	fmt.Fprintf(w, "\nThe import runs at **%.2f** of COPY's speed.\n", rate(imported)/rate(copied))
	return linkedImport(ctx, s, program, server, w)
}

// inTurns imports and copies the same rows, one after the other.
func inTurns(ctx context.Context, s settings, program thrive, server, feed string, rows int) (ours, theirs []cost, err error) {
	people, terms := parsed(rows)
	for round := range s.rounds {
		copied, err := copyOnce(ctx, program, server, people, terms)
		if err != nil {
			return nil, nil, err
		}
		imported, err := importOnce(ctx, program, server, feed, "--defer-link")
		if err != nil {
			return nil, nil, err
		}
		say("round %d: COPY %.1f s, import %.1f s", round+1, copied.wall.Seconds(), imported.wall.Seconds())
		ours, theirs = append(ours, imported), append(theirs, copied)
	}
	return ours, theirs, nil
}

// linkedImport measures an import that links and writes documents: another kind of work, so told apart.
func linkedImport(ctx context.Context, s settings, program thrive, server string, w io.Writer) error {
	rows := s.linked / termsAndPupil * termsAndPupil
	feed := filepath.Join(program.dir, "linked")
	if _, err := writeFeed(feed, rows); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nWith linking, families and documents, a feed of %d rows (%d pupils) into an empty database:\n\n", rows, rows/termsAndPupil)
	fmt.Fprintf(w, "| | seconds | CPU seconds of the process | peak memory (VmHWM) |\n|---|---:|---:|---:|\n")
	sqlite := "sqlite:" + filepath.Join(program.dir, "linked.db")
	if _, _, err := program.run(ctx, sqlite, "migrate"); err != nil {
		return err
	}
	_, embedded, err := program.run(ctx, sqlite, "import", "schools", feed, "--no-progress")
	if err != nil {
		return err
	}
	served, err := importOnce(ctx, program, server, feed)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		cost
	}{{"Postgres", served}, {"SQLite", embedded}} {
		say("linked, %s: %.1f s", c.name, c.wall.Seconds())
		fmt.Fprintf(w, "| %s | %.1f | %.1f | %.0f MB |\n", c.name, c.wall.Seconds(), c.cpu.Seconds(), float64(c.peak)/1e3)
	}
	return nil
}

// importOnce imports the feed into a schema of its own.
func importOnce(ctx context.Context, program thrive, server, feed string, flags ...string) (cost, error) {
	var c cost
	err := inSchema(ctx, program, server, func(dsn string) (err error) {
		_, c, err = program.run(ctx, dsn, append([]string{"import", "schools", feed, "--no-progress"}, flags...)...)
		return err
	})
	return c, err
}

// copyOnce copies the rows into the source tables of a schema of its own, in one transaction.
func copyOnce(ctx context.Context, program thrive, server string, people, terms [][]any) (cost, error) {
	var c cost
	err := inSchema(ctx, program, server, func(dsn string) error {
		conn, err := pgx.Connect(ctx, dsn)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		began, cpu := time.Now(), ownCPU()
		err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{"source_people"}, peopleColumns, pgx.CopyFromRows(people)); err != nil {
				return err
			}
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"source_attendance"}, termColumns, pgx.CopyFromRows(terms))
			return err
		})
		c.wall, c.cpu = time.Since(began), ownCPU()-cpu
		return err
	})
	return c, err
}

// inSchema calls f with the address of a migrated schema, made for it and dropped after it.
func inSchema(ctx context.Context, program thrive, server string, f func(dsn string) error) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	schema := fmt.Sprintf("bench_%d", time.Now().UnixNano())
	if _, err := conn.Exec(ctx, "CREATE SCHEMA "+schema); err != nil {
		return err
	}
	dsn := server + "&search_path=" + url.QueryEscape(schema)
	if _, _, err := program.run(ctx, dsn, "migrate"); err != nil {
		return err
	}
	if err := f(dsn); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "DROP SCHEMA "+schema+" CASCADE")
	if err == nil {
		_, err = conn.Exec(ctx, "CHECKPOINT") // the next in turn does not pay for what this one wrote
	}
	return err
}

// median is the run of middling time.
func median(runs []cost) cost {
	sorted := slices.SortedFunc(slices.Values(runs), func(a, b cost) int { return cmp.Compare(a.wall, b.wall) })
	return sorted[len(sorted)/2]
}

// highest is the most memory of any run.
func highest(runs []cost) int {
	most := 0
	for _, r := range runs {
		most = max(most, r.peak)
	}
	return most
}
