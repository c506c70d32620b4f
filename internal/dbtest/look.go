package dbtest

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
)

// Raw opens a database beside the program's own way in, to look at what lies there. SQLite's driver is the one that the
// store registers.
func Raw(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	driver, address := "pgx", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, address = "sqlite3", "file:"+path+"?_pragma=busy_timeout(60000)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Another is the address of a further fresh and empty database of the same kind.
func Another(t testing.TB, dsn string) string {
	t.Helper()
	if strings.HasPrefix(dsn, "sqlite:") {
		return SQLite(t)
	}
	return Postgres(t)
}

// Rows reads a query: a line for each row, its values with " | " between them.
func Rows(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	lines := []string{}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			t.Fatal(err)
		}
		cells := make([]string, len(values))
		for i, v := range values {
			cells[i] = shown(v)
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// shown is a value in the same words from both databases.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case bool:
		if v {
			return "1"
		}
		return "0"
	case []byte:
		return fmt.Sprintf("%q", v)
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format(time.DateOnly)
		}
		return v.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}

// Tables lists the tables that migrations made, goose's own excepted.
func Tables(t testing.TB, db *sql.DB, dsn string) []string {
	t.Helper()
	query := "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
	if strings.HasPrefix(dsn, "sqlite:") {
		query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	}
	tables := Rows(t, db, query)
	tables = slices.DeleteFunc(tables, func(name string) bool { return name == "goose_db_version" })
	slices.Sort(tables)
	return tables
}

// ofOneRun are the tables that tell of runs and not of what came of them.
var ofOneRun = []string{
	"imports", "audit_entries", "audit_hashes", "audit_subjects", "audit_readers", "audit_checkpoints", "settings", "link_events",
	"ring_keys", "glass_breaks", "audit_readers_of",
}

// runs is what family documents say of the import that brought a fact.
var runs = regexp.MustCompile(`"import":\d+,"at":"[^"]*",?`)

// Contents are the rows of every table, in order, without what differs from run to run: numbers counted up, which import
// it was, and times. Whether a row was ended or cleared is kept.
func Contents(t testing.TB, db *sql.DB, dsn string) map[string][]string {
	t.Helper()
	contents := map[string][]string{}
	for _, table := range Tables(t, db, dsn) {
		if slices.Contains(ofOneRun, table) {
			continue
		}
		lines := Rows(t, db, "SELECT "+strings.Join(lasting(t, db, table), ", ")+" FROM "+table)
		for i, line := range lines {
			lines[i] = runs.ReplaceAllString(line, "")
		}
		slices.Sort(lines)
		contents[table] = lines
	}
	return contents
}

// Columns lists a table's columns, in order.
func Columns(t testing.TB, db *sql.DB, table string) []*sql.ColumnType {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table+" WHERE 1 = 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns
}

// lasting are the columns that Contents reads.
func lasting(t testing.TB, db *sql.DB, table string) []string {
	t.Helper()
	var kept []string
	for _, c := range Columns(t, db, table) {
		switch name := c.Name(); {
		case name == "id" && strings.HasPrefix(c.DatabaseTypeName(), "INT"), name == "import_id", name == "made_by", strings.HasSuffix(name, "_at"):
		case name == "ended_import_id", name == "cleared_by":
			kept = append(kept, "CASE WHEN "+name+" IS NULL THEN 0 ELSE 1 END")
		default:
			kept = append(kept, name)
		}
	}
	return kept
}

// Differ compares two Contents and returns a sentence for each table that differs, with the first rows that do.
func Differ(got, want map[string][]string) []string {
	var told []string
	tables := map[string]bool{}
	for table := range got {
		tables[table] = true
	}
	for table := range want {
		tables[table] = true
	}
	for table := range tables {
		extra, missing := without(got[table], want[table]), without(want[table], got[table])
		if len(extra)+len(missing) > 0 {
			told = append(told, fmt.Sprintf("%s: %d rows too many, such as %.400q; %d are missing, such as %.400q",
				table, len(extra), extra[:min(2, len(extra))], len(missing), missing[:min(2, len(missing))]))
		}
	}
	slices.Sort(told)
	return told
}

// without are the lines of a that b has not, each as often as it is one too many.
func without(a, b []string) []string {
	count := map[string]int{}
	for _, line := range b {
		count[line]++
	}
	var left []string
	for _, line := range a {
		if count[line]--; count[line] < 0 {
			left = append(left, line)
		}
	}
	return left
}
