package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/store"
)

// logKeys are new keys, and their signer.
func logKeys(t *testing.T) (*audit.Keys, note.Signer) {
	t.Helper()
	keys, err := audit.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	signer, err := keys.Signer()
	if err != nil {
		t.Fatal(err)
	}
	return keys, signer
}

func verifyLog(ctx context.Context, s *store.Store, keys *audit.Keys) (*audit.Check, error) {
	check := &audit.Check{Known: keys.Known()}
	return check, s.Entries(ctx, check.Add)
}

func entry(n int) audit.Entry {
	return audit.Entry{At: now, Kind: audit.Consultation, Operation: fmt.Sprintf("read %d", n), Shown: map[string][]string{"P1": {"identity"}}}
}

// Several servers on one database append at once, each from many requests: every entry stands there once, and the log holds.
func TestManyAppendAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		servers := []*store.Store{open(t, dsn), open(t, dsn)}
		keys, signer := logKeys(t)
		var all sync.WaitGroup
		const each, entries = 12, 8
		all.Go(func() { // what is verified meanwhile holds as well
			for range 20 {
				if _, err := verifyLog(t.Context(), servers[0], keys); err != nil {
					t.Error(err)
				}
			}
		})
		for n, s := range servers {
			for i := range each {
				all.Go(func() {
					for k := range entries {
						if err := s.Log(t.Context(), entry(n*1000+i*10+k)); err != nil {
							t.Error(err)
						}
					}
					if _, err := s.SignLog(t.Context(), signer); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		seen := map[string]int{}
		check := &audit.Check{Known: keys.Known()}
		if err := servers[0].Entries(t.Context(), func(r audit.Record) error {
			if r.Body != "" {
				seen[r.Body]++
			}
			return check.Add(r)
		}); err != nil {
			t.Fatal(err)
		}
		want := len(servers) * each * entries
		if last, signed := check.Signed(); len(seen) != want || check.Head().Size != int64(want) || signed == 0 || last.Size != int64(want) {
			t.Errorf("%d different entries of %d, %d of them signed", len(seen), check.Head().Size, last.Size)
		}
	})
}

// An entry that the database does not take keeps no other from the log, and its caller is told.
func TestAnEntryThatCannotBeWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		refusing := "ALTER TABLE audit_entries ADD CHECK (body NOT LIKE '%read 7%')"
		if strings.HasPrefix(dsn, "sqlite:") {
			refusing = "CREATE TRIGGER refusing BEFORE INSERT ON audit_entries WHEN NEW.body LIKE '%read 7%' BEGIN SELECT RAISE(ABORT, 'no'); END"
		}
		if _, err := dbtest.Raw(t, dsn).ExecContext(t.Context(), refusing); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		errs := make([]error, 50)
		for i := range errs {
			all.Go(func() { errs[i] = s.Log(t.Context(), entry(i)) })
		}
		all.Wait()
		for i, err := range errs {
			if (err != nil) != (i == 7) {
				t.Errorf("entry %d: %v", i, err)
			}
		}
		keys, _ := logKeys(t)
		if check, err := verifyLog(t.Context(), s, keys); err != nil || check.Head().Size != int64(len(errs)-1) {
			t.Errorf("%v, %v", check.Head(), err)
		}
	})
}

// A caller that no longer waits is told so at once, while another program keeps the log.
func TestALogThatIsBusy(t *testing.T) {
	s := open(t, dbtest.Postgres(t))
	held, release := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- s.InTx(context.Background(), func(tx *store.Tx) error {
			err := tx.Append(entry(0))
			close(held)
			<-release
			return err
		})
	}()
	<-held
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Log(ctx, entry(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("said %v", err)
	}
	close(release)
	if err := errors.Join(<-ended, s.Log(t.Context(), entry(2))); err != nil {
		t.Error(err)
	}
}

// Of the stored log one byte, anywhere, becomes another, a thousand times: each time it is found.
func TestAFlippedByteOfTheStoredLogIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		keys, signer := logKeys(t)
		for i := range 25 {
			if err := s.Log(t.Context(), entry(i)); err != nil {
				t.Fatal(err)
			}
			if i%10 == 4 {
				if _, err := s.SignLog(t.Context(), signer); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := verifyLog(t.Context(), s, keys); err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(1, 62))
		tries := 1000
		if testing.Short() {
			tries = 100
		}
		db := dbtest.Raw(t, dsn)
		rows := keptBytes(t, db)
		for done := 0; done < tries; done++ {
			r := rows[random.IntN(len(rows))]
			at := random.IntN(len(r.value))
			if r.text && r.value[at] >= 0x80 { // a part of a letter: no database would keep it otherwise
				done--
				continue
			}
			broken := []byte(r.value)
			for broken[at] == r.value[at] {
				if broken[at] = byte(random.IntN(256)); r.text {
					broken[at] = byte(32 + random.IntN(95)) // no database keeps text that is none
				}
			}
			r.put(t, db, string(broken))
			if _, err := verifyLog(t.Context(), s, keys); err == nil {
				t.Fatalf("%s %s of %d, byte %d: %q for %q is not found", r.table, r.column, r.key, at, broken[at], r.value[at])
			}
			r.put(t, db, r.value)
		}
		if _, err := verifyLog(t.Context(), s, keys); err != nil {
			t.Fatal(err)
		}
	})
}

// keptCell is one cell of the log's tables.
type keptCell struct {
	table, column, id string
	key               int64
	value             string
	text              bool
}

func keptBytes(t *testing.T, db *sql.DB) (cells []keptCell) {
	t.Helper()
	for _, of := range []keptCell{
		{table: "audit_entries", column: "body", id: "seq", text: true},
		{table: "audit_hashes", column: "hash", id: "id"},
		{table: "audit_checkpoints", column: "note", id: "size", text: true},
	} {
		cells = append(cells, of.all(t, db)...)
	}
	return cells
}

// all are the cells of its column.
func (c keptCell) all(t *testing.T, db *sql.DB) (cells []keptCell) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT "+c.id+", "+c.column+" FROM "+c.table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&c.key, &c.value); err != nil {
			t.Fatal(err)
		}
		cells = append(cells, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return cells
}

func (c keptCell) put(t *testing.T, db *sql.DB, value string) {
	t.Helper()
	var as any = []byte(value)
	if c.text {
		as = value
	}
	if _, err := db.ExecContext(t.Context(), fmt.Sprintf("UPDATE %s SET %s = $1 WHERE %s = %d", c.table, c.column, c.id, c.key), as); err != nil {
		t.Fatal(err)
	}
}

// What is done to rows is found as well, on either database.
func TestRowsOfTheLogThatWereChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		keys, signer := logKeys(t)
		for i := range 4 {
			if err := s.Log(t.Context(), entry(i)); err != nil {
				t.Fatal(err)
			}
			if i == 1 || i == 3 {
				if _, err := s.SignLog(t.Context(), signer); err != nil {
					t.Fatal(err)
				}
			}
		}
		db := dbtest.Raw(t, dsn)
		run := func(statement string) {
			t.Helper()
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		tables := []string{"audit_entries", "audit_hashes", "audit_checkpoints"}
		for _, table := range tables {
			run("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table)
		}
		for statement, want := range map[string]string{
			"UPDATE audit_entries SET seq = 9 WHERE seq = 4":                          "entry 9 stands where entry 4 belongs: one was dropped, added or swapped",
			"UPDATE audit_entries SET seq = 0 WHERE seq = 1":                          "entry 0 stands where entry 1 belongs: one was dropped, added or swapped",
			"DELETE FROM audit_entries WHERE seq = 2":                                 "entry 3 stands where entry 2 belongs: one was dropped, added or swapped",
			"DELETE FROM audit_entries WHERE seq = 4":                                 "behind the 3 entries of the log are 3 hashes that belong to none: the log is cut short, or they were added",
			"DELETE FROM audit_hashes WHERE id = 0":                                   "entry 1 was changed: its text does not fit its hash",
			"DELETE FROM audit_hashes WHERE id = 6":                                   "entry 4 does not follow those before it: a hash of them was changed, or several entries were with their hashes",
			"INSERT INTO audit_hashes SELECT -1, hash FROM audit_hashes WHERE id = 0": "behind the 4 entries of the log are 1 hashes that belong to none: the log is cut short, or they were added",
			"UPDATE audit_checkpoints SET size = 3 WHERE size = 4":                    "the log is cut short: it has 3 entries, and a checkpoint was signed of 4",
			"UPDATE audit_checkpoints SET size = 3 WHERE size = 2":                    "the checkpoint after entry 3 stands in the wrong place: it was signed of 2",
			"UPDATE audit_entries SET body = '{}' WHERE seq = 3":                      "entry 3 was changed: its text does not fit its hash",
		} {
			run(statement)
			if _, err := verifyLog(t.Context(), s, keys); err == nil || err.Error() != want {
				t.Errorf("%s: %v", statement, err)
			}
			for _, table := range tables {
				run("DELETE FROM " + table)
				run("INSERT INTO " + table + " SELECT * FROM kept_" + table)
			}
		}
	})
}

// What a query finds, by whatever way, is what going through the whole log finds.
func TestAccessLogFindsWhatAScanFinds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		random := rand.New(rand.NewPCG(5, 18))
		some := func(prefix string) string { return fmt.Sprint(prefix, random.IntN(4)) }
		var log []audit.Entry
		for i := range 120 { // an entry is written up to some hours after the moment that it tells of
			e := audit.Entry{At: now.Add(time.Duration(i-random.IntN(20)) * time.Hour), Kind: audit.Consultation, Actor: audit.Actor{Subject: some("s"), Role: some("r"), Org: some("o")}, Operation: "x", Shown: map[string][]string{}}
			for range random.IntN(4) {
				e.Shown[some("P")] = []string{some("c"), some("c")}
			}
			log = append(log, e)
			if err := s.Log(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		for range 300 {
			var q audit.Query
			for _, part := range []func(){
				func() { q.People = []audit.Known{{ID: some("P")}, {ID: some("P")}} }, func() { q.Subject = some("s") }, func() { q.Roles = []string{some("r"), some("r")} },
				func() { org := some("o"); q.Org = &org }, func() { q.Class = some("c") }, func() { q.From = now.Add(time.Duration(random.IntN(120)) * time.Hour) },
				func() { q.Until = now.Add(time.Duration(random.IntN(120)) * time.Hour) },
			} {
				if random.IntN(3) == 0 {
					part()
				}
			}
			before, limit := int64(random.IntN(140)), 1+random.IntN(130)
			var want, got []int64
			for i := len(log) - 1; i >= 0 && len(want) < limit; i-- {
				if seq := int64(i + 1); (before == 0 || seq < before) && q.Matches(log[i]) {
					want = append(want, seq)
				}
			}
			found, err := s.AccessLog(t.Context(), q, before, limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range found {
				got = append(got, e.Seq)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%+v before %d finds %v, a scan %v", q, before, got, want)
			}
		}
	})
}
