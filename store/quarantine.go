package store

import (
	"fmt"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// badRows gathers the rows of one file that cannot be kept: all in a temporary table, the first few for the receipt.
type badRows struct {
	tx      *Tx
	table   string
	count   int
	pending []feeds.Bad
	shown   []feeds.Bad
}

// pendingBad is how many bad rows wait before they are written.
const pendingBad = 200

func (t *Tx) openBad(st stage) (*badRows, error) {
	b := &badRows{tx: t, table: st.table + "_bad"}
	return b, t.exec(fmt.Sprintf("CREATE TEMP TABLE %s AS SELECT line, column_name, value, reason, ref, raw FROM quarantine WHERE 1 = 0", b.table))
}

// maxBad is how many bad rows of one file are taken: beyond, it is not the file that it says it is.
const maxBad = 100_000

// add keeps a bad row for later: while rows stream into the stage the connection is taken.
func (b *badRows) add(bad feeds.Bad) error {
	if b.count++; b.count > maxBad {
		return &feeds.Refused{File: bad.File, Reason: "more than 100,000 rows cannot be read: see that it is the right file, and send it again"}
	}
	bad.Raw = append([]byte{}, bad.Raw...)
	b.pending = append(b.pending, bad)
	if len(b.shown) < models.MaxShownQuarantine {
		b.shown = append(b.shown, bad)
	}
	return nil
}

// put keeps a bad row found after the file was read.
func (b *badRows) put(bad feeds.Bad) error {
	if err := b.add(bad); err != nil || len(b.pending) < pendingBad {
		return err
	}
	return b.flush()
}

func (b *badRows) flush() error {
	for _, some := range chunks(b.pending, pendingBad) {
		rows := make([][]any, 0, len(some))
		for _, r := range some {
			rows = append(rows, []any{r.Line, r.Column, r.Value, r.Reason, r.Ref, r.Raw})
		}
		if err := b.tx.insert(b.table, []string{"line", "column_name", "value", "reason", "ref", "raw"}, rows, ""); err != nil {
			return err
		}
	}
	b.pending = b.pending[:0]
	return nil
}

// keepBad writes the file's bad rows to quarantine, those that already wait there excepted, and clears those whose ref came
// again: in a good row, or in another bad one that now waits in their place.
func (in *intake) keepBad(st stage, file string, bad *badRows) error {
	tx, id := in.tx, in.receipt.ImportID
	who := []any{in.o.Partner, in.o.Org, file}
	if err := tx.exec(fmt.Sprintf(`UPDATE quarantine SET cleared_by = ? WHERE partner = ? AND org = ? AND file = ? AND cleared_by IS NULL
		AND ref <> '' AND NOT EXISTS (SELECT 1 FROM %[1]s b WHERE b.raw = quarantine.raw AND b.reason = quarantine.reason)
		AND (EXISTS (SELECT 1 FROM %[1]s b WHERE b.ref = quarantine.ref) OR EXISTS (SELECT 1 FROM %[2]s h
			WHERE h.partner = quarantine.partner AND h.org = quarantine.org AND h.ref = quarantine.ref AND h.ended_import_id IS NULL))`,
		bad.table, st.target), append([]any{id}, who...)...); err != nil {
		return err
	}
	if err := tx.exec(fmt.Sprintf(`INSERT INTO quarantine (import_id, partner, org, file, line, column_name, value, reason, ref, raw)
		SELECT ?, ?, ?, ?, line, column_name, value, reason, ref, raw FROM %s b WHERE NOT EXISTS (SELECT 1 FROM quarantine q
			WHERE q.partner = ? AND q.org = ? AND q.file = ? AND q.cleared_by IS NULL AND q.raw = b.raw AND q.reason = b.reason)
		ORDER BY line`, bad.table), append(append([]any{id}, who...), who...)...); err != nil {
		return err
	}
	for _, r := range bad.shown {
		if len(in.receipt.Quarantine) < models.MaxShownQuarantine {
			in.receipt.Quarantine = append(in.receipt.Quarantine, models.QuarantinedRow{
				File: file, Line: r.Line, Column: r.Column, Value: r.Value, Reason: r.Reason,
			})
		}
	}
	return tx.exec("DROP TABLE " + bad.table)
}
