package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

var (
	errNoRequest   = models.Refuse(models.NotFound, "there is no such request: copy its id from subjectRequests")
	errReleased    = models.Refuse(models.Conflict, "that request was released already")
	errNobodyAsked = models.Refuse(models.NotFound, "there is nobody of that id: find the person first, and take the id that the hub shows")
)

// requestRow is a request as it is kept.
type requestRow struct {
	ID, PersonID, Asker, Authority, Identity, ReceivedOn, RecordedBy, ReleasedBy, Withheld string
	RecordedAt                                                                             time.Time
	ReleasedAt                                                                             *time.Time
}

func (r requestRow) shown() (models.SubjectRequest, error) {
	request := models.SubjectRequest{
		ID: r.ID, Person: r.PersonID, Asker: models.Asker(r.Asker), Authority: r.Authority, Identity: r.Identity,
		ReceivedOn: models.Date(r.ReceivedOn), RecordedAt: r.RecordedAt.UTC(), RecordedBy: r.RecordedBy, ReleasedAt: r.ReleasedAt, ReleasedBy: r.ReleasedBy,
	}
	return request, json.Unmarshal([]byte(r.Withheld), &request.Withheld)
}

// RequestSubjectAccess keeps that somebody asks what is held of a person, and tells the log.
func (s *Store) RequestSubjectAccess(ctx context.Context, by audit.Entry, key string, r models.SubjectRequest) (models.SubjectRequest, error) {
	live, _, err := s.FamilyOf(ctx, r.Person)
	if err != nil {
		return r, err
	}
	return s.subjectRequest(ctx, "requestSubjectAccess", key, r, by, func(tx *Tx) (string, error) {
		if live == "" {
			return "", errNobodyAsked
		}
		id, err := tx.keyedID("R", "subject request ids", by.Actor.Subject, key)
		if err != nil {
			return "", err
		}
		return id, tx.exec(`INSERT INTO subject_requests (id, person_id, asker, authority, identity, received_on, recorded_at, recorded_by)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, id, live, string(r.Asker), r.Authority, r.Identity, string(r.ReceivedOn), by.At.UTC(), by.Actor.Subject)
	})
}

// ReleaseSubjectAccess keeps what is held back of the answer to a request, once, and tells the log.
func (s *Store) ReleaseSubjectAccess(ctx context.Context, by audit.Entry, key, id string, withheld []models.Exemption) (models.SubjectRequest, error) {
	return s.subjectRequest(ctx, "releaseSubjectAccess", key, []any{id, withheld}, by, func(tx *Tx) (string, error) {
		request, err := tx.subjectRequest(id)
		switch {
		case err != nil:
			return "", err
		case request.ReleasedAt != nil:
			return "", errReleased
		}
		kept, err := json.Marshal(withheld)
		if err != nil {
			return "", err
		}
		n, err := tx.changed("UPDATE subject_requests SET released_at = ?, released_by = ?, withheld = ? WHERE id = ? AND released_at IS NULL",
			by.At.UTC(), by.Actor.Subject, string(kept), id)
		if err == nil && n == 0 {
			err = errReleased
		}
		return id, err
	})
}

// subjectRequest makes a change to a request once, and its entry in the log, in one transaction.
func (s *Store) subjectRequest(ctx context.Context, operation, key string, asked any, by audit.Entry, do func(*Tx) (string, error)) (r models.SubjectRequest, err error) {
	err = s.short(ctx, func(tx *Tx) error {
		id, err := once(tx, operation, key, asked, by, func() (string, error) {
			id, err := do(tx)
			if err != nil {
				return "", err
			}
			made, err := tx.subjectRequest(id)
			if err != nil {
				return "", err
			}
			by.Kind, by.Operation = audit.Alteration, operation
			by.Detail = map[string]any{"person": made.Person, "request": id, "withheld": len(made.Withheld)}
			return id, tx.Append(by)
		})
		if err != nil {
			return err
		}
		r, err = tx.subjectRequest(id)
		return err
	})
	if err != nil {
		return r, fmt.Errorf("keeping a subject's request: %w", err)
	}
	return r, nil
}

// subjectRequest is one request; models.Refused where there is none.
func (t *Tx) subjectRequest(id string) (models.SubjectRequest, error) {
	if len(id) > maxID {
		return models.SubjectRequest{}, errNoRequest
	}
	var rows []requestRow
	if err := t.scan(&rows, "SELECT * FROM subject_requests WHERE id = ?", id); err != nil {
		return models.SubjectRequest{}, err
	}
	if len(rows) == 0 {
		return models.SubjectRequest{}, errNoRequest
	}
	return rows[0].shown()
}

// SubjectRequest is one request; models.Refused where there is none.
func (s *Store) SubjectRequest(ctx context.Context, id string) (models.SubjectRequest, error) {
	return (&Tx{db: s.db.WithContext(ctx)}).subjectRequest(id)
}

// SubjectRequests lists requests, those that are due first before others, after one of them ("": from the first on); with open
// only those that are not released.
func (s *Store) SubjectRequests(ctx context.Context, open bool, after string, limit int) ([]models.SubjectRequest, error) {
	query, args := "SELECT * FROM subject_requests WHERE 1 = 1", []any{}
	if open {
		query += " AND released_at IS NULL"
	}
	if after != "" {
		query += " AND (received_on, id) > (SELECT received_on, id FROM subject_requests WHERE id = ?)"
		args = append(args, after)
	}
	var rows []requestRow
	if err := s.db.WithContext(ctx).Raw(query+" ORDER BY received_on, id LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading subjects' requests: %w", err)
	}
	requests := make([]models.SubjectRequest, len(rows))
	for i, row := range rows {
		var err error
		if requests[i], err = row.shown(); err != nil {
			return nil, fmt.Errorf("reading subjects' requests: %w", err)
		}
	}
	return requests, nil
}
