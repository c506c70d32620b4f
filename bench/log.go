package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers pgx

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/store"
)

// appenders are how many readers wait for their entries at once.
var appenders = []int{1, 16, 64}

// logging measures how many entries a second are appended durably, beside one plain INSERT and commit for each.
func logging(ctx context.Context, s settings, program thrive, server string, w io.Writer) error {
	fmt.Fprintf(w, "\n### The log\n\nEntries of a family of five, each waited for until it is durable, for %v. The plain way inserts the same text, one row and one commit an entry.\n\n", s.seconds)
	fmt.Fprintf(w, "| | database | readers at once | entries/s | CPU µs an entry |\n|---|---|---:|---:|---:|\n")
	err := inSchema(ctx, program, server, func(dsn string) error {
		if err := appended(ctx, s, "Postgres", dsn, w); err != nil {
			return err
		}
		return inserted(ctx, s, dsn, w)
	})
	if err != nil {
		return err
	}
	return appended(ctx, s, "SQLite", "sqlite:"+filepath.Join(program.dir, "log.db"), w)
}

func someEntry(at time.Time) audit.Entry {
	e := audit.Entry{
		At: at, Kind: audit.Disclosure, Actor: audit.Actor{Subject: "officer-1", Role: "POLICE_OFFICER", Org: "TVP", TokenID: "t"}, Purpose: "crime-prevention",
		Operation: "Family", Agreements: map[string]string{"police": "02"}, Shown: map[string][]string{},
		Withheld: []audit.Withheld{{Path: "family.members.person.benefitClaims", Class: "benefits", Reason: "NOT_SHARED", Agreement: "dwp", Count: 5}},
	}
	for i := range 5 {
		e.Shown[fmt.Sprintf("P%016d", i)] = []string{"identity", "address", "offences", "asb"}
	}
	return e
}

func appended(ctx context.Context, s settings, name, dsn string, w io.Writer) error {
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	for _, n := range appenders {
		say("%d append to the log on %s", n, name)
		if err := countedBy(ctx, s, "the log", name, n, w, func(ctx context.Context) error { return db.Log(ctx, someEntry(time.Now())) }); err != nil {
			return err
		}
	}
	return nil
}

func inserted(ctx context.Context, s settings, dsn string, w io.Writer) error {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxIdleConns(64)
	if _, err := db.ExecContext(ctx, "CREATE TABLE plain_log (seq BIGSERIAL PRIMARY KEY, body TEXT NOT NULL)"); err != nil {
		return err
	}
	text, err := someEntry(time.Now()).Canonical()
	if err != nil {
		return err
	}
	for _, n := range appenders {
		say("%d insert", n)
		if err := countedBy(ctx, s, "one INSERT each", "Postgres", n, w, func(ctx context.Context) error {
			_, err := db.ExecContext(ctx, "INSERT INTO plain_log (body) VALUES ($1)", text)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// countedBy has so many do something over and over, and writes how often it was done.
func countedBy(ctx context.Context, s settings, what, database string, n int, w io.Writer, do func(context.Context) error) error {
	limit, stop := context.WithTimeout(ctx, s.seconds)
	defer stop()
	counts, errs := make([]int, n), make([]error, n)
	before, began := ownCPU(), time.Now()
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			for limit.Err() == nil {
				if errs[i] = do(ctx); errs[i] != nil {
					return
				}
				counts[i]++
			}
		})
	}
	all.Wait()
	took, cpu, sum := time.Since(began), ownCPU()-before, 0
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		sum += counts[i]
	}
	fmt.Fprintf(w, "| %s | %s | %d | %.0f | %.0f |\n", what, database, n, float64(sum)/took.Seconds(), float64(cpu.Microseconds())/float64(max(sum, 1)))
	return nil
}
