package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// HeldRow is what one row that a partner sent says of somebody, as far as it is of one class. Rows that were changed or withdrawn
// since are held too.
type HeldRow struct {
	Class      models.Class
	Partner    models.Partner
	Org        string // "" is the partner as a whole
	File       string
	ReceivedAt time.Time
	Ended      string // changed, withdrawn; "" where it is what the partner says now
	Marked     bool   // it belongs to a record that was sent as sensitive
	Values     map[string]string
}

// classOfColumn are the classes of what a row of people says; a column that is not here only serves to link and to protect.
var classOfColumn = map[string]models.Class{
	"forename": models.ClassIdentity, "middle_names": models.ClassIdentity, "surname": models.ClassIdentity, "former_surname": models.ClassIdentity,
	"known_as": models.ClassIdentity, "date_of_birth": models.ClassIdentity, "sex": models.ClassIdentity, "role": models.ClassIdentity,
	"address_line_1": models.ClassAddress, "address_line_2": models.ClassAddress, "town": models.ClassAddress, "postcode": models.ClassAddress,
	"uprn": models.ClassAddress, "nhs_number": models.ClassNHSNumber, "pnc_id": models.ClassPNCID, "upn": models.ClassUPN, "uln": models.ClassUPN,
	"nino": models.ClassNINO,
}

// classOfFile are the classes of the rows of the other files.
var classOfFile = map[string]models.Class{
	"relationships": models.ClassFamilyLinks, "involvements": models.ClassSocialCare, "offences": models.ClassOffences, "asb_incidents": models.ClassASB,
	"asb_orders": models.ClassASB, "callouts": models.ClassCallouts, "enrolments": models.ClassSchooling, "attendance": models.ClassSchooling,
	"exclusions": models.ClassSchooling, "tenancies": models.ClassTenancy, "occupants": models.ClassTenancy, "actions": models.ClassTenancy,
	"matches": models.ClassBenefits, "claims": models.ClassBenefits, "provisions": models.ClassEmploymentSupport, "employments": models.ClassEmploymentSupport,
}

// Held is all that partners sent of somebody, by the id of now: of each file in the order of the contract, the oldest first.
func (s *Store) Held(ctx context.Context, person string) (all []HeldRow, err error) {
	for _, partner := range models.Partners {
		for _, file := range feeds.Files(partner) {
			var rows []map[string]any
			query := "SELECT s.*, i.started_at AS received_at, EXISTS (SELECT 1 FROM links l JOIN source_people p ON p.partner = l.partner AND p.org = l.org" +
				" AND p.ref = l.ref AND p.sensitive WHERE l.person_id = ? AND l.partner = s.partner AND l.org = s.org) AS marked" +
				" FROM source_" + file.Name + " s JOIN imports i ON i.id = s.import_id WHERE s.partner = ? AND " + aboutPerson(file) + " ORDER BY s.id"
			if err := s.db.WithContext(ctx).Raw(query, person, partner, person).Scan(&rows).Error; err != nil {
				return nil, fmt.Errorf("reading what %s sent in %s.csv: %w", partner, file.Name, err)
			}
			for _, row := range rows {
				all = append(all, heldOf(partner, file, row)...)
			}
		}
	}
	return all, nil
}

// aboutPerson is the condition that a row of the file is about somebody.
func aboutPerson(file feeds.File) string {
	linked := func(ref string) string {
		return "EXISTS (SELECT 1 FROM links l WHERE l.person_id = ? AND l.partner = s.partner AND l.org = s.org AND l.ref = " + ref + ")"
	}
	switch file.Name {
	case "people":
		return linked("s.ref")
	case "tenancies": // reaches people through those who live there
		return "EXISTS (SELECT 1 FROM source_occupants o JOIN links l ON l.partner = o.partner AND l.org = o.org AND l.ref = o.person_ref" +
			" WHERE l.person_id = ? AND o.partner = s.partner AND o.org = s.org AND o.tenancy_ref = s.ref)"
	}
	return linked("s.person_ref")
}

// heldOf takes a row apart by classes.
func heldOf(partner models.Partner, file feeds.File, row map[string]any) []HeldRow {
	parts := map[models.Class]map[string]string{}
	for _, c := range file.Columns {
		class := classOfFile[file.Name]
		if file.Name == "people" {
			class = classOfColumn[c.Name]
		}
		refers := slices.ContainsFunc(file.Refs, func(r feeds.Reference) bool { return r.Column == c.Name })
		value := heldText(row[column(c.Name)])
		if class == "" || refers || value == "" {
			continue // a reference is another's key, or the person's own, which says nothing
		}
		if parts[class] == nil {
			parts[class] = map[string]string{}
		}
		parts[class][c.Name] = value
	}
	var held []HeldRow
	for _, class := range models.Classes {
		if values := parts[class]; values != nil {
			part := HeldRow{Class: class, Partner: partner, Org: heldText(row["org"]), File: file.Name, Ended: heldText(row["ended_as"]), Values: values}
			part.ReceivedAt, _ = row["received_at"].(time.Time)
			part.Marked = heldText(row["marked"]) == "true" || heldText(row["marked"]) == "1"
			held = append(held, part)
		}
	}
	return held
}

func heldText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case bool:
		if !v {
			return ""
		}
	case []byte:
		return string(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return strings.TrimSpace(fmt.Sprint(value))
}
