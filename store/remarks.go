package store

import (
	"context"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

var (
	errNoRemark = models.Refuse(models.NotFound, "there is no such remark in your scope")
	errSettled  = models.Refuse(models.Conflict, "that remark was settled already")
)

// remarkRow is a remark as it is kept, and of whom the row that it means is now.
type remarkRow struct {
	ID, Kind, Class, Partner, Org, File, Ref, Says, State, RecordedBy, SettledBy, Note, PersonID string
	RecordedAt                                                                                   time.Time
	SettledAt                                                                                    *time.Time
}

func (r remarkRow) shown() models.Remark {
	return models.Remark{
		ID: r.ID, Kind: models.RemarkKind(r.Kind), Class: models.Class(r.Class), Partner: models.Partner(r.Partner), Org: r.Org, File: r.File, Ref: r.Ref,
		Says: r.Says, State: models.RemarkState(r.State), RecordedAt: r.RecordedAt.UTC(), RecordedBy: r.RecordedBy, SettledAt: r.SettledAt, SettledBy: r.SettledBy,
		Note: r.Note,
	}
}

const withPerson = "SELECT r.*, l.person_id FROM remarks r JOIN links l ON l.partner = r.partner AND l.org = r.org AND l.ref = r.person_ref"

// Remarks are those against facts of the people, the first first.
func (s *Store) Remarks(ctx context.Context, people []string) (map[string][]models.Remark, error) {
	remarks := map[string][]models.Remark{}
	if len(people) == 0 {
		return remarks, nil
	}
	var rows []remarkRow
	if err := s.db.WithContext(ctx).Raw(withPerson+" WHERE l.person_id IN ? ORDER BY r.recorded_at, r.id", people).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading remarks: %w", err)
	}
	for _, row := range rows {
		remarks[row.PersonID] = append(remarks[row.PersonID], row.shown())
	}
	return remarks, nil
}

// RemarkedPerson is of whom the row that a remark means is now; "" where there is no such remark.
func (s *Store) RemarkedPerson(ctx context.Context, id string) (string, error) {
	var rows []remarkRow
	if len(id) > maxID {
		return "", nil
	}
	if err := s.db.WithContext(ctx).Raw(withPerson+" WHERE r.id = ?", id).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].PersonID, nil
}

// RecordRemark keeps a remark and tells the log; refused is why there is none. That its fact is shown to who records it is the
// caller's to see.
func (s *Store) RecordRemark(ctx context.Context, by audit.Entry, key string, asked []string, person string, r models.Remark, refused error) (string, error) {
	return s.remark(ctx, "record "+string(r.Kind), key, asked, by, func(tx *Tx) (string, models.Remark, error) {
		if refused != nil {
			return "", r, refused
		}
		ref, err := tx.personRef(r)
		if err != nil {
			return "", r, err
		}
		if r.ID, err = tx.keyedID("K", "remark ids", by.Actor.Subject, key); err != nil {
			return "", r, err
		}
		return person, r, tx.exec(`INSERT INTO remarks (id, kind, class, partner, org, file, ref, person_ref, says, recorded_at, recorded_by)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.ID, string(r.Kind), string(r.Class), r.Partner, r.Org, r.File, r.Ref, ref, r.Says, by.At.UTC(), by.Actor.Subject)
	})
}

// personRef is the partner's own key of the person whom the row is about.
func (t *Tx) personRef(r models.Remark) (string, error) {
	if r.File == "people" {
		return r.Ref, nil
	}
	name := r.File
	if name == "tenancies" { // a tenancy's address is told of each who lives there
		name = "occupants"
	}
	file, ok := feeds.FileNamed(r.Partner, name)
	if !ok {
		return "", fmt.Errorf("%s sends no %s.csv", r.Partner, name)
	}
	var found []string
	if err := t.scan(&found, "SELECT person_ref FROM source_"+file.Name+" WHERE partner = ? AND org = ? AND ref = ? AND ended_import_id IS NULL", r.Partner, r.Org, r.Ref); err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", models.Refuse(models.Conflict, "the fact has changed meanwhile: look at it again")
	}
	return found[0], nil
}

// SettleRemark keeps what became of a remark, once, and tells the log.
func (s *Store) SettleRemark(ctx context.Context, by audit.Entry, key, id string, upheld bool, note string, refused error) (string, error) {
	return s.remark(ctx, "settle a remark", key, []any{id, upheld, note}, by, func(tx *Tx) (string, models.Remark, error) {
		var rows []remarkRow
		if refused == nil {
			if err := tx.scan(&rows, withPerson+" WHERE r.id = ?", id); err != nil {
				return "", models.Remark{}, err
			}
		}
		switch {
		case refused != nil:
			return "", models.Remark{}, refused
		case len(rows) == 0:
			return "", models.Remark{}, errNoRemark
		}
		r := rows[0].shown()
		if r.State = models.RemarkRefused; upheld {
			r.State = models.RemarkUpheld
		}
		n, err := tx.changed("UPDATE remarks SET state = ?, settled_at = ?, settled_by = ?, note = ? WHERE id = ? AND settled_at IS NULL",
			string(r.State), by.At.UTC(), by.Actor.Subject, note, id)
		if err == nil && n == 0 {
			err = errSettled
		}
		return rows[0].PersonID, r, err
	})
}

// remark makes a change to a remark once, and its entry in the log, in one transaction, and returns the remark's id.
func (s *Store) remark(ctx context.Context, operation, key string, asked any, by audit.Entry, do func(*Tx) (string, models.Remark, error)) (id string, err error) {
	err = s.short(ctx, func(tx *Tx) error {
		id, err = once(tx, operation, key, asked, by, func() (string, error) {
			person, made, err := do(tx)
			if err != nil {
				return "", err
			}
			by.Kind, by.Operation = audit.Alteration, operation
			by.Detail = map[string]any{"person": person, "class": string(made.Class), "remark": made.ID, "state": string(made.State)}
			return made.ID, tx.Append(by)
		})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("keeping a remark: %w", err)
	}
	return id, nil
}
