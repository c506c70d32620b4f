package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"thrivingfamilies.example/hub/audit"
)

// UnusualReading looks through the log of a period for what is unusual.
func (s *Store) UnusualReading(ctx context.Context, from, until time.Time, rules audit.UnusualRules) ([]audit.Unusual, error) {
	var reads []audit.Read
	people := map[string][]int{} // who was shown, in which of the reads
	for before := int64(0); ; {
		page, err := s.AccessLog(ctx, audit.Query{From: from, Until: until}, before, auditPage)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			before = e.Seq
			if len(e.Shown) == 0 {
				continue
			}
			read := audit.Read{Seq: e.Seq, At: e.At, Subject: e.Actor.Subject, Role: e.Actor.Role, Org: e.Actor.Org, Glass: len(e.Glass) > 0}
			if e.Actor.ActsAs != "" {
				read.Role = e.Actor.ActsAs
			}
			for id := range e.Shown {
				people[id] = append(people[id], len(reads))
			}
			reads = append(reads, read)
		}
		if len(page) < auditPage {
			break
		}
	}
	if err := s.familiesOf(ctx, people, reads); err != nil {
		return nil, fmt.Errorf("reading whose families were shown: %w", err)
	}
	if err := s.readersOwn(ctx, people, reads); err != nil {
		return nil, fmt.Errorf("reading who readers are: %w", err)
	}
	slices.Reverse(reads) // the log is read from its end
	return audit.FindUnusual(reads, rules), nil
}

// familiesOf fills in of which families somebody was shown, each once; who is of none now is one of their own.
func (s *Store) familiesOf(ctx context.Context, people map[string][]int, reads []audit.Read) error {
	seen := make([]map[string]bool, len(reads))
	for some := range slices.Chunk(slices.Sorted(maps.Keys(people)), 500) {
		var rows []struct{ ID, FamilyID string }
		if err := s.db.WithContext(ctx).Raw("SELECT id, family_id FROM persons WHERE id IN ? AND family_id <> ''", some).Scan(&rows).Error; err != nil {
			return err
		}
		of := map[string]string{}
		for _, r := range rows {
			of[r.ID] = r.FamilyID
		}
		for _, id := range some {
			family := of[id]
			if family == "" {
				family = id
			}
			for _, at := range people[id] {
				if seen[at] == nil {
					seen[at] = map[string]bool{}
				}
				if !seen[at][family] {
					seen[at][family] = true
					reads[at].Families = append(reads[at].Families, family)
				}
			}
		}
	}
	return nil
}

// readersOwn fills in who was shown somebody of their own name or place.
func (s *Store) readersOwn(ctx context.Context, people map[string][]int, reads []audit.Read) error {
	for what, mark := range map[string]func(*audit.Read){
		"r.surname <> '' AND (f.surname = r.surname OR f.former_surname = r.surname)": func(r *audit.Read) { r.Surname = true },
		"r.postcode <> '' AND f.postcode = r.postcode":                                func(r *audit.Read) { r.Postcode = true },
	} {
		var rows []struct{ Subject, PersonID string }
		if err := s.db.WithContext(ctx).Raw("SELECT DISTINCT r.subject, f.person_id FROM reader_register r JOIN findable f ON " + what).Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			for _, at := range people[row.PersonID] {
				if reads[at].Subject == row.Subject {
					mark(&reads[at])
				}
			}
		}
	}
	return nil
}
