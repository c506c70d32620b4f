package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// FamilyPage lists the ids of the families within reach that the filter finds, after one id, in the order of ids: an order
// that says nothing of them.
func (s *Store) FamilyPage(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter, after string, limit int) ([]string, error) {
	from, args, some := familiesWhere(reach, day, filter)
	if !some {
		return nil, nil
	}
	var ids []string
	err := s.db.WithContext(ctx).Raw("SELECT DISTINCT h.family_id "+from+" AND h.family_id > ? ORDER BY h.family_id LIMIT ?",
		append(args, after, limit)...).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("listing families: %w", err)
	}
	return ids, nil
}

// CountFamilies counts the families within reach that the filter finds.
func (s *Store) CountFamilies(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter) (int, error) {
	from, args, some := familiesWhere(reach, day, filter)
	if !some {
		return 0, nil
	}
	var n int
	if err := s.db.WithContext(ctx).Raw("SELECT count(DISTINCT h.family_id) "+from, args...).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("counting families: %w", err)
	}
	return n, nil
}

func familiesWhere(reach sharing.Reach, day models.Date, filter sharing.FamilyFilter) (string, []any, bool) {
	if reach.Empty() {
		return "", nil, false
	}
	where, args := within(reach, day)
	from := "FROM holdings h WHERE " + where
	if filter.Surname != nil {
		condition, more, answerable := fits(*filter.Surname, day, false)
		if !answerable {
			return "", nil, false
		}
		from += " AND h.person_id IN (SELECT f.person_id FROM findable f WHERE " + condition + ")"
		args = append(args, more...)
	}
	if filter.Status != "" {
		from += " AND h.family_id IN (SELECT id FROM families WHERE status = ?)"
		args = append(args, filter.Status)
	}
	return from, args, true
}

// Imports lists receipts, newest first, before one id (0: from the newest).
func (s *Store) Imports(ctx context.Context, filter models.ImportFilter, before int64, limit int) ([]models.Receipt, error) {
	query, args := "SELECT id AS import_id, partner, org, sha256, snapshot, started_at, seconds, covers_from, covers_until, files, notices FROM imports WHERE 1 = 1", []any{}
	if before > 0 {
		query, args = query+" AND id < ?", append(args, before)
	}
	if filter.Partner != "" {
		query, args = query+" AND partner = ?", append(args, filter.Partner)
	}
	if filter.Org != nil {
		query, args = query+" AND org = ?", append(args, *filter.Org)
	}
	var rows []struct {
		ImportID                int64
		Partner                 models.Partner
		Org                     string
		SHA256                  string `gorm:"column:sha256"`
		Snapshot                bool
		StartedAt               time.Time
		Seconds                 float64
		CoversFrom, CoversUntil models.Date
		Files, Notices          string
	}
	if err := s.db.WithContext(ctx).Raw(query+" ORDER BY id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing imports: %w", err)
	}
	receipts := make([]models.Receipt, 0, len(rows))
	for _, r := range rows {
		receipt := models.Receipt{
			ImportID: r.ImportID, Partner: r.Partner, Org: r.Org, SHA256: r.SHA256, Snapshot: r.Snapshot, StartedAt: r.StartedAt,
			Seconds: r.Seconds, CoversFrom: r.CoversFrom, CoversUntil: r.CoversUntil,
		}
		if err := json.Unmarshal([]byte(r.Files), &receipt.Files); err != nil {
			return nil, fmt.Errorf("reading a receipt: %w", err)
		}
		if err := json.Unmarshal([]byte(r.Notices), &receipt.Notices); err != nil {
			return nil, fmt.Errorf("reading a receipt: %w", err)
		}
		receipts = append(receipts, receipt)
	}
	return receipts, nil
}
