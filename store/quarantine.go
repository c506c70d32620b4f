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
	bytes   int // of the rows as sent
	pending []feeds.Bad
	shown   []feeds.Bad
}

// pendingBad is how many bad rows wait before they are written.
const pendingBad = 200

func (t *Tx) openBad(st stage) (*badRows, error) {
	b := &badRows{tx: t, table: st.table + "_bad"}
	return b, t.exec(fmt.Sprintf("CREATE TEMP TABLE %s AS SELECT line, column_name, value, reason, ref, raw FROM quarantine WHERE 1 = 0", b.table))
}

// maxBad and maxBadBytes are how much of one file may be bad: beyond, it is not the file that it says it is.
const (
	maxBad      = 100_000
	maxBadBytes = 64 << 20
)

// add keeps a bad row for later: while rows stream into the stage the connection is taken.
func (b *badRows) add(bad feeds.Bad) error {
	b.count++
	if b.bytes += len(bad.Raw); b.count > maxBad || b.bytes > maxBadBytes {
		return &feeds.Refused{File: bad.File, Reason: "more than 100,000 rows or 64 MiB of it cannot be read: see that it is the right file, and send it again"}
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

// clearMended clears what waits in quarantine for a ref of which the file brings a good row.
func (in *intake) clearMended(st stage, file string) error {
	return in.tx.exec(fmt.Sprintf(`UPDATE quarantine SET cleared_by = ? WHERE partner = ? AND org = ? AND file = ? AND cleared_by IS NULL
		AND ref <> '' AND EXISTS (SELECT 1 FROM %s s WHERE s.ref = quarantine.ref)`, st.table), in.receipt.ImportID, in.o.Partner, in.o.Org, file)
}

// keepBad writes the file's bad rows to quarantine, those that already wait there excepted, and clears those of whose ref
// another bad row now waits in their place.
func (in *intake) keepBad(file string, bad *badRows) error {
	tx, id := in.tx, in.receipt.ImportID
	who := []any{in.o.Partner, in.o.Org, file}
	if err := tx.exec(fmt.Sprintf(`UPDATE quarantine SET cleared_by = ? WHERE partner = ? AND org = ? AND file = ? AND cleared_by IS NULL
		AND ref <> '' AND NOT EXISTS (SELECT 1 FROM %[1]s b WHERE b.raw = quarantine.raw AND b.reason = quarantine.reason)
		AND EXISTS (SELECT 1 FROM %[1]s b WHERE b.ref = quarantine.ref)`,
		bad.table), append([]any{id}, who...)...); err != nil {
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
