package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// Erased counts what of one partner's word on one class is past its period.
type Erased struct {
	Partner     models.Partner `json:"partner"`
	Class       models.Class   `json:"class"`
	Before      models.Date    `json:"before"` // what the partner last sent before this day
	Rows        int            `json:"rows"`
	Quarantined int            `json:"quarantined"` // rows that could not be read
	// Sheltered are rows that are past it too and stay, as they say that somebody is protected.
	Sheltered int `json:"sheltered"`
}

// errOnlyCounted ends the transaction of a dry run.
var errOnlyCounted = errors.New("counted")

// eraser erases what is past its period, in one transaction.
type eraser struct {
	*Tx
	ctx    context.Context
	secret []byte
	now    bool // what partners say now is among what was erased
}

// Erase takes away for good what partners last sent before the day that is said for their word on a class: of a row that is what
// the partner says now that is when its organisation sent anything, of another when it was changed or withdrawn. Rows of people lose
// what is past its period, and go when nothing is left. Quarantined rows go by when they came. What is shown is then made anew
// of what is left, and the log says how much of what went, with a keyed hash of it. A dry run does all of it but that, and takes it
// back.
func (s *Store) Erase(ctx context.Context, before func(models.Partner, models.Class) models.Date, o LinkOptions, dry bool) (all []Erased, err error) {
	err = s.InTx(ctx, func(tx *Tx) error {
		e := &eraser{Tx: tx, ctx: ctx}
		var err error
		if e.secret, err = tx.secret("erasures"); err != nil {
			return err
		}
		var entries []audit.Entry
		for _, partner := range models.Partners {
			for _, class := range models.Classes {
				day := before(partner, class)
				if day == "" {
					continue
				}
				one := Erased{Partner: partner, Class: class, Before: day}
				sum, err := e.erase(&one)
				if err != nil {
					return fmt.Errorf("erasing %s of %s: %w", class, partner, err)
				}
				if one.Rows+one.Quarantined+one.Sheltered > 0 {
					all = append(all, one)
				}
				if one.Rows+one.Quarantined > 0 {
					entries = append(entries, audit.Entry{At: o.Now, Kind: audit.Erasure, Actor: o.By, Operation: "retention", Detail: map[string]any{
						"partner": string(partner), "class": string(class), "before": string(day), "rows": one.Rows, "quarantined": one.Quarantined, "hash": sum,
					}})
				}
			}
		}
		if dry {
			return errOnlyCounted
		}
		for _, entry := range entries {
			if err := tx.Append(entry); err != nil {
				return err
			}
		}
		if !e.now {
			return nil
		}
		_, err = tx.linkAll(ctx, o)
		return err
	})
	if err != nil && !errors.Is(err, errOnlyCounted) {
		return nil, err
	}
	return all, nil
}

// past is the condition that a row is past its period on the day. An organisation that still sends keeps what it says now.
const past = `s.partner = ? AND CASE WHEN s.ended_import_id IS NULL
	THEN (SELECT max(x.started_at) FROM imports x WHERE x.partner = s.partner AND x.org = s.org)
	ELSE (SELECT x.started_at FROM imports x WHERE x.id = s.ended_import_id) END < ?`

// erase erases one class of one partner, and returns a keyed hash of what went.
func (e *eraser) erase(one *Erased) (string, error) {
	sum := hmac.New(sha256.New, e.secret)
	midnight := one.Before.Time()
	for _, file := range feeds.Files(one.Partner) {
		columns := ofClass(file, one.Class)
		if len(columns) == 0 {
			continue
		}
		table, where := "source_"+file.Name+" s", past
		if file.Name == "people" {
			where += " AND " + anyOf(columns)
			sheltered := where + " AND (s.restricted OR s.sensitive)"
			if err := e.scan(&one.Sheltered, "SELECT count(*) FROM "+table+" WHERE "+sheltered, one.Partner, midnight); err != nil {
				return "", err
			}
			where += " AND NOT s.restricted AND NOT s.sensitive"
		}
		var gone []struct {
			ID   int64
			Hash []byte
			Now  bool
		}
		if err := e.scan(&gone, "SELECT s.id, s.hash, s.ended_import_id IS NULL AS now FROM "+table+" WHERE "+where+" ORDER BY s.id", one.Partner, midnight); err != nil {
			return "", err
		}
		one.Rows += len(gone)
		ids := make([]int64, len(gone))
		for i, g := range gone {
			ids[i], e.now = g.ID, e.now || g.Now
			fmt.Fprintf(sum, "%s %d %x\n", file.Name, g.ID, g.Hash)
		}
		for some := range slices.Chunk(ids, 500) {
			if err := e.take(file, columns, some); err != nil {
				return "", err
			}
		}
		if err := e.takeRemarks(one, file, columns); err != nil {
			return "", err
		}
		if err := e.takeQuarantined(one, file, midnight); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// anyOf is the condition that a row of people says something in any of the columns.
func anyOf(columns []string) string {
	some := make([]string, len(columns))
	for i, c := range columns {
		some[i] = "s." + c + " <> ''"
		if c == "date_of_birth" {
			some[i] = "s." + c + " IS NOT NULL"
		}
	}
	return "(" + strings.Join(some, " OR ") + ")"
}

// takeRemarks takes away what people have against facts that are not there any more.
func (e *eraser) takeRemarks(one *Erased, file feeds.File, columns []string) error {
	there := "SELECT 1 FROM source_" + file.Name + " s WHERE s.partner = remarks.partner AND s.org = remarks.org AND s.ref = remarks.ref AND s.ended_import_id IS NULL"
	if file.Name == "people" {
		there += " AND " + anyOf(columns)
	}
	return e.exec("DELETE FROM remarks WHERE partner = ? AND class = ? AND file = ? AND NOT EXISTS ("+there+")", one.Partner, string(one.Class), file.Name)
}

// ofClass are the columns of a file that are of the class: of other files than people, all or none.
func ofClass(file feeds.File, class models.Class) (columns []string) {
	for _, c := range file.Columns {
		of := classOfFile[file.Name]
		if file.Name == "people" {
			of = classOfColumn[c.Name]
		}
		if of == class {
			columns = append(columns, column(c.Name))
		}
	}
	return columns
}

// take takes rows away, or of people the columns, and those of which nothing is left. What was sent is not what is held any more,
// so that the partner's sending it again is a change.
func (e *eraser) take(file feeds.File, columns []string, ids []int64) error {
	table := "source_" + file.Name
	if file.Name != "people" {
		return e.exec("DELETE FROM "+table+" WHERE id IN ?", ids)
	}
	set := make([]string, len(columns))
	for i, c := range columns {
		set[i] = c + " = ''"
		if c == "date_of_birth" {
			set[i] = c + " = NULL"
		}
	}
	if err := e.exec("UPDATE "+table+" SET "+strings.Join(set, ", ")+", raw = ?, hash = ? WHERE id IN ?", []byte{}, []byte{}, ids); err != nil {
		return err
	}
	var empty []string
	for c := range classOfColumn {
		if c == "date_of_birth" {
			empty = append(empty, c+" IS NULL")
		} else {
			empty = append(empty, c+" = ''")
		}
	}
	return e.exec("DELETE FROM "+table+" WHERE id IN ? AND "+strings.Join(empty, " AND "), ids)
}

// takeQuarantined takes away rows of the file that could not be read and came before the day. Of what class they are nobody knows:
// those of people count as their names.
func (e *eraser) takeQuarantined(one *Erased, file feeds.File, midnight time.Time) error {
	if file.Name == "people" && one.Class != models.ClassIdentity {
		return nil
	}
	n, err := e.changed("DELETE FROM quarantine WHERE partner = ? AND file = ? AND import_id IN (SELECT id FROM imports WHERE partner = ? AND started_at < ?)",
		one.Partner, file.Name, one.Partner, midnight)
	one.Quarantined += n
	if err != nil || file.Name != "people" {
		return err
	}
	return e.exec("UPDATE imports SET notices = '[]' WHERE partner = ? AND started_at < ? AND notices <> '[]'", one.Partner, midnight) // they quote rows
}
