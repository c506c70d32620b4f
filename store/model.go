package store

import (
	"context"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// linker is the one that links now: the newest model kept, or, before there is any, the one that the program brings along.
func (t *Tx) linker() (linkage.Linker, error) {
	var bodies []string
	if err := t.scan(&bodies, "SELECT body FROM link_models ORDER BY trained_at DESC, version LIMIT 1"); err != nil {
		return linkage.Linker{}, err
	}
	if len(bodies) == 0 {
		return linkage.Starter(), nil
	}
	return linkage.ReadLinker([]byte(bodies[0]))
}

// Linker is the one that links now.
func (s *Store) Linker(ctx context.Context) (linker linkage.Linker, err error) {
	err = s.short(ctx, func(tx *Tx) error {
		linker, err = tx.linker()
		return err
	})
	if err != nil {
		return linkage.Linker{}, fmt.Errorf("reading the linkage model: %w", err)
	}
	return linker, nil
}

// linkerOf is the linker of a version, "" the one that links now.
func (s *Store) linkerOf(ctx context.Context, version string) (linkage.Linker, error) {
	now, err := s.Linker(ctx)
	if err != nil || version == "" || version == now.Version() {
		return now, err
	}
	if starter := linkage.Starter(); version == starter.Version() {
		return starter, nil
	}
	var bodies []string
	if err := s.db.WithContext(ctx).Raw("SELECT body FROM link_models WHERE version = ?", version).Scan(&bodies).Error; err != nil {
		return linkage.Linker{}, fmt.Errorf("reading a linkage model: %w", err)
	}
	if len(bodies) > 0 {
		if was, err := linkage.ReadLinker([]byte(bodies[0])); err == nil {
			return was, nil
		}
	}
	return linkage.Linker{}, models.Refuse(models.NotFound, "the model that weighed them is no longer kept, or was for another version of the program")
}

// learn makes a new model of the records held and keeps it. Where nothing can be learnt from them, the present one stays.
func (t *Tx) learn(present linkage.Linker, records []linkage.Record, now time.Time) (linkage.Linker, linkage.Learning, error) {
	l, learning, err := linkage.Learn(records)
	if err != nil || !learning.Learnt {
		return present, learning, err
	}
	return l, learning, t.keepLinker(l, now, len(records))
}

// keepLinker makes a linker the one that links from now on.
func (t *Tx) keepLinker(l linkage.Linker, now time.Time, records int) error {
	return t.exec(`INSERT INTO link_models (version, body, trained_at, records) VALUES (?, ?, ?, ?)
		ON CONFLICT (version) DO UPDATE SET trained_at = excluded.trained_at`, l.Version(), string(l.Marshal()), now, records)
}
