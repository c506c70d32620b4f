package store

import (
	"context"
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// intake is one feed on its way in.
type intake struct {
	tx      *Tx
	feed    *feeds.Feed
	o       ImportOptions
	receipt *models.Receipt
}

// take reads one file into its stage, sets aside what cannot be kept, and settles the rest against what is held.
func (in *intake) take(ctx context.Context, file feeds.File) error {
	tx, st := in.tx, newStage(file)
	bad, err := tx.openBad(st)
	if err != nil {
		return err
	}
	rows, err := tx.fill(ctx, st)
	if err != nil {
		return err
	}
	report, err := in.feed.Read(file, models.NewDate(in.o.Now), in.o.Progress, rows.add, bad.add)
	if closing := rows.close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err := tx.analyse(st.table); err != nil {
		return err
	}
	counts := models.FileReceipt{Name: file.Name, Header: report.Header, Rows: report.Rows}
	if counts.Same, err = in.dropTwins(st, bad); err != nil {
		return err
	}
	if err := in.keepMarks(st, file, report.Absent); err != nil {
		return err
	}
	for _, ref := range file.Refs {
		if err := in.dropStrays(st, ref, bad); err != nil {
			return err
		}
	}
	if err := bad.flush(); err != nil { // settle looks there for what came, if badly
		return err
	}
	if err := in.clearMended(st, file.Name); err != nil {
		return err
	}
	if err := in.settle(st, &counts, bad); err != nil {
		return fmt.Errorf("%s.csv: %w", file.Name, err)
	}
	if err := in.keepBad(file.Name, bad); err != nil {
		return err
	}
	counts.Quarantined = bad.count
	in.receipt.Files = append(in.receipt.Files, counts)
	for _, notice := range report.Notices {
		in.receipt.Notices = append(in.receipt.Notices, file.Name+".csv: "+notice)
	}
	return tx.exec("DROP TABLE " + st.table)
}

// keepMarks carries over the marks that protect people where the file has no column for them: a partner that leaves the
// column out has not said that the danger is over.
func (in *intake) keepMarks(st stage, file feeds.File, absent []string) error {
	for _, name := range absent {
		if at := file.Column(name); at < 0 || file.Columns[at].Kind != feeds.YesNo {
			continue
		}
		if err := in.tx.exec(fmt.Sprintf(`UPDATE %[1]s SET %[2]s = true WHERE EXISTS (SELECT 1 FROM %[3]s h WHERE h.partner = ? AND h.org = ?
			AND h.ref = %[1]s.ref AND h.ended_import_id IS NULL AND h.%[2]s)`, st.table, name, st.target), in.o.Partner, in.o.Org); err != nil {
			return err
		}
	}
	return nil
}

// staged is a row of a stage that must go to quarantine.
type staged struct {
	Line  int
	Ref   string
	Raw   []byte
	First int
	Same  bool
	Value string
}

// dropTwins takes out rows whose ref stands earlier in the file: silently where they say the same (their count is
// returned), to quarantine where they do not.
func (in *intake) dropTwins(st stage, bad *badRows) (int, error) {
	var doubled []string
	if err := in.tx.scan(&doubled, fmt.Sprintf("SELECT ref FROM %s GROUP BY ref HAVING count(*) > 1", st.table)); err != nil {
		return 0, err
	}
	same := 0
	for _, refs := range chunks(doubled, 500) {
		var rows []staged
		err := in.tx.scan(&rows, fmt.Sprintf(`SELECT s.line, s.ref, s.raw, f.line AS first, s.hash = f.hash AS same
			FROM %[1]s s JOIN %[1]s f ON f.ref = s.ref AND f.line = (SELECT min(line) FROM %[1]s m WHERE m.ref = s.ref)
			WHERE s.ref IN ? AND s.line > f.line ORDER BY s.line`, st.table), refs)
		if err != nil {
			return 0, err
		}
		lines := make([]int, 0, len(rows))
		for _, row := range rows {
			lines = append(lines, row.Line)
			if row.Same {
				same++
				continue
			}
			if err := bad.put(feeds.Bad{
				Line: row.Line, Value: row.Ref, Ref: row.Ref, Raw: row.Raw,
				Reason: fmt.Sprintf("the same reference stands at line %d and says something else: send it once", row.First),
			}); err != nil {
				return 0, err
			}
		}
		if err := in.tx.deleteLines(st, lines); err != nil {
			return 0, err
		}
	}
	return same, nil
}

// dropStrays quarantines rows that name a person or tenancy which this organisation has never sent or has withdrawn.
func (in *intake) dropStrays(st stage, ref feeds.Reference, bad *badRows) error {
	var rows []staged
	named := column(ref.Column)
	err := in.tx.scan(&rows, fmt.Sprintf(`SELECT s.line, s.ref, s.raw, s.%[2]s AS value FROM %[1]s s
		WHERE s.%[2]s <> '' AND NOT EXISTS (SELECT 1 FROM source_%[3]s h WHERE h.partner = ? AND h.org = ? AND h.ref = s.%[2]s
			AND h.ended_import_id IS NULL) ORDER BY s.line`, st.table, named, ref.File), in.o.Partner, in.o.Org)
	if err != nil || len(rows) == 0 {
		return err
	}
	lines := make([]int, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, row.Line)
		if err := bad.put(feeds.Bad{
			Line: row.Line, Column: ref.Column, Value: row.Value, Ref: row.Ref, Raw: row.Raw,
			Reason: fmt.Sprintf("no row of %s.csv has this reference: send that row, or mend the reference", ref.File),
		}); err != nil {
			return err
		}
	}
	return in.tx.deleteLines(st, lines)
}

func (t *Tx) deleteLines(st stage, lines []int) error {
	for _, some := range chunks(lines, 1000) {
		if err := t.exec(fmt.Sprintf("DELETE FROM %s WHERE line IN ?", st.table), some); err != nil {
			return err
		}
	}
	return nil
}

// settle compares the stage with what is held: rows that say the same stay as they are, others are ended and followed by
// the new ones, and a snapshot ends those that were not sent, not even badly.
func (in *intake) settle(st stage, counts *models.FileReceipt, bad *badRows) error {
	tx, who := in.tx, []any{in.o.Partner, in.o.Org}
	var held bool
	err := tx.scan(&held, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %s WHERE partner = ? AND org = ? AND ended_import_id IS NULL)", st.target), who...)
	if err != nil {
		return err
	}
	if held {
		if err := in.settleHeld(st, counts, bad, who); err != nil {
			return err
		}
	}
	columns := strings.Join(st.all(), ", ")
	added, err := tx.changed(fmt.Sprintf("INSERT INTO %s (partner, org, import_id, %s) SELECT ?, ?, ?, %s FROM %s ORDER BY line",
		st.target, columns, columns, st.table), in.o.Partner, in.o.Org, in.receipt.ImportID)
	counts.New = added - counts.Changed
	return err
}

func (in *intake) settleHeld(st stage, counts *models.FileReceipt, bad *badRows, who []any) error {
	tx, id := in.tx, in.receipt.ImportID
	if err := tx.exec(fmt.Sprintf("CREATE INDEX %[1]s_ref ON %[1]s (ref)", st.table)); err != nil {
		return err
	}
	if in.o.Snapshot {
		n, err := tx.changed(fmt.Sprintf(`UPDATE %[1]s SET ended_import_id = ?, ended_as = 'withdrawn'
			WHERE partner = ? AND org = ? AND ended_import_id IS NULL
			AND NOT EXISTS (SELECT 1 FROM %[2]s s WHERE s.ref = %[1]s.ref)
			AND NOT EXISTS (SELECT 1 FROM %[3]s b WHERE b.ref = %[1]s.ref)`, st.target, st.table, bad.table),
			append([]any{id}, who...)...)
		if err != nil {
			return err
		}
		counts.Withdrawn = n
	}
	same, err := tx.changed(fmt.Sprintf(`DELETE FROM %[2]s WHERE EXISTS (SELECT 1 FROM %[1]s h WHERE h.partner = ? AND h.org = ?
		AND h.ref = %[2]s.ref AND h.ended_import_id IS NULL AND h.hash = %[2]s.hash)`, st.target, st.table), who...)
	if err != nil {
		return err
	}
	counts.Same += same
	counts.Changed, err = tx.changed(fmt.Sprintf(`UPDATE %[1]s SET ended_import_id = ?, ended_as = 'changed'
		WHERE partner = ? AND org = ? AND ended_import_id IS NULL AND EXISTS (SELECT 1 FROM %[2]s s WHERE s.ref = %[1]s.ref)`,
		st.target, st.table), append([]any{id}, who...)...)
	return err
}
