package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// documentRow is one part of a family's document as it is kept.
type documentRow struct {
	FamilyID string
	Class    models.Class
	Partner  models.Partner
	Body     string
}

const (
	selectParts = "SELECT family_id, class, partner, body FROM family_documents WHERE family_id "
	inOrder     = " ORDER BY family_id, class, partner"
)

// copies are those of each part that the scope allows: the open one, and of a protected family that with or without places.
func copies(scope sharing.RowScope) []string {
	if scope.Places {
		return []string{placesOpen, placesFull}
	}
	return []string{placesOpen, placesHidden}
}

// documentRows reads the parts on SQLite.
func (s *Store) documentRows(ctx context.Context, scope sharing.RowScope, wanted models.Wanted, families []string) (rows []documentRow, err error) {
	var any_ []string
	args := []any{families, copies(scope)}
	for _, class := range models.Classes {
		if partners := wanted[class]; len(partners) > 0 {
			any_ = append(any_, "(class = ? AND partner IN ?)")
			args = append(args, class, partners)
		}
	}
	err = s.db.WithContext(ctx).Raw(selectParts+"IN ? AND places IN ? AND ("+strings.Join(any_, " OR ")+")"+inOrder, args...).Scan(&rows).Error
	return rows, err
}

// setScope sets, for one transaction, what the row security of family_documents goes by: see its policies.
const setScope = `SELECT set_config('thrive.families', $1::text[]::text, true), set_config('thrive.places', $2::text[]::text, true),
	set_config('thrive.scopes', $3::text[]::text, true), set_config('thrive.relations', $4::text[]::text, true),
	set_config('thrive.partners', $5::text[]::text, true), set_config('thrive.holders', $6::text[]::text, true),
	set_config('thrive.parts', $7::text[]::text, true), set_config('thrive.opened', $8::text[]::text, true),
	set_config('thrive.day', $9, true), set_config('thrive.sensitive', $10, true)`

// scopedRows reads the parts on Postgres, which is told the scope in the same journey and the same transaction.
func (s *Store) scopedRows(ctx context.Context, scope sharing.RowScope, wanted models.Wanted, families []string) (rows []documentRow, err error) {
	conn, err := s.sql.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	var classes, partners []string
	for class, by := range wanted {
		for _, partner := range by {
			classes, partners = append(classes, string(class)), append(partners, string(partner))
		}
	}
	batch := &pgx.Batch{}
	batch.Queue(setScope, told(scope, families)...)
	batch.Queue(selectParts+"= ANY ($1) AND (class, partner) IN (SELECT * FROM unnest($2::text[], $3::text[]))"+inOrder, families, classes, partners).
		Query(func(found pgx.Rows) error {
			rows, err = pgx.CollectRows(found, pgx.RowToStructByPos[documentRow])
			return err
		})
	err = conn.Raw(func(driver any) error {
		return driver.(*stdlib.Conn).Conn().SendBatch(ctx, batch).Close()
	})
	return rows, err
}

// told is the scope as setScope takes it.
func told(scope sharing.RowScope, families []string) []any {
	var scopes, relations, partners, holders, parts, opened []string
	for _, n := range scope.Near {
		scopes, relations = append(scopes, string(n.Scope)), append(relations, string(n.Relation))
		partners, holders = append(partners, string(n.Partner)), append(holders, n.Holder)
	}
	for _, p := range scope.Parts {
		parts = append(parts, string(p.Scope)+"/"+string(p.Class)+"/"+string(p.Partner))
	}
	for _, o := range scope.Opened {
		for _, partner := range o.Partners {
			opened = append(opened, o.Family+"/"+string(o.Class)+"/"+string(partner))
		}
	}
	sensitive := "hidden"
	if scope.Sensitive {
		sensitive = "shown"
	}
	return []any{families, copies(scope), scopes, relations, partners, holders, parts, opened, string(scope.Day), sensitive}
}
